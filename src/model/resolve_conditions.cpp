// Conditions and exclusions.
#include "model/resolver.hpp"

namespace jiangbu {

// `scope` learns what holding conditions tell about nulls, for what comes after.
Condition Resolver::resolve_condition(const ConditionSyntax& syntax, Scope& scope) {
  using Kind = ConditionSyntax::Kind;
  Condition condition;
  condition.title = syntax.title.text;
  condition.cite = syntax.cite.text;
  condition.span = syntax.span;
  if (syntax.kind == Kind::leaf) {
    condition.formula = formula(syntax.formula, boolean_type(), scope);
    return condition;
  }
  if (syntax.kind == Kind::by_reading) {
    condition.kind = Condition::Kind::by_reading;
    const auto question = find_question(syntax.question.text, syntax.question.span);
    if (!question) return condition;
    condition.question = *question;
    for (const size_t i : match_options(*question, syntax.options, syntax.span)) {
      Scope inner(&scope);
      condition.parts.push_back(resolve_condition(syntax.parts[i], inner));
    }
    return condition;
  }
  condition.kind = syntax.kind == Kind::all   ? Condition::Kind::all
                   : syntax.kind == Kind::any ? Condition::Kind::any
                                              : Condition::Kind::not_;
  Scope inner(&scope);
  for (const ConditionSyntax& part : syntax.parts) {
    condition.parts.push_back(resolve_condition(part, inner));
    learn_condition(condition.parts.back(), syntax.kind != Kind::any, inner);
  }
  return condition;
}

void Resolver::learn_condition(const Condition& condition, bool holds,
                               Scope& scope) const {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::leaf) {
    if (condition.formula == no_formula) return;
    learn_not_null(model_.formulas[condition.formula], holds, scope);
  } else if (condition.kind == Kind::not_) {
    // not [a, b] is not (a and b): it tells something only of a single part.
    if (condition.parts.size() == 1) learn_condition(condition.parts[0], !holds, scope);
  } else if ((condition.kind == Kind::all && holds) ||
             (condition.kind == Kind::any && !holds)) {
    for (const Condition& part : condition.parts) learn_condition(part, holds, scope);
  }
}

std::vector<Exclusion> Resolver::resolve_exclusions(
    const std::vector<ExclusionSyntax>& syntax, Scope& scope) {
  std::vector<Exclusion> exclusions;
  for (const ExclusionSyntax& item : syntax) {
    Exclusion& exclusion = exclusions.emplace_back();
    exclusion.title = item.title.text;
    exclusion.cite = item.cite.text;
    Scope inner(&scope);
    exclusion.when = resolve_condition(item.when, inner);
  }
  return exclusions;
}

}  // namespace jiangbu
