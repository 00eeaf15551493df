#include "evaluate/conditions.hpp"

#include "evaluate/names.hpp"

namespace jiangbu {

namespace {

std::string number_text(const Decimal& number, const Type& type,
                        const PolicyModel& model) {
  if (type.base == BaseType::months) {
    return YearsMonths{number.to_int64().value_or(0)}.to_string();
  }
  if (type.base == BaseType::days) {
    return DaysDuration{number.to_int64().value_or(0)}.to_string();
  }
  return constant_text(number, type, model.vocabulary);
}

std::string range_text(const NumberRange& range, const Type& type,
                       const PolicyModel& model) {
  if (range.is_exact()) return number_text(*range.low, type, model);
  if (!range.low && !range.high) return "?";
  const std::string low = range.low ? number_text(*range.low, type, model) : "";
  const std::string high = range.high ? number_text(*range.high, type, model) : "";
  return low + ".." + high;
}

// As constant_text(), without a constant in between.
std::string scalar_text(const Value& value, const Type& type, const PolicyModel& model) {
  if (const Date* date = date_in(value)) return date->to_string();
  const std::string* word = text_in(value);
  if (const auto* item = std::get_if<EnumValue>(&value.scalar)) {
    word = &model.vocabulary.enums[type.id].values[item->index].name;
  }
  std::string text;
  text.reserve(word->size() + 2);
  text += '"';
  text += *word;
  text += '"';
  return text;
}

void add_values(const ProofPart& part, FormulaEvaluator& evaluator, ProofNode& node) {
  const Program& program = evaluator.program();
  node.values.reserve(part.sources.size());
  for (const ProofSource& source : part.sources) {
    const Value value = evaluator.step(source.step);
    const Type type = type_of(program.steps[source.step]);
    ProofValue& shown = node.values.emplace_back();
    // A list is shown by its length, one of which nothing is known not at all.
    if (type.base == BaseType::list && value.kind != Value::Kind::list) continue;
    shown.text = value_text(value, type, *program.model);
    shown.title = title_of(value, type, program.model->vocabulary);
  }
}

Value test_value(const ProofPart& part, FormulaEvaluator& evaluator) {
  Value whole = evaluator.step(part.steps.front());
  for (size_t i = 1; i < part.steps.size(); ++i) {
    const Value next = evaluator.step(part.steps[i]);
    const Truth truth =
        part.any_step ? or_(whole.truth, next.truth) : and_(whole.truth, next.truth);
    whole = truth_value(truth, evaluator.causes().join(whole.causes, next.causes));
  }
  return whole;
}

ConditionOutcome prove_step(const ProofPart& part, FormulaEvaluator& evaluator,
                            ProofNode& node) {
  const Value value = test_value(part, evaluator);
  add_values(part, evaluator, node);
  node.missing_more = evaluator.causes().add_facts(value.causes, 0, node.missing);
  for (const std::string& path : node.missing) {
    add_path_name(path, evaluator, node.names);
  }
  for (const FormulaId formula : part.formulas) evaluator.report(formula, value);
  return {value.truth, value.causes};
}

ConditionOutcome prove_parts(const ProofPart& part, FormulaEvaluator& evaluator,
                             ProofNode& node) {
  const bool any = part.kind == ProofKind::any;
  ConditionOutcome outcome{any ? Truth::no : Truth::yes, 0};
  node.parts.reserve(part.parts.size());
  for (const ProofPart& inner : part.parts) {
    const ConditionOutcome one = prove(inner, evaluator, node.parts);
    outcome.truth = any ? or_(outcome.truth, one.truth) : and_(outcome.truth, one.truth);
    if (one.truth == Truth::unknown) {
      outcome.causes = evaluator.causes().join(outcome.causes, one.causes);
    }
  }
  if (part.kind == ProofKind::not_) outcome.truth = not_(outcome.truth);
  if (outcome.truth != Truth::unknown) outcome.causes = 0;
  node.missing_more = evaluator.causes().add_facts(outcome.causes, 0, node.missing);
  if (!part.formulas.empty()) {
    const Value value = truth_value(outcome.truth, outcome.causes);
    for (const FormulaId formula : part.formulas) evaluator.report(formula, value);
  }
  return outcome;
}

}  // namespace

ConditionOutcome prove(const ProofPart& part, FormulaEvaluator& evaluator,
                       std::vector<ProofNode>& proof) {
  if (part.question) {
    const ProofPart& chosen = part.parts[evaluator.reading(*part.question)];
    const ConditionOutcome outcome = prove(chosen, evaluator, proof);
    if (!part.formulas.empty()) {
      const Value value = truth_value(outcome.truth, outcome.causes);
      for (const FormulaId formula : part.formulas) evaluator.report(formula, value);
    }
    return outcome;
  }
  ProofNode& node = proof.emplace_back();
  node.part = &part;
  const ConditionOutcome outcome = !part.steps.empty()
                                       ? prove_step(part, evaluator, node)
                                       : prove_parts(part, evaluator, node);
  node.truth = outcome.truth;
  return outcome;
}

std::string value_text(const Value& value, const Type& type, const PolicyModel& model) {
  switch (value.kind) {
    case Value::Kind::unknown:
      return "?";
    case Value::Kind::null_:
      return "null";
    case Value::Kind::truth:
      return std::string(name_of(value.truth));
    case Value::Kind::number:
      return range_text(value.number, type, model);
    case Value::Kind::scalar:
      return scalar_text(value, type, model);
    case Value::Kind::list: {
      std::string text = "[" + std::to_string(value.list->elements.size());
      return text + (value.list->open ? "..]" : "]");
    }
    case Value::Kind::record:
      return value.record->path.empty() ? "{…}" : value.record->path;
    case Value::Kind::range:
      return "[..]";
  }
  return "?";
}

ConditionOutcome evaluate_condition(const Condition& condition,
                                    FormulaEvaluator& evaluator) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::leaf) {
    const Value value = evaluator.formula(condition.formula);
    return {value.truth, value.causes};
  }
  if (condition.kind == Kind::by_reading) {
    return evaluate_condition(condition.parts[evaluator.reading(condition.question)],
                              evaluator);
  }
  const bool any = condition.kind == Kind::any;
  const Truth decisive = any ? Truth::yes : Truth::no;
  ConditionOutcome outcome{not_(decisive), 0};
  for (const Condition& part : condition.parts) {
    const ConditionOutcome one = evaluate_condition(part, evaluator);
    outcome.truth = any ? or_(outcome.truth, one.truth) : and_(outcome.truth, one.truth);
    if (one.truth == Truth::unknown) {
      outcome.causes = evaluator.causes().join(outcome.causes, one.causes);
    }
    if (outcome.truth == decisive) break;
  }
  if (condition.kind == Kind::not_) outcome.truth = not_(outcome.truth);
  if (outcome.truth != Truth::unknown) outcome.causes = 0;
  return outcome;
}

}  // namespace jiangbu
