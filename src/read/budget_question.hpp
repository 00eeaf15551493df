// Policies with assumptions and scenarios, as the request for a budget.
// In: loaded policies, documents. Out: BudgetRequest, the programs a population is read
// for; diagnostics. Never: opens a file, reads a population, computes.
#pragma once

#include <deque>
#include <vector>

#include "budget/estimate_budget.hpp"
#include "read/change_rules.hpp"
#include "read/read_assumptions.hpp"
#include "read/read_population.hpp"

namespace jiangbu {

/// What it gives refers to it, and to the policies, sources and diagnostics it was made
/// with, which outlive it. One thread.
class BudgetQuestion {
 public:
  BudgetQuestion(const std::vector<LoadedPolicy>& policies, const SourceMap& sources,
                 Diagnostics& diagnostics)
      : policies_(policies), sources_(sources), diagnostics_(diagnostics) {}
  BudgetQuestion(const BudgetQuestion&) = delete;
  BudgetQuestion& operator=(const BudgetQuestion&) = delete;

  void assume(const Node& document);
  void add_scenario(const Node& document);

  /// Compiles the policies as they are, as assumed, and under each scenario; false if
  /// there are errors. Call once, after all documents.
  bool prepare();

  /// The programs whose vocabularies the population must be read for.
  std::vector<const Program*> readers();

  /// To be completed with population, date, threads and functions to be told.
  BudgetRequest& request() { return request_; }

  /// What was assumed of rules and facts, and what became of the rows.
  void add_provenance(const ReadReport& report, BudgetEstimate& estimate) const;

 private:
  std::vector<const RuleChange*> changes_of(const ScenarioFile* scenario,
                                            const std::vector<bool>& chosen) const;
  Programs programs_with(const ScenarioFile* scenario, const std::vector<bool>& chosen);
  void check_alone(const ScenarioFile& scenario);

  const std::vector<LoadedPolicy>& policies_;
  const SourceMap& sources_;
  Diagnostics& diagnostics_;
  AssumptionFile assumptions_;
  std::deque<ScenarioFile> scenarios_;  // addresses stay
  CompiledPolicies loaded_;
  std::vector<Programs> all_programs_;
  Programs readers_;
  BudgetRequest request_;
};

}  // namespace jiangbu
