// When a line's amount is paid, and what may have to be paid back.
// In: lines after stacking. Out: instalments, clawbacks. Never: changes what is due.
#pragma once

#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/line.hpp"
#include "evaluate/stacking.hpp"

namespace jiangbu {

/// Tranches whose condition fails are not paid, those still open may not be: lowers the
/// amounts of lines, clauses and the total accordingly.
void apply_instalment_conditions(std::vector<Line>& lines, AmountBounds& amounts,
                                 FormulaEvaluator& evaluator);

/// The schedule of a line; without instalments everything falls on the decision date.
std::vector<InstalmentResult> split_into_instalments(const Line& line,
                                                     FormulaEvaluator& evaluator);

ClawbackResult evaluate_clawback(const Clawback& clawback, FormulaEvaluator& evaluator);

}  // namespace jiangbu
