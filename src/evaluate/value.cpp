#include "evaluate/value.hpp"

#include <algorithm>

namespace jiangbu {

bool Value::is_exact() const {
  if (maybe_null) return false;
  switch (kind) {
    case Kind::unknown:
      return false;
    case Kind::null_:
    case Kind::scalar:
      return true;
    case Kind::truth:
      return truth != Truth::unknown;
    case Kind::number:
      return number.is_exact();
    case Kind::list:
      return !list->open && std::all_of(list->elements.begin(), list->elements.end(),
                                        [](const ListElement& element) {
                                          return element.present == Truth::yes &&
                                                 element.value.is_exact();
                                        });
    case Kind::record:
      return record->facts != nullptr ||
             std::all_of(record->made.begin(), record->made.end(),
                         [](const Value& field) { return field.is_exact(); });
    case Kind::range:
      return range->low.is_exact() && range->high.is_exact();
  }
  return false;
}

const Date* date_in(const Value& value) {
  return value.kind == Value::Kind::scalar ? std::get_if<Date>(&value.scalar) : nullptr;
}

const std::string* text_in(const Value& value) {
  if (value.kind != Value::Kind::scalar) return nullptr;
  const auto* text = std::get_if<TextRef>(&value.scalar);
  return text == nullptr ? nullptr : text->text;
}

Constant constant_in(const Value& value) {
  if (const std::string* text = text_in(value)) return *text;
  if (const Date* date = date_in(value)) return *date;
  if (const auto* item = std::get_if<EnumValue>(&value.scalar)) return *item;
  return {};
}

Value truth_value(Truth truth, Causes causes) {
  Value value;
  value.kind = Value::Kind::truth;
  value.truth = truth;
  value.causes = truth == Truth::unknown ? causes : 0;
  return value;
}

Value number_value(NumberRange number, Causes causes) {
  Value value;
  value.kind = Value::Kind::number;
  value.causes = number.is_exact() ? 0 : causes;
  value.number = number;
  return value;
}

Value scalar_value(Date date) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.scalar = date;
  return value;
}

Value scalar_value(EnumValue item) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.scalar = item;
  return value;
}

Value scalar_value(std::string text) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.made_text = std::make_shared<const std::string>(std::move(text));
  value.scalar = TextRef{value.made_text.get()};
  return value;
}

Value unknown_value(Causes causes) {
  Value value;
  value.causes = causes;
  return value;
}

Value null_value() {
  Value value;
  value.kind = Value::Kind::null_;
  return value;
}

Value list_value(ListValue list) {
  Value value;
  value.kind = Value::Kind::list;
  value.list = std::make_shared<const ListValue>(std::move(list));
  return value;
}

Value constant_to_value(const Constant& constant) {
  if (const auto* date = std::get_if<Date>(&constant)) return scalar_value(*date);
  if (const auto* item = std::get_if<EnumValue>(&constant)) return scalar_value(*item);
  if (const auto* text = std::get_if<std::string>(&constant)) {
    Value value;
    value.kind = Value::Kind::scalar;
    value.scalar = TextRef{text};
    return value;
  }
  if (const auto* flag = std::get_if<bool>(&constant)) {
    return truth_value(truth_from(*flag));
  }
  if (const auto* number = std::get_if<Decimal>(&constant)) {
    return number_value(NumberRange::exact(*number));
  }
  if (const auto* months = std::get_if<YearsMonths>(&constant)) {
    return number_value(NumberRange::exact(Decimal(months->months)));
  }
  if (const auto* days = std::get_if<DaysDuration>(&constant)) {
    return number_value(NumberRange::exact(Decimal(days->days)));
  }
  return null_value();
}

}  // namespace jiangbu
