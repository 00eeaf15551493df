#include "evaluate/awards.hpp"

namespace jiangbu {

namespace {

// Either of two outcomes may apply.
AwardOutcome merge(const AwardOutcome& a, const AwardOutcome& b, CauseTable& causes) {
  AwardOutcome result;
  result.causes = causes.join(a.causes, b.causes);
  result.unspecified = a.unspecified || b.unspecified;
  result.no_money = a.no_money || b.no_money;
  result.failed = a.failed || b.failed;
  result.delegated = a.delegated ? a.delegated : b.delegated;
  result.formulas = a.formulas;
  result.formulas.insert(result.formulas.end(), b.formulas.begin(), b.formulas.end());
  result.bounds = a.bounds;
  result.bounds.insert(result.bounds.end(), b.bounds.begin(), b.bounds.end());
  result.met = a.met == b.met ? a.met : Truth::unknown;
  if (a.amount && b.amount) {
    result.amount = hull(*a.amount, *b.amount);
  } else if (a.amount || b.amount) {
    // The other one pays nothing that is known.
    result.amount = hull(a.amount ? *a.amount : *b.amount, NumberRange::exact(0));
  }
  return result;
}

AwardOutcome evaluate_choice(const Award& award, FormulaEvaluator& evaluator) {
  CauseTable& causes = evaluator.causes();
  for (const auto& [slot, formula] : award.bindings) {
    evaluator.bind(slot, evaluator.formula(formula));
    evaluator.alias(slot, evaluator.program().roots[formula]);
  }
  std::optional<AwardOutcome> result;
  std::size_t taken = 0;
  Causes open = 0;
  const auto take = [&](const Award& alternative) {
    AwardOutcome outcome = evaluate_award(alternative, evaluator);
    result = result ? merge(*result, outcome, causes) : outcome;
    ++taken;
  };
  bool decided = false;
  for (size_t i = 0; i < award.conditions.size() && !decided; ++i) {
    const Value condition = evaluator.formula(award.conditions[i]);
    if (condition.truth == Truth::no) continue;
    const std::size_t mark =
        evaluator.assume(evaluator.program().roots[award.conditions[i]], true);
    take(award.alternatives[i]);
    evaluator.release(mark);
    decided = condition.truth == Truth::yes;
    if (!decided) open = causes.join(open, condition.causes);
    const bool certain = decided && taken == 1;
    if (certain && evaluator.model().formulas.is_bracket(award.conditions[i])) {
      result->formulas.insert(result->formulas.begin(), award.conditions[i]);
    }
  }
  const bool otherwise_possible =
      award.otherwise_when == no_formula ||
      evaluator.formula(award.otherwise_when).truth != Truth::no;
  if (!decided && (otherwise_possible || !result)) take(award.alternatives.back());
  result->causes = causes.join(result->causes, open);
  return *result;
}

AwardOutcome evaluate_form(const Award& award, FormulaEvaluator& evaluator) {
  AwardOutcome outcome;
  switch (award.kind) {
    case Award::Kind::amount: {
      const Value value = evaluator.formula(award.formula);
      outcome.amount =
          value.kind == Value::Kind::number ? value.number : NumberRange::unbounded();
      outcome.causes = value.causes;
      outcome.formulas = {award.formula};
      outcome.failed = evaluator.causes().contains(value.causes, CauseTable::failure);
      return outcome;
    }
    case Award::Kind::unspecified:
      outcome.unspecified = true;
      return outcome;
    case Award::Kind::delegated:
      outcome.delegated = award.delegated;
      return outcome;
    case Award::Kind::no_money:
      outcome.no_money = true;
      return outcome;
    case Award::Kind::not_met:
      outcome.met = Truth::no;
      outcome.amount = NumberRange::exact(0);
      return outcome;
    case Award::Kind::choice:
      return evaluate_choice(award, evaluator);
    case Award::Kind::by_reading:
      return evaluate_award(award.alternatives[evaluator.reading(award.question)],
                            evaluator);
  }
  return outcome;
}

}  // namespace

AwardOutcome evaluate_award(const Award& award, FormulaEvaluator& evaluator) {
  AwardOutcome outcome = evaluate_form(award, evaluator);
  if (!outcome.amount || outcome.met == Truth::no) return outcome;
  const auto bound = [&](FormulaId id, bool upper) {
    if (id == no_formula) return;
    const Value limit = evaluator.formula(id);
    if (limit.kind != Value::Kind::number) return;
    const NumberRange before = *outcome.amount;
    outcome.amount = upper ? min(before, limit.number) : max(before, limit.number);
    outcome.causes = evaluator.causes().join(outcome.causes, limit.causes);
    if (before.is_valid() && outcome.amount->is_valid() && *outcome.amount != before) {
      outcome.bounds.push_back({upper, before, limit.number});
    }
  };
  bound(award.at_least, false);
  bound(award.at_most, true);
  if (outcome.amount->is_exact()) {
    // Whatever could not be computed, or is not known, does not matter.
    outcome.causes = 0;
    outcome.failed = false;
  }
  return outcome;
}

}  // namespace jiangbu
