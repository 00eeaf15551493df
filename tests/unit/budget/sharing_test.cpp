// Claims not made leave their share of pools and rankings to the others.
#include "budget/sharing.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "budget/books.hpp"
#include "sample_budget.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const facts_and_clause = R"(
facts:
  cost: {type: money}
  score: {type: number}
  applied: {type: date}
  group: {type: text}
clauses:
  GRANT:
    award: cost
  EXTRA:
    when: score >= 50
    award: 20% * cost
)";

Program program_with(const std::string& steps) {
  return program_of(std::string(facts_and_clause) + "across:\n" + steps, "in force");
}

std::string applicant(int cost, int score, const std::string& day,
                      const std::string& group) {
  return "{cost: " + std::to_string(cost) + "元, score: " + std::to_string(score) +
         ", applied: 2025-01-" + day + ", group: " + group + "}";
}

Population population_with(const Program& program,
                           const std::vector<std::string>& texts) {
  std::vector<CaseFacts> applicants;
  for (const std::string& text : texts) applicants.push_back(facts_of(program, text));
  return population_of(program, applicants);
}

BudgetEstimate estimate_of(const std::string& step, const UncertainShare& uptake) {
  const Program program = program_with(step);
  const Population population = population_with(
      program, {applicant(80, 40, "02", "a"), applicant(60, 30, "01", "a")});
  BudgetRequest request = request_for(program, population);
  request.assumptions.uptake.otherwise = uptake;
  request.assumptions.draws = 20'000;
  return estimate_budget(request);
}

double quantile(const Distribution& distribution, double percent) {
  for (const auto& [share, amount] : distribution.quantiles) {
    if (share == percent) return amount;
  }
  FAIL("no quantile " << percent);
  return 0;
}

// Within four of its standard errors, and those are small.
void check_mean(double mean, double error, double wanted) {
  CHECK(std::abs(mean - wanted) < 4 * error);
  CHECK(error > 0);
  CHECK(error < 0.1 * wanted);
}

}  // namespace

TEST_CASE("a pool of two who claim by halves pays what by hand it does") {
  const std::string pool = "  - pool: {of: [GRANT], amount: 100元, share: pro rata}\n";
  const BudgetEstimate estimate = estimate_of(pool, surely(50));
  const Book& book = estimate.books.front();
  // Nobody, 80, 60 or (140 on) 100 yuan, a quarter each: 60 in the mean, and not 50.
  const Distribution& distribution = *book.distribution;
  CHECK(distribution.reason == "sharing");
  CHECK(distribution.deviation ==
        doctest::Approx(std::sqrt(20'000.0 / 4 - 3'600) * 100).epsilon(0.02));
  check_mean(distribution.mean, distribution.deviation / std::sqrt(20'000), 6'000);
  CHECK(quantile(distribution, 10) == doctest::Approx(0));
  CHECK(quantile(distribution, 90) == doctest::Approx(10'000));
  check_mean(book.total.expected, book.total.expected_error, 6'000);
  const AmountEstimate& grant = clause(book, "GRANT").amount;
  CHECK(grant.expected == book.total.expected);
  CHECK(same(grant.entitled_high.value(), 10'000));
  CHECK(same(grant.low, 5'000));           // half of what all get who claim together
  CHECK(same(grant.high.value(), 7'000));  // half of all claims
  CHECK(grant.expected_claims == doctest::Approx(1));
}

TEST_CASE("a ranking goes to the next where the best does not claim") {
  const std::string rank =
      "  - rank: {of: [GRANT], by: score, order: highest first, take: 1}\n";
  const Book book = estimate_of(rank, surely(50)).books.front();
  // The best claims: 80; else the next: 60, or nobody: 55 in the mean, and not 40.
  check_mean(book.total.expected, book.total.expected_error, 5'500);
  CHECK(book.distribution->mean == doctest::Approx(5'500).epsilon(0.02));
}

TEST_CASE("where all claim, a pool is exact and nothing is drawn") {
  const std::string pool = "  - pool: {of: [GRANT], amount: 100元, share: pro rata}\n";
  const Book book = estimate_of(pool, surely(100)).books.front();
  CHECK(book.total.expected == doctest::Approx(10'000));
  CHECK(book.total.expected_error == 0);
  CHECK(book.distribution->method == Distribution::Method::exact);
}

TEST_CASE("an appropriation counts what the pool leaves") {
  const Program program =
      program_with("  - pool: {of: [GRANT], amount: 100元, share: pro rata}\n");
  const Population population = population_with(
      program, {applicant(80, 40, "02", "a"), applicant(60, 30, "01", "a")});
  BudgetRequest request = request_for(program, population);
  request.assumptions.uptake.otherwise = surely(50);
  request.assumptions.draws = 20'000;
  Appropriation fund;
  fund.name = "fund";
  fund.amount = Money{9'000};
  fund.rule = Appropriation::Rule::pro_rata;
  request.assumptions.appropriations = {fund};
  const Book book = estimate_budget(request).books.front();
  const AppropriationOutcome& outcome = book.appropriations.front();
  CHECK(outcome.expected_claimed == doctest::Approx(6'000).epsilon(0.02));
  CHECK(outcome.chance_exceeded == doctest::Approx(0.25).epsilon(0.05));
  CHECK(outcome.expected_paid == doctest::Approx(5'750).epsilon(0.02));
  CHECK(book.paid_distribution->mean == doctest::Approx(5'750).epsilon(0.02));
}

TEST_CASE("if all claim, every step leaves what the evaluator says, to the fen") {
  const std::vector<std::string> steps = {
      "  - pool: {of: [GRANT], amount: 500元, share: pro rata}\n",
      "  - pool: {of: [GRANT, EXTRA], amount: 500元, share: first come, by: applied}\n",
      "  - pool: {of: [GRANT], amount: 333元, share: priority, by: score}\n",
      "  - rank: {of: [GRANT], by: score, order: highest first, take: 7, ties: all}\n",
      "  - rank: {of: [GRANT], by: score, order: lowest first, take: 7, ties: none}\n",
      "  - rank: {of: [GRANT, EXTRA], by: score, take: 7, ties: first}\n",
      "  - group cap: {of: [GRANT], by: group, at most: 200元}\n",
      "  - group cap: {of: [GRANT, EXTRA], by: group, at most: 200元, cut: last first}\n"
      "  - pool: {of: [EXTRA], amount: 50元, share: pro rata}\n"};
  std::mt19937 random(7);
  for (const std::string& step : steps) {
    CAPTURE(step);
    const Program program = program_with(step);
    std::vector<std::string> texts;
    for (int i = 0; i < 40; ++i) {
      const auto upto = [&](int most) {
        return std::uniform_int_distribution<int>(0, most)(random);
      };
      texts.push_back(applicant(upto(60), upto(9) * 10, std::to_string(10 + upto(9)),
                                std::string(1, static_cast<char>('a' + upto(4)))));
    }
    const Population population = population_with(program, texts);
    Ground ground;
    ground.population = &population;
    ground.decision_date = *Date::parse("2025-06-30");
    MeasurementQuestion question{{std::make_shared<const Program>(program)}, {}};
    question.detail = Detail::full;
    question.uptake_is_certain = false;
    const Measurement measured = std::move(measure(ground, {question}).front());
    REQUIRE(measured.is_shared(0));
    const auto awards = possible_awards(measured, ground, Assumptions(), 0);
    std::vector<double> amounts;
    for (const PossibleAward& award : awards) {
      amounts.push_back(static_cast<double>(award.least));
    }
    Sharing(measured, ground, awards).apply(amounts);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> left;
    for (std::size_t a = 0; a < awards.size(); ++a) {
      left[{awards[a].applicant, awards[a].clause}] = amounts[a];
    }
    double all = 0;
    for (const Claim& claim : measured.all.claims) {
      const double drawn = left[{claim.applicant, claim.clause}];
      CHECK(std::abs(drawn - static_cast<double>(claim.low)) <= 1);
      all += drawn;
    }
    CHECK(all == doctest::Approx(to_double(measured.all.policies[0].low)).epsilon(1e-4));
  }
}

TEST_CASE("what cannot be drawn keeps everybody's claims, and says why") {
  CHECK(
      sharing_obstacle(
          *program_with("  - pool: {of: [GRANT], amount: 1元, share: pro rata}\n").model)
          .empty());
  CHECK(sharing_obstacle(*program_with("  - group cap: {of: [GRANT], by: group, at most: "
                                       "1元, cut: smallest first}\n")
                              .model) == "group cap that cuts the smallest first");
}
