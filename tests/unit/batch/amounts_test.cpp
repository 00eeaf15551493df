// Amounts over columns equal those of the evaluator of single cases, to the fen.
#include "batch/amounts.hpp"

#include <filesystem>

#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"
#include "policy_text.hpp"
#include "random_changes.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

struct Tally {
  std::size_t policies = 0;
  std::size_t with_plan = 0;
  std::size_t cases = 0;
  std::size_t slower = 0;
};

std::string text_of_fen(const FenRange& fen) {
  return std::to_string(fen.low) + ".." + std::to_string(fen.high);
}

void compare_all(const LoadedPolicy& policy, int rounds, Tally& tally) {
  const Program& program = *policy.program;
  const Vocabulary& vocabulary = program.model->vocabulary;
  Diagnostics diagnostics;
  RandomChanges changes(vocabulary, 7);
  ++tally.policies;
  bool plan = false;
  for (const TestSyntax& test : policy.tests) {
    if (test.applicants.size() != 1 || !test.applicants[0].first.empty()) continue;
    const CaseFacts given =
        read_facts(test.applicants[0].second, vocabulary, {}, diagnostics);
    CaseOptions options;
    options.decision_date = on(test.decision_date.text).decision_date;
    options.readings = chosen_readings(*program.model, {});
    options.explain = false;
    AmountEvaluator amounts(program, options.decision_date, options.readings);
    plan = plan || amounts.has_plan();
    for (int round = 0; round < rounds; ++round) {
      CaseFacts facts = given;
      if (round > 0) {
        close_world(facts.record, vocabulary.applicant(), vocabulary);
        changes.change(facts.record, vocabulary.applicant());
      }
      CaseEvaluation evaluation(program, facts, options);
      narrow_by_cases(program, facts, options, evaluation);
      const FenRange expected = evaluation.case_amounts().total;
      const FenRange found = amounts.evaluate(facts);
      ++tally.cases;
      REQUIRE_MESSAGE(text_of_fen(found) == text_of_fen(expected), policy.file, ": ",
                      test.name.text, ", round ", round);
    }
    tally.slower += amounts.slower();
  }
  if (plan) ++tally.with_plan;
}

Tally compare_folder(const std::string& folder, int rounds) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto path = std::filesystem::path(JIANGBU_SOURCE_FOLDER) / folder;
  const LoadedRules rules = load_rules({path}, sources, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  Tally tally;
  for (const LoadedPolicy& policy : rules.policies) compare_all(policy, rounds, tally);
  MESSAGE(folder, ": ", tally.with_plan, " of ", tally.policies,
          " policies over columns, ", tally.slower, " of ", tally.cases,
          " cases the slower way");
  return tally;
}

}  // namespace

TEST_CASE("amounts: the policies give what the evaluator of single cases gives") {
  CHECK(compare_folder("rules", 5).policies == 5);
}

TEST_CASE("amounts: the example clauses give what the evaluator of single cases gives") {
  CHECK(compare_folder("examples/clauses", 20).with_plan >= 20);
}

TEST_CASE("amounts: real clauses give what the evaluator of single cases gives") {
  CHECK(compare_folder("examples/policies", 20).with_plan >= 5);
}

TEST_CASE(
    "amounts: of two clauses of which an open fact decides which one, one is paid") {
  const Program program = program_of(R"(
facts:
  resident: {type: boolean, title: {zh: 本地, en: resident}}
clauses:
  here: {title: {zh: 甲, en: A}, when: resident, award: 3元}
  away: {title: {zh: 乙, en: B}, when: not(resident), award: 5元}
)");
  const CaseFacts facts = facts_of(program, "{}");
  AmountEvaluator amounts(program, on("2025-01-01").decision_date, {});
  CHECK(text_of_fen(amounts.evaluate(facts)) == "300..500");
  const PolicyResult explained = evaluate_policy(program, facts, on("2025-01-01"));
  CHECK(explained.totals.indicative == amount_of({300, 500}));
}
