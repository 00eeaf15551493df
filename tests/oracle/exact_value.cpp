#include "oracle/exact_value.hpp"

namespace jiangbu::oracle {

namespace {

ExactValue of_kind(ExactValue::Kind kind) {
  ExactValue value;
  value.kind = kind;
  return value;
}

}  // namespace

ExactValue failed() { return {}; }

ExactValue null() { return of_kind(ExactValue::Kind::null_); }

ExactValue boolean(bool value) {
  ExactValue result = of_kind(ExactValue::Kind::boolean);
  result.boolean = value;
  return result;
}

ExactValue number(const Decimal& value) {
  if (!value.is_valid()) return failed();
  ExactValue result = of_kind(ExactValue::Kind::number);
  result.number = value;
  return result;
}

ExactValue date(Date value) {
  ExactValue result = of_kind(ExactValue::Kind::date);
  result.date = value;
  return result;
}

ExactValue text(std::string value) {
  ExactValue result = of_kind(ExactValue::Kind::text);
  result.text = std::move(value);
  return result;
}

ExactValue list(std::vector<ExactValue> elements) {
  ExactValue result = of_kind(ExactValue::Kind::list);
  result.parts = std::move(elements);
  return result;
}

ExactValue of_constant(const Constant& constant) {
  if (const auto* value = std::get_if<bool>(&constant)) return boolean(*value);
  if (const auto* value = std::get_if<Decimal>(&constant)) return number(*value);
  if (const auto* value = std::get_if<Date>(&constant)) return date(*value);
  if (const auto* value = std::get_if<YearsMonths>(&constant)) {
    return number(Decimal(value->months));
  }
  if (const auto* value = std::get_if<DaysDuration>(&constant)) {
    return number(Decimal(value->days));
  }
  if (const auto* value = std::get_if<std::string>(&constant)) return text(*value);
  if (const auto* value = std::get_if<EnumValue>(&constant)) {
    ExactValue result = of_kind(ExactValue::Kind::enumeration);
    result.index = value->index;
    return result;
  }
  return null();
}

ExactValue of_truth(Truth truth) {
  return truth == Truth::unknown ? failed() : boolean(truth == Truth::yes);
}

Truth truth_of(const ExactValue& value) {
  return value.is(ExactValue::Kind::boolean) ? truth_from(value.boolean) : Truth::unknown;
}

std::optional<Decimal> order_of(const ExactValue& value) {
  switch (value.kind) {
    case ExactValue::Kind::number:
      return value.number;
    case ExactValue::Kind::date:
      return Decimal(value.date.days);
    case ExactValue::Kind::enumeration:
      return Decimal(value.index);
    default:
      return std::nullopt;
  }
}

}  // namespace jiangbu::oracle
