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

// Measures what subsets of the changes come to, each set of rules and readings once.
class SubsetMeasurer {
 public:
  SubsetMeasurer(const ScenarioRules& rules, Ground& ground,
                 const Assumptions& assumptions)
      : rules_(rules), ground_(ground), assumptions_(assumptions) {}

  /// The expected amount of each clause.
  std::vector<double> value(const std::vector<bool>& chosen) {
    const Assumptions assumptions = with_changes(assumptions_, rules_.scenario, chosen);
    const Measurement& measurement = measured(chosen, assumptions);
    std::vector<double> values(ground_.clauses.all().size(), 0);
    for (const std::size_t standing : {0U, 1U}) {
      for (const std::uint32_t clause : clauses_of(measurement, ground_, standing)) {
        const ClauseTerms terms = terms_of(assumptions, ground_.clauses.all()[clause].id);
        values[clause] = clause_estimate(measurement, clause, terms).expected;
      }
    }
    return values;
  }

  const Measurement& keep(const std::vector<bool>& chosen, Measurement measurement) {
    return known_.insert_or_assign(key_of(chosen), std::move(measurement)).first->second;
  }

 private:
  // Only changes of rules and readings need another evaluation.
  std::vector<bool> key_of(std::vector<bool> chosen) const {
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const Change::Kind kind = rules_.scenario.changes[i].kind;
      if (kind != Change::Kind::rules && kind != Change::Kind::reading) chosen[i] = false;
    }
    return chosen;
  }

  const Measurement& measured(const std::vector<bool>& chosen,
                              const Assumptions& assumptions) {
    const std::vector<bool> key = key_of(chosen);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    Measurement measurement =
        measure(ground_, rules_.programs(key), assumptions.readings, Detail::totals);
    return known_.emplace(key, std::move(measurement)).first->second;
  }

  const ScenarioRules& rules_;
  Ground& ground_;
  const Assumptions& assumptions_;
  std::map<std::vector<bool>, Measurement> known_;
};

Int128 twice_middle(std::int64_t low, std::int64_t high) {
  return Int128{low} + (high >= unbounded_fen ? low : high);
}

std::optional<Int128> upper_end(std::int64_t fen) {
  return fen >= unbounded_fen ? std::nullopt : std::optional<Int128>(fen);
}

// Winners and losers of one standing.
class Comparison {
 public:
  Comparison(const Measurement& base, const Measurement& other, const Ground& ground,
             std::size_t standing)
      : base_(base.all), other_(other.all), ground_(ground), standing_(standing) {}

  void write(ScenarioBook& book, std::size_t listed) {
    std::vector<std::pair<Int128, std::uint32_t>> changes;
    for (std::uint32_t i = 0; i < base_.high[standing_].size(); ++i) {
      const Int128 change =
          twice_middle(other_.low[standing_][i], other_.high[standing_][i]) -
          twice_middle(base_.low[standing_][i], base_.high[standing_][i]);
      if (change == 0) continue;
      ++(change > 0 ? book.winners : book.losers);
      (change > 0 ? book.gained : book.lost) += change;
      changes.emplace_back(change, i);
    }
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (std::size_t k = 0; k < std::min(listed, changes.size()); ++k) {
      if (changes[k].first > 0) book.top_winners.push_back(named(changes[k].second));
      const auto& last = changes[changes.size() - 1 - k];
      if (last.first < 0) book.top_losers.push_back(named(last.second));
    }
  }

 private:
  ChangedApplicant named(std::uint32_t applicant) const {
    ChangedApplicant result;
    result.name = ground_.population->name_of(applicant);
    const auto group = [&](std::optional<std::size_t> grouping) {
      if (!grouping) return std::string();
      const Grouping& of = ground_.groupings[*grouping];
      return of.keys[of.of_applicant[applicant]];
    };
    result.kind = group(ground_.kind);
    result.region = group(ground_.region);
    result.base_low = base_.low[standing_][applicant];
    result.base_high = upper_end(base_.high[standing_][applicant]);
    result.low = other_.low[standing_][applicant];
    result.high = upper_end(other_.high[standing_][applicant]);
    return result;
  }

  const Exposure& base_;
  const Exposure& other_;
  const Ground& ground_;
  std::size_t standing_;
};

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

ScenarioEstimate estimate_scenario(const ScenarioRules& rules, const Measurement& base,
                                   Ground& ground, const Assumptions& assumptions,
                                   std::size_t listed) {
  ScenarioEstimate estimate;
  estimate.scenario = rules.scenario;
  const std::vector<bool> everything(rules.scenario.changes.size(), true);
  const Assumptions changed = with_changes(assumptions, rules.scenario, everything);
  SubsetMeasurer subsets(rules, ground, assumptions);
  const Measurement& other = subsets.keep(
      everything,
      measure(ground, rules.programs(everything), changed.readings, Detail::applicants));
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
    Comparison(base, other, ground, standing).write(book, listed);
  }
  return estimate;
}

}  // namespace jiangbu
