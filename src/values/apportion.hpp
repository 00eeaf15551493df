// Pro-rata division of a pool that does not cover all claims.
// In: the pool and the claims. Out: one part per claim, exact to the fen.
// Never: pays a claim more than it asks, loses or creates a fen.
#pragma once

#include <span>
#include <vector>

#include "values/money.hpp"

namespace jiangbu {

/// Divides `total` among `claims` in proportion to them, by largest remainder: each claim
/// first gets its share rounded down to the fen, and the fen left over go one each to
/// the shares that lost the largest fraction, earlier claims first among equals.
///
/// The parts sum exactly to `total`, or equal the claims if `total` covers them all.
/// Requires: total and claims are not negative (asserted; a negative one counts as 0).
std::vector<Money> apportion(Money total, std::span<const Money> claims);

/// The same in place, in fen.
void apportion(std::int64_t total, std::span<std::int64_t> claims);

}  // namespace jiangbu
