// Totals of a policy, of payers, years and forms, and of a whole case.
// In: lines with final amounts. Out: Totals. Never: changes a line.
#pragma once

#include "evaluate/evaluate.hpp"
#include "evaluate/formula_evaluator.hpp"
#include "evaluate/stacking.hpp"

namespace jiangbu {

/// Fills result.totals with what `all` lines come to, and its parts; result.clauses must
/// be complete.
void fill_policy_totals(const PolicyModel& model, const FenRange& all,
                        const FormulaEvaluator& evaluator, bool in_force,
                        PolicyResult& result);

/// Narrows the parts to what the total leaves to each: alone a part's upper end may be
/// reached, but never more than the total, which caps or tried cases have narrowed.
void fit_parts(Totals& totals, const AmountRange& total);

/// What each payer bears of an amount, by share; the last one takes the rounding
/// remainder.
std::vector<FenRange> split_among(const PayerShares& payers, const FenRange& amount);

/// Who pays under the chosen readings, with their shares; may be empty.
const PayerShares& payers_of(const Clause& clause,
                             const std::vector<std::uint32_t>& readings);
const PayerShares& payers_of(const Clause& clause, const FormulaEvaluator& evaluator);

/// Adds b to a; an absent upper end absorbs.
void add_amount(AmountRange& a, const AmountRange& b);

/// Adds to a stake how far an amount is open.
void add_stake(AmountRange& stake, const AmountRange& amount);

}  // namespace jiangbu
