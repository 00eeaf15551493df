// The stacking steps of a policy, applied to one applicant's lines.
// In: lines with computed amounts. Out: their amounts after stacking, totals.
// Never: conditions or awards.
//
// Amounts may be ranges. The steps are run once on exact amounts, every line at its high
// end, to tell who loses what to whom; unless that is all there is, they are then run on
// the ranges, step by step, so that every possible outcome is contained.
#pragma once

#include <algorithm>
#include <vector>

#include "evaluate/amount_bounds.hpp"
#include "evaluate/formula_evaluator.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

/// Runs the steps; fills Line::reductions, and the status of lines that lose everything.
AmountBounds apply_stacking(std::vector<Line>& lines, FormulaEvaluator& evaluator);

/// Whether the limit depends on what the group comes to: a larger group may be cut less.
bool limit_uses_total(const StackingStep& step, const Program& program);

/// The parts of `amounts` when their sum is cut down to `limit`; sums exactly to the
/// smaller of the two.
std::vector<std::int64_t> cut_to(std::vector<std::int64_t> amounts, std::int64_t limit,
                                 CutOrder order);

/// Whether something tied to readings exists under those that `chosen` has made, a
/// FormulaEvaluator or a builder of plans: reading(question) is the option.
template <typename Chosen>
bool exists_under(const std::vector<OnlyUnder>& only_under, const Chosen& chosen) {
  return std::ranges::all_of(only_under, [&](const OnlyUnder& only) {
    return only.options[chosen.reading(only.question)];
  });
}

}  // namespace jiangbu
