#include "evaluate/calculation.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/names.hpp"

namespace jiangbu {

namespace {

class ValueCollector {
 public:
  ValueCollector(FormulaEvaluator& evaluator, Calculation& calculation)
      : evaluator_(evaluator), program_(evaluator.program()), calculation_(calculation) {}

  // A formula of an amount, or the bracket it was taken from.
  void collect_root(StepId id) {
    const Step& step = program_.steps[id];
    const bool is_test = step.op == Op::and_ || tests_values(step.op);
    if (!is_test) return collect(id);
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      collect_root(program_.operand(step, i));
    }
  }

 private:
  // Named values and totals over lists are shown as they are; arithmetic is looked into.
  void collect(StepId id) {
    const Step& step = program_.steps[id];
    switch (step.op) {
      case Op::literal:
        return;
      case Op::by_reading:
        return collect(program_.operand(step, evaluator_.reading(step.a)));
      case Op::negate:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::power:
      case Op::if_:
      case Op::list:
        return collect_operands(step);
      case Op::let:
        evaluator_.bind(step.a, evaluator_.step(program_.operand(step, 0)));
        return collect(program_.operand(step, 0));
      case Op::call: {
        const Step& first = program_.steps[program_.operand(step, 0)];
        const bool over_values = first.base != BaseType::list || first.op == Op::list;
        if (over_values) return collect_operands(step);
        break;
      }
      default:
        break;
    }
    put(id);
  }

  void collect_operands(const Step& step) {
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      collect(program_.operand(step, i));
    }
  }

  void put(StepId id) {
    const Step& step = program_.steps[id];
    const std::string& name = program_.text_of(id);
    const bool known = std::any_of(calculation_.values.begin(), calculation_.values.end(),
                                   [&](const auto& used) { return used.source == name; });
    if (name.empty() || known) return;
    const Value value = evaluator_.step(id);
    const Type type = type_of(step);
    calculation_.values.push_back({name,
                                   {value_text(value, type, *program_.model),
                                    title_of(value, type, program_.model->vocabulary)}});
  }

  FormulaEvaluator& evaluator_;
  const Program& program_;
  Calculation& calculation_;
};

}  // namespace

std::vector<Calculation> calculations_of(const std::vector<FormulaId>& formulas,
                                         FormulaEvaluator& evaluator) {
  const ProofPlan& proofs = *evaluator.program().proofs;
  std::vector<Calculation> result;
  for (const FormulaId formula : formulas) {
    Calculation calculation;
    const StepId root = evaluator.program().roots[formula];
    calculation.part = &proofs.amounts[proofs.amount_of_formula[formula]];
    ValueCollector(evaluator, calculation).collect_root(root);
    if (!calculation.values.empty()) result.push_back(std::move(calculation));
  }
  return result;
}

}  // namespace jiangbu
