#include "cli/value_json.hpp"

namespace jiangbu {

void ValueJson::write_hinted(const char* hint, const std::string& text) {
  if (!type_hints_) return out_.string(text);
  out_.begin_object();
  out_.key(hint);
  out_.string(text);
  out_.end_object();
}

// A product with a fraction may leave part of a month or day, which no duration here has.
void ValueJson::write_number(const Decimal& number, const Type& type) {
  const auto whole = number.to_int64();
  if (type.base == BaseType::money) {
    out_.begin_object();
    out_.key("amount");
    out_.string(number.to_string());
    out_.key("currency");
    out_.string(currency_code(type.id));
    return out_.end_object();
  }
  if (type.base == BaseType::months && whole) {
    return write_hinted("duration", YearsMonths{*whole}.to_string());
  }
  if (type.base == BaseType::days && whole) {
    return write_hinted("duration", DaysDuration{*whole}.to_string());
  }
  if (type.base == BaseType::months || type.base == BaseType::days) {
    evaluator_.failure(
        {"时长不是整月或整日：" + number.to_string(),
         "the duration is no whole number of months or days: " + number.to_string()});
  }
  out_.number(number.to_string());
}

void ValueJson::write_scalar(const Constant& scalar, const Type& type) {
  if (const auto* number = std::get_if<Decimal>(&scalar)) {
    return write_number(*number, type);
  }
  if (const auto* months = std::get_if<YearsMonths>(&scalar)) {
    return write_hinted("duration", months->to_string());
  }
  if (const auto* days = std::get_if<DaysDuration>(&scalar)) {
    return write_hinted("duration", days->to_string());
  }
  if (const auto* date = std::get_if<Date>(&scalar)) {
    return write_hinted("date", date->to_string());
  }
  if (const auto* flag = std::get_if<bool>(&scalar)) return out_.boolean(*flag);
  if (const auto* text = std::get_if<std::string>(&scalar)) return out_.string(*text);
  if (const auto* item = std::get_if<EnumValue>(&scalar)) {
    const Enumeration& enumeration = evaluator_.model().vocabulary.enums[type.id];
    return out_.string(enumeration.values[item->index].name);
  }
  out_.null();
}

void ValueJson::write_reasons(Causes causes) {
  const CauseTable& table = evaluator_.causes();
  out_.key("unknown");
  out_.begin_array();
  for (const std::string& path : table.facts_in(causes)) out_.string(path);
  out_.end_array();
  if (!table.contains(causes, CauseTable::discretion)) return;
  out_.key("discretion");
  out_.boolean(true);
}

void ValueJson::write_open(const Value& value, const Type& type) {
  out_.begin_object();
  if (value.kind == Value::Kind::number) {
    if (value.number.low) {
      out_.key("low");
      write_number(*value.number.low, type);
    }
    if (value.number.high) {
      out_.key("high");
      write_number(*value.number.high, type);
    }
  } else if (value.maybe_null && value.kind != Value::Kind::unknown &&
             !(value.kind == Value::Kind::truth && value.truth == Truth::unknown)) {
    Value certain = value;
    certain.maybe_null = false;
    out_.key("value");
    write(certain, type);
  }
  if (value.maybe_null) {
    out_.key("or_null");
    out_.boolean(true);
  }
  write_reasons(evaluator_.causes_of(value));
  out_.end_object();
}

void ValueJson::write_list(const Value& value, const Type& type) {
  const ListValue& list = *value.list;
  bool certain = !list.open;
  for (const ListElement& element : list.elements) {
    certain = certain && element.present == Truth::yes;
  }
  if (!certain) {
    out_.begin_object();
    out_.key("elements");
  }
  out_.begin_array();
  for (const ListElement& element : list.elements) {
    if (element.present == Truth::unknown) {
      out_.begin_object();
      out_.key("maybe");
    }
    if (element.present != Truth::no) write(element.value, *type.element);
    if (element.present == Truth::unknown) out_.end_object();
  }
  out_.end_array();
  if (certain) return;
  if (list.open) {
    out_.key("open");
    out_.boolean(true);
  }
  write_reasons(evaluator_.causes_of(value));
  out_.end_object();
}

void ValueJson::write_range(const Value& value, const Type& type) {
  const RangeValue& range = *value.range;
  out_.begin_object();
  out_.key("from");
  write(range.low, *type.element);
  out_.key("to");
  write(range.high, *type.element);
  out_.key("from_open");
  out_.boolean(range.low_open);
  out_.key("to_open");
  out_.boolean(range.high_open);
  out_.end_object();
}

void ValueJson::write_record(const Value& value, const Type& type) {
  if (value.record->facts != nullptr) return write_fact_record(value);
  const Entity& entity = evaluator_.model().vocabulary.entities[type.id];
  out_.begin_object();
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    out_.key(entity.fields[i].name);
    write(value.record->made[i], entity.fields[i].type);
  }
  out_.end_object();
}

// Derived fields are formulas about the record in their entity's own slot.
void ValueJson::write_fact_record(const Value& value) {
  const RecordValue& record = *value.record;
  const Entity& entity = evaluator_.model().vocabulary.entities[record.entity];
  out_.begin_object();
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = entity.fields[i];
    out_.key(field.name);
    if (field.is_derived()) {
      const Value saved = evaluator_.local(entity.self);
      evaluator_.bind(entity.self, value);
      write(evaluator_.formula(field.formula), field.type);
      evaluator_.bind(entity.self, saved);
    } else {
      const std::string path =
          record.path.empty() ? field.name : record.path + "." + field.name;
      write_fact(record.facts->items[i], field.type, path);
    }
  }
  out_.end_object();
}

void ValueJson::write_fact(const FactValue& fact, const Type& type,
                           const std::string& path) {
  if (fact.state == FactValue::State::null_) return out_.null();
  if (!fact.is_known()) {
    Value unknown = unknown_value(evaluator_.causes().of_fact(path));
    unknown.maybe_null = type.optional;
    return write_open(unknown, type);
  }
  Value value;
  if (type.base == BaseType::record) {
    auto record = std::make_shared<RecordValue>();
    record->entity = type.id;
    record->facts = &fact;
    record->path = path;
    value.kind = Value::Kind::record;
    value.record = std::move(record);
    return write_fact_record(value);
  }
  if (type.base == BaseType::list) {
    out_.begin_array();
    for (size_t i = 0; i < fact.items.size(); ++i) {
      write_fact(fact.items[i], *type.element, path + "[" + std::to_string(i + 1) + "]");
    }
    return out_.end_array();
  }
  if (type.base == BaseType::range) {
    out_.begin_object();
    out_.key("from");
    write_fact(fact.items[0], *type.element, path + ".from");
    out_.key("to");
    write_fact(fact.items[1], *type.element, path + ".to");
    out_.key("from_open");
    out_.boolean(false);
    out_.key("to_open");
    out_.boolean(false);
    return out_.end_object();
  }
  write_scalar(fact.scalar, type);
}

void ValueJson::write(const Value& value, const Type& type) {
  if (value.maybe_null) return write_open(value, type);
  switch (value.kind) {
    case Value::Kind::unknown:
      return write_open(value, type);
    case Value::Kind::null_:
      return out_.null();
    case Value::Kind::truth:
      if (value.truth == Truth::unknown) return write_open(value, type);
      return out_.boolean(value.truth == Truth::yes);
    case Value::Kind::number:
      if (!value.number.is_exact()) return write_open(value, type);
      return write_number(*value.number.low, type);
    case Value::Kind::scalar:
      return write_scalar(constant_in(value), type);
    case Value::Kind::list:
      return write_list(value, type);
    case Value::Kind::record:
      return write_record(value, type);
    case Value::Kind::range:
      return write_range(value, type);
  }
}

}  // namespace jiangbu
