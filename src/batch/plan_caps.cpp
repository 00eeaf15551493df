// Caps that need no lines: what a cap leaves of one clause is the smaller of the clause
// and the limit, whichever of its lines are cut. What other steps and parts that are not
// paid leave is told by the lines.
#include <algorithm>
#include <span>

#include "batch/plan_builder.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

namespace {

class CapLowering {
 public:
  CapLowering(PlanBuilder& builder, PlanFor what)
      : builder_(builder), plan_(builder.plan), what_(what) {}

  void lower() {
    // Parts are taken of what is left of each line.
    if (plan_.tranches.empty()) {
      std::erase_if(plan_.steps, [&](const PlanStep& step) {
        const bool alone = is_cap_of_one_clause(step);
        if (alone) make_minimum(step.of.front());
        return alone;
      });
      if (what_ == PlanFor::totals) {
        std::erase_if(plan_.steps, [&](const PlanStep& step) {
          const bool joint = is_cap_of_joint_clauses(step);
          if (joint) join_clauses(step);
          return joint;
        });
      }
    }
    for (PlanStep& step : plan_.steps) find_limit_of_applicant(step);
    for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
      if (plan_.tranches.empty() && steps_over(c) == 0) continue;
      plan_.clauses[c].low = plan_.clauses[c].high = no_register;
    }
  }

 private:
  std::ptrdiff_t steps_over(std::size_t clause) const {
    return std::ranges::count_if(plan_.steps, [=](const PlanStep& step) {
      return std::ranges::find(step.of, clause, &StepColumns::clause) != step.of.end();
    });
  }

  /// Caps a clause that no other step is over, all its lines together.
  bool is_cap_of_one_clause(const PlanStep& step) const {
    const PerKind per = step.step->per;
    return (per == PerKind::applicant || per == PerKind::clause) && step.of.size() == 1 &&
           is_cap_by_applicant(step) && steps_over(step.of.front().clause) == 1;
  }

  /// Caps clauses that no other step is over, all of them together, at one limit.
  bool is_cap_of_joint_clauses(const PlanStep& step) {
    if (step.step->per != PerKind::applicant || !is_cap_by_applicant(step)) return false;
    const StepColumns& first = step.of.front();
    return std::ranges::all_of(step.of, [&](const StepColumns& of) {
      return steps_over(of.clause) == 1 &&
             limit_of(of, false) == limit_of(first, false) &&
             limit_of(of, true) == limit_of(first, true);
    });
  }

  // The first clause stands for all. Each by itself is held to the limit first: sums of
  // what has no upper end would not fit.
  void join_clauses(const PlanStep& step) {
    ClauseOutput& joint = plan_.clauses[step.of.front().clause];
    for (const StepColumns& of : step.of) make_minimum(of);
    for (const StepColumns& of : std::span(step.of).subspan(1)) {
      ClauseOutput& clause = plan_.clauses[of.clause];
      const bool exact = joint.low == joint.high && clause.low == clause.high;
      joint.low = emit(PlanCode::add, joint.low, clause.low);
      joint.high = exact ? joint.low : emit(PlanCode::add, joint.high, clause.high);
      clause.low = clause.high = builder_.number_constant(0, 0);
    }
    make_minimum(step.of.front());
  }

  void find_limit_of_applicant(PlanStep& step) {
    if (!is_cap_by_applicant(step)) return;
    std::optional<TermColumn> common;
    for (const StepColumns& of : step.of) {
      const TermColumn limit{limit_of(of, false), limit_of(of, true)};
      if (!common) common = limit;
      if (common->low != limit.low || common->high != limit.high) return;
    }
    step.of_applicant = common;
    for (StepColumns& of : step.of) {
      of.limit.reset();
      of.other.reset();
    }
  }

  void make_minimum(const StepColumns& of) {
    ClauseOutput& clause = plan_.clauses[of.clause];
    const bool exact = clause.low == clause.high;
    clause.low = emit(PlanCode::minimum, clause.low, limit_of(of, false));
    const RegisterId high = limit_of(of, true);
    clause.high = exact && high == limit_of(of, false)
                      ? clause.low
                      : emit(PlanCode::minimum, clause.high, high);
  }

  /// A cap whose limit is one for the applicant, and bounded.
  bool is_cap_by_applicant(const PlanStep& step) const {
    const StepKind kind = step.step->kind;
    if (kind != StepKind::cap && kind != StepKind::aid_ceiling &&
        kind != StepKind::matching) {
      return false;
    }
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
  PlanFor what_;
};

}  // namespace

void lower_caps(PlanBuilder& builder, PlanFor what) {
  CapLowering(builder, what).lower();
}

}  // namespace jiangbu
