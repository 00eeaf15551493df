// Clauses into lines: who is asked, on what conditions, what it pays before stacking.
// In: one clause, a FormulaEvaluator. Out: Lines. Never: stacking, totals.
#pragma once

#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

/// What holds for every clause of the policy: who may apply, exclusions.
struct Eligibility {
  Truth truth = Truth::yes;
  Causes causes = 0;
  bool excluded = false;  // an exclusion applies
  std::vector<ProofNode> proof;
};

Eligibility evaluate_eligibility(FormulaEvaluator& evaluator, bool explain);

/// Appends the lines of a clause; sets awarded("…") for later clauses.
void evaluate_clause(std::uint32_t clause, const Eligibility& eligibility,
                     FormulaEvaluator& evaluator, bool explain, std::vector<Line>& lines);

/// Those for one item, without explanation.
void evaluate_item(std::uint32_t clause, const std::string& item,
                   const Eligibility& eligibility, FormulaEvaluator& evaluator,
                   std::vector<Line>& lines);

/// Whether a ranking decides who is selected for this clause.
bool is_ranked(const PolicyModel& model, std::uint32_t clause);

}  // namespace jiangbu
