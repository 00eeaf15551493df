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

bool tests_values(Op op) { return op >= Op::equal && op <= Op::in_list; }

class Prover {
 public:
  explicit Prover(FormulaEvaluator& evaluator)
      : evaluator_(evaluator), program_(evaluator.program()) {}

  ProofNode prove(StepId id, ProofNode::Kind kind) {
    ProofNode node;
    node.kind = kind;
    node.text = program_.text_of(id);
    const Value value = evaluator_.step(id);
    node.truth = value.truth;
    node.missing = evaluator_.causes().facts_in(value.causes);
    add_values(id, node);
    add_formula_names(id, evaluator_, node.names);
    for (const std::string& path : node.missing) {
      add_path_name(path, evaluator_, node.names);
    }
    return node;
  }

  /// and / or become nodes of their own parts.
  void add_parts(StepId id, ProofNode& node) {
    const Step& step = program_.steps[id];
    if (step.op == Op::formula || step.op == Op::by_reading) {
      // A name for a condition says less than the condition.
      const StepId meant = step.op == Op::formula
                               ? program_.roots[step.a]
                               : program_.operand(step, evaluator_.reading(step.a));
      ProofNode child = prove(meant, ProofNode::Kind::condition);
      add_parts(meant, child);
      if (child.text == node.text) {
        node = std::move(child);
        return;
      }
      node.kind = ProofNode::Kind::all;
      node.parts.push_back(std::move(child));
      return;
    }
    if (step.op != Op::and_ && step.op != Op::or_) return;
    if (is_one_test(id)) return;
    node.kind = step.op == Op::and_ ? ProofNode::Kind::all : ProofNode::Kind::any;
    node.values.clear();
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      const StepId part = program_.operand(step, i);
      ProofNode child = prove(part, ProofNode::Kind::condition);
      add_parts(part, child);
      node.parts.push_back(std::move(child));
    }
  }

 private:
  // `x in (a, b)` and `x between a and b` are compiled to comparisons that all carry the
  // text of the whole.
  bool is_one_test(StepId id) const {
    const Step& step = program_.steps[id];
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      if (program_.text_of(program_.operand(step, i)) != program_.text_of(id)) {
        return false;
      }
    }
    return true;
  }

  void add_values(StepId id, ProofNode& node) {
    const Step& step = program_.steps[id];
    if (tests_values(step.op)) {
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        add_value(program_.operand(step, i), node);
      }
    } else if (step.op == Op::not_) {
      add_values(program_.operand(step, 0), node);
    } else if (step.op == Op::and_ || step.op == Op::or_) {
      // A range test such as `x between 1 and 5`.
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        add_values(program_.operand(step, i), node);
      }
    } else if (step.op == Op::call) {
      // within(region, "1404"), starts with(number, "CN"): what is tested is shown.
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        const StepId operand = program_.operand(step, i);
        if (program_.steps[operand].base != BaseType::list) add_value(operand, node);
      }
    } else if (step.op == Op::some || step.op == Op::every) {
      const Value list = evaluator_.step(program_.operand(step, 0));
      if (list.kind == Value::Kind::list) {
        put(program_.text_of(program_.operand(step, 0)), value_text(list, {}, model()),
            node);
      }
    }
  }

  void add_value(StepId id, ProofNode& node) {
    const Step& step = program_.steps[id];
    if (step.op == Op::literal || step.op == Op::range || step.op == Op::list) return;
    const Value value = evaluator_.step(id);
    put(program_.text_of(id), value_text(value, type_of(step), model()), node);
    add_value_name(value, type_of(step), model().vocabulary, node.names);
  }

  static void put(const std::string& name, const std::string& value, ProofNode& node) {
    for (const auto& known : node.values) {
      if (known.first == name) return;
    }
    if (!name.empty()) node.values.emplace_back(name, value);
  }

  const PolicyModel& model() const { return *program_.model; }

  FormulaEvaluator& evaluator_;
  const Program& program_;
};

}  // namespace

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
      return constant_text(value.scalar, type, model.vocabulary);
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

ConditionOutcome evaluate_test(FormulaId formula, FormulaEvaluator& evaluator,
                               ProofNode::Kind kind, const Bilingual& title,
                               const std::string& cite, std::vector<ProofNode>* proof) {
  const Value value = evaluator.formula(formula);
  if (proof != nullptr && formula != no_formula) {
    Prover prover(evaluator);
    const StepId root = evaluator.program().roots[formula];
    ProofNode node = prover.prove(root, kind);
    if (title.empty() && kind == ProofNode::Kind::condition) prover.add_parts(root, node);
    node.title = title;
    node.cite = cite;
    proof->push_back(std::move(node));
  }
  return {value.truth, value.causes};
}

ConditionOutcome evaluate_condition(const Condition& condition,
                                    FormulaEvaluator& evaluator,
                                    std::vector<ProofNode>* proof) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::leaf) {
    return evaluate_test(condition.formula, evaluator, ProofNode::Kind::condition,
                         condition.title, condition.cite, proof);
  }
  if (condition.kind == Kind::by_reading) {
    return evaluate_condition(condition.parts[evaluator.reading(condition.question)],
                              evaluator, proof);
  }
  const bool any = condition.kind == Kind::any;
  ProofNode node;
  node.kind = any                            ? ProofNode::Kind::any
              : condition.kind == Kind::not_ ? ProofNode::Kind::not_
                                             : ProofNode::Kind::all;
  node.title = condition.title;
  node.cite = condition.cite;
  const Truth decisive = any ? Truth::yes : Truth::no;
  ConditionOutcome outcome{not_(decisive), 0};
  for (const Condition& part : condition.parts) {
    const ConditionOutcome one =
        evaluate_condition(part, evaluator, proof == nullptr ? nullptr : &node.parts);
    outcome.truth = any ? or_(outcome.truth, one.truth) : and_(outcome.truth, one.truth);
    if (one.truth == Truth::unknown) {
      outcome.causes = evaluator.causes().join(outcome.causes, one.causes);
    }
    if (outcome.truth == decisive && proof == nullptr) break;
  }
  if (condition.kind == Kind::not_) outcome.truth = not_(outcome.truth);
  if (outcome.truth != Truth::unknown) outcome.causes = 0;
  if (proof != nullptr) {
    node.truth = outcome.truth;
    node.missing = evaluator.causes().facts_in(outcome.causes);
    proof->push_back(std::move(node));
  }
  return outcome;
}

ConditionOutcome evaluate_exclusion(const Exclusion& exclusion,
                                    FormulaEvaluator& evaluator,
                                    std::vector<ProofNode>* proof) {
  if (proof == nullptr) return evaluate_condition(exclusion.when, evaluator, nullptr);
  ProofNode node;
  const ConditionOutcome outcome =
      evaluate_condition(exclusion.when, evaluator, &node.parts);
  node.kind = ProofNode::Kind::exclusion;
  node.truth = outcome.truth;
  node.title = exclusion.title;
  node.cite = exclusion.cite;
  node.missing = evaluator.causes().facts_in(outcome.causes);
  proof->push_back(std::move(node));
  return outcome;
}

}  // namespace jiangbu
