#include "read/change_rules.hpp"

#include <algorithm>

#include "model/resolve_policy.hpp"

namespace jiangbu {

namespace {

// Without a type of its own a parameter takes that of its value: it keeps the one it had.
void change_parameter(PolicySyntax& syntax, const PolicyModel& model,
                      const ParameterSyntax& changed) {
  for (ParameterSyntax& parameter : syntax.parameters) {
    if (parameter.name.text != changed.name.text) continue;
    parameter.values = changed.values;
    parameter.dated = false;
    for (const Parameter& known : model.parameters) {
      if (known.name != changed.name.text || !parameter.type.empty()) continue;
      parameter.type = {type_name(known.type, model.vocabulary),
                        changed.values.front().span};
    }
  }
}

std::shared_ptr<const Program> compile_policy(
    const LoadedPolicy& policy, const std::vector<const RuleChange*>& changes,
    const SourceMap& sources, Diagnostics& diagnostics) {
  PolicySyntax syntax = policy.syntax;
  for (const RuleChange* change : changes) {
    if (change->parameter) {
      change_parameter(syntax, *policy.program->model, *change->parameter);
    }
    if (change->clause) syntax.clauses.push_back(*change->clause);
  }
  std::vector<const VocabularySyntax*> used;
  for (const auto& vocabulary : policy.vocabularies) used.push_back(vocabulary.get());
  used.push_back(&policy.syntax.vocabulary);
  const std::size_t before = diagnostics.error_count();
  PolicyModel model = resolve_policy(syntax, used, sources, diagnostics);
  if (diagnostics.error_count() > before) return nullptr;
  return std::make_shared<const Program>(compile(std::move(model)));
}

}  // namespace

CompiledPolicies compiled(const std::vector<LoadedPolicy>& policies) {
  CompiledPolicies programs;
  for (const LoadedPolicy& policy : policies) {
    programs.push_back(std::make_shared<const Program>(*policy.program));
  }
  return programs;
}

CompiledPolicies compile_changed(const std::vector<LoadedPolicy>& policies,
                                 const CompiledPolicies& unchanged,
                                 const std::vector<const RuleChange*>& changes,
                                 const SourceMap& sources, Diagnostics& diagnostics) {
  CompiledPolicies programs = unchanged;
  for (std::size_t p = 0; p < policies.size(); ++p) {
    std::vector<const RuleChange*> own;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(own),
                 [&](const RuleChange* change) { return change->policy == p; });
    if (own.empty()) continue;
    programs[p] = compile_policy(policies[p], own, sources, diagnostics);
  }
  return programs;
}

}  // namespace jiangbu
