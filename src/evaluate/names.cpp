#include "evaluate/names.hpp"

#include "evaluate/conditions.hpp"
#include "evaluate/fact_path.hpp"

namespace jiangbu {

const Bilingual* title_of(const Value& value, const Type& type,
                          const Vocabulary& vocabulary) {
  if (value.kind != Value::Kind::scalar) return nullptr;
  if (const auto* item = std::get_if<EnumValue>(&value.scalar)) {
    if (type.base != BaseType::enumeration) return nullptr;
    return title_of(*item, type, vocabulary);
  }
  const std::string* text = text_in(value);
  if (text == nullptr || type.base != BaseType::region) return nullptr;
  const Bilingual* title = region_title(*text, vocabulary);
  return title == nullptr || title->empty() ? nullptr : title;
}

void add_value_name(const Value& value, const Type& type, const PolicyModel& model,
                    std::vector<Name>& names) {
  const Bilingual* title = title_of(value, type, model.vocabulary);
  if (title != nullptr) add_name(names, {value_text(value, type, model), *title, {}});
}

void add_fact_name(const FactValue& fact, const Type& type, const Vocabulary& vocabulary,
                   std::vector<Name>& names) {
  if (!fact.is_known()) return;
  const Bilingual* title = title_of(fact.scalar, type, vocabulary);
  if (title == nullptr) return;
  add_name(names, {constant_text(fact.scalar, type, vocabulary), *title, {}});
}

void add_path_name(const std::string& path, const FormulaEvaluator& evaluator,
                   std::vector<Name>& names) {
  const Vocabulary& vocabulary = evaluator.model().vocabulary;
  const Field* field = field_at(path, vocabulary);
  if (field == nullptr) return;
  add_name(names,
           {path, field->title, item_key(path, evaluator.facts().record, vocabulary)});
}

std::string key_text(const FactValue& key, const Field& field,
                     const Vocabulary& vocabulary) {
  if (!key.is_known()) return {};
  if (const auto* text = std::get_if<std::string>(&key.scalar)) return *text;
  return constant_text(key.scalar, field.type, vocabulary);
}

std::string key_text(const FactValue& record, const Entity& entity,
                     const Vocabulary& vocabulary) {
  if (!entity.key || !record.is_known()) return {};
  return key_text(record.items[*entity.key], entity.fields[*entity.key], vocabulary);
}

std::string item_key(const std::string& path, const FactValue& applicant,
                     const Vocabulary& vocabulary) {
  const FactValue* record = &applicant;
  const Entity* entity = &vocabulary.applicant();
  std::string key;
  for (const PathPart& part : split_path(path)) {
    const auto index = entity->index_of(part.name);
    if (!index || !record->is_known()) return key;
    const FactValue& fact = record->items[*index];
    const Type& declared = entity->fields[*index].type;
    const Type& type = declared.is_list() ? *declared.element : declared;
    if (type.base != BaseType::record || part.position == 0 ||
        part.position > fact.items.size()) {
      return key;
    }
    record = &fact.items[part.position - 1];
    entity = &vocabulary.entities[type.id];
    const std::string inner = key_text(*record, *entity, vocabulary);
    if (!inner.empty()) key = inner;
  }
  return key;
}

}  // namespace jiangbu
