// All the evaluations one budget needs: what is due, the same with the least discretion,
// and how many lines there are.
// In: programs, Population, readings. Out: Measurement. Never: an uptake.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "budget/assumptions.hpp"
#include "budget/distribution.hpp"
#include "budget/exposure.hpp"

namespace jiangbu {

struct Measurement {
  Programs programs;
  std::map<std::string, std::string> readings;
  Exposure all;
  std::optional<Exposure> least;  ///< absent: no authority decides anything
  std::optional<Exposure> lines;  ///< of counting_lines(); of the base only
  /// Before the steps across applicants, of the policies that is_shared() names.
  std::optional<Exposure> before;
  std::optional<Exposure> before_least;

  const ExposureCell* least_of(std::uint32_t clause) const {
    return least ? &least->clauses[clause] : nullptr;
  }
  /// Whether claims that are not made leave their share of the policy's pools, rankings
  /// and group caps to the others; else the steps have everybody's claims.
  bool is_shared(std::size_t policy) const;
};

enum class Detail : std::uint8_t {
  changes,     ///< by applicant only, for winners and losers
  totals,      ///< by clause
  applicants,  ///< and by applicant, for winners and losers
  full,        ///< and groups, claims, numbers of lines
};

/// What is to be measured.
struct MeasurementQuestion {
  Programs programs;
  std::map<std::string, std::string> readings;
  Detail detail = Detail::totals;
  /// With Detail::applicants or changes: an earlier question about applicants, for
  /// winners and losers.
  std::optional<std::size_t> compared_with = {};
  bool uptake_is_certain = true;  ///< else claims before steps across applicants are kept
};

/// All of them in one pass over the population, see measure_exposures().
std::vector<Measurement> measure(Ground& ground,
                                 const std::vector<MeasurementQuestion>& questions);

/// What falls due by year, from the year of the decision on: the years, and a question
/// for each; none if no policy has dated instalments. `years`: how many are looked at.
std::vector<std::pair<int, MeasurementQuestion>> questions_by_year(
    const MeasurementQuestion& base, Date decision_date, int years);

/// The claims as awards that may be claimed, least and span by discretion; of one
/// standing.
std::vector<PossibleAward> possible_awards(const Measurement& measurement,
                                           const Ground& ground,
                                           const Assumptions& assumptions,
                                           std::size_t standing);

/// By number of clause.
std::vector<ChanceTerms> chance_terms(const Ground& ground,
                                      const Assumptions& assumptions);

/// Whether a clause is there under these readings.
bool exists_under(const Clause& clause, const std::vector<std::uint32_t>& readings);

}  // namespace jiangbu
