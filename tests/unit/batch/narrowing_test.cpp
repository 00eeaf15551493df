// Which rows of a population matter, and that leaving out the others changes nothing.
#include <sstream>

#include "batch/evaluate_population.hpp"
#include "batch/plan.hpp"
#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"
#include "facts/append_case.hpp"
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

Program marks(const std::string& clauses) {
  return program_of(R"(
enums: {kind: {values: {gi: {zh: 甲, en: a}, other: {zh: 乙, en: b}, third: {zh: 丙, en: c}}}}
entities:
  mark: {fields: {kind: {type: kind}, day: {type: date}, fee: {type: money, min: 0元, max: 100元}}}
facts: {marks: {type: list of mark}, staff: {type: integer, min: 0, max: 100}}
)" + clauses);
}

const std::string year = "m.day between @\"2024-01-01\" and @\"2024-12-31\"";

/// What the plan says of rows that matter: "rows of 1: …; applicants: …".
std::string kept(const Program& program) {
  const PlanResult built = build_plan(program, *Date::parse("2024-06-01"),
                                      chosen_readings(*program.model, {}));
  REQUIRE_MESSAGE(built.plan, built.obstacle);
  std::istringstream lines(listing(*built.plan));
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    const bool narrowing = line.starts_with("rows of") || line.starts_with("applicants");
    if (narrowing) text += line + "; ";
  }
  return text;
}

/// Applicants with 0 to 6 marks of all kinds and days, evaluated alone and together.
void compare(const Program& program) {
  std::vector<CaseFacts> cases;
  for (int i = 0; i < 300; ++i) {
    std::string text = "staff: " + std::to_string(i % 9) + "\nmarks:";
    if (i % 7 == 0) text += " []";
    for (int m = 0; m < i % 7; ++m) {
      static const std::vector<std::string> kinds = {"gi", "other", "third"};
      text += "\n  - {kind: " + kinds[static_cast<std::size_t>((i + m) % 3)] +
              ", day: " + std::to_string(2022 + (i * m) % 4) + "-0" +
              std::to_string(1 + m) + "-15, fee: " + std::to_string(i % 11) + "元}";
    }
    cases.push_back(facts_of(program, text + "\n"));
  }
  PopulationOptions options;
  options.decision_date = *Date::parse("2024-06-01");
  options.readings = chosen_readings(*program.model, {});
  const Population population =
      population_of(cases, program.model->vocabulary, facts_read(*program.model));
  std::vector<std::int64_t> low(cases.size(), -1);
  std::vector<std::int64_t> high(cases.size(), -1);
  options.low = low.data();
  options.high = high.data();
  const PopulationTotals totals = evaluate_population(program, population, options);
  CHECK(totals.one_by_one == 0);
  CaseOptions alone;
  alone.decision_date = options.decision_date;
  alone.readings = options.readings;
  alone.explain = false;
  Int128 sum = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CaseEvaluation evaluation(program, cases[i], alone);
    narrow_by_cases(program, cases[i], alone, evaluation);
    const FenRange expected = evaluation.case_amounts().total;
    REQUIRE(low[i] == expected.low);
    REQUIRE(high[i] == expected.high);
    sum += expected.high;
  }
  CHECK(totals.all.high == sum);
  CHECK(sum > 0);
}

}  // namespace

TEST_CASE(
    "narrowing: items that fail a test of date or kind are left out, and applicants "
    "without others") {
  const Program program =
      marks("clauses: {A: {for each: m in marks, when: 'm.kind = \"gi\" and " + year +
            "', award: 5元}}");
  CHECK(kept(program) ==
        "rows of 1: r2 within 19723 20088 and r0 within 0 0; applicants: those with such "
        "rows; ");
  compare(program);
}

TEST_CASE("narrowing: two clauses over the same dates pick by these") {
  const Program program =
      marks("clauses:\n  A: {for each: m in marks, when: 'm.kind = \"gi\" and " + year +
            "', award: 5元}\n  B: {for each: m in marks, when: 'm.kind = \"other\" and " +
            year + "', award: 'm.fee'}\n");
  CHECK(kept(program).find("applicants") != std::string::npos);
  CHECK(kept(program).find(", or ") == std::string::npos);
  compare(program);
}

TEST_CASE("narrowing: rows matter that any of two unlike tests picks") {
  const Program program = marks(
      "clauses:\n  A: {for each: m in marks, when: 'm.kind = \"gi\"', award: 5元}\n"
      "  B: {for each: m in marks, when: '" +
      year + "', award: 'm.fee'}\n");
  CHECK(kept(program).find(", or ") != std::string::npos);
  compare(program);
}

TEST_CASE(
    "narrowing: nobody is left out where somebody without items may get something") {
  const Program program = marks(
      "clauses:\n  A: {for each: m in marks, when: 'm.kind = \"gi\"', award: 5元}\n"
      "  B: {when: staff > 4, award: 3元}\n");
  CHECK(kept(program).find("rows of 1") != std::string::npos);
  CHECK(kept(program).find("applicants") == std::string::npos);
  compare(program);
}

TEST_CASE("narrowing: having few items may be what is paid") {
  const Program program = marks(
      "clauses: {A: {let: {gis: 'marks[item.kind = \"gi\"]'}, when: count(gis) < 2, "
      "award: 5元}}");
  CHECK(kept(program).find("applicants") == std::string::npos);
  compare(program);
}

TEST_CASE("narrowing: thresholds, and facts of the applicant, over those that are left") {
  const Program program = marks(
      "clauses:\n  A: {let: {gis: 'marks[item.kind = \"gi\"]'}, when: count(gis) >= 2 "
      "and staff > 2, "
      "award: '1元 * staff'}\n");
  CHECK(kept(program).find("applicants") != std::string::npos);
  compare(program);
}

TEST_CASE("narrowing: where all items count, all are kept") {
  const Program program =
      marks("clauses: {A: {when: count(marks) >= 2, award: 'sum(marks.fee)'}}");
  CHECK(kept(program) == "");
  compare(program);
}

TEST_CASE("narrowing: lines that stacking looks at are picked by their conditions") {
  const Program program = marks(
      "clauses:\n  A: {for each: m in marks, when: 'm.kind = \"gi\" and " + year +
      "', award: 'm.fee'}\n  B: {for each: m in marks, when: 'm.kind = \"gi\" and " +
      year + "', award: 4元}\nstacking:\n  - cap: {at most: 9元, of: [A, B]}\n");
  CHECK(kept(program).find("applicants") != std::string::npos);
  compare(program);
}

TEST_CASE("narrowing: an applicant with an unknown fact is not lost") {
  const Program program =
      marks("clauses: {A: {for each: m in marks, when: 'm.kind = \"gi\"', award: 5元}}");
  std::vector<CaseFacts> cases = {facts_of(program, "marks: [{kind: other}]"),
                                  facts_of(program, "staff: 1"),
                                  facts_of(program, "marks: [{kind: gi}]"),
                                  facts_of(program, "marks: [{day: 2024-01-01}]")};
  PopulationOptions options;
  options.decision_date = *Date::parse("2024-06-01");
  options.readings = chosen_readings(*program.model, {});
  const Population population =
      population_of(cases, program.model->vocabulary, facts_read(*program.model));
  std::string text;
  evaluate_population(
      program, population, options, [&](unsigned, const ChunkAmounts& chunk) {
        for (std::uint32_t i = 0; i < chunk.rows; ++i) {
          text += std::to_string(chunk.low[i]) + ".." +
                  (chunk.high[i] >= unbounded_fen ? "" : std::to_string(chunk.high[i])) +
                  " ";
        }
      });
  CHECK(text == "0..0 0.. 500..500 0..500 ");
}
