// Applicants of whom facts are missing, over columns: what each gets, whether by a plan.
#include <doctest/doctest.h>

#include "batch/evaluate_population.hpp"
#include "evaluate/readings.hpp"
#include "facts/append_case.hpp"
#include "over_columns.hpp"

namespace jiangbu::test {

namespace {

/// "50..100 over columns", "0.. alone".
std::string with_missing(const std::string& policy, const std::string& yaml) {
  const Program program = program_of(policy);
  const CaseFacts facts = facts_of(program, yaml);
  const Population population =
      population_of(std::vector<CaseFacts>(3, facts), program.model->vocabulary,
                    facts_read(*program.model));
  std::vector<std::int64_t> low(3);
  std::vector<std::int64_t> high(3);
  PopulationOptions options;
  options.decision_date = on("2025-01-01").decision_date;
  options.readings = chosen_readings(*program.model, {});
  options.low = low.data();
  options.high = high.data();
  const PopulationTotals totals = evaluate_population(program, population, options);
  CHECK(low[0] == low[2]);
  CHECK(high[0] == high[2]);
  CHECK(totals.completed + totals.one_by_one == 3);
  const std::string amount = high[0] >= unbounded_fen ? yuan_text({low[0], low[0]}) + ".."
                                                      : yuan_text({low[0], high[0]});
  return amount + (totals.completed == 3 ? " over columns" : " alone");
}

const std::string facts = R"(
enums:
  grade: {title: {zh: 级, en: grade}, values: {a: {zh: 甲, en: a}, b: {zh: 乙, en: b}}}
entities:
  mark:
    title: {zh: 商标, en: mark}
    fields:
      registered: {type: boolean, title: {zh: 注册, en: registered}}
      cost: {type: money, min: 0元, title: {zh: 费用, en: cost}}
facts:
  new: {type: boolean, title: {zh: 新, en: new}}
  old: {type: boolean, title: {zh: 旧, en: old}}
  grade: {type: grade, title: {zh: 级, en: grade}}
  revenue: {type: money, min: 0元, title: {zh: 收入, en: revenue}}
  staff: {type: integer, min: 0, max: 50, title: {zh: 人数, en: staff}}
  balance: {type: money, title: {zh: 余额, en: balance}}
  marks: {type: list of mark, title: {zh: 商标, en: marks}}
)";

const std::string known =
    "new: true, old: true, grade: a, revenue: 100元, staff: 5, balance: 1元, marks: []";

/// The known facts but one.
std::string without(const std::string& name) {
  std::string left = "{" + known + "}";
  const std::size_t from = left.find(name + ":");
  const std::size_t to = left.find_first_of(",}", from);
  return left.erase(from, left[to] == ',' ? to + 2 - from : to - from - 0);
}

}  // namespace

TEST_CASE("missing: a yes/no fact is tried both ways, and two that exclude each other") {
  CHECK(with_missing(facts + "clauses: {A: {when: new, award: 100元}}", without("new")) ==
        "0..100 over columns");
  CHECK(with_missing(facts + R"(
clauses:
  A: {when: new, award: 100元}
  B: {when: not(new), award: 70元}
)",
                     without("new")) == "70..100 over columns");
}

TEST_CASE("missing: every value of a short enum is tried") {
  CHECK(with_missing(
            facts + "clauses: {A: {award: {by: grade, amounts: {a: 30元, b: 20元}}}}",
            without("grade")) == "20..30 over columns");
}

TEST_CASE(
    "missing: a number without greatest value has no upper end, unless it is held") {
  CHECK(with_missing(facts + "clauses: {A: {award: 50% * revenue}}",
                     without("revenue")) == "0.. over columns");
  CHECK(with_missing(
            facts + "clauses: {A: {award: {percent: 50%, of: revenue, at most: 80元}}}",
            without("revenue")) == "0..80 over columns");
  CHECK(with_missing(facts + "clauses: {A: {when: revenue >= 200元, award: 9元}}",
                     without("revenue")) == "0..9 over columns");
}

TEST_CASE("missing: a number with bounds lies between them") {
  CHECK(with_missing(facts + "clauses: {A: {award: 2元 * staff}}", without("staff")) ==
        "0..100 over columns");
}

TEST_CASE("missing: what falls with a number is greatest at its least") {
  CHECK(with_missing(facts + "clauses: {A: {award: 'max(0元, 300元 - revenue)'}}",
                     without("revenue")) == "0..300 over columns");
}

TEST_CASE("missing: a list may hold nothing or anything") {
  const std::string each =
      "clauses: {A: {for each: m in marks, when: m.registered, award: 5元";
  CHECK(with_missing(facts + each + "}}", without("marks")) == "0.. over columns");
  CHECK(with_missing(facts + each + ", stacking: [{cap: {at most: 12元}}]}}",
                     without("marks")) == "0..12 over columns");
}

TEST_CASE("missing: a fact of one item among others") {
  CHECK(
      with_missing(
          facts + "clauses: {A: {for each: m in marks, when: m.registered, award: 5元}}",
          "{" + known.substr(0, known.find("marks")) +
              "marks: [{registered: true, cost: 1元}, {cost: 1元}, {registered: true, "
              "cost: 2元}]}") == "10..15 over columns");
}

TEST_CASE("missing: numbers that ends do not tell are left to single cases") {
  // One grows with the number, the other falls.
  CHECK(with_missing(facts + R"(
clauses:
  A: {award: 1元 * staff}
  B: {award: 'max(0元, 60元 - 1元 * staff)'}
)",
                     without("staff")) == "10..110 alone");
  CHECK(
      with_missing(facts + "clauses: {A: {award: 'if balance = 3元 then 8元 else 2元'}}",
                   without("balance")) == "2..8 alone");
}

}  // namespace jiangbu::test
