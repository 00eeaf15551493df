#include "budget/measurement.hpp"

#include <algorithm>
#include <cmath>

#include "budget/expectation.hpp"
#include "budget/sharing.hpp"
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

bool can_be_shared(const PolicyModel& model) {
  return !model.across.empty() && sharing_obstacle(model).empty();
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

// Measurements as questions about exposures.
class MeasurementRun {
 public:
  void add(const MeasurementQuestion& question) {
    const Programs& programs = question.programs;
    const bool full = question.detail == Detail::full;
    const bool sums = question.detail != Detail::changes;
    Places& place = places_.emplace_back();
    ExposureQuestion all{programs, question.readings, full, full};
    all.applicants = question.detail != Detail::totals;
    all.sums = sums;
    if (question.compared_with) all.compared_with = places_[*question.compared_with].all;
    place.all = ask(std::move(all));
    const bool decides =
        std::any_of(programs.begin(), programs.end(),
                    [](const auto& program) { return has_discretion(*program->model); });
    if (decides && sums) {
      place.least = ask({with_least(programs), question.readings, full, full});
    }
    if (full) {
      place.lines = ask({changed(programs, counting_lines), question.readings, true});
    }
    if (!question.uptake_is_certain && sums) add_before(question, place);
  }

  std::vector<Measurement> run(Ground& ground,
                               const std::vector<MeasurementQuestion>& questions) {
    std::vector<Exposure> found = measure_exposures(asked_, ground);
    const auto take = [&](const std::optional<std::size_t>& place) {
      return place ? std::optional(std::move(found[*place])) : std::nullopt;
    };
    std::vector<Measurement> result;
    for (std::size_t q = 0; q < questions.size(); ++q) {
      const Places& place = places_[q];
      result.push_back({questions[q].programs, questions[q].readings,
                        std::move(found[place.all]), take(place.least), take(place.lines),
                        take(place.before), take(place.before_least)});
    }
    return result;
  }

 private:
  struct Places {
    std::size_t all = 0;
    std::optional<std::size_t> least;
    std::optional<std::size_t> lines;
    std::optional<std::size_t> before;
    std::optional<std::size_t> before_least;
  };

  // Claims before the steps across applicants, of policies where they can be drawn.
  void add_before(const MeasurementQuestion& question, Places& place) {
    ExposureQuestion before{{}, question.readings, question.detail == Detail::full, true};
    for (const auto& program : question.programs) {
      before.skipped.push_back(!can_be_shared(*program->model));
    }
    const auto& skipped = before.skipped;
    if (std::find(skipped.begin(), skipped.end(), false) == skipped.end()) return;
    before.programs = changed(question.programs, before_sharing);
    if (place.least) {
      ExposureQuestion least = before;
      least.programs = with_least(before.programs);
      place.before_least = ask(std::move(least));
    }
    place.before = ask(std::move(before));
  }

  std::size_t ask(ExposureQuestion question) {
    asked_.push_back(std::move(question));
    return asked_.size() - 1;
  }

  std::vector<ExposureQuestion> asked_;
  std::vector<Places> places_;
};

}  // namespace

bool Measurement::is_shared(std::size_t policy) const {
  return before && can_be_shared(*programs[policy]->model);
}

std::vector<Measurement> measure(Ground& ground,
                                 const std::vector<MeasurementQuestion>& questions) {
  MeasurementRun run;
  for (const MeasurementQuestion& question : questions) run.add(question);
  return run.run(ground, questions);
}

std::vector<std::pair<int, MeasurementQuestion>> questions_by_year(
    const MeasurementQuestion& base, Date decision_date, int years) {
  std::vector<std::pair<int, MeasurementQuestion>> result;
  const bool dated = std::any_of(
      base.programs.begin(), base.programs.end(),
      [](const auto& program) { return has_dated_instalments(*program->model); });
  const int first = decision_date.year();
  for (int year = first; dated && year < first + years; ++year) {
    MeasurementQuestion question{{}, base.readings};
    for (const auto& program : base.programs) {
      question.programs.push_back(std::make_shared<const Program>(
          compile(due_in_year(*program->model, year, first))));
    }
    result.emplace_back(year, std::move(question));
  }
  return result;
}

namespace {

bool comes_before(const Claim& a, const Claim& b) {
  return std::pair(a.applicant, a.clause) < std::pair(b.applicant, b.clause);
}

// The claims before steps across applicants where those are drawn, else after them.
// `room` holds them if they are of both.
const std::vector<Claim>& claims_to_draw(const Measurement& measurement,
                                         const Ground& ground, const Exposure& after,
                                         const std::optional<Exposure>& before,
                                         std::vector<Claim>& room) {
  if (!before) return after.claims;
  for (const Claim& claim : after.claims) {
    const std::size_t policy = ground.clauses.all()[claim.clause].policy;
    if (!measurement.is_shared(policy)) room.push_back(claim);
  }
  const auto middle = static_cast<std::ptrdiff_t>(room.size());
  room.insert(room.end(), before->claims.begin(), before->claims.end());
  std::inplace_merge(room.begin(), room.begin() + middle, room.end(), comes_before);
  return room;
}

}  // namespace

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
  std::vector<Claim> rooms[2];
  const std::vector<Claim>& claims =
      claims_to_draw(measurement, ground, measurement.all, measurement.before, rooms[0]);
  const std::vector<Claim>* least = nullptr;
  if (measurement.least) {
    least = &claims_to_draw(measurement, ground, *measurement.least,
                            measurement.before_least, rooms[1]);
  }
  std::size_t at = 0;
  for (const Claim& claim : claims) {
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
