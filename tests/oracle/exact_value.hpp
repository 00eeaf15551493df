// A value in the oracle: exactly one, with nothing left open.
// In: nothing. Out: ExactValue, equality, order. Never: a range, an unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case_facts.hpp"
#include "model/vocabulary.hpp"
#include "values/truth.hpp"

namespace jiangbu::oracle {

/// A value. `failed` stands for what cannot be computed (x / 0, arithmetic on null): all
/// operations pass it on, and a condition that turns out failed is neither yes nor no.
struct ExactValue {
  enum class Kind : std::uint8_t {
    failed,
    null_,
    boolean,
    number,  // number, money, months, days
    date,
    text,  // text, region
    enumeration,
    list,
    record,
    range,
  };
  Kind kind = Kind::failed;
  bool boolean = false;
  Decimal number;
  Date date;
  std::string text;
  std::uint32_t index = 0;           // enumeration: the value; record: the entity
  const FactValue* facts = nullptr;  // record of facts; null: made by a formula
  std::vector<ExactValue> parts;     // list: elements; made record: fields; range: ends
  bool low_open = false;
  bool high_open = false;

  bool is(Kind other) const { return kind == other; }
  bool is_failed() const { return kind == Kind::failed; }
  bool is_null() const { return kind == Kind::null_; }
};

ExactValue failed();
ExactValue null();
ExactValue boolean(bool value);
/// Failed if the number is invalid.
ExactValue number(const Decimal& value);
ExactValue date(Date value);
ExactValue text(std::string value);
ExactValue list(std::vector<ExactValue> elements);
ExactValue of_constant(const Constant& constant);

/// yes, no, or `unknown` for failed.
ExactValue of_truth(Truth truth);
Truth truth_of(const ExactValue& value);

/// What numbers, dates and enum values are ordered by; nothing for anything else.
std::optional<Decimal> order_of(const ExactValue& value);

}  // namespace jiangbu::oracle
