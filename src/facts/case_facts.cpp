#include "facts/case_facts.hpp"

namespace jiangbu {

FactValue unknown_record(const Entity& entity) {
  return FactValue::composite(std::vector<FactValue>(entity.fields.size()));
}

void close_world(FactValue& record, const Entity& entity, const Vocabulary& vocabulary) {
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = entity.fields[i];
    FactValue& value = record.items[i];
    if (field.is_derived() || field.aggregate || value.stated_unknown) continue;
    if (value.state == FactValue::State::unknown) {
      if (field.assume) {
        value = FactValue::known(*field.assume);
      } else if (field.type.is_list()) {
        value = FactValue::composite({});
      } else if (field.type.optional) {
        value = FactValue::null();
      }
      continue;
    }
    if (!value.is_known()) continue;
    if (field.type.base == BaseType::record) {
      close_world(value, vocabulary.entities[field.type.id], vocabulary);
    } else if (field.type.is_list() && field.type.element->base == BaseType::record) {
      const Entity& inner = vocabulary.entities[field.type.element->id];
      for (FactValue& item : value.items) {
        if (item.is_known()) close_world(item, inner, vocabulary);
      }
    }
  }
}

std::string applicant_name(const CaseFacts& facts, const Vocabulary& vocabulary) {
  const auto field = vocabulary.applicant().index_of("name");
  if (!field || !facts.record.is_known()) return {};
  const FactValue& name = facts.record.items[*field];
  const auto* text = std::get_if<std::string>(&name.scalar);
  const bool is_text = vocabulary.applicant().fields[*field].type.base == BaseType::text;
  return is_text && name.is_known() && text != nullptr ? *text : std::string();
}

std::string fact_text(const FactValue& value, const Type& type,
                      const Vocabulary& vocabulary) {
  if (value.state == FactValue::State::unknown) return "?";
  if (value.state == FactValue::State::null_) return "null";
  if (type.base == BaseType::list) return "[" + std::to_string(value.items.size()) + "]";
  if (type.base == BaseType::record) return "{…}";
  if (type.base == BaseType::range && value.items.size() == 2) {
    return fact_text(value.items[0], *type.element, vocabulary) + ".." +
           fact_text(value.items[1], *type.element, vocabulary);
  }
  return constant_text(value.scalar, type, vocabulary);
}

}  // namespace jiangbu
