// What counts as reached by the tests of a policy.
#include "author/coverage.hpp"

#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

PolicyCoverage coverage_of(const CompiledText& text) {
  if (!text.program) FAIL(text.rendered());
  Diagnostics diagnostics;
  TestOutcome outcome;
  PolicyCoverage coverage =
      measure_coverage(*text.program, text.syntax.tests, diagnostics, outcome);
  CHECK(outcome.failures.empty());
  CHECK_FALSE(diagnostics.has_errors());
  return coverage;
}

/// "3: condition no: a; " for each goal not reached.
std::string missed(const std::string& body) {
  const CompiledText text = compile_text(head() + body);
  std::string result;
  for (const CoverageGoal& goal : coverage_of(text).goals) {
    if (goal.reached) continue;
    const LineColumn place =
        text.sources.file(goal.place.file).line_column(goal.place.begin);
    result += std::to_string(place.line) + ": " + name_of(goal.kind) + ": " +
              goal.subject + "; ";
  }
  return result;
}

}  // namespace

TEST_CASE("A condition must come out both ways, each part of an and for itself") {
  const std::string body =
      "facts: {staff: {type: integer}, local: {type: boolean}}\n"
      "clauses:\n"
      "  C: {when: staff >= 5 and local, award: 1万元}\n"
      "tests:\n"
      "  - {name: a, decision date: 2024-06-01, facts: {staff: 5, local: true},"
      " expect: {C: 1万元}}\n";
  CHECK(missed(body) ==
        "6: clause refused: C; 6: condition no: staff >= 5; 6: condition no: local; ");
  // The second part is not looked at where the first one decides.
  const std::string refused =
      "  - {name: b, decision date: 2024-06-01, facts: {staff: 4, local: false},"
      " expect: {C: not met}}\n";
  CHECK(missed(body + refused) == "6: condition no: local; ");
}

TEST_CASE("What is unknown is neither yes nor no, though tighter totals try both") {
  CHECK(
      missed("facts: {local: {type: boolean}}\n"
             "clauses: {C: {when: local, award: 1万元}}\n"
             "tests: [{name: a, decision date: 2024-06-01, expect: {C: possible}}]\n") ==
      "5: clause granted: C; 5: clause refused: C; 5: condition yes: local; "
      "5: condition no: local; ");
}

TEST_CASE("Lines of items count together") {
  CHECK(missed("entities: {prize: {fields: {won: {type: boolean}}}}\n"
               "facts: {prizes: {type: list of prize}}\n"
               "clauses: {C: {for each: p in prizes, when: p.won, award: 1万元}}\n"
               "tests: [{name: a, decision date: 2024-06-01, expect: {C: 1万元},\n"
               "  facts: {prizes: [{won: true}, {won: false}]}}]\n")
            .empty());
}

TEST_CASE("A row of a table is reached when it is certainly hit") {
  const std::string body =
      "facts: {staff: {type: integer, min: 0}}\n"
      "clauses:\n"
      "  C:\n"
      "    award:\n"
      "      table:\n"
      "        inputs: [staff]\n"
      "        rows:\n"
      "          - ['<10', 1万元]\n"
      "          - ['>=10', 2万元]\n"
      "tests:\n";
  const std::string small =
      "  - {name: a, decision date: 2024-06-01, facts: {staff: 5}, expect: {C: 1万元}}\n";
  const std::string open =
      "  - {name: b, decision date: 2024-06-01, expect: {C: 0-2万元}}\n";
  CHECK(missed(body + small + open).find("12: table row hit: C: ") == 0);
  CHECK(missed(body + open).find("11: table row hit: C: ") != std::string::npos);
}

TEST_CASE("Options count that a clause asked for, and values of the day that was used") {
  const std::string text =
      "readings:\n"
      "  each:\n"
      "    default: one\n"
      "    options: {one: {}, all: {}}\n"
      "parameters:\n"
      "  low: {value: 1万元}\n"
      "  idle: {value: 2万元}\n"
      "  rate:\n"
      "    values:\n"
      "      - {from: 2020-01-01, to: 2022-12-31, value: 1}\n"
      "      - {from: 2023-01-01, value: 2}\n"
      "clauses:\n"
      "  C: {award: 'if reading.each = \"one\" then low * rate else low'}\n"
      "tests: [{name: a, decision date: 2024-06-01, expect: {C: 2万元}}]\n";
  CHECK(missed(text) ==
        "5: reading option asked: each: all; 10: parameter value used: idle; "
        "13: parameter value used: rate 2020-01-01..2022-12-31; ");
}

TEST_CASE("The percentage is rounded down, and nothing to cover is all of it") {
  PolicyCoverage policy;
  CHECK(coverage_percent({policy}) == 100);
  policy.goals.resize(3);
  policy.goals[0].reached = true;
  policy.goals[1].reached = true;
  CHECK(coverage_percent({policy}) == 66);
  CHECK(policy.reached() == 2);
  CHECK(policy.count(CoverageKind::table_row) == 0);
}
