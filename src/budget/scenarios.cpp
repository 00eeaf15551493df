// A scenario against the base.
#include <algorithm>
#include <cmath>

#include "budget/attribution.hpp"
#include "budget/books.hpp"
#include "budget/estimate_budget.hpp"
#include "budget/expectation.hpp"

namespace jiangbu {

namespace {

Assumptions with_changes(Assumptions assumptions, const Scenario& scenario,
                         const std::vector<bool>& chosen) {
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) {
      assumptions = with_change(std::move(assumptions), scenario.changes[i]);
    }
  }
  return assumptions;
}

// Only changes of rules and readings need another evaluation.
std::vector<bool> key_of(const Scenario& scenario, std::vector<bool> chosen) {
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Change::Kind kind = scenario.changes[i].kind;
    if (kind != Change::Kind::rules && kind != Change::Kind::reading) chosen[i] = false;
  }
  return chosen;
}

/// The expected amount of each clause with some of the changes made.
class SubsetValues {
 public:
  SubsetValues(const ScenarioRules& rules, const MeasuredSubsets& measured,
               const Ground& ground, const Assumptions& assumptions)
      : rules_(rules), measured_(measured), ground_(ground), assumptions_(assumptions) {}

  std::vector<double> value(const std::vector<bool>& chosen) const {
    const Assumptions assumptions = with_changes(assumptions_, rules_.scenario, chosen);
    const Measurement& measurement = measured_.at(key_of(rules_.scenario, chosen));
    std::vector<double> values(ground_.clauses.all().size(), 0);
    for (const std::size_t standing : {0U, 1U}) {
      for (const auto& [clause, amount] :
           clause_estimates(measurement, ground_, assumptions, standing)) {
        values[clause] = amount.expected;
      }
    }
    return values;
  }

 private:
  const ScenarioRules& rules_;
  const MeasuredSubsets& measured_;
  const Ground& ground_;
  const Assumptions& assumptions_;
};

std::optional<Int128> upper_end(std::int64_t fen) {
  return fen >= unbounded_fen ? std::nullopt : std::optional<Int128>(fen);
}

ChangedApplicant named(const ApplicantChange& change, const Ground& ground) {
  ChangedApplicant result;
  result.name = ground.population->name_of(change.applicant);
  const auto group = [&](std::optional<std::size_t> grouping) {
    if (!grouping) return std::string();
    const Grouping& of = ground.groupings[*grouping];
    return of.keys[of.of_applicant[change.applicant]];
  };
  result.kind = group(ground.kind);
  result.region = group(ground.region);
  result.base_low = change.base_low;
  result.base_high = upper_end(change.base_high);
  result.low = change.low;
  result.high = upper_end(change.high);
  return result;
}

void add_changes(const ApplicantChanges& changes, const Ground& ground,
                 ScenarioBook& book) {
  book.winners = changes.winners();
  book.losers = changes.losers();
  book.gained = changes.gained();
  book.lost = changes.lost();
  for (const ApplicantChange& change : changes.top_winners()) {
    book.top_winners.push_back(named(change, ground));
  }
  for (const ApplicantChange& change : changes.top_losers()) {
    book.top_losers.push_back(named(change, ground));
  }
}

ClauseChange change_of(std::uint32_t number, const Measurement& measurement,
                       const Ground& ground, const Scenario& scenario,
                       const Attribution& attribution, double base, double after) {
  const Clauses::Place& place = ground.clauses.all()[number];
  const Clause* clause = clause_at(measurement, ground, number);
  ClauseChange change;
  change.policy = measurement.programs[place.policy]->model->id;
  change.clause = place.id;
  if (clause != nullptr) change.title = clause->title;
  change.base = base;
  change.scenario = after;
  for (std::size_t i = 0; i < scenario.changes.size(); ++i) {
    const double part = attribution.parts[i][number];
    const double error = attribution.errors[i][number];
    if (std::abs(part) < 0.5 && error < 0.5) continue;
    change.by_change.push_back({scenario.changes[i].id, part, error});
  }
  return change;
}

void add_contributions(const Scenario& scenario, const Attribution& attribution,
                       const std::vector<std::uint32_t>& numbers, ScenarioBook& book) {
  for (std::size_t i = 0; i < scenario.changes.size(); ++i) {
    Contribution whole{scenario.changes[i].id, 0, 0};
    double variance = 0;
    for (const std::uint32_t number : numbers) {
      whole.amount += attribution.parts[i][number];
      variance += attribution.errors[i][number] * attribution.errors[i][number];
    }
    whole.error = std::sqrt(variance);
    book.by_change.push_back(whole);
  }
}

}  // namespace

std::map<std::vector<bool>, MeasurementQuestion> scenario_questions(
    const ScenarioRules& rules, const Assumptions& assumptions) {
  std::map<std::vector<bool>, MeasurementQuestion> questions;
  const std::vector<bool> all =
      key_of(rules.scenario, std::vector<bool>(rules.scenario.changes.size(), true));
  // The attribution tells which subsets it asks for.
  attribute(
      rules.scenario.changes.size(),
      [&](const std::vector<bool>& chosen) {
        const std::vector<bool> key = key_of(rules.scenario, chosen);
        if (questions.contains(key)) return std::vector<double>();
        MeasurementQuestion question;
        question.programs = rules.programs(key);
        question.readings = with_changes(assumptions, rules.scenario, key).readings;
        if (key == all) {
          question.detail = Detail::applicants;
          question.compared_with = 0;
        }
        questions.emplace(key, std::move(question));
        return std::vector<double>();
      },
      assumptions.seed);
  return questions;
}

ScenarioEstimate estimate_scenario(const ScenarioRules& rules, const Measurement& base,
                                   const MeasuredSubsets& measured, const Ground& ground,
                                   const Assumptions& assumptions) {
  ScenarioEstimate estimate;
  estimate.scenario = rules.scenario;
  const std::vector<bool> everything(rules.scenario.changes.size(), true);
  const Assumptions changed = with_changes(assumptions, rules.scenario, everything);
  const SubsetValues subsets(rules, measured, ground, assumptions);
  const Measurement& other = measured.at(key_of(rules.scenario, everything));
  const Attribution attribution = attribute(
      rules.scenario.changes.size(),
      [&](const std::vector<bool>& chosen) { return subsets.value(chosen); },
      assumptions.seed);
  estimate.exact_attribution = attribution.exact;
  estimate.orders = attribution.orders;
  const std::vector<double> before =
      subsets.value(std::vector<bool>(everything.size(), false));
  const std::vector<double> after = subsets.value(everything);
  for (const std::size_t standing : {0U, 1U}) {
    if (!has_standing(other.programs, standing)) continue;
    ScenarioBook& book = estimate.books.emplace_back();
    book.indicative = standing == 1;
    book.base = total_of(base, ground, assumptions, standing);
    book.total = total_of(other, ground, changed, standing);
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t n = 0; n < after.size(); ++n) {
      const std::size_t policy = ground.clauses.all()[n].policy;
      if (standing_of(*other.programs[policy]->model) != standing) continue;
      numbers.push_back(n);
      if (std::abs(after[n] - before[n]) < 0.5) continue;
      book.clauses.push_back(
          change_of(n, other, ground, rules.scenario, attribution, before[n], after[n]));
    }
    add_contributions(rules.scenario, attribution, numbers, book);
    add_changes(other.all.applicants[standing]->changes, ground, book);
  }
  return estimate;
}

}  // namespace jiangbu
