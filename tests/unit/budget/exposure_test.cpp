// Many questions about one population, answered in one pass.
#include "budget/exposure.hpp"

#include <doctest/doctest.h>

#include "sample_budget.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

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
