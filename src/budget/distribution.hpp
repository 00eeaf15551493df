// The distribution of a total of awards that are claimed by chance.
// In: possible awards with their chances. Out: Distribution. Never: a rule, a fact.
//
// Floating point, for these are statistics over totals.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "budget/estimate.hpp"

namespace jiangbu {

/// The terms of one clause: how likely an award is claimed, and how the authority
/// chooses. Shares in [0, 1].
struct ChanceTerms {
  UncertainShare uptake;
  Discretion discretion;
  double growth = 1;  ///< factor on amounts
};

/// An award that may be claimed: `least` fen, and up to `span` more by discretion.
struct PossibleAward {
  std::uint32_t applicant = 0;
  std::uint32_t clause = 0;  ///< place in the terms
  std::int64_t least = 0;
  std::int64_t span = 0;
};

/// Quantiles asked for, in percent.
inline constexpr double quantile_percents[] = {1, 5, 10, 25, 50, 75, 90, 95, 99};

/// Changes the amounts of one draw (by award; 0: not claimed) before they are added up.
/// Called from several threads.
using AmountChange = std::function<void(std::vector<double>& amounts)>;

/// A distribution on a grid: `chances[i]` is the chance of offset + i * step fen.
struct GridDistribution {
  double offset = 0;
  double step = 0;
  std::vector<double> chances;
  double amount_error = 0;  ///< see Distribution
  double error_chance = 0;
};

/// Awards of clauses whose uptake is certain are independent: their total by convolution.
/// Requires that (asserted). Awards alike are put together; amounts off the grid are
/// split between its two nearest points so that the mean stays; what that can move the
/// total by is bounded (Hoeffding) and told as amount_error.
GridDistribution convolve(const std::vector<PossibleAward>& awards,
                          const std::vector<ChanceTerms>& terms);

/// `draws` totals, one after another; the same whatever the number of threads. Uptake
/// that is uncertain is drawn once for all applicants of a clause and draw.
std::vector<double> simulate(const std::vector<PossibleAward>& awards,
                             const std::vector<ChanceTerms>& terms, std::uint64_t seed,
                             std::uint32_t draws, unsigned threads,
                             const AmountChange& change = {});

/// By draw and group of awards: the totals of the groups. For ceilings and orders.
std::vector<std::vector<double>> simulate_groups(
    const std::vector<PossibleAward>& awards, const std::vector<ChanceTerms>& terms,
    const std::vector<std::uint32_t>& group_of_award, std::uint32_t groups,
    std::uint64_t seed, std::uint32_t draws, unsigned threads,
    const AmountChange& change = {});

Distribution summarise(const GridDistribution& grid);
Distribution summarise(std::vector<double> totals, std::uint64_t seed);

/// The chance of more than `amount`.
double chance_above(const GridDistribution& grid, double amount);
double chance_above(const std::vector<double>& totals, double amount);

}  // namespace jiangbu
