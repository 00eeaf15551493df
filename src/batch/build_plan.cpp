// Clauses as operations over columns: which lines there are, whether they are met, what
// they come to.
#include <algorithm>

#include "batch/optimise_plan.hpp"
#include "batch/plan_builder.hpp"
#include "evaluate/clauses.hpp"
#include "evaluate/stacking.hpp"

namespace jiangbu {

namespace {

class ClauseBuilder {
 public:
  ClauseBuilder(PlanBuilder& builder, std::uint32_t index)
      : builder_(builder), clause_(builder.model.clauses[index]), index_(index) {}

  /// The sums of the clause by applicant.
  std::optional<ClauseOutput> build() {
    enumerate();
    if (clause_.group_by != no_formula) group();
    for (const Binding& binding : clause_.let) {
      builder_.bind(binding.slot, builder_.formula(binding.formula, domain_));
    }
    check_conditions();
    const std::optional<Scalar> amount = award(clause_.award);
    if (!amount) return std::nullopt;
    const ClauseOutput output = sums(rounded(*amount));
    builder_.plan.lines.push_back(lines_);
    builder_.scopes.push_back({&clause_, domain_, builder_.frame()});
    return output;
  }

 private:
  void enumerate() {
    for (const Binding& binding : clause_.for_each) {
      const ColumnList list = builder_.list(binding.formula, domain_);
      if (list.anchor != domain_) throw Obstacle{"each pair of two lists"};
      domain_ = list.domain;
      Node item = ColumnRecord{list.domain};
      if (list.value) item = *list.value;
      builder_.bind(binding.slot, item);
      value_ = list.value;
      if (met_ != no_register) met_ = builder_.spread(met_, domain_);
      met_ = builder_.and_(met_, list.mask);
    }
  }

  // From here on a row is a group, and the items are what its formulas see.
  void group() {
    const Scalar by = builder_.scalar(clause_.group_by, domain_);
    const bool same = by.constant || by.text;
    const ColumnGroups groups = builder_.grouped({domain_, 0, met_, value_, nullptr},
                                                 same ? std::nullopt : std::optional(by));
    domain_ = groups.domain;
    met_ = no_register;
    builder_.bind(clause_.group_slot, groups.key.value_or(by));
    builder_.bind(clause_.items_slot, groups.items);
  }

  void require(RegisterId condition) { met_ = builder_.and_(met_, condition); }

  void check_conditions() {
    for (const Exclusion& exclusion : clause_.exclude) {
      require(builder_.not_(builder_.condition(exclusion.when, domain_)));
    }
    check_window();
    if (clause_.when) require(builder_.condition(*clause_.when, domain_));
    if (clause_.already_paid != no_formula) {
      require(builder_.not_(builder_.test(clause_.already_paid, domain_)));
    }
    if (clause_.selected != no_formula) {
      require(builder_.test(clause_.selected, domain_));
    }
  }

  void check_window() {
    if (clause_.window_from == no_formula && clause_.window_to == no_formula) return;
    Scalar of;
    of.kind = Scalar::Kind::code;
    of.constant = builder_.plan.decision_date.days;
    if (clause_.window_of != no_formula) of = builder_.scalar(clause_.window_of, domain_);
    const auto check = [&](FormulaId id, bool opens) {
      if (id == no_formula) return;
      const Scalar end = builder_.scalar(id, domain_);
      if (end.null != no_register || of.null != no_register) {
        throw Obstacle{"a window that may be without date"};
      }
      const DomainId domain = builder_.join(of.domain, end.domain);
      require(builder_.compare_scalars(opens ? Op::greater_equal : Op::less_equal, of,
                                       end, domain));
    };
    check(clause_.window_from, true);
    check(clause_.window_to, false);
  }

  /// Absent: no amount is known of this award.
  std::optional<Scalar> award(const Award& award) {
    if (award.kind == Award::Kind::choice) {
      if (auto known = builder_.tabulated(award)) return known;
    }
    std::optional<Scalar> amount = form(award);
    if (!amount) return amount;
    const auto bound = [&](FormulaId id, PlanCode code) {
      if (id == no_formula) return;
      const Scalar limit = builder_.scalar(id, domain_);
      const bool non_negative = amount->non_negative;
      amount = builder_.combine(code, *amount, limit, false);
      amount->non_negative = code == PlanCode::maximum
                                 ? non_negative || limit.non_negative
                                 : non_negative && limit.non_negative;
    };
    bound(award.at_least, PlanCode::maximum);
    bound(award.at_most, PlanCode::minimum);
    return amount;
  }

  static Scalar zero() { return PlanBuilder::fixed(0, BaseType::money); }

  std::optional<Scalar> form(const Award& award) {
    switch (award.kind) {
      case Award::Kind::amount:
        return builder_.scalar(award.formula, domain_);
      case Award::Kind::unspecified:
      case Award::Kind::delegated:
      case Award::Kind::no_money:
        return std::nullopt;
      case Award::Kind::not_met:
        return zero();
      case Award::Kind::by_reading:
        return this->award(award.alternatives[builder_.reading(award.question)]);
      case Award::Kind::choice:
        break;
    }
    for (const auto& [slot, formula] : award.bindings) {
      builder_.bind(slot, builder_.formula(formula, domain_));
    }
    // An alternative without amount pays nothing that is known.
    Scalar result = this->award(award.alternatives.back()).value_or(zero());
    for (std::size_t i = award.conditions.size(); i-- > 0;) {
      const RegisterId when = builder_.test(award.conditions[i], domain_);
      const Scalar one = this->award(award.alternatives[i]).value_or(zero());
      const DomainId domain = builder_.join(builder_.domain_of(when),
                                            builder_.join(one.domain, result.domain));
      result = builder_.choose(when, one, result, domain);
    }
    return result;
  }

  /// Yuan to fen, in the clause's units.
  Scalar rounded(const Scalar& yuan) {
    const auto unit = (clause_.rounding_unit * Decimal(100)).to_int64();
    if (!unit || *unit <= 0) throw Obstacle{"a rounding unit below a fen"};
    Scalar result = builder_.rounded_to(yuan, 2, *unit, clause_.rounding);
    if (!result.non_negative) {
      const Scalar clamped = builder_.combine(PlanCode::maximum, result, zero(), false);
      result.low = clamped.low;
      result.high = clamped.high;
      result.constant.reset();
    }
    result.domain = domain_;
    return result;
  }

  ClauseOutput sums(Scalar amount) {
    const bool chosen = clause_.mode == ClauseMode::competitive &&
                        clause_.selected == no_formula &&
                        !is_ranked(builder_.model, index_);
    RegisterId low = builder_.number_register(amount, false, domain_);
    RegisterId high =
        amount.is_range() ? builder_.number_register(amount, true, domain_) : low;
    if (chosen) {
      low = builder_.number_constant(0, domain_);
    }
    if (met_ != no_register) met_ = builder_.spread(met_, domain_);
    if (amount.bad != no_register) {
      builder_.refuse_where(builder_.and_(amount.bad, met_));
    }
    amount.constant.reset();
    amount.low = low;
    amount.high = high;
    amount.domain = domain_;
    ClauseOutput output{index_, low, high, builder_.plan.lines.size()};
    lines_ = {domain_, met_, low, high};
    if (domain_ == 0) {
      const auto keep = [&](RegisterId value) {
        if (met_ == no_register) return value;
        PlanOp operation{PlanCode::keep};
        operation.a = met_;
        operation.b = value;
        return builder_.emit(operation, 0, Width::number);
      };
      output.low = keep(low);
      output.high = low == high ? output.low : keep(high);
    } else {
      amount.bad = no_register;
      const Scalar sum = builder_.sum_over(amount, met_, domain_, 0);
      output.low = sum.low;
      output.high = sum.high;
    }
    builder_.awarded.emplace(index_, PlanBuilder::fen(output.low, output.high, 0));
    return output;
  }

  PlanBuilder& builder_;
  const Clause& clause_;
  std::uint32_t index_;
  DomainId domain_ = 0;
  RegisterId met_ = no_register;
  std::optional<Scalar> value_;  // of the items, if these are no records
  ClauseLines lines_;
};

void build_eligibility(PlanBuilder& builder) {
  RegisterId eligible = no_register;
  if (builder.model.eligible) eligible = builder.condition(*builder.model.eligible, 0);
  for (const Exclusion& exclusion : builder.model.exclude) {
    const RegisterId excluded = builder.condition(exclusion.when, 0);
    eligible = builder.and_(eligible, builder.not_(excluded));
  }
  builder.plan.eligible = eligible;
  builder.plan.first_after_eligible = builder.plan.operations.size();
}

void build_clauses(PlanBuilder& builder) {
  const PolicyModel& model = builder.model;
  for (std::uint32_t c = 0; c < model.clauses.size(); ++c) {
    if (!exists_under(model.clauses[c].only_under, builder)) continue;
    try {
      if (const auto output = ClauseBuilder(builder, c).build()) {
        builder.plan.clauses.push_back(*output);
      }
    } catch (const Obstacle& obstacle) {
      throw Obstacle{model.clauses[c].id + ": " + obstacle.text};
    }
  }
}

// What the evaluator calls lines of other rows is not told by their places in a list.
void check_lines(const Plan& plan) {
  for (const ClauseLines& lines : plan.lines) {
    const DomainLayout& rows = plan.layout.domains[lines.domain];
    if (rows.made || rows.scalar) {
      throw Obstacle{"single lines of groups, of pairs or of plain values"};
    }
  }
}

}  // namespace

PlanResult build_plan(const Program& program, Date decision_date,
                      std::vector<std::uint32_t> readings, PlanFor what) {
  PlanResult result;
  try {
    PlanBuilder builder(program, decision_date, std::move(readings));
    const PolicyModel& model = builder.model;
    if (model.applies_on(decision_date)) {
      if (!model.across.empty()) throw Obstacle{"steps across applicants"};
      build_eligibility(builder);
      build_clauses(builder);
      build_steps(builder);
      build_instalments(builder);
      lower_caps(builder, what);
    }
    builder.plan.what = what;
    if (what == PlanFor::lines) check_lines(builder.plan);
    fuse_folds(builder.plan);
    drop_unused(builder.plan);
    builder.plan.narrowing.selections.resize(builder.plan.layout.domains.size());
    if (what != PlanFor::lines) find_narrowing(builder.plan);  // lines tell their rows
    find_corners(builder.plan);
    result.plan = std::move(builder.plan);
  } catch (const Obstacle& obstacle) {
    result.obstacle = obstacle.text;
  }
  return result;
}

}  // namespace jiangbu
