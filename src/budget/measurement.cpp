#include "budget/measurement.hpp"

#include <algorithm>
#include <cmath>

#include "budget/expectation.hpp"
#include "budget/variants.hpp"

namespace jiangbu {

namespace {

std::vector<const Program*> pointers(const Programs& programs) {
  std::vector<const Program*> list;
  for (const auto& program : programs) list.push_back(program.get());
  return list;
}

Programs changed(const Programs& programs, PolicyModel (*change)(PolicyModel)) {
  Programs result;
  for (const auto& program : programs) {
    result.push_back(std::make_shared<const Program>(compile(change(*program->model))));
  }
  return result;
}

}  // namespace

Measurement measure(Ground& ground, Programs programs,
                    std::map<std::string, std::string> readings, Detail detail,
                    std::optional<std::size_t> only_policy) {
  Measurement measurement;
  measurement.programs = std::move(programs);
  measurement.readings = std::move(readings);
  ExposureOptions options;
  options.decision_date = ground.decision_date;
  options.readings = measurement.readings;
  options.threads = ground.threads;
  options.only_policy = only_policy;
  const bool full = detail == Detail::full;
  if (full) options.groupings = &ground.groupings;
  options.claims = full;
  options.by_applicant = detail != Detail::totals;
  const Population& population = *ground.population;
  measurement.all = measure_exposure(pointers(measurement.programs), population,
                                     ground.clauses, options);
  options.by_applicant = false;
  const bool decides =
      std::any_of(measurement.programs.begin(), measurement.programs.end(),
                  [](const auto& program) { return has_discretion(*program->model); });
  if (decides) {
    const Programs least = changed(measurement.programs, with_least_discretion);
    measurement.least =
        measure_exposure(pointers(least), population, ground.clauses, options);
  }
  if (full) {
    options.claims = false;
    const Programs lines = changed(measurement.programs, counting_lines);
    measurement.lines =
        measure_exposure(pointers(lines), population, ground.clauses, options);
  }
  return measurement;
}

std::vector<std::pair<int, Measurement>> measure_years(Ground& ground,
                                                       const Measurement& base,
                                                       int years) {
  std::vector<std::pair<int, Measurement>> result;
  const bool dated = std::any_of(
      base.programs.begin(), base.programs.end(),
      [](const auto& program) { return has_dated_instalments(*program->model); });
  const int first = ground.decision_date.year();
  for (int year = first; dated && year < first + years; ++year) {
    Programs programs;
    for (const auto& program : base.programs) {
      programs.push_back(std::make_shared<const Program>(
          compile(due_in_year(*program->model, year, first))));
    }
    result.emplace_back(
        year, measure(ground, std::move(programs), base.readings, Detail::totals));
  }
  return result;
}

void fill_other_policies(Measurement& measurement, const Measurement& from,
                         std::size_t policy, const Clauses& clauses) {
  const auto fill = [&](Exposure& to, const Exposure& source) {
    for (std::size_t p = 0; p < to.policies.size(); ++p) {
      if (p != policy) to.policies[p] = source.policies[p];
    }
    for (std::size_t c = 0; c < source.clauses.size(); ++c) {
      if (clauses.all()[c].policy != policy) to.clauses[c] = source.clauses[c];
    }
  };
  fill(measurement.all, from.all);
  if (measurement.least && from.least) fill(*measurement.least, *from.least);
}

std::vector<PossibleAward> possible_awards(const Measurement& measurement,
                                           const Ground& ground,
                                           const Assumptions& assumptions,
                                           std::size_t standing) {
  std::vector<double> unknown_shares;
  std::vector<bool> wanted;
  for (const Clauses::Place& place : ground.clauses.all()) {
    unknown_shares.push_back(to_double(assumptions.unknown_facts.of(place.id)));
    wanted.push_back(standing_of(*measurement.programs[place.policy]->model) == standing);
  }
  std::vector<PossibleAward> awards;
  const std::vector<Claim>* least =
      measurement.least ? &measurement.least->claims : nullptr;
  std::size_t at = 0;
  for (const Claim& claim : measurement.all.claims) {
    if (!wanted[claim.clause]) continue;
    const std::int64_t high = claim.high >= unbounded_fen ? claim.low : claim.high;
    std::int64_t unknown = high - claim.low;
    if (least != nullptr) {  // both are by applicant, then clause
      const auto key = std::pair(claim.applicant, claim.clause);
      const auto key_at = [&] {
        return std::pair((*least)[at].applicant, (*least)[at].clause);
      };
      while (at < least->size() && key_at() < key) ++at;
      const bool found = at < least->size() && key_at() == key;
      const std::int64_t open = found && (*least)[at].high < unbounded_fen
                                    ? (*least)[at].high - (*least)[at].low
                                    : 0;
      unknown = std::clamp<std::int64_t>(open, 0, high - claim.low);
    }
    const auto settled = static_cast<std::int64_t>(
        std::llround(unknown_shares[claim.clause] * static_cast<double>(unknown)));
    awards.push_back(
        {claim.applicant, claim.clause, claim.low + settled, high - claim.low - unknown});
  }
  return awards;
}

std::vector<ChanceTerms> chance_terms(const Ground& ground,
                                      const Assumptions& assumptions) {
  std::vector<ChanceTerms> terms;
  for (const Clauses::Place& place : ground.clauses.all()) {
    const ClauseTerms clause = terms_of(assumptions, place.id);
    terms.push_back({clause.uptake, clause.discretion, to_double(clause.growth)});
  }
  return terms;
}

bool exists_under(const Clause& clause, const std::vector<std::uint32_t>& readings) {
  return std::all_of(
      clause.only_under.begin(), clause.only_under.end(),
      [&](const OnlyUnder& only) { return only.options[readings[only.question]]; });
}

}  // namespace jiangbu
