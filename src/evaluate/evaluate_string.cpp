// string(x): any value as a text.
#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

Value FormulaEvaluator::string_of(const Value& value, const Type& type) {
  if (value.kind == Value::Kind::scalar) {
    if (text_in(value) != nullptr) return value;
    if (const auto* item = std::get_if<EnumValue>(&value.scalar)) {
      return scalar_value(model().vocabulary.enums[type.id].values[item->index].name);
    }
  }
  std::string text;
  Causes causes = 0;
  if (!write_value(text, value, type, causes)) return unknown_value(causes);
  return scalar_value(std::move(text));
}

// As a formula would write it: texts inside lists and records are in quotes. False, with
// the causes, if some part is not known.
bool FormulaEvaluator::write_value(std::string& out, const Value& value, const Type& type,
                                   Causes& causes) {
  if (value.is_null()) {
    out += "null";
    return true;
  }
  if (!value.is_exact()) {
    causes = causes_.join(causes, causes_of(value));
    return false;
  }
  switch (value.kind) {
    case Value::Kind::truth:
      out += value.truth == Truth::yes ? "true" : "false";
      return true;
    case Value::Kind::number:
      return write_number(out, *value.number.low, type, causes);
    case Value::Kind::list:
      return write_list(out, *value.list, *type.element, causes);
    case Value::Kind::record:
      return write_record(out, value, type.id, causes);
    case Value::Kind::range: {
      const RangeValue& range = *value.range;
      out += range.low_open ? '(' : '[';
      if (!write_value(out, range.low, *type.element, causes)) return false;
      out += "..";
      if (!write_value(out, range.high, *type.element, causes)) return false;
      out += range.high_open ? ')' : ']';
      return true;
    }
    default:
      out += constant_text(constant_in(value), type, model().vocabulary);
      return true;
  }
}

bool FormulaEvaluator::write_number(std::string& out, const Decimal& number,
                                    const Type& type, Causes& causes) {
  if (type.base != BaseType::months && type.base != BaseType::days) {
    out += constant_text(number, type, model().vocabulary);
    return true;
  }
  const auto whole = number.to_int64();
  if (!whole) {
    const Value failed = failure(
        {"时长不是整月或整日：" + number.to_string(),
         "the duration is no whole number of months or days: " + number.to_string()});
    causes = causes_.join(causes, failed.causes);
    return false;
  }
  out += type.base == BaseType::months ? YearsMonths{*whole}.to_string()
                                       : DaysDuration{*whole}.to_string();
  return true;
}

bool FormulaEvaluator::write_list(std::string& out, const ListValue& list,
                                  const Type& element, Causes& causes) {
  out += '[';
  for (size_t i = 0; i < list.elements.size(); ++i) {
    if (i > 0) out += ", ";
    if (!write_value(out, list.elements[i].value, element, causes)) return false;
  }
  out += ']';
  return true;
}

bool FormulaEvaluator::write_record(std::string& out, const Value& record,
                                    std::uint32_t entity, Causes& causes) {
  const std::vector<Field>& fields = model().vocabulary.entities[entity].fields;
  out += '{';
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ", ";
    out += fields[i].name + ": ";
    if (!write_value(out, field_of(record, i, entity), fields[i].type, causes)) {
      return false;
    }
  }
  out += '}';
  return true;
}

}  // namespace jiangbu
