#include "evaluate/names.hpp"

#include <algorithm>
#include <set>

#include "evaluate/fact_path.hpp"

namespace jiangbu {

namespace {

// 1404 and 140400 are one city.
Bilingual region_title(const std::string& code, const Vocabulary& vocabulary) {
  for (const auto& [known, title] : vocabulary.regions) {
    if (region_within(known, code) && region_within(code, known)) return title;
  }
  return {};
}

void add_constant_name(const Constant& constant, const Type& type,
                       const Vocabulary& vocabulary, std::vector<Name>& names) {
  const std::string text = constant_text(constant, type, vocabulary);
  if (const auto* value = std::get_if<EnumValue>(&constant)) {
    if (type.base != BaseType::enumeration) return;
    add_name(names, {text, vocabulary.enums[type.id].values[value->index].title, {}});
  }
  if (const auto* code = std::get_if<std::string>(&constant)) {
    if (type.base == BaseType::region) {
      add_name(names, {text, region_title(*code, vocabulary), {}});
    }
  }
}

class NameCollector {
 public:
  NameCollector(const FormulaEvaluator& evaluator, std::vector<Name>& names)
      : program_(evaluator.program()), model_(*program_.model), names_(names) {}

  void collect(StepId id) {
    if (!seen_.insert(id).second) return;
    const Step& step = program_.steps[id];
    const std::string& text = program_.text_of(id);
    if (step.op == Op::literal) {
      add_constant_name(program_.constants[step.a], type_of(step), model_.vocabulary,
                        names_);
    }
    if (step.op == Op::field || step.op == Op::project) {
      const Field& field = model_.vocabulary.entities[step.b].fields[step.a];
      add_name(names_, {text, field.title, {}});
    }
    // A folded parameter is a literal that keeps the parameter's text.
    const auto parameter = std::ranges::find(model_.parameters, text, &Parameter::name);
    if (parameter != model_.parameters.end()) {
      add_name(names_, {text, parameter->title, {}});
    }
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      collect(program_.operand(step, i));
    }
  }

 private:
  const Program& program_;
  const PolicyModel& model_;
  std::vector<Name>& names_;
  std::set<StepId> seen_;
};

}  // namespace

void add_name(std::vector<Name>& names, Name name) {
  if (name.text.empty() || name.title.empty()) return;
  const bool known = std::ranges::find(names, name.text, &Name::text) != names.end();
  if (!known) names.push_back(std::move(name));
}

void add_formula_names(StepId step, const FormulaEvaluator& evaluator,
                       std::vector<Name>& names) {
  NameCollector(evaluator, names).collect(step);
}

void add_value_name(const Value& value, const Type& type, const Vocabulary& vocabulary,
                    std::vector<Name>& names) {
  if (value.kind == Value::Kind::scalar) {
    add_constant_name(value.scalar, type, vocabulary, names);
  }
}

void add_fact_name(const FactValue& fact, const Type& type, const Vocabulary& vocabulary,
                   std::vector<Name>& names) {
  if (fact.is_known()) add_constant_name(fact.scalar, type, vocabulary, names);
}

void add_path_name(const std::string& path, const FormulaEvaluator& evaluator,
                   std::vector<Name>& names) {
  const Vocabulary& vocabulary = evaluator.model().vocabulary;
  const Field* field = field_at(path, vocabulary);
  if (field == nullptr) return;
  add_name(names,
           {path, field->title, item_key(path, evaluator.facts().record, vocabulary)});
}

std::string key_text(const FactValue& record, const Entity& entity,
                     const Vocabulary& vocabulary) {
  if (!entity.key || !record.is_known()) return {};
  const FactValue& key = record.items[*entity.key];
  if (!key.is_known()) return {};
  if (const auto* text = std::get_if<std::string>(&key.scalar)) return *text;
  return constant_text(key.scalar, entity.fields[*entity.key].type, vocabulary);
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
