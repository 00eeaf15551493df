// A file of assumptions, or of a scenario, and the budget of three applicants under it.
#include <set>

#include "budget/estimate_budget.hpp"
#include "document/read_document.hpp"
#include "every_type.hpp"
#include "facts/append_case.hpp"
#include "read/change_rules.hpp"
#include "read/read_facts.hpp"
#include "report/budget_json.hpp"
#include "report/budget_text.hpp"

namespace jiangbu::fuzz {

namespace {

constexpr const char* applicants = R"(
applicants:
  甲: {kind: small, region: "140403", flag: true, staff: 12, rate: 0.5, revenue: 300, left: null, term: P1Y, notice: P10D, span: {from: 2024-01-01, to: 2024-12-31}, seat: {city: 长治, code: "140403"}, years: [2023], dollars: 1000, marks: [{number: A, grade: first, fee: 3, registered: 2024-06-01, used: null, countries: []}], payments: []}
  乙: {kind: large, region: "14", flag: false, staff: 7, revenue: 10, marks: [{number: B, grade: second, fee: 1, registered: 2025-01-01, countries: [{name: US, fee: 100}]}], payments: []}
  丙: {}
)";

FieldSet all_fields(const Vocabulary& vocabulary) {
  FieldSet fields;
  for (std::uint32_t e = 0; e < vocabulary.entities.size(); ++e) {
    for (std::uint32_t f = 0; f < vocabulary.entities[e].fields.size(); ++f) {
      fields.emplace(e, f);
    }
  }
  return fields;
}

const Population& population() {
  static const Population three = [] {
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("applicants.yaml", applicants);
    const auto tree = read_yaml(sources, file, diagnostics);
    require(tree.has_value(), "the applicants can be read");
    const Vocabulary& vocabulary = every_type().program().model->vocabulary;
    const auto cases = read_applicants(*tree, vocabulary, {}, diagnostics);
    require(!diagnostics.has_errors(), "the applicants are sound");
    return population_of(cases, vocabulary, all_fields(vocabulary));
  }();
  return three;
}

/// The rules' changes among those chosen.
Programs programs_with(const std::vector<std::optional<RuleChange>>& rules,
                       const std::vector<bool>& chosen, const SourceMap& sources,
                       Diagnostics& diagnostics) {
  const std::vector<LoadedPolicy>& policies = every_type().rules.policies;
  std::vector<const RuleChange*> changes;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (chosen[i] && rules[i]) changes.push_back(&*rules[i]);
  }
  return compile_changed(policies, compiled(policies), changes, sources, diagnostics);
}

void estimate(BudgetRequest request) {
  request.decision_date = Date::parse("2024-11-30").value();
  request.population = &population();
  request.assumptions.draws = std::min(request.assumptions.draws, 100U);
  const BudgetEstimate result = estimate_budget(request);
  require(!to_json(result, true).empty(), "there is a result");
  require(!to_text(result, Language::zh).empty(), "there is a report");
}

void try_assumptions(const Node& tree, const SourceMap& sources) {
  Diagnostics diagnostics;
  const AssumptionFile file =
      read_assumptions(tree, every_type().rules.policies, sources, diagnostics);
  if (diagnostics.has_errors()) return;
  const std::vector<std::optional<RuleChange>> rules(file.rules.begin(),
                                                     file.rules.end());
  BudgetRequest request;
  request.assumptions = file.assumptions;
  request.programs =
      programs_with(rules, std::vector<bool>(rules.size(), true), sources, diagnostics);
  if (!diagnostics.has_errors()) estimate(std::move(request));
}

void try_scenario(const Node& tree, const SourceMap& sources) {
  Diagnostics diagnostics;
  const ScenarioFile file =
      read_scenario(tree, every_type().rules.policies, sources, diagnostics);
  if (diagnostics.has_errors() || file.rules.size() > 4) return;
  const auto programs = [&](const std::vector<bool>& chosen) {
    return programs_with(file.rules, chosen, sources, diagnostics);
  };
  for (std::size_t i = 0; i <= file.rules.size(); ++i) {  // each alone, then all
    std::vector<bool> chosen(file.rules.size(), i == file.rules.size());
    if (i < file.rules.size()) chosen[i] = true;
    programs(chosen);
  }
  if (diagnostics.has_errors()) return;
  BudgetRequest request;
  request.programs = compiled(every_type().rules.policies);
  request.scenarios.push_back({file.scenario, programs});
  estimate(std::move(request));
}

}  // namespace

void fuzz_assumptions(std::string_view bytes) {
  SourceMap sources = every_type().sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("assumptions.yaml", std::string(bytes));
  const auto tree = read_yaml(sources, file, diagnostics);
  require(tree || diagnostics.has_errors(), "what is not read has errors");
  if (!tree || diagnostics.has_errors()) return;
  try_assumptions(*tree, sources);
  try_scenario(*tree, sources);
}

}  // namespace jiangbu::fuzz
