#include "budget/measurement.hpp"

#include <algorithm>
#include <cmath>

#include "budget/expectation.hpp"
#include "budget/variants.hpp"

namespace jiangbu {

namespace {

using Variant = PolicyModel (*)(PolicyModel);

Programs changed(const Programs& programs, Variant change) {
  Programs result;
  for (const auto& program : programs) {
    result.push_back(std::make_shared<const Program>(compile(change(*program->model))));
  }
  return result;
}

// A program without discretion is its own variant with the least of it.
Programs with_least(const Programs& programs) {
  Programs result;
  for (const auto& program : programs) {
    result.push_back(has_discretion(*program->model)
                         ? changed({program}, with_least_discretion).front()
                         : program);
  }
  return result;
}

}  // namespace

std::vector<Measurement> measure(Ground& ground,
                                 const std::vector<MeasurementQuestion>& questions) {
  std::vector<ExposureQuestion> asked;
  std::vector<Measurement> result;
  struct Places {
    std::size_t all = 0;
    std::optional<std::size_t> least;
    std::optional<std::size_t> lines;
  };
  std::vector<Places> places;
  const auto ask = [&](ExposureQuestion question) {
    asked.push_back(std::move(question));
    return asked.size() - 1;
  };
  for (const MeasurementQuestion& question : questions) {
    const Programs& programs = question.programs;
    const bool full = question.detail == Detail::full;
    Places& place = places.emplace_back();
    ExposureQuestion all{
        programs, question.readings, full, full, question.detail != Detail::totals, {}};
    if (question.compared_with) all.compared_with = places[*question.compared_with].all;
    place.all = ask(std::move(all));
    const bool decides =
        question.detail != Detail::changes &&
        std::any_of(programs.begin(), programs.end(),
                    [](const auto& program) { return has_discretion(*program->model); });
    if (decides) {
      place.least =
          ask({with_least(programs), question.readings, full, full, false, {}, true});
    }
    if (full) {
      place.lines = ask({changed(programs, counting_lines),
                         question.readings,
                         true,
                         false,
                         false,
                         {},
                         true});
    }
  }
  std::vector<Exposure> found = measure_exposures(asked, ground);
  const auto take = [&](const std::optional<std::size_t>& place) {
    return place ? std::optional(std::move(found[*place])) : std::nullopt;
  };
  for (std::size_t q = 0; q < questions.size(); ++q) {
    result.push_back({questions[q].programs, questions[q].readings,
                      std::move(found[places[q].all]), take(places[q].least),
                      take(places[q].lines)});
  }
  return result;
}

std::vector<std::pair<int, MeasurementQuestion>> questions_by_year(
    const MeasurementQuestion& base, Date decision_date, int years) {
  std::vector<std::pair<int, MeasurementQuestion>> result;
  const bool dated = std::any_of(
      base.programs.begin(), base.programs.end(),
      [](const auto& program) { return has_dated_instalments(*program->model); });
  const int first = decision_date.year();
  for (int year = first; dated && year < first + years; ++year) {
    MeasurementQuestion question{{}, base.readings, Detail::totals, {}};
    for (const auto& program : base.programs) {
      question.programs.push_back(std::make_shared<const Program>(
          compile(due_in_year(*program->model, year, first))));
    }
    result.emplace_back(year, std::move(question));
  }
  return result;
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
