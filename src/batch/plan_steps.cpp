// Stacking steps: their terms and keys as columns beside the lines of their clauses.
#include <algorithm>

#include "batch/plan_builder.hpp"
#include "evaluate/stacking.hpp"

namespace jiangbu {

namespace {

/// Numbers of the rows of a domain, as steps take them.
class TermBuilder {
 public:
  TermBuilder(PlanBuilder& builder, DomainId domain)
      : builder_(builder), domain_(domain) {}

  TermColumn term(const Scalar& number) {
    if (number.null != no_register) throw Obstacle{"a term of a step that may be null"};
    if (number.rounding != Scalar::Rounding::no && !number.constant) {
      throw Obstacle{"a term of a step that is computed from a quotient"};
    }
    builder_.refuse_where(number.bad);
    return {builder_.number_register(number, false, domain_),
            builder_.number_register(number, true, domain_), number.scale,
            number.divisor};
  }

  TermColumn rounded(const Scalar& number, int scale, RoundingMode mode) {
    if (number.null != no_register) throw Obstacle{"a term of a step that may be null"};
    return term(builder_.rounded_to(number, scale, 1, mode));
  }

  TermColumn fen(const Scalar& yuan) { return rounded(yuan, 2, RoundingMode::half_up); }
  TermColumn whole(const Scalar& count) { return rounded(count, 0, RoundingMode::floor); }

 private:
  PlanBuilder& builder_;
  DomainId domain_;
};

class StepBuilder {
 public:
  StepBuilder(PlanBuilder& builder, const StackingStep& step)
      : builder_(builder), step_(step) {}

  void build() {
    PlanStep result;
    result.step = &step_;
    if (limit_uses_total(step_, builder_.program)) result.of_total = part_of_total();
    of_total_ = result.of_total.has_value();
    for (const std::uint32_t clause : step_.of) {
      for (std::size_t c = 0; c < builder_.plan.clauses.size(); ++c) {
        if (builder_.plan.clauses[c].clause == clause) {
          result.of.push_back(columns_of(c));
        }
      }
    }
    if (!result.of.empty()) builder_.plan.steps.push_back(std::move(result));
  }

 private:
  // What a group comes to is known only when the steps run: a fixed part of it is found
  // there.
  Decimal part_of_total() const {
    const Program& program = builder_.program;
    const Step& limit = program.steps[program.roots[step_.limit]];
    const bool in_fen = step_.kind == StepKind::cap || step_.kind == StepKind::deduct ||
                        step_.kind == StepKind::top_up;
    if (in_fen && step_.other == no_formula && limit.op == Op::multiply) {
      for (const std::uint32_t side : {0U, 1U}) {
        const Step& part = program.steps[program.operand(limit, side)];
        const Step& total = program.steps[program.operand(limit, 1 - side)];
        const bool known = part.op == Op::literal && total.op == Op::local &&
                           total.a == step_.total_slot;
        if (!known) continue;
        const auto* number = std::get_if<Decimal>(&program.constants[part.a]);
        if (number != nullptr) return *number;
      }
    }
    throw Obstacle{"a step whose limit depends on the total, but is no part of it"};
  }

  StepColumns columns_of(std::size_t index) {
    const ClauseScope& scope = builder_.scopes[index];
    builder_.set_frame(scope.frame);
    domain_ = scope.domain;
    TermBuilder terms(builder_, domain_);
    StepColumns columns;
    columns.clause = index;
    if (step_.per == PerKind::keys) add_keys(*scope.clause, columns);
    switch (step_.kind) {
      case StepKind::highest_only:
      case StepKind::first_only:
        break;
      case StepKind::top_up:
      case StepKind::deduct:
      case StepKind::cap:
      case StepKind::aid_ceiling:
        if (of_total_) break;
        columns.limit = terms.fen(builder_.scalar(step_.limit, domain_));
        if (step_.other != no_formula) {
          columns.other = terms.fen(builder_.scalar(step_.other, domain_));
        }
        break;
      case StepKind::matching: {
        const Scalar ratio = builder_.scalar(step_.limit, domain_);
        const Scalar base = builder_.scalar(step_.other, domain_);
        columns.limit = terms.fen(builder_.multiply(ratio, base));
        break;
      }
      case StepKind::limit:
        columns.limit = terms.whole(builder_.scalar(step_.limit, domain_));
        break;
      case StepKind::scale:
      case StepKind::round:
        columns.limit = terms.term(builder_.scalar(step_.limit, domain_));
        break;
      case StepKind::no_double_funding:
        columns.funded = here(builder_.condition(*step_.when, domain_));
        break;
    }
    return columns;
  }

  void add_keys(const Clause& clause, StepColumns& columns) {
    for (std::size_t k = 0; k < step_.keys.size(); ++k) {
      for (const Binding& binding : clause.keys) {
        if (binding.name != step_.keys[k]) continue;
        check_type(k, builder_.model.formulas.type(binding.formula));
        const Scalar key = builder_.scalar(binding.formula, domain_);
        builder_.refuse_where(key.bad);
        if (k < step_.key_slots.size()) builder_.bind(step_.key_slots[k], key);
        columns.keys.push_back(key_column(key));
      }
    }
  }

  // Keys of two clauses are compared by their numbers.
  void check_type(std::size_t key, const Type& type) {
    if (key_types_.size() <= key) key_types_.resize(key + 1);
    if (key_types_[key].is_error()) key_types_[key] = type;
    if (!same_base(key_types_[key], type)) throw Obstacle{"keys of different types"};
  }

  KeyColumn key_column(const Scalar& any) {
    constexpr int scale = 6;
    if (any.kind == Scalar::Kind::number && (any.scale > scale || any.divisor != 1)) {
      throw Obstacle{"a key of many decimals"};
    }
    const Scalar key =
        any.kind == Scalar::Kind::number ? builder_.rescaled(any, scale) : any;
    if (key.is_range()) throw Obstacle{"a key that is a range"};
    if (key.text) throw Obstacle{"a key that is a fixed text"};
    KeyColumn column;
    if (key.null != no_register) column.null = here(key.null);
    if (key.kind == Scalar::Kind::truth) {
      column.value = builder_.truth_register(key, domain_);
    } else if (key.constant) {
      column.value = builder_.number_constant(*key.constant, domain_);
    } else {
      column.value = here(key.low);
    }
    return column;
  }

  RegisterId here(RegisterId id) { return builder_.spread(id, domain_); }

  PlanBuilder& builder_;
  const StackingStep& step_;
  DomainId domain_ = 0;
  bool of_total_ = false;
  std::vector<Type> key_types_;
};

bool changes_what_is_paid(const Clause& clause, const Program& program) {
  Decimal shares = 0;
  for (const Instalment& instalment : clause.instalments) {
    const Step* share = instalment.share == no_formula
                            ? nullptr
                            : &program.steps[program.roots[instalment.share]];
    if (instalment.when || share == nullptr || share->op != Op::literal) return true;
    shares += std::get<Decimal>(program.constants[share->a]);
  }
  return !clause.instalments.empty() &&
         round_to_scale(shares, 30, RoundingMode::half_even) != Decimal(1);
}

std::vector<TrancheColumns> tranches_of(PlanBuilder& builder, const ClauseScope& scope) {
  builder.set_frame(scope.frame);
  TermBuilder terms(builder, scope.domain);
  std::vector<TrancheColumns> tranches;
  for (const Instalment& instalment : scope.clause->instalments) {
    TrancheColumns& tranche = tranches.emplace_back();
    if (instalment.when) {
      tranche.when =
          builder.spread(builder.condition(*instalment.when, scope.domain), scope.domain);
    }
    if (instalment.share != no_formula) {
      const Step& share = builder.program.steps[builder.program.roots[instalment.share]];
      if (share.op != Op::literal) throw Obstacle{"an instalment of a computed share"};
      tranche.share = std::get<Decimal>(builder.program.constants[share.a]);
    }
    if (instalment.amount != no_formula) {
      tranche.amount = terms.fen(builder.scalar(instalment.amount, scope.domain));
    }
  }
  return tranches;
}

}  // namespace

// Beside steps every amount in parts may be off by the rounding of the parts.
void build_instalments(PlanBuilder& builder) {
  const bool any = std::ranges::any_of(builder.scopes, [&](const ClauseScope& scope) {
    return changes_what_is_paid(*scope.clause, builder.program) ||
           (!builder.plan.steps.empty() && !scope.clause->instalments.empty());
  });
  if (!any) return;
  for (const ClauseScope& scope : builder.scopes) {
    builder.plan.tranches.push_back(tranches_of(builder, scope));
  }
}

void build_steps(PlanBuilder& builder) {
  const auto build = [&](const StackingStep& step) {
    if (exists_under(step.only_under, builder)) StepBuilder(builder, step).build();
  };
  for (const Clause& clause : builder.model.clauses) {
    for (const StackingStep& step : clause.stacking) build(step);
  }
  for (const StackingStep& step : builder.model.stacking) build(step);
}

}  // namespace jiangbu
