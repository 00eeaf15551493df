// Budgets of small populations, held against the evaluator of single cases.
#include "budget/estimate_budget.hpp"

#include <doctest/doctest.h>

#include "budget/expectation.hpp"
#include "sample_budget.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

/// What the evaluator of single cases says, added up.
struct Sums {
  Int128 low = 0;
  Int128 high = 0;
  std::map<std::string, std::pair<Int128, Int128>> clauses;
  std::map<std::string, std::pair<Int128, Int128>> payers;
  std::map<std::string, std::pair<Int128, Int128>> lines;
};

Sums sums_of(const Program& program, const std::vector<CaseFacts>& applicants,
             const std::string& date) {
  Sums sums;
  for (const CaseFacts& facts : applicants) {
    EvaluateOptions options = on(date);
    options.explain = false;
    const PolicyResult result = evaluate_policy(program, facts, options);
    const bool draft = result.status == "draft";
    const AmountRange& total = draft ? result.totals.indicative : result.totals.payable;
    sums.low += total.low.fen;
    sums.high += total.high.value().fen;
    for (const ClauseResult& clause : result.clauses) {
      auto& [low, high] = sums.clauses[clause.id];
      low += clause.amount.low.fen;
      high += clause.amount.high.value().fen;
      for (const LineResult& line : clause.lines) {
        const bool counts = line.status == LineStatus::unspecified ||
                            (line.computed && line.computed->high != Money{0});
        if (!counts) continue;
        const bool certain =
            line.status == LineStatus::unspecified || line.computed->low > Money{0};
        sums.lines[clause.id].first += certain ? 1 : 0;
        sums.lines[clause.id].second += 1;
      }
    }
    for (const TotalBy& payer : result.totals.by_payer) {
      sums.payers[payer.key].first += payer.amount.low.fen;
      sums.payers[payer.key].second += payer.amount.high.value().fen;
    }
  }
  return sums;
}

}  // namespace

TEST_CASE("totals are the sums of single cases to the fen, whatever the facts") {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    const Program program = policy(seed % 2 == 0 ? "draft" : "in force");
    const auto applicants = random_applicants(program, 150, seed);
    const Population population = population_of(program, applicants);
    const BudgetEstimate estimate = estimate_budget(request_for(program, population));
    const Sums sums = sums_of(program, applicants, "2025-06-30");
    REQUIRE(estimate.books.size() == 1);
    const Book& book = estimate.books.front();
    CHECK(book.indicative == (seed % 2 == 0));
    CHECK(same(book.total.low, sums.low));
    CHECK(same(book.total.high.value(), sums.high));
    for (const auto& [id, amounts] : sums.clauses) {
      CHECK(same(clause(book, id).amount.entitled_low, amounts.first));
      CHECK(same(clause(book, id).amount.entitled_high.value(), amounts.second));
    }
    for (const auto& [payer, amounts] : sums.payers) {
      CHECK(same(row(book.by_payer, payer).amount.entitled_low, amounts.first));
      CHECK(same(row(book.by_payer, payer).amount.entitled_high.value(), amounts.second));
    }
    for (const std::string id : {"PRIZE", "PROJECT", "COST", "ADVICE"}) {
      const auto lines = sums.lines.find(id);
      if (lines == sums.lines.end()) continue;
      CHECK(same(clause(book, id).awards_low, lines->second.first));
      CHECK(same(clause(book, id).awards_high.value(), lines->second.second));
    }
  }
}

TEST_CASE("the spread is told apart by what leaves it open") {
  const Program program = policy();
  std::vector<CaseFacts> applicants = {facts_of(program, "{certified: true, prizes: []}"),
                                       facts_of(program, "{prizes: []}")};
  const Population population = population_of(program, applicants);
  const BudgetEstimate estimate = estimate_budget(request_for(program, population));
  const Book& book = estimate.books.front();
  // One is certain of 5 to 10, the other may get nothing or 5 to 10 (万元).
  CHECK(same(book.total.low, 5'000'000));
  CHECK(same(book.total.high.value(), 20'000'000));
  CHECK(same(book.by_discretion, 10'000'000));
  CHECK(same(book.by_unknown_facts, 5'000'000));
  CHECK(book.total.expected == doctest::Approx(5'000'000 + 5'000'000 + 2'500'000));
}

TEST_CASE("uptake scales exactly, and a draft never meets a policy in force") {
  const Program in_force = policy();
  const Program draft = policy("draft");
  const auto applicants = random_applicants(in_force, 40, 9, false);
  const Population population = population_of(in_force, applicants);
  BudgetRequest request = request_for(in_force, population);
  request.programs.push_back(std::make_shared<const Program>(draft));
  request.assumptions.uptake.otherwise = {percent(60), percent(75), percent(90)};
  const BudgetEstimate estimate = estimate_budget(request);
  REQUIRE(estimate.books.size() == 2);
  CHECK_FALSE(estimate.books[0].indicative);
  CHECK(estimate.books[1].indicative);
  for (const Book& book : estimate.books) {
    Int128 low = 0;
    for (const ClauseEstimate& one : book.clauses) {
      low += scaled(one.amount.entitled_low, percent(60));
    }
    CHECK(same(book.total.low, low));
    CHECK(book.total.expected > 0.75 * static_cast<double>(book.total.entitled_low) - 1);
  }
}

TEST_CASE("a clause without a figure is named beside every total it would enter") {
  const Program program = policy();
  const Population population = population_of(
      program, {facts_of(program, "{kind: large, region: \"140403\", prizes: []}"),
                facts_of(program, "{kind: small, region: \"140423\", prizes: []}")});
  const BudgetEstimate estimate = estimate_budget(request_for(program, population));
  const Book& book = estimate.books.front();
  REQUIRE(book.unstated.size() == 1);
  CHECK(book.unstated.front().clause == "ADVICE");
  CHECK(same(book.unstated.front().cases_low, 1));
  CHECK(row(book.by_payer, "county").unstated == std::vector<std::string>{"p ADVICE"});
  CHECK(row(book.by_region, "1404").unstated == std::vector<std::string>{"p ADVICE"});
  CHECK(row(book.by_region, "140403").unstated.size() == 1);
  CHECK(row(book.by_kind, "small").unstated.empty());
}

TEST_CASE("regions add up to those around them") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 80, 21);
  const Population population = population_of(program, applicants);
  const BudgetEstimate estimate = estimate_budget(request_for(program, population));
  const Book& book = estimate.books.front();
  CHECK(same(
      row(book.by_region, "140403").amount.low + row(book.by_region, "140423").amount.low,
      row(book.by_region, "1404").amount.low));
  CHECK(row(book.by_region, "14").title.en == "Shanxi");
  CHECK(row(book.by_region, "140423").parent == "1404");
  CHECK(row(book.by_region, "14").amount.applicants == book.total.applicants);
  CHECK(row(book.by_region, "14").amount.expected ==
        doctest::Approx(book.total.expected));
}

TEST_CASE("a ceiling pro rata is used up to the fen") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 60, 5, false);
  const Population population = population_of(program, applicants);
  BudgetRequest request = request_for(program, population);
  Appropriation fund;
  fund.name = "fund";
  fund.amount = Money{123'456'789};
  fund.rule = Appropriation::Rule::pro_rata;
  request.assumptions.appropriations = {fund};
  const BudgetEstimate estimate = estimate_budget(request);
  const AppropriationOutcome& outcome = estimate.books.front().appropriations.front();
  REQUIRE(outcome.outcomes.size() == 2);
  CHECK(same(outcome.outcomes[0].claimed, estimate.books.front().total.entitled_low));
  CHECK(same(outcome.outcomes[0].paid, 123'456'789));
  CHECK(outcome.outcomes[0].in_full == 0);
  CHECK(outcome.chance_exceeded == doctest::Approx(1));
  CHECK(outcome.expected_paid == doctest::Approx(123'456'789));
}

TEST_CASE("first come: the day the money is gone") {
  const Program program = policy();
  std::vector<CaseFacts> applicants;
  for (const std::string day : {"2025-03-03", "2025-01-05", "2025-02-07"}) {
    applicants.push_back(
        facts_of(program, "{applied: " + day + ", prizes: [{grade: first, cost: 1元}]}"));
  }
  const Population population = population_of(program, applicants);
  BudgetRequest request = request_for(program, population);
  Appropriation fund;
  fund.name = "fund";
  fund.amount = Money{8'000'000};
  fund.clauses = {"PRIZE"};
  fund.rule = Appropriation::Rule::first_come;
  fund.by = "applied";
  request.assumptions.appropriations = {fund};
  const BudgetEstimate estimate = estimate_budget(request);
  const AppropriationOutcome& outcome = estimate.books.front().appropriations.front();
  REQUIRE(outcome.problems.empty());
  CHECK(outcome.outcomes[0].in_full == 1);
  CHECK(outcome.outcomes[0].in_part == 1);
  CHECK(outcome.outcomes[0].unpaid == 1);
  CHECK(outcome.outcomes[0].exhausted_on == "2025-02-07");
  CHECK(outcome.exhausted_median == "2025-02-07");
}

TEST_CASE("priority: the highest score is served first") {
  const Program program = policy();
  std::vector<CaseFacts> applicants;
  for (const std::string score : {"10", "90", "50"}) {
    applicants.push_back(
        facts_of(program, "{score: " + score + ", prizes: [{grade: first, cost: 1元}]}"));
  }
  const Population population = population_of(program, applicants);
  const auto order = serving_order(population, "score", true);
  REQUIRE(order);
  CHECK(order->applicants == std::vector<std::uint32_t>{1, 2, 0});
}

TEST_CASE("a compared reading is a total of its own") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 60, 33, false);
  const Population population = population_of(program, applicants);
  BudgetRequest request = request_for(program, population);
  request.assumptions.compared_readings = {"all"};
  const BudgetEstimate estimate = estimate_budget(request);
  const Book& book = estimate.books.front();
  REQUIRE(book.readings.size() == 2);
  CHECK(book.readings[0].chosen);
  BudgetRequest late = request_for(program, population);
  late.assumptions.readings["stage"] = "late";
  CHECK(same(book.readings[1].amount.low, estimate_budget(late).books.front().total.low));
  CHECK(book.readings[1].amount.low < book.total.low);
}

TEST_CASE("a scenario: each change's part, winners and losers") {
  const Program base = policy();
  const Program raised =
      program_of(std::string(vocabulary) +
                     std::string(clauses).replace(
                         std::string(clauses).find("value: 5万元"), 14, "value: 6万元"),
                 "in force");
  const auto applicants = random_applicants(base, 100, 8, false);
  const Population population = population_of(base, applicants);
  BudgetRequest request = request_for(base, population);
  ScenarioRules rules;
  rules.scenario.name = "raised";
  Change parameter;
  parameter.id = "parameter first_prize";
  Change uptake;
  uptake.kind = Change::Kind::uptake;
  uptake.id = "uptake PRIZE";
  uptake.clause = "PRIZE";
  uptake.share = surely(50);
  rules.scenario.changes = {parameter, uptake};
  rules.programs = [&](const std::vector<bool>& chosen) {
    return Programs{std::make_shared<const Program>(chosen[0] ? raised : base)};
  };
  request.scenarios = {rules};
  const BudgetEstimate estimate = estimate_budget(request);
  const ScenarioBook& book = estimate.scenarios.front().books.front();
  REQUIRE(book.clauses.size() == 1);
  CHECK(book.clauses.front().clause == "PRIZE");
  const double before = clause(estimate.books.front(), "PRIZE").amount.expected;
  Int128 gained = 0;
  std::uint64_t winners = 0;
  for (const CaseFacts& facts : applicants) {
    const auto amount = [&](const Program& program) {
      return evaluate_policy(program, facts, on("2025-06-30")).totals.payable.low.fen;
    };
    gained += 2 * (amount(raised) - amount(base));
    if (amount(raised) > amount(base)) ++winners;
  }
  CHECK(same(book.gained, gained));
  CHECK(book.winners == winners);
  CHECK(book.losers == 0);
  const double more = static_cast<double>(gained) / 2;
  // Half of all claims, then or before: the parameter is worth 3/4 of what it adds.
  CHECK(book.by_change[0].amount == doctest::Approx(0.75 * more));
  CHECK(book.by_change[1].amount == doctest::Approx(-0.5 * before - 0.25 * more));
}

TEST_CASE("the same estimate whatever the number of threads") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 90, 3);
  const Population population = population_of(program, applicants);
  BudgetRequest request = request_for(program, population);
  request.assumptions.uptake.otherwise = {percent(50), percent(70), percent(80)};
  const Book one = estimate_budget(request).books.front();
  request.threads = 3;
  const Book three = estimate_budget(request).books.front();
  CHECK(same(one.total.low, three.total.low));
  CHECK(one.distribution->quantiles == three.distribution->quantiles);
}

TEST_CASE("targets are priced by the award of a unit") {
  const Program program = program_of(
      std::string(vocabulary) + clauses +
          "targets:\n  T1: {form: level, value: 16, achieved: 10, year: 2026}\n",
      "in force");
  const Population population = population_of(
      program, {facts_of(program, "{prizes: [{grade: second, cost: 1元}]}")});
  BudgetRequest request = request_for(program, population);
  request.assumptions.targets = {{"T1", "PRIZE", {}, {}, {}}};
  const BudgetEstimate estimate = estimate_budget(request);
  REQUIRE(estimate.targets.size() == 1);
  CHECK(estimate.targets[0].unit_amount == doctest::Approx(1'000'000));
  CHECK(estimate.targets[0].cost == doctest::Approx(6'000'000));
  CHECK(estimate.targets[0].by_year.size() == 2);
}

TEST_CASE("growth carries the budget into the years ahead") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 30, 4, false);
  const Population population = population_of(program, applicants);
  BudgetRequest request = request_for(program, population);
  request.assumptions.growth.otherwise = percent(10);
  request.assumptions.forward_years = 2;
  const BudgetEstimate estimate = estimate_budget(request);
  const auto& years = estimate.forward.front().second;
  REQUIRE(years.size() == 3);
  CHECK(years[0].expected == doctest::Approx(estimate.books[0].total.expected));
  CHECK(years[2].expected == doctest::Approx(1.21 * years[0].expected));
}

TEST_CASE("instalments count in the years in which they fall due, to the fen") {
  const Program program = program_of(
      std::string(vocabulary) +
          "clauses:\n  C:\n    for each: p in prizes\n    award: 10% * p.cost\n"
          "    instalments:\n"
          "      - {share: 40%, due: decision_date}\n"
          "      - {share: 30%, due: applied + @\"P1Y\"}\n"
          "      - {share: 30%, due: applied + @\"P2Y\"}\n"
          "  D:\n    when: certified\n    award: 3万元\n",
      "in force");
  const auto applicants = random_applicants(program, 60, 17, false);
  const Population population = population_of(program, applicants);
  const BudgetEstimate estimate = estimate_budget(request_for(program, population));
  std::map<std::string, Int128> due;
  for (const CaseFacts& facts : applicants) {
    const PolicyResult result = evaluate_policy(program, facts, on("2025-06-30"));
    for (const TotalBy& year : result.totals.by_year)
      due[year.key] += year.amount.low.fen;
  }
  const Book& book = estimate.books.front();
  REQUIRE(due.size() == 3);
  for (const auto& [year, amount] : due) {
    CHECK(same(row(book.by_year, year).amount.entitled_low, amount));
  }
}
