// What may be taken for granted inside one branch of an open choice.
#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

namespace {

NumberRange intersect(const NumberRange& a, const NumberRange& b) {
  NumberRange result = a;
  if (b.low && (!a.low || *a.low < *b.low)) result.low = b.low;
  if (b.high && (!a.high || *b.high < *a.high)) result.high = b.high;
  return result;
}

}  // namespace

std::size_t FormulaEvaluator::assume(StepId id, bool holds) {
  const std::size_t mark = assumptions_.size();
  const Step& condition = program_.steps[id];
  switch (condition.op) {
    case Op::not_:
      assume(program_.operand(condition, 0), !holds);
      break;
    case Op::and_:
    case Op::or_:
      // All parts of a holding `and` hold, all parts of a failing `or` fail.
      if ((condition.op == Op::and_) != holds) break;
      for (std::uint32_t i = 0; i < condition.operand_count; ++i) {
        assume(program_.operand(condition, i), holds);
      }
      break;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      assume_comparison(condition, holds);
      break;
    default:
      break;
  }
  return mark;
}

void FormulaEvaluator::assume_comparison(const Step& condition, bool holds) {
  const StepId left = program_.operand(condition, 0);
  const StepId right = program_.operand(condition, 1);
  const Value bound = step(right);
  if (bound.kind != Value::Kind::number || !bound.is_exact()) return;
  const bool below =
      (condition.op == Op::less || condition.op == Op::less_equal) == holds;
  // Closed bounds: the end itself may be excluded, which a range does not tell.
  assume_within(left, below ? NumberRange{std::nullopt, bound.number.low}
                            : NumberRange{bound.number.low, std::nullopt});
}

void FormulaEvaluator::assume_within(StepId id, const NumberRange& bounds) {
  assumptions_.emplace_back(id, bounds);
  const Step& bounded = program_.steps[id];
  if (bounded.op != Op::local) return;
  const auto known = aliases_.find(bounded.a);
  if (known != aliases_.end()) assumptions_.emplace_back(known->second, bounds);
}

void FormulaEvaluator::apply_assumptions(StepId id, Value& value) const {
  if (value.kind != Value::Kind::number || value.number.is_exact()) return;
  for (const auto& [step, bounds] : assumptions_) {
    if (step != id) continue;
    const NumberRange narrowed = intersect(value.number, bounds);
    if (narrowed.is_valid()) value.number = narrowed;
  }
}

}  // namespace jiangbu
