// The tables of one standing: policies in force, or drafts.
// In: Measurement, Assumptions. Out: Book, amounts of the whole. Never: evaluates a case.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "budget/estimate.hpp"
#include "budget/expectation.hpp"
#include "budget/measurement.hpp"

namespace jiangbu {

/// The total of a standing. Low and high are those of whole applicants, which caps may
/// have made narrower than the sum over clauses; scaled by uptake they are that sum.
AmountEstimate total_of(const Measurement& measurement, const Ground& ground,
                        const Assumptions& assumptions, std::size_t standing);

/// One clause's, by its number.
AmountEstimate clause_estimate(const Measurement& measurement, std::uint32_t clause,
                               const ClauseTerms& terms);

/// Those of a standing, by number. Where claims not made leave their share of a pool,
/// ranking or group cap to the others, the expectation is a mean of draws, and the high
/// end that of the claims before the step, at most what a pool holds.
std::map<std::uint32_t, AmountEstimate> clause_estimates(const Measurement& measurement,
                                                         const Ground& ground,
                                                         const Assumptions& assumptions,
                                                         std::size_t standing);

/// Numbers of the clauses of a standing that there are under the measurement's readings.
std::vector<std::uint32_t> clauses_of(const Measurement& measurement,
                                      const Ground& ground, std::size_t standing);

/// The clause of a number in the measurement's program; null: it is not in it.
const Clause* clause_at(const Measurement& measurement, const Ground& ground,
                        std::uint32_t number);

/// Whether any policy has the standing.
bool has_standing(const Programs& programs, std::size_t standing);

/// Everything but readings, appropriations, distributions and swings.
/// `by_year`: what falls due when, see measure_years(); empty: all in the year of the
/// decision.
Book tables_of(const Measurement& measurement,
               const std::vector<std::pair<int, Measurement>>& by_year,
               const Ground& ground, const Assumptions& assumptions,
               std::size_t standing);

/// How far each uncertain assumption moves the expected total; the largest first.
std::vector<Swing> swings_of(const Measurement& measurement, const Ground& ground,
                             const Assumptions& assumptions, const Book& book);

/// Numbers of the clauses an appropriation is for, of one standing.
std::set<std::uint32_t> covered_by(const Appropriation& appropriation,
                                   const Measurement& measurement, const Ground& ground,
                                   std::size_t standing);

}  // namespace jiangbu
