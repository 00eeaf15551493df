// Files of assumptions and of scenarios, for budgets.
// In: documents, the policies they speak of. Out: Assumptions, Scenario with the rules it
// changes; diagnostics JB2xxx, JB8xxx. Never: opens a file, compiles.
#pragma once

#include <optional>
#include <vector>

#include "budget/assumptions.hpp"
#include "document/node.hpp"
#include "read/load_rules.hpp"

namespace jiangbu {

/// A parameter with another value, or one more clause.
struct RuleChange {
  std::size_t policy = 0;  ///< place among the loaded policies
  std::optional<ParameterSyntax> parameter;
  std::optional<ClauseSyntax> clause;
  Change description;
};

struct AssumptionFile {
  Assumptions assumptions;
  std::vector<RuleChange> rules;
};

/// The rules' changes in the order of the changes of the scenario; null where a change is
/// not about rules.
struct ScenarioFile {
  Scenario scenario;
  std::vector<std::optional<RuleChange>> rules;
};

/// The file's shape stands in src/budget/README.md. Every problem is collected.
AssumptionFile read_assumptions(const Node& document,
                                const std::vector<LoadedPolicy>& policies,
                                const SourceMap& sources, Diagnostics& diagnostics);

ScenarioFile read_scenario(const Node& document,
                           const std::vector<LoadedPolicy>& policies,
                           const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace jiangbu
