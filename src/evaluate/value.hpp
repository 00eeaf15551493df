// What a step gives in one evaluation: a value, or what is known of it.
// In: nothing. Out: Value. Never: a formula.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "evaluate/causes.hpp"
#include "facts/case_facts.hpp"
#include "values/range.hpp"
#include "values/truth.hpp"

namespace jiangbu {

struct ListValue;
struct RecordValue;
struct RangeValue;

/// A text that is kept elsewhere: with the facts, the program or the value that made it.
struct TextRef {
  const std::string* text = nullptr;
  bool operator==(const TextRef& other) const { return *text == *other.text; }
};

/// A date, a text (or region), an enum value; cheap to copy.
using ScalarValue = std::variant<std::monostate, Date, EnumValue, TextRef>;

/// A value with its uncertainty. `causes` tell why it is not exact; an exact value has
/// none. `maybe_null` : besides what is said here, it may be null.
struct Value {
  enum class Kind : std::uint8_t {
    unknown,  // nothing is known
    null_,
    truth,
    number,  // number, money, months, days: a range of them
    scalar,  // date, text, enum, region: exact
    list,
    record,
    range,
  };
  Kind kind = Kind::unknown;
  bool maybe_null = false;
  Truth truth = Truth::unknown;
  Causes causes = 0;
  NumberRange number;
  ScalarValue scalar;
  /// Of an unknown enum value: the values it may still be, a bit for each; 0: any.
  std::uint64_t possible = 0;
  std::shared_ptr<const ListValue> list;
  std::shared_ptr<const RecordValue> record;
  std::shared_ptr<const RangeValue> range;
  std::shared_ptr<const std::string> made_text;  // what `scalar` refers to, if made

  bool is_null() const { return kind == Kind::null_; }
  /// Exactly one value, and certainly that.
  bool is_exact() const;
};

struct ListElement {
  Value value;
  Truth present = Truth::yes;
  Causes causes = 0;  // why `present` is unknown
};

/// A list whose elements may be there or not; an open list may have more, unknown ones.
struct ListValue {
  std::vector<ListElement> elements;
  bool open = false;
  Causes open_causes = 0;
  NumberRange open_bounds;  // of each element not known of, where they are numbers
};

/// A record: facts as given (with the path they were given under), or made by a formula.
struct RecordValue {
  std::uint32_t entity = 0;
  const FactValue* facts = nullptr;  // not owned; outlives the evaluation
  std::vector<Value> made;
  std::string path;  // "" for the applicant, "marks[2]"
};

struct RangeValue {
  Value low;  // null: open
  Value high;
  bool low_open = false;
  bool high_open = false;
};

/// The date a value is, exactly; null for anything else.
const Date* date_in(const Value& value);
/// The same of a text or region.
const std::string* text_in(const Value& value);
/// An exact scalar as a constant.
Constant constant_in(const Value& value);

Value truth_value(Truth truth, Causes causes = 0);
Value number_value(NumberRange number, Causes causes = 0);
Value scalar_value(Date date);
Value scalar_value(EnumValue item);
Value scalar_value(std::string text);
Value unknown_value(Causes causes);
Value null_value();
Value list_value(ListValue list);
/// A constant of a literal, parameter or fact, which outlives the value.
Value constant_to_value(const Constant& constant);

}  // namespace jiangbu
