// A population under policies and assumptions, to what it costs.
// In: programs, Population, Assumptions, scenarios. Out: BudgetEstimate.
// Never: reads a file, knows the day's date.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "budget/estimate.hpp"
#include "budget/measurement.hpp"

namespace jiangbu {

/// A scenario, and the programs with some of its changes made (by place in
/// scenario.changes; those that are not about rules do not matter).
struct ScenarioRules {
  Scenario scenario;
  std::function<Programs(const std::vector<bool>&)> programs;
};

struct BudgetRequest {
  Date decision_date;
  unsigned threads = 1;
  const Population* population = nullptr;
  Programs programs;
  Assumptions assumptions;
  std::vector<ScenarioRules> scenarios;
  std::size_t listed = 10;  ///< winners and losers named
  /// Told before each piece of work: what it is, in both languages.
  std::function<void(const Bilingual&)> progress;
  /// Told while applicants are computed how many evaluations of one are done; from any
  /// thread.
  std::function<void(std::uint64_t done, std::uint64_t all)> measured;
};

/// The same for the same request, whatever the number of threads.
BudgetEstimate estimate_budget(const BudgetRequest& request);

/// What subsets of a scenario's changes come to, by which of them are made. Changes that
/// are not about rules or readings are never among them: they need no evaluation.
using MeasuredSubsets = std::map<std::vector<bool>, Measurement>;

/// All subsets that the attribution asks for; that of all changes looks at applicants,
/// and compares them with those of question 0.
std::map<std::vector<bool>, MeasurementQuestion> scenario_questions(
    const ScenarioRules& rules, const Assumptions& assumptions);

/// Winners, losers and change by clause of one scenario.
ScenarioEstimate estimate_scenario(const ScenarioRules& rules, const Measurement& base,
                                   const MeasuredSubsets& measured, const Ground& ground,
                                   const Assumptions& assumptions);

/// The years after, by growth.
std::vector<YearExposure> forward_years(const Measurement& measurement,
                                        const Ground& ground,
                                        const Assumptions& assumptions,
                                        std::size_t standing);

/// The prices of the policies' own targets.
std::vector<TargetExposure> price_targets(const Measurement& measurement,
                                          const Ground& ground,
                                          const Assumptions& assumptions);

/// All assumptions there are, in words, built-in ones too.
std::vector<UsedAssumption> assumptions_in_words(const Assumptions& assumptions);

}  // namespace jiangbu
