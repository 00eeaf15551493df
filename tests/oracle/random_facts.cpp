#include "oracle/random_facts.hpp"

#include <algorithm>

namespace jiangbu::oracle {

namespace {

void gather(const Expression& e, Thresholds& into) {
  if (const auto* number = std::get_if<Decimal>(&e.constant)) {
    (e.type.base == BaseType::money ? into.amounts : into.numbers).push_back(*number);
  } else if (const auto* day = std::get_if<Date>(&e.constant)) {
    into.dates.push_back(*day);
  } else if (const auto* text = std::get_if<std::string>(&e.constant)) {
    (e.type.base == BaseType::region ? into.regions : into.texts).push_back(*text);
  }
  for (const Expression& operand : e.operands) gather(operand, into);
}

bool is_record(const Type& type) { return type.base == BaseType::record; }

const Field& field_at(const Entity& entity, size_t index) { return entity.fields[index]; }

// Derived facts are computed, never given.
bool is_given(const Field& field) { return !field.is_derived(); }

}  // namespace

Thresholds thresholds_of(const PolicyModel& model) {
  Thresholds result;
  for (const Expression& formula : model.formulas) gather(formula, result);
  for (const int number : {0, 1, 2, 10}) result.numbers.push_back(number);
  for (const int amount : {0, 10'000, 100'000}) result.amounts.push_back(amount);
  result.texts.insert(result.texts.end(), {"I1", "I2", "乙"});
  result.regions.insert(result.regions.end(), {"140000", "140402", "110000"});
  return result;
}

RandomFacts::RandomFacts(const PolicyModel& model, Date decision_date, Chance& chance)
    : vocabulary_(model.vocabulary), thresholds_(thresholds_of(model)), chance_(chance) {
  thresholds_.dates.push_back(decision_date);
}

FactValue RandomFacts::complete() {
  return completed(unknown_record(vocabulary_.applicant()));
}

FactValue RandomFacts::completed(FactValue record) {
  fill(record, vocabulary_.applicant(), 0);
  return record;
}

FactValue RandomFacts::with_gaps(FactValue record) {
  open(record, vocabulary_.applicant(), 2 + chance_.below(6));
  return record;
}

FactValue RandomFacts::with_few_gaps(FactValue record) {
  open(record, vocabulary_.applicant(), 20);
  return record;
}

void RandomFacts::fill(FactValue& record, const Entity& entity, size_t place) {
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = field_at(entity, i);
    if (!is_given(field)) continue;
    FactValue& value = record.items[i];
    if (value.state == FactValue::State::unknown) {
      value = value_of(field.type, field, entity.key == i, place);
      continue;
    }
    if (!value.is_known()) continue;
    if (is_record(field.type)) fill(value, vocabulary_.entities[field.type.id], 0);
    if (!field.type.is_list()) continue;
    for (size_t k = 0; k < value.items.size(); ++k) {
      FactValue& item = value.items[k];
      if (is_record(*field.type.element) && item.is_known()) {
        fill(item, vocabulary_.entities[field.type.element->id], k);
      } else if (item.state == FactValue::State::unknown) {
        item = value_of(*field.type.element, field, false, k);
      }
    }
  }
}

FactValue RandomFacts::value_of(const Type& type, const Field& field, bool is_key,
                                size_t place) {
  if (type.optional && chance_.one_in(3)) return FactValue::null();
  std::vector<FactValue> items;
  if (type.base == BaseType::list) {
    const size_t size = chance_.below(4);
    for (size_t i = 0; i < size; ++i) {
      items.push_back(value_of(*type.element, field, false, i));
    }
    return FactValue::composite(std::move(items));
  }
  if (is_record(type)) {
    FactValue record = unknown_record(vocabulary_.entities[type.id]);
    fill(record, vocabulary_.entities[type.id], place);
    return record;
  }
  if (type.base == BaseType::range) {
    items = {scalar_of(*type.element, field, false, 0),
             scalar_of(*type.element, field, false, 0)};
    if (items[1].scalar < items[0].scalar) std::swap(items[0], items[1]);
    return FactValue::composite(std::move(items));
  }
  return scalar_of(type, field, is_key, place);
}

FactValue RandomFacts::scalar_of(const Type& type, const Field& field, bool is_key,
                                 size_t place) {
  switch (type.base) {
    case BaseType::boolean:
      return FactValue::known(chance_.one_in(2));
    case BaseType::number:
      return FactValue::known(number_near(thresholds_.numbers, 1, field));
    case BaseType::money: {
      const Decimal step = chance_.one_in(3) ? Decimal::from_parts(false, 1, -2) : 10'000;
      return FactValue::known(number_near(thresholds_.amounts, step, field));
    }
    case BaseType::months:
      return FactValue::known(YearsMonths{chance_.between(0, 30)});
    case BaseType::days:
      return FactValue::known(DaysDuration{chance_.between(0, 60)});
    case BaseType::date: {
      Date day = chance_.of(thresholds_.dates);
      const std::int64_t months = chance_.one_in(2) ? chance_.between(-18, 18) : 0;
      day = add_months(day, months).value_or(day);
      return FactValue::known(add_days(day, chance_.between(-1, 1)).value_or(day));
    }
    case BaseType::enumeration: {
      const size_t count = vocabulary_.enums[type.id].values.size();
      return FactValue::known(
          EnumValue{static_cast<std::uint32_t>(chance_.below(count))});
    }
    case BaseType::region:
      return FactValue::known(chance_.of(thresholds_.regions));
    default:
      return FactValue::known(is_key ? "I" + std::to_string(place + 1)
                                     : chance_.of(thresholds_.texts));
  }
}

Decimal RandomFacts::number_near(const std::vector<Decimal>& thresholds,
                                 const Decimal& step, const Field& field) {
  Decimal value = chance_.of(thresholds) + step * Decimal(chance_.between(-1, 1));
  if (chance_.one_in(4)) value *= Decimal(chance_.between(0, 4));
  if (field.integral) value = floor(value);
  if (field.max && *field.max < value) value = *field.max;
  if (field.min && value < *field.min) value = *field.min;
  return value;
}

void RandomFacts::open(FactValue& record, const Entity& entity, size_t rate) {
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = field_at(entity, i);
    FactValue& value = record.items[i];
    if (!is_given(field)) continue;
    if (chance_.one_in(rate)) {
      value = FactValue::unknown();
      continue;
    }
    if (!value.is_known()) continue;
    if (is_record(field.type)) {
      open(value, vocabulary_.entities[field.type.id], rate + 1);
    } else if (field.type.is_list() && is_record(*field.type.element)) {
      for (FactValue& item : value.items) {
        open(item, vocabulary_.entities[field.type.element->id], rate + 1);
      }
    }
  }
}

namespace {

// The places of a record that are unknown there and known in `complete`.
void find_gaps(FactValue& record, const FactValue& complete, const Entity& entity,
               const Vocabulary& vocabulary,
               std::vector<std::pair<FactValue*, const FactValue*>>& gaps) {
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = field_at(entity, i);
    FactValue& value = record.items[i];
    if (!is_given(field)) continue;
    if (value.state == FactValue::State::unknown) {
      gaps.emplace_back(&value, &complete.items[i]);
      continue;
    }
    if (!value.is_known() || !field.type.is_list()) continue;
    if (!is_record(*field.type.element)) continue;
    const Entity& inner = vocabulary.entities[field.type.element->id];
    for (size_t k = 0; k < value.items.size(); ++k) {
      find_gaps(value.items[k], complete.items[i].items[k], inner, vocabulary, gaps);
    }
  }
}

std::string scalar_yaml(const FactValue& value, const Type& type,
                        const Vocabulary& vocabulary) {
  if (value.state == FactValue::State::null_) return "null";
  if (value.state == FactValue::State::unknown) return "unknown";
  if (const auto* item = std::get_if<EnumValue>(&value.scalar)) {
    return vocabulary.enums[type.id].values[item->index].name;
  }
  if (const auto* flag = std::get_if<bool>(&value.scalar))
    return *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value.scalar)) {
    return "\"" + *text + "\"";
  }
  return fact_text(value, type, vocabulary);
}

std::string value_yaml(const FactValue& value, const Type& type,
                       const Vocabulary& vocabulary) {
  if (!value.is_known()) return scalar_yaml(value, type, vocabulary);
  if (is_record(type)) {
    return facts_yaml(value, vocabulary.entities[type.id], vocabulary);
  }
  if (type.base == BaseType::range) {
    return "{from: " + scalar_yaml(value.items[0], *type.element, vocabulary) +
           ", to: " + scalar_yaml(value.items[1], *type.element, vocabulary) + "}";
  }
  if (type.base != BaseType::list) return scalar_yaml(value, type, vocabulary);
  std::string text;
  for (const FactValue& item : value.items) {
    text += (text.empty() ? "" : ", ") + value_yaml(item, *type.element, vocabulary);
  }
  return "[" + text + "]";
}

}  // namespace

bool RandomFacts::learn_one(FactValue& record, const FactValue& complete) {
  std::vector<std::pair<FactValue*, const FactValue*>> gaps;
  find_gaps(record, complete, vocabulary_.applicant(), vocabulary_, gaps);
  if (gaps.empty()) return false;
  const auto& [gap, known] = chance_.of(gaps);
  *gap = *known;
  return true;
}

std::string facts_yaml(const FactValue& record, const Entity& entity,
                       const Vocabulary& vocabulary) {
  std::string text;
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = field_at(entity, i);
    const FactValue& value = record.items[i];
    if (!is_given(field) || value.state == FactValue::State::unknown) continue;
    text += (text.empty() ? "" : ", ") + field.name + ": " +
            value_yaml(value, field.type, vocabulary);
  }
  return "{" + text + "}";
}

}  // namespace jiangbu::oracle
