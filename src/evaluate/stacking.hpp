// The stacking steps of a policy, applied to one applicant's lines.
// In: lines with computed amounts. Out: their amounts after stacking, totals.
// Never: conditions or awards.
//
// Amounts may be ranges. The steps are run on exact amounts: once with every line at its
// low end, once at its high end, and for every line that is not exact with it at one end
// and the rest at the other. A line's range is spanned by what the runs give it, and so
// is the total; caps and highest-only make the total narrower than the sum of the lines.
#pragma once

#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

struct StackedAmounts {
  std::vector<std::int64_t> low_run;   // all lines at their low end, in fen by line
  std::vector<std::int64_t> high_run;  // all at their high end
  std::vector<FenRange> lines;
  std::vector<FenRange> clauses;  // by clause of the model
  FenRange total;
};

/// Runs the steps; fills Line::reductions, and the status of lines that lose everything.
StackedAmounts apply_stacking(std::vector<Line>& lines, FormulaEvaluator& evaluator);

/// The parts of `amounts` when their sum is cut down to `limit`; sums exactly to the
/// smaller of the two.
std::vector<std::int64_t> cut_to(const std::vector<std::int64_t>& amounts,
                                 std::int64_t limit, CutOrder order);

/// Whether something tied to readings exists under the chosen ones.
bool exists_under(const std::vector<OnlyUnder>& only_under,
                  const FormulaEvaluator& evaluator);

}  // namespace jiangbu
