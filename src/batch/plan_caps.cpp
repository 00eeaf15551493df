// Caps that need no lines: what a cap leaves of a group of lines is the smaller of their
// sum and the limit, whichever of them are cut. Where the groups are applicants, items or
// rows of a list that its key tells apart, these are sums and minima of columns. What
// other steps and parts that are not paid leave is told by the lines.
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
    if (plan_.tranches.empty() && what_ != PlanFor::lines) {
      std::erase_if(plan_.steps, [&](const PlanStep& step) {
        const auto groups = groups_of_lone_cap(step);
        if (groups) cap_groups(step.of.front(), *groups);
        return groups.has_value();
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
      const bool by_line = what_ == PlanFor::lines || !plan_.tranches.empty();
      if (!by_line && steps_over(c) == 0) continue;
      plan_.clauses[c].low = plan_.clauses[c].high = no_register;
    }
  }

 private:
  std::ptrdiff_t steps_over(std::size_t clause) const {
    return std::ranges::count_if(plan_.steps, [=](const PlanStep& step) {
      return std::ranges::find(step.of, clause, &StepColumns::clause) != step.of.end();
    });
  }

  /// Of a cap over one clause that no other step is over: the domain of which a row is a
  /// group.
  std::optional<DomainId> groups_of_lone_cap(const PlanStep& step) const {
    if (step.of.size() != 1 || steps_over(step.of.front().clause) != 1) return {};
    const auto groups = groups_of(step);
    return groups && is_cap_by(step, *groups) ? groups : std::nullopt;
  }

  std::optional<DomainId> groups_of(const PlanStep& step) const {
    switch (step.step->per) {
      case PerKind::applicant:
      case PerKind::clause:
        return DomainId{0};
      case PerKind::item:
        return lines_of(step.of.front()).domain;
      case PerKind::keys:
        return keyed_rows(step.of.front());
    }
    return {};
  }

  /// The applicant's list whose rows its lines' keys tell apart. Readers refuse twins of
  /// an entity's key within a list.
  std::optional<DomainId> keyed_rows(const StepColumns& of) const {
    if (of.keys.size() != 1 || of.keys.front().null != no_register) return {};
    const RegisterId key = unspread(of.keys.front().value);
    const auto column = std::ranges::find(plan_.column_registers, key);
    if (column == plan_.column_registers.end()) return {};
    const auto& layout =
        plan_.layout
            .columns[static_cast<std::size_t>(column - plan_.column_registers.begin())];
    const DomainLayout& rows = plan_.layout.domains[layout.domain];
    if (layout.domain == 0 || rows.parent != 0 || rows.scalar || rows.made ||
        layout.record != no_record) {
      return {};
    }
    const auto& entity = plan_.program->model->vocabulary.entities[rows.entity];
    return entity.key == layout.field ? std::optional(layout.domain) : std::nullopt;
  }

  void cap_groups(const StepColumns& of, DomainId groups) {
    if (groups == 0) return make_minimum(of);
    if (!of.keys.empty()) refuse_repeated(unspread(of.keys.front().value));
    const ClauseLines& lines = lines_of(of);
    const RegisterId limit_low = limit_of(of, false, groups);
    const RegisterId limit_high = limit_of(of, true, groups);
    Scalar line = PlanBuilder::fen(lines.low, lines.high, lines.domain);
    // Sums of what has no upper end would not fit.
    if (line.is_range()) line.high = lesser(line.high, limit_high, lines.domain);
    const bool single = lines.domain == groups;
    Scalar group =
        single ? line : builder_.sum_over(line, lines.met, lines.domain, groups);
    const bool exact = !group.is_range() && limit_low == limit_high;
    group.low = lesser(group.low, limit_low, groups);
    group.high = exact ? group.low : lesser(group.high, limit_high, groups);
    const Scalar sum =
        builder_.sum_over(group, single ? lines.met : no_register, groups, 0);
    plan_.clauses[of.clause].low = sum.low;
    plan_.clauses[of.clause].high = sum.high;
  }

  // The evaluator would cap the lines of both rows together.
  void refuse_repeated(RegisterId key) {
    PlanOp op{PlanCode::refuse_repeated};
    op.domain = builder_.domain_of(key);
    op.a = key;
    plan_.operations.push_back(op);
  }

  /// Caps clauses that no other step is over, all of them together, at one limit.
  bool is_cap_of_joint_clauses(const PlanStep& step) {
    if (step.step->per != PerKind::applicant || !is_cap_by(step, 0)) return false;
    const StepColumns& first = step.of.front();
    return std::ranges::all_of(step.of, [&](const StepColumns& of) {
      return steps_over(of.clause) == 1 &&
             limit_of(of, false, 0) == limit_of(first, false, 0) &&
             limit_of(of, true, 0) == limit_of(first, true, 0);
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
      joint.low = emit(PlanCode::add, joint.low, clause.low, 0);
      joint.high = exact ? joint.low : emit(PlanCode::add, joint.high, clause.high, 0);
      clause.low = clause.high = builder_.number_constant(0, 0);
    }
    make_minimum(step.of.front());
  }

  void find_limit_of_applicant(PlanStep& step) {
    if (!is_cap_by(step, 0)) return;
    std::optional<TermColumn> common;
    for (const StepColumns& of : step.of) {
      const TermColumn limit{limit_of(of, false, 0), limit_of(of, true, 0)};
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
    const RegisterId low = limit_of(of, false, 0);
    const RegisterId high = limit_of(of, true, 0);
    clause.low = lesser(clause.low, low, 0);
    clause.high = exact && high == low ? clause.low : lesser(clause.high, high, 0);
  }

  /// A cap whose limit is one for each row of the domain, and bounded.
  bool is_cap_by(const PlanStep& step, DomainId domain) const {
    const StepKind kind = step.step->kind;
    if (kind != StepKind::cap && kind != StepKind::aid_ceiling &&
        kind != StepKind::matching) {
      return false;
    }
    if (step.of_total) return false;
    return std::ranges::all_of(
        step.of, [&](const StepColumns& of) { return is_limit_by(of, domain); });
  }

  bool is_limit_by(const StepColumns& of, DomainId domain) const {
    for (const RegisterId end : {of.limit->low, of.limit->high}) {
      const auto fixed = constant_in(end);
      if (fixed && *fixed >= unbounded_fen) return false;
      if (!fixed && (of.other || !is_by(end, domain))) return false;
    }
    return !of.other || (is_by(of.other->low, domain) && is_by(of.other->high, domain));
  }

  /// Whether the number beside each line is one for each row of the domain.
  bool is_by(RegisterId id, DomainId domain) const {
    return constant_in(id) || builder_.reaches(domain, builder_.domain_of(unspread(id)));
  }

  RegisterId by(RegisterId id, DomainId domain) const {
    const auto fixed = constant_in(id);
    return fixed ? builder_.number_constant(*fixed, domain)
                 : builder_.spread(unspread(id), domain);
  }

  /// What was spread from the rows above, where it was.
  RegisterId unspread(RegisterId id) const {
    const auto made = std::ranges::find(plan_.operations, id, &PlanOp::d);
    const bool spread =
        made != plan_.operations.end() &&
        (made->code == PlanCode::spread_number || made->code == PlanCode::spread_code);
    return spread ? unspread(made->a) : id;
  }

  std::optional<std::int64_t> constant_in(RegisterId id) const {
    const auto fill = std::ranges::find(plan_.constants, id, &PlanOp::d);
    if (fill == plan_.constants.end()) return std::nullopt;
    return fill->x;
  }

  const ClauseLines& lines_of(const StepColumns& of) const {
    return plan_.lines[plan_.clauses[of.clause].lines];
  }

  /// As the steps take it, by row of the domain: not below 0, less what is used up.
  RegisterId limit_of(const StepColumns& of, bool high, DomainId domain) {
    const RegisterId limit =
        not_negative(by(high ? of.limit->high : of.limit->low, domain), domain);
    if (!of.other) return limit;
    const RegisterId used =
        not_negative(by(high ? of.other->low : of.other->high, domain), domain);
    return not_negative(emit(PlanCode::subtract, limit, used, domain), domain);
  }

  RegisterId not_negative(RegisterId id, DomainId domain) {
    return emit(PlanCode::maximum, id, builder_.number_constant(0, domain), domain);
  }

  /// Row by row; the limit may be that of the rows above.
  RegisterId lesser(RegisterId number, RegisterId limit, DomainId domain) {
    return emit(PlanCode::minimum, number, by(limit, domain), domain);
  }

  RegisterId emit(PlanCode code, RegisterId a, RegisterId b, DomainId domain) {
    PlanOp op{code};
    op.a = a;
    op.b = b;
    return builder_.emit(op, domain, Width::number);
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
