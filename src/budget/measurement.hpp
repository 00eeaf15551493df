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

using Programs = std::vector<std::shared_ptr<const Program>>;

/// The facts and the day, the same for the base and all scenarios. Outlives what it
/// makes.
struct Ground {
  const Population* population = nullptr;
  Date decision_date;
  unsigned threads = 1;
  std::vector<Grouping> groupings;    ///< region and kind, as far as there are such facts
  std::optional<std::size_t> region;  ///< place in groupings
  std::optional<std::size_t> kind;
  Clauses clauses;
};

struct Measurement {
  Programs programs;
  std::map<std::string, std::string> readings;
  Exposure all;
  std::optional<Exposure> least;  ///< absent: no authority decides anything
  std::optional<Exposure> lines;  ///< of counting_lines(); of the base only

  const ExposureCell* least_of(std::uint32_t clause) const {
    return least ? &least->clauses[clause] : nullptr;
  }
};

enum class Detail : std::uint8_t {
  totals,      ///< by clause
  applicants,  ///< and by applicant, for winners and losers
  full,        ///< and groups, claims, numbers of lines
};

Measurement measure(Ground& ground, Programs programs,
                    std::map<std::string, std::string> readings, Detail detail,
                    std::optional<std::size_t> only_policy = std::nullopt);

/// What falls due by year, from the year of the decision on; none if no policy has
/// dated instalments. `years`: how many are looked at.
std::vector<std::pair<int, Measurement>> measure_years(Ground& ground,
                                                       const Measurement& base,
                                                       int years);

/// Takes over what another measurement has of all policies but one.
void fill_other_policies(Measurement& measurement, const Measurement& from,
                         std::size_t policy, const Clauses& clauses);

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
