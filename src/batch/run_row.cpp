// Operations over a single row: one applicant by itself, without the start of a loop.
#include <algorithm>

#include "batch/run_plan.hpp"

namespace jiangbu {

bool PlanRun::divides(const PlanOp& op, std::int64_t number) {
  const std::int64_t left = std::abs(number % op.x);
  return op.y == 0 ? left == 0 : left == op.x - left;
}

// One case for each operation.
// NOLINTNEXTLINE(readability-function-size)
void PlanRun::execute_one(const PlanOp& op) {
  const auto truth = [&](RegisterId id) { return *truths_[id]; };
  const auto code = [&](RegisterId id) { return *codes_[id]; };
  const auto number = [&](RegisterId id) { return *numbers_[id]; };
  const auto set = [&](bool held) {
    *truth_memory_[op.d].data() = static_cast<std::uint8_t>(held ? 1 : 0);
  };
  std::int64_t* d = number_memory_[op.d].data();
  switch (op.code) {
    case PlanCode::and_:
      return set((truth(op.a) & truth(op.b)) != 0);
    case PlanCode::or_:
      return set((truth(op.a) | truth(op.b)) != 0);
    case PlanCode::not_:
      return set(truth(op.a) == 0);
    case PlanCode::choose_truth:
      return set(truth(truth(op.a) != 0 ? op.b : op.c) != 0);
    case PlanCode::code_within:
      return set(op.x <= code(op.a) && code(op.a) <= op.y);
    case PlanCode::code_equal:
      return set(code(op.a) == code(op.b));
    case PlanCode::code_less:
      return set(code(op.a) < code(op.b));
    case PlanCode::number_within:
      return set(op.x <= number(op.a) && number(op.a) <= op.y);
    case PlanCode::number_equal:
      return set(number(op.a) == number(op.b));
    case PlanCode::number_less:
      return set(number(op.a) < number(op.b));
    case PlanCode::divides:
      return set(divides(op, number(op.a)));
    case PlanCode::add:
      overflow_ |= __builtin_add_overflow(number(op.a), number(op.b), d);
      return;
    case PlanCode::subtract:
      overflow_ |= __builtin_sub_overflow(number(op.a), number(op.b), d);
      return;
    case PlanCode::multiply:
      overflow_ |= __builtin_mul_overflow(number(op.a), number(op.b), d);
      return;
    case PlanCode::multiply_constant:
      overflow_ |= __builtin_mul_overflow(number(op.a), op.x, d);
      return;
    case PlanCode::minimum:
      *d = std::min(number(op.a), number(op.b));
      return;
    case PlanCode::maximum:
      *d = std::max(number(op.a), number(op.b));
      return;
    case PlanCode::choose:
      *d = number(truth(op.a) != 0 ? op.b : op.c);
      return;
    case PlanCode::keep:
      *d = truth(op.a) != 0 ? number(op.b) : 0;
      return;
    case PlanCode::days_between:
      *d = std::int64_t{code(op.a)} - code(op.b);
      return;
    case PlanCode::round:
      *d = divide_rounded(number(op.a), op.x, static_cast<RoundingMode>(op.y));
      return;
    default:
      break;
  }
}

}  // namespace jiangbu
