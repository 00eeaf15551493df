#include "budget/appropriations.hpp"

#include <algorithm>
#include <numeric>

#include "budget/expectation.hpp"
#include "values/apportion.hpp"

namespace jiangbu {

namespace {

using Rule = Appropriation::Rule;

bool cuts(Rule rule) { return rule != Rule::report_only; }

std::string day_text(std::int64_t days) {
  return Date{static_cast<std::int32_t>(days)}.to_string();
}

// One end of all claims, by applicant; nothing if one has no upper end.
std::optional<std::vector<Money>> claims_at(bool high,
                                            const std::set<std::uint32_t>& covered,
                                            const Measurement& measurement,
                                            std::uint32_t applicants) {
  std::vector<Money> claims(applicants);
  for (const Claim& claim : measurement.all.claims) {
    if (!covered.contains(claim.clause)) continue;
    if (high && claim.high >= unbounded_fen) return std::nullopt;
    claims[claim.applicant].fen += high ? claim.high : claim.low;
  }
  return claims;
}

std::vector<Money> pay_in_order(const std::vector<Money>& claims, Money amount,
                                const ServingOrder& order) {
  std::vector<Money> paid(claims.size());
  Money left = amount;
  for (const std::uint32_t applicant : order.applicants) {
    paid[applicant].fen = std::min(claims[applicant].fen, left.fen);
    left.fen -= paid[applicant].fen;
  }
  return paid;
}

CutOutcome cut(const Appropriation& appropriation, const std::vector<Money>& claims,
               const std::optional<ServingOrder>& order) {
  CutOutcome outcome;
  std::vector<Money> paid = claims;
  if (appropriation.rule == Rule::pro_rata) {
    paid = apportion(appropriation.amount, claims);
  } else if (cuts(appropriation.rule) && order) {
    paid = pay_in_order(claims, appropriation.amount, *order);
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    outcome.claimed += claims[i].fen;
    outcome.paid += paid[i].fen;
    if (claims[i].fen == 0) continue;
    if (paid[i] == claims[i]) {
      ++outcome.in_full;
    } else {
      ++(paid[i].fen > 0 ? outcome.in_part : outcome.unpaid);
    }
  }
  if (appropriation.rule != Rule::first_come || !order || !order->is_date) return outcome;
  for (const std::uint32_t applicant : order->applicants) {
    if (paid[applicant] == claims[applicant]) continue;
    const std::int64_t days = order->values[applicant];
    outcome.exhausted_on =
        days == std::numeric_limits<std::int64_t>::max() ? "?" : day_text(days);
    break;
  }
  return outcome;
}

std::vector<PossibleAward> covered_awards(const std::vector<PossibleAward>& awards,
                                          const std::set<std::uint32_t>& covered) {
  std::vector<PossibleAward> result;
  for (const PossibleAward& award : awards) {
    if (covered.contains(award.clause)) result.push_back(award);
  }
  return result;
}

bool is_certain(const std::vector<PossibleAward>& awards,
                const std::vector<ChanceTerms>& terms) {
  return std::all_of(awards.begin(), awards.end(), [&](const PossibleAward& award) {
    return terms[award.clause].uptake.is_certain();
  });
}

void expect_exactly(AppropriationOutcome& outcome, const GridDistribution& grid,
                    double amount) {
  const double sum = std::accumulate(grid.chances.begin(), grid.chances.end(), 0.0);
  for (std::size_t i = 0; i < grid.chances.size(); ++i) {
    const double total = grid.offset + static_cast<double>(i) * grid.step;
    const double chance = grid.chances[i] / sum;
    outcome.expected_claimed += chance * total;
    outcome.expected_paid += chance * std::min(total, amount);
  }
  outcome.chance_exceeded = chance_above(grid, amount);
}

void expect_by_draws(AppropriationOutcome& outcome, const std::vector<double>& totals,
                     double amount) {
  const auto count = static_cast<double>(totals.size());
  for (const double total : totals) {
    outcome.expected_claimed += total / count;
    outcome.expected_paid += std::min(total, amount) / count;
  }
  outcome.chance_exceeded = chance_above(totals, amount);
}

// When the money is gone, by draw: the claims of a day come with their applicants.
void find_exhaustion(AppropriationOutcome& outcome, const ServingOrder& order,
                     const std::vector<PossibleAward>& awards,
                     const std::vector<ChanceTerms>& terms,
                     const std::set<std::uint32_t>& covered,
                     const Assumptions& assumptions, unsigned threads,
                     const AmountChange& change) {
  std::vector<std::int64_t> days;
  for (const PossibleAward& award : awards) {
    if (covered.contains(award.clause)) days.push_back(order.values[award.applicant]);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<std::uint32_t> groups;
  for (const PossibleAward& award : awards) {
    if (!covered.contains(award.clause)) {
      groups.push_back(static_cast<std::uint32_t>(days.size()));  // beside the days
      continue;
    }
    const auto place =
        std::lower_bound(days.begin(), days.end(), order.values[award.applicant]);
    groups.push_back(static_cast<std::uint32_t>(place - days.begin()));
  }
  const auto amount = static_cast<double>(outcome.appropriation.amount.fen);
  std::vector<std::int64_t> exhausted;
  for (const auto& by_day :
       simulate_groups(awards, terms, groups, static_cast<std::uint32_t>(days.size()) + 1,
                       assumptions.seed, assumptions.draws, threads, change)) {
    double total = 0;
    for (std::size_t day = 0; day < days.size(); ++day) {
      total += by_day[day];
      if (total <= amount) continue;
      exhausted.push_back(days[day]);
      break;
    }
  }
  if (exhausted.empty()) return;
  std::sort(exhausted.begin(), exhausted.end());
  const auto at = [&](std::size_t percent) {
    const std::int64_t day = exhausted[(exhausted.size() - 1) * percent / 100];
    return day == std::numeric_limits<std::int64_t>::max() ? std::string("?")
                                                           : day_text(day);
  };
  outcome.exhausted_median = at(50);
  outcome.exhausted_early = at(5);
}

// Totals by draw of the covered awards; where claims of other clauses matter to them, all
// are drawn.
std::vector<double> drawn_totals(const std::vector<PossibleAward>& awards,
                                 const std::vector<PossibleAward>& own,
                                 const std::set<std::uint32_t>& covered,
                                 const std::vector<ChanceTerms>& terms,
                                 const Assumptions& assumptions, unsigned threads,
                                 const AmountChange& change) {
  if (!change) {
    return simulate(own, terms, assumptions.seed, assumptions.draws, threads);
  }
  std::vector<std::uint32_t> groups;
  for (const PossibleAward& award : awards) {
    groups.push_back(covered.contains(award.clause) ? 0 : 1);
  }
  std::vector<double> totals;
  for (const auto& of_groups : simulate_groups(awards, terms, groups, 2, assumptions.seed,
                                               assumptions.draws, threads, change)) {
    totals.push_back(of_groups[0]);
  }
  return totals;
}

}  // namespace

AppropriationOutcome apply_appropriation(
    const Appropriation& appropriation, const std::set<std::uint32_t>& covered,
    const Measurement& measurement, const Ground& ground, const Assumptions& assumptions,
    const std::vector<PossibleAward>& awards, const AmountChange& change) {
  AppropriationOutcome outcome;
  outcome.appropriation = appropriation;
  outcome.rule = name_of(appropriation.rule);
  for (const std::uint32_t clause : covered) {
    outcome.clauses.push_back(ground.clauses.all()[clause].id);
  }
  std::optional<ServingOrder> order;
  if (appropriation.rule == Rule::first_come || appropriation.rule == Rule::priority) {
    order = serving_order(
        *ground.population, appropriation.by,
        appropriation.rule == Rule::priority && appropriation.highest_first);
    if (!order) outcome.problems.push_back("no order: " + appropriation.by);
  }
  for (const bool high : {false, true}) {
    const auto claims =
        claims_at(high, covered, measurement, ground.population->applicants());
    if (!claims) {
      outcome.problems.push_back("no upper bound");
      continue;
    }
    outcome.outcomes.push_back(cut(appropriation, *claims, order));
    outcome.outcomes.back().claims = high ? "high" : "low";
  }
  const std::vector<PossibleAward> own = covered_awards(awards, covered);
  const std::vector<ChanceTerms> terms = chance_terms(ground, assumptions);
  const auto amount = static_cast<double>(appropriation.amount.fen);
  if (!change && is_certain(own, terms)) {
    expect_exactly(outcome, convolve(own, terms), amount);
  } else {
    expect_by_draws(
        outcome,
        drawn_totals(awards, own, covered, terms, assumptions, ground.threads, change),
        amount);
  }
  if (!cuts(appropriation.rule)) outcome.expected_paid = outcome.expected_claimed;
  if (appropriation.rule == Rule::first_come && order && order->is_date) {
    find_exhaustion(outcome, *order, change ? awards : own, terms, covered, assumptions,
                    ground.threads, change);
  }
  outcome.assumptions = {"appropriation " + appropriation.name};
  return outcome;
}

std::vector<double> simulate_paid(const std::vector<std::set<std::uint32_t>>& covered,
                                  const Ground& ground, const Assumptions& assumptions,
                                  const std::vector<PossibleAward>& awards,
                                  const AmountChange& change) {
  const auto rest = static_cast<std::uint32_t>(covered.size());
  std::vector<std::uint32_t> groups;
  for (const PossibleAward& award : awards) {
    std::uint32_t group = rest;
    for (std::uint32_t a = 0; a < rest; ++a) {
      if (covered[a].contains(award.clause)) group = a;
    }
    groups.push_back(group);
  }
  std::vector<double> totals;
  for (const auto& claimed :
       simulate_groups(awards, chance_terms(ground, assumptions), groups, rest + 1,
                       assumptions.seed, assumptions.draws, ground.threads, change)) {
    double paid = claimed[rest];
    for (std::uint32_t a = 0; a < rest; ++a) {
      const Appropriation& appropriation = assumptions.appropriations[a];
      const auto amount = static_cast<double>(appropriation.amount.fen);
      paid += cuts(appropriation.rule) ? std::min(claimed[a], amount) : claimed[a];
    }
    totals.push_back(paid);
  }
  return totals;
}

}  // namespace jiangbu
