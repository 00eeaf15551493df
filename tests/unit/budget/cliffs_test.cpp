// Who stands on the brink: small populations, counted by hand.
#include "budget/thresholds.hpp"

#include <doctest/doctest.h>

#include "sample_budget.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const rules = R"(
facts:
  staff: {type: integer, min: 0}
  cost: {type: money}
  applied: {type: date}
parameters:
  least_cost: {value: 100元}
eligible: staff >= 2
clauses:
  STAFF:
    award:
      step:
        of: staff
        bands:
          - {at most: 9, give: 1万元}
          - {at least: 10, give: 3万元}
  COST:
    when: cost > least_cost
    award: 500元
  EARLY:
    when: applied between date(2025, 1, 1) and date(2025, 3, 31)
    award: 1000元
  SHARE:
    award: {marginal: {of: cost, bands: [{below: 100元, rate: 10%}, {at least: 100元, rate: 5%}]}}
)";

BudgetEstimate estimate_of(const std::vector<std::string>& facts,
                           std::optional<CliffDistances> distances, unsigned threads) {
  const Program program = program_of(rules, "in force");
  std::vector<CaseFacts> applicants;
  for (const std::string& one : facts) applicants.push_back(facts_of(program, one));
  const Population population = population_of(program, applicants);
  BudgetRequest request = request_for(program, population);
  request.assumptions.cliffs = std::move(distances);
  request.threads = threads;
  return estimate_budget(request);
}

const Cliff& cliff(const Book& book, const std::string& clause,
                   const std::string& subject) {
  for (const Cliff& one : book.cliffs) {
    if (one.clause == clause && one.subject == subject) return one;
  }
  FAIL("no cliff of " << clause << " at " << subject);
  return book.cliffs.front();
}

std::string facts(int staff, int cost, const std::string& applied) {
  return "{staff: " + std::to_string(staff) + ", cost: " + std::to_string(cost) +
         "元, applied: " + applied + "}";
}

}  // namespace

TEST_CASE("cliffs: applicants beside each bound, and the money that jumps there") {
  const std::vector<std::string> applicants = {
      facts(9, 98, "2025-03-01"),    // one more, and 30000 instead of 10000
      facts(10, 100, "2025-03-31"),  // one fewer, and 10000
      facts(8, 105, "2025-04-30"),   // 105 is not above 105
      facts(11, 106, "2025-05-01"), facts(1, 98, "2025-03-31"),  // not eligible
  };
  for (const unsigned threads : {1U, 2U}) {
    const Book book = estimate_of(applicants, CliffDistances{}, threads).books.front();
    const Cliff& staff = cliff(book, "STAFF", "staff");
    CHECK(staff.bound == "10");
    CHECK(staff.distance == "1");
    CHECK(staff.below.applicants == 1);
    CHECK(same(staff.below.change, Int128{2} * 2'000'000));
    CHECK(staff.above.applicants == 1);
    CHECK(same(staff.above.change, Int128{-2} * 2'000'000));
    const Cliff& cost = cliff(book, "COST", "cost");
    CHECK(cost.distance == "5%");
    CHECK(cost.below.applicants == 2);  // 98 and 100: above 95
    CHECK(same(cost.below.change, Int128{2} * 2 * 50'000));
    CHECK(cost.above.applicants == 1);  // 105
    CHECK(same(cost.above.change, Int128{-2} * 50'000));
    const Cliff& early = cliff(book, "EARLY", "applied");
    CHECK(early.distance == "30 d");
    CHECK(early.below.applicants == 1);  // until 2025-03-01, which keeps the first
    CHECK(same(early.below.change, Int128{-2} * 100'000));
    CHECK(early.above.applicants == 1);  // until 2025-04-30
    CHECK(same(early.above.change, Int128{2} * 100'000));
  }
}

TEST_CASE("cliffs: who may apply is a bound of every clause, what grows evenly is none") {
  const Book book = estimate_of({facts(1, 98, "2025-02-01"), facts(3, 50, "2024-01-01")},
                                CliffDistances{}, 1)
                        .books.front();
  // With 1 eligible: 10000, nothing, 1000 and 9.80 yuan.
  std::map<std::string, Int128> changes;
  for (const Cliff& one : book.cliffs) {
    if (one.subject == "staff" && one.bound == "2")
      changes[one.clause] = one.below.change;
  }
  CHECK(same(changes["STAFF"], Int128{2} * 1'000'000));
  CHECK(same(changes["EARLY"], Int128{2} * 100'000));
  CHECK(same(changes["SHARE"], Int128{2} * 980));
  for (const Cliff& one : book.cliffs) {
    CHECK_FALSE((one.clause == "SHARE" && one.subject == "cost"));
  }
  CHECK(book.quiet_bounds > 0);
  CHECK(same(book.cliffs.front().below.change, changes["STAFF"]));
}

TEST_CASE("cliffs: only where they are asked for, as far as asked") {
  const std::vector<std::string> applicants = {facts(8, 93, "2024-06-01")};
  CHECK(estimate_of(applicants, std::nullopt, 1).books.front().cliffs.empty());
  CHECK(estimate_of(applicants, CliffDistances{}, 1).books.front().cliffs.empty());
  CliffDistances wide;
  wide.items = 2;
  wide.share = percent(10);
  const Book book = estimate_of(applicants, wide, 1).books.front();
  CHECK(cliff(book, "STAFF", "staff").distance == "2");
  CHECK(same(cliff(book, "COST", "cost").below.change, Int128{2} * 50'000));
}
