// Caps that need no lines: what a cap leaves of one clause is the smaller of the clause
// and the limit, whichever of its lines are cut. And no cap cuts anything, whatever it is
// by, where all it is over comes to no more than the limit.
#include <algorithm>
#include <set>

#include "batch/plan_builder.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

namespace {

class CapLowering {
 public:
  explicit CapLowering(PlanBuilder& builder) : builder_(builder), plan_(builder.plan) {}

  void lower() {
    // What is paid in parts is told line by line.
    if (!plan_.tranches.empty()) return;
    if (all_by_clause()) return make_minima();
    for (PlanStep& step : plan_.steps) {
      if (!is_cap_by_applicant(step)) continue;
      for (const StepColumns& of : step.of) {
        const RegisterId limit = limit_of(of, false);
        step.harmless = step.harmless == no_register
                            ? limit
                            : emit(PlanCode::minimum, step.harmless, limit);
      }
    }
  }

 private:
  /// Every step caps a clause of its own, all its lines together.
  bool all_by_clause() const {
    std::set<std::size_t> capped;
    return std::ranges::all_of(plan_.steps, [&](const PlanStep& step) {
      const PerKind per = step.step->per;
      return (per == PerKind::applicant || per == PerKind::clause) &&
             step.of.size() == 1 && is_cap_by_applicant(step) &&
             capped.insert(step.of.front().clause).second;
    });
  }

  void make_minima() {
    for (const PlanStep& step : plan_.steps) {
      const StepColumns& of = step.of.front();
      ClauseOutput& clause = plan_.clauses[of.clause];
      const bool exact = clause.low == clause.high;
      clause.low = emit(PlanCode::minimum, clause.low, limit_of(of, false));
      const RegisterId high = limit_of(of, true);
      clause.high = exact && high == limit_of(of, false)
                        ? clause.low
                        : emit(PlanCode::minimum, clause.high, high);
    }
    plan_.steps.clear();
  }

  /// A cap whose limit is one for the applicant, and bounded.
  bool is_cap_by_applicant(const PlanStep& step) const {
    const StepKind kind = step.step->kind;
    if (kind != StepKind::cap && kind != StepKind::aid_ceiling) return false;
    if (step.of_total) return false;
    return std::ranges::all_of(
        step.of, [&](const StepColumns& of) { return is_limit_by_applicant(of); });
  }

  bool is_limit_by_applicant(const StepColumns& of) const {
    for (const RegisterId end : {of.limit->low, of.limit->high}) {
      const auto fixed = constant_in(end);
      if (fixed && *fixed >= unbounded_fen) return false;
      if (!fixed && (of.other || !of_applicants(end))) return false;
    }
    return !of.other || (of_applicants(of.other->low) && of_applicants(of.other->high));
  }

  /// The applicant's number that stands beside each line, if it is one.
  std::optional<RegisterId> of_applicants(RegisterId id) const {
    if (builder_.domain_of(id) == 0) return id;
    if (const auto fixed = constant_in(id)) return builder_.number_constant(*fixed, 0);
    const auto made = std::ranges::find(plan_.operations, id, &PlanOp::d);
    const bool spread = made != plan_.operations.end() &&
                        made->code == PlanCode::spread_number &&
                        builder_.domain_of(made->a) == 0;
    return spread ? std::optional(made->a) : std::nullopt;
  }

  std::optional<std::int64_t> constant_in(RegisterId id) const {
    const auto fill = std::ranges::find(plan_.constants, id, &PlanOp::d);
    if (fill == plan_.constants.end()) return std::nullopt;
    return fill->x;
  }

  /// As the steps take it: not below 0, less what is used up.
  RegisterId limit_of(const StepColumns& of, bool high) {
    const RegisterId limit =
        not_negative(*of_applicants(high ? of.limit->high : of.limit->low));
    if (!of.other) return limit;
    const RegisterId used =
        not_negative(*of_applicants(high ? of.other->low : of.other->high));
    return not_negative(emit(PlanCode::subtract, limit, used));
  }

  RegisterId not_negative(RegisterId id) {
    return emit(PlanCode::maximum, id, builder_.number_constant(0, 0));
  }

  RegisterId emit(PlanCode code, RegisterId a, RegisterId b) {
    PlanOp op{code};
    op.a = a;
    op.b = b;
    return builder_.emit(op, 0, Width::number);
  }

  PlanBuilder& builder_;
  Plan& plan_;
};

}  // namespace

void lower_caps(PlanBuilder& builder) { CapLowering(builder).lower(); }

}  // namespace jiangbu
