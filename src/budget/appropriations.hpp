// What an appropriation leaves of the claims on it.
// In: claims, Appropriation. Out: AppropriationOutcome. Never: a rule of a policy.
#pragma once

#include <set>
#include <vector>

#include "budget/estimate.hpp"
#include "budget/measurement.hpp"

namespace jiangbu {

/// Claims of one standing on one appropriation. `covered`: numbers of its clauses. The
/// cuts at the low and the high end of all claims are exact to the fen, at full uptake.
AppropriationOutcome apply_appropriation(
    const Appropriation& appropriation, const std::set<std::uint32_t>& covered,
    const Measurement& measurement, const Ground& ground, const Assumptions& assumptions,
    const std::vector<PossibleAward>& awards, const AmountChange& change = {});

/// Draws of the total paid, each appropriation that cuts having cut its claims. `covered`
/// in the order of `assumptions.appropriations`; no clause may be in two (asserted).
std::vector<double> simulate_paid(const std::vector<std::set<std::uint32_t>>& covered,
                                  const Ground& ground, const Assumptions& assumptions,
                                  const std::vector<PossibleAward>& awards,
                                  const AmountChange& change = {});

}  // namespace jiangbu
