// Budgets of small populations, held against the evaluator of single cases.
#include "budget/estimate_budget.hpp"

#include <doctest/doctest.h>

#include <random>

#include "budget/expectation.hpp"
#include "budget/variants.hpp"
#include "population_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const vocabulary = R"(
enums:
  grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}, title: {zh: 等, en: grade}}
  size: {values: {small: {zh: 小, en: small}, large: {zh: 大, en: large}}, title: {zh: 型, en: size}}
regions:
  "14": {zh: 山西省, en: Shanxi}
  "1404": {zh: 长治市, en: Changzhi}
  "140403": {zh: 潞州区, en: Luzhou}
  "140423": {zh: 襄垣县, en: Xiangyuan}
entities:
  prize:
    fields:
      grade: {type: grade}
      cost: {type: money}
facts:
  kind: {type: size}
  region: {type: region}
  applied: {type: date}
  score: {type: number}
  certified: {type: boolean}
  prizes: {type: list of prize}
)";

const char* const clauses = R"(
parameters:
  first_prize: {value: 5万元}
readings:
  stage:
    default: early
    options: {early: {}, late: {}}
clauses:
  PRIZE:
    payer: {city: 0.6, county: 0.4}
    departments: [市场局, 财政局]
    for each: p in prizes
    award: {by: p.grade, amounts: {first: first_prize, second: 1万元}}
    stacking: [{cap: {at most: 6万元}}]
  PROJECT:
    payer: city
    when: certified
    award: 5-10万元
  COST:
    payer: city
    for each: p in prizes
    when: {by reading: stage, early: p.cost > 100元, late: p.cost > 5000元}
    award: 33% * p.cost
  ADVICE:
    payer: county
    when: kind = "large"
    award: unspecified
)";

Program policy(const std::string& status = "in force") {
  return program_of(std::string(vocabulary) + clauses, status);
}

/// Applicants at random, some of whose facts are not known.
std::vector<CaseFacts> random_applicants(const Program& program, std::uint32_t count,
                                         unsigned seed, bool open = true) {
  std::mt19937 random(seed);
  const auto upto = [&](std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random);
  };
  std::vector<CaseFacts> applicants;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string yaml = "kind: " + std::string(upto(3) == 0 ? "large" : "small") +
                       "\nregion: \"" + (upto(1) == 0 ? "140403" : "140423") +
                       "\"\napplied: 2025-0" + std::to_string(1 + upto(8)) + "-1" +
                       std::to_string(upto(9)) + "\nscore: " + std::to_string(upto(99)) +
                       "\n";
    if (!open || upto(9) > 0) {
      yaml += "certified: " + std::string(upto(1) == 0 ? "true" : "false") + "\n";
    }
    yaml += "prizes:";
    const std::uint32_t prizes = upto(4);
    if (prizes == 0) yaml += " []";
    for (std::uint32_t p = 0; p < prizes; ++p) {
      yaml += "\n  - {grade: " + std::string(upto(2) == 0 ? "first" : "second") +
              ", cost: " + std::to_string(upto(9000)) + "." +
              std::to_string(10 + upto(89)) + "元}";
    }
    applicants.push_back(facts_of(program, yaml + "\n"));
    applicants.back().applicant = "a" + std::to_string(i);
  }
  return applicants;
}

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

BudgetRequest request_for(const Program& program, const Population& population) {
  BudgetRequest request;
  request.decision_date = Date::parse("2025-06-30").value();
  request.population = &population;
  request.programs = {std::make_shared<const Program>(program)};
  return request;
}

const ClauseEstimate& clause(const Book& book, const std::string& id) {
  for (const ClauseEstimate& one : book.clauses) {
    if (one.id == id) return one;
  }
  FAIL("no clause " << id);
  return book.clauses.front();
}

const EstimateRow& row(const std::vector<EstimateRow>& rows, const std::string& key) {
  for (const EstimateRow& one : rows) {
    if (one.key == key) return one;
  }
  FAIL("no row " << key);
  return rows.front();
}

Decimal percent(std::uint32_t value) { return Decimal::from_parts(false, value, -2); }

UncertainShare surely(std::uint32_t value) {
  return {percent(value), percent(value), percent(value)};
}

bool same(Int128 a, Int128 b) { return a == b; }

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

TEST_CASE("winners and losers of policies together, one of them with a pool") {
  const std::string text =
      "facts:\n  n: {type: number, min: 0}\nclauses:\n  C:\n    award: RATE * n\n";
  const std::string pool =
      "across:\n  - pool: {of: [C], amount: 300元, share: pro rata}\n";
  const auto program_with = [&](const std::string& rate, bool pooled) {
    std::string own = text;
    own.replace(own.find("RATE"), 4, rate);
    return std::make_shared<const Program>(
        program_of(own + (pooled ? pool : ""), "in force"));
  };
  const Programs before = {program_with("10元", false), program_with("100元", true)};
  const Programs after = {program_with("50元", false), program_with("200元", true)};
  std::vector<CaseFacts> applicants;
  for (const std::string n : {"1", "3", "0", "2"}) {
    applicants.push_back(facts_of(*before[0], "{n: " + n + "}"));
    applicants.back().applicant = "n" + n;
  }
  const Population population = population_of(*before[0], applicants);
  BudgetRequest request = request_for(*before[0], population);
  request.programs = before;
  request.listed = 2;
  ScenarioRules rules;
  rules.scenario.name = "more";
  rules.scenario.changes.resize(1);
  rules.scenario.changes[0].id = "rates";
  rules.programs = [&](const std::vector<bool>& chosen) {
    return chosen[0] ? after : before;
  };
  request.scenarios = {rules};
  for (const unsigned threads : {1U, 3U}) {
    request.threads = threads;
    const BudgetEstimate estimate = estimate_budget(request);
    const ScenarioBook& book = estimate.scenarios.front().books.front();
    // The pool is used up before and after: 50, 150 and 100 yuan. 40 yuan a unit more.
    CHECK(book.winners == 3);
    CHECK(book.losers == 0);
    CHECK(same(book.gained, Int128{2} * 40 * 6 * 100));
    REQUIRE(book.top_winners.size() == 2);
    CHECK(book.top_winners[0].name == "n3");
    CHECK(same(book.top_winners[0].base_low, 18'000));
    CHECK(same(book.top_winners[0].low, 30'000));
    CHECK(book.top_winners[1].name == "n2");
    CHECK(estimate.books.front().total.applicants == 3);
  }
}

TEST_CASE("what is asked more than once is evaluated once") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 20, 3);
  const Population population = population_of(program, applicants);
  Ground ground;
  ground.population = &population;
  ground.decision_date = *Date::parse("2025-06-30");
  std::uint64_t evaluations = 0;
  ground.progress = [&](std::uint64_t, std::uint64_t all) { evaluations = all; };
  const auto again = [&] { return std::make_shared<const Program>(policy()); };
  const ExposureQuestion details{{again()}, {}, true, true, true, {}};
  const ExposureQuestion sums{{again(), again()}, {}, false, false, false, {}};
  const ExposureQuestion late{{again()}, {{"stage", "late"}}, false, false, false, {}};
  const auto found = measure_exposures({details, sums, late}, ground);
  CHECK(evaluations == 2 * 20);
  CHECK(found[0].policies[0].low == found[1].policies[1].low);
  CHECK(found[0].clauses[0] == found[1].clauses[0]);
  CHECK(found[2].policies[0].low < found[0].policies[0].low);
}

TEST_CASE("more programs than one pass takes give the same as each alone") {
  const Program program = policy();
  const auto applicants = random_applicants(program, 20, 3, false);
  const Population population = population_of(program, applicants);
  Ground ground;
  ground.population = &population;
  ground.decision_date = *Date::parse("2025-06-30");
  std::vector<ExposureQuestion> questions;
  for (int i = 1; i <= 70; ++i) {
    std::string text = std::string(vocabulary) + clauses;
    text.replace(text.find("value: 5万元"), 14, "value: " + std::to_string(i) + "万元");
    questions.push_back({{std::make_shared<const Program>(program_of(text, "in force"))},
                         {},
                         false,
                         false,
                         false,
                         {}});
  }
  const auto together = measure_exposures(questions, ground);
  for (std::size_t i : {0U, 31U, 32U, 69U}) {
    const Exposure alone = measure_exposures({questions[i]}, ground).front();
    CHECK(together[i].policies == alone.policies);
    CHECK(together[i].clauses == alone.clauses);
  }
  CHECK(together[0].policies[0].low < together[69].policies[0].low);
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
