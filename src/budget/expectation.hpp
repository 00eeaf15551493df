// Exact exposure scaled by assumptions.
// In: ExposureCells, Assumptions. Out: AmountEstimates. Never: a fact, a program.
#pragma once

#include <string>
#include <vector>

#include "budget/assumptions.hpp"
#include "budget/estimate.hpp"
#include "budget/exposure.hpp"

namespace jiangbu {

/// What is assumed of one clause.
struct ClauseTerms {
  UncertainShare uptake;
  Discretion discretion;
  double uptake_mean = 1;
  double discretion_mean = 0.5;  ///< where in the authority's bounds
  double unknown_share = 0.5;    ///< where in what facts not known leave open
  Decimal growth = 1;            ///< factor since the facts

  /// Nothing scales the exact sums.
  bool is_plain() const { return uptake.low == 1 && uptake.high == 1 && growth == 1; }
};

ClauseTerms terms_of(const Assumptions& assumptions, const std::string& clause);

double mean_of(const UncertainShare& share);
double mean_of(const Discretion& discretion);
double to_double(const Decimal& value);
double to_double(Int128 value);
/// Rounded half up to a whole number.
Int128 scaled(Int128 amount, const Decimal& factor);

/// How far a range is open, by cause. `least`: the same applicants if the authority gives
/// the least; null: the authority decides nothing.
struct Spread {
  Int128 by_discretion = 0;
  Int128 by_unknown_facts = 0;
};
Spread spread_of(const ExposureCell& all, const ExposureCell* least);

AmountEstimate estimate(const ExposureCell& all, const ExposureCell* least,
                        const ClauseTerms& terms);

void add(AmountEstimate& to, const AmountEstimate& from);

/// The assumptions a clause's figures rest on, by id.
std::vector<std::string> assumption_ids(const Assumptions& assumptions,
                                        const std::string& clause, const Spread& spread);

}  // namespace jiangbu
