// What is known of one applicant.
// In: nothing (read/ builds it). Out: FactValue, CaseFacts. Never: knows a policy.
#pragma once

#include <string>
#include <vector>

#include "model/vocabulary.hpp"

namespace jiangbu {

/// One fact: unknown, known to be absent (null), or known. What a known one holds
/// depends on its type: a scalar; `items` are the elements of a list, the fields of a
/// record (in the order of its entity), or the two ends of a period (null: open).
struct FactValue {
  enum class State : std::uint8_t { unknown, null_, known };
  State state = State::unknown;
  Constant scalar;
  std::vector<FactValue> items;
  bool stated_unknown = false;  ///< said to be unknown: a closed world does not fill it

  static FactValue unknown() { return {}; }
  static FactValue stated_as_unknown() { return {State::unknown, {}, {}, true}; }
  static FactValue null() { return {State::null_, {}, {}, false}; }
  static FactValue known(Constant scalar) {
    return {State::known, std::move(scalar), {}, false};
  }
  static FactValue composite(std::vector<FactValue> items) {
    return {State::known, {}, std::move(items), false};
  }
  bool is_known() const { return state == State::known; }
  bool operator==(const FactValue&) const = default;
};

/// The facts of one applicant, laid out by a vocabulary. Plain value.
struct CaseFacts {
  std::string applicant;
  FactValue record;  ///< the fields of entity 0
  bool closed_world = false;
};

/// A record of the entity with every field unknown.
FactValue unknown_record(const Entity& entity);

/// Applies a closed world to a record: missing lists are empty, missing optional values
/// null, missing facts with `assume` take it. Derived fields are left alone.
void close_world(FactValue& record, const Entity& entity, const Vocabulary& vocabulary);

/// The fact `name`, if the vocabulary has it as text and it is known; otherwise empty.
std::string applicant_name(const CaseFacts& facts, const Vocabulary& vocabulary);

/// A fact as people write it: "30000元", "2024-01-31", "first", "[2]", "?".
std::string fact_text(const FactValue& value, const Type& type,
                      const Vocabulary& vocabulary);

}  // namespace jiangbu
