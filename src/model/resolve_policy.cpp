#include "model/resolve_policy.hpp"

#include <array>

#include "model/kind_named.hpp"
#include "model/resolver.hpp"

namespace jiangbu {

bool PolicyModel::applies_on(Date day) const {
  if (status == PolicyStatus::draft) return true;
  if (status != PolicyStatus::in_force) return false;
  return (!period_from || *period_from <= day) && (!period_to || day <= *period_to);
}

const char* name_of(PolicyStatus status) {
  static const char* const names[] = {"draft", "in force", "expired", "superseded"};
  return names[static_cast<size_t>(status)];
}

const char* name_of(TargetForm form) {
  static const char* const names[] = {"level",   "annual", "cumulative", "increment",
                                      "average", "ratio",  "yes-no",     "qualitative"};
  return names[static_cast<size_t>(form)];
}

namespace {

void copy_head(PolicyModel& model, const PolicySyntax& policy) {
  model.id = policy.id.text;
  model.version = policy.version.text;
  model.title = policy.title.text;
  model.issuer = policy.issuer.text;
  model.document = policy.document.text;
  model.jurisdiction = policy.jurisdiction.text;
  model.superseded_by = policy.superseded_by.text;
  model.first_department_leads = policy.first_department_leads;
  for (const ReferenceSyntax& reference : policy.references) {
    model.references.push_back(
        {reference.name.text, reference.title.text, reference.supplies.text});
  }
}

}  // namespace

void Resolver::resolve_policy(const PolicySyntax& policy,
                              const std::vector<const VocabularySyntax*>& used) {
  copy_head(model_, policy);
  const auto status = kind_named(policy.status.text, PolicyStatus::superseded);
  if (!status && !policy.status.empty()) {
    report_word(policy.status, "status", names_up_to(PolicyStatus::superseded));
  }
  model_.status = status.value_or(PolicyStatus::draft);
  model_.period_from = read_date(policy.period_from);
  model_.period_to = read_date(policy.period_to);
  model_.notes = notes_of(policy.notes);
  if (model_.period_from && model_.period_to && *model_.period_to < *model_.period_from) {
    diagnostics_.error(Code::model_empty_range, policy.period_to.span);
  }
  if (!model_.jurisdiction.empty() && !is_region_code(model_.jurisdiction)) {
    diagnostics_.error(Code::model_bad_region, policy.jurisdiction.span,
                       {model_.jurisdiction});
  }
  resolve_vocabulary(used);
  resolve_readings(policy);
  resolve_parameters(policy);
  declare_tables(policy);
  for (const VocabularySyntax* vocabulary : used) resolve_derived(*vocabulary);
  Scope scope;
  for (const auto& [name, value] : policy.let) {
    declare_name(name);
    const FormulaId id = any_formula(value, scope);
    if (id != no_formula) model_.let.push_back({name.text, no_slot, id});
  }
  if (policy.eligible) {
    model_.eligible = resolve_condition(*policy.eligible, scope);
    learn_condition(*model_.eligible, true, scope);
  }
  model_.exclude = resolve_exclusions(policy.exclude, scope);
  resolve_clauses(policy, scope);
  for (const StackingStepSyntax& step : policy.stacking) {
    if (auto resolved = resolve_step(step, std::nullopt, scope)) {
      model_.stacking.push_back(std::move(*resolved));
    }
  }
  resolve_across(policy, scope);
  resolve_targets(policy);
  resolve_budgets(policy);
  resolve_figures(policy, scope);
  check_cycles(model_, diagnostics_);
  check_conditions(model_, diagnostics_);
}

PolicyModel resolve_policy(const PolicySyntax& policy,
                           const std::vector<const VocabularySyntax*>& used,
                           const SourceMap& sources, Diagnostics& diagnostics) {
  PolicyModel model;
  Resolver(model, diagnostics, sources).resolve_policy(policy, used);
  return model;
}

}  // namespace jiangbu
