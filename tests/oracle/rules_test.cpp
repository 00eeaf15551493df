// Every test of the rules and the examples before the judge: as it stands where all facts
// are known, else completed by chance in several ways.
#include <doctest/doctest.h>

#include <fstream>
#include <set>

#include "oracle/judge.hpp"
#include "oracle/random_facts.hpp"
#include "read/load_rules.hpp"
#include "read/read_facts.hpp"

using namespace jiangbu;
using namespace jiangbu::oracle;

namespace {

constexpr int completions = 8;

/// What came of a folder's tests.
struct Tally {
  int exact = 0;      // runs with all facts known: compared line by line
  int completed = 0;  // completions of runs with unknown facts
  int ranges_not_judged = 0;
  std::set<std::string> unsupported;  // "POLICY: TEST"
  std::string fault;
};

std::vector<std::uint32_t> readings_of(const PolicyModel& model, const TestSyntax& test,
                                       const TestRunSyntax& run) {
  std::vector<std::uint32_t> chosen;
  for (const Reading& reading : model.readings) {
    chosen.push_back(reading.default_option);
    for (const TestRunSyntax* named : {&test.runs.front(), &run}) {
      for (const auto& [question, option] : named->readings) {
        if (question.text != reading.name) continue;
        const Enumeration& options = model.vocabulary.enums[reading.enumeration];
        chosen.back() = options.index_of(option.text).value();
      }
    }
  }
  return chosen;
}

void judge_run(Judge& judge, const Question& question, Chance& chance, Tally& tally) {
  tally.fault = judge.ask(question);
  RandomFacts facts(judge.model(), question.decision_date, chance);
  for (int i = 0; i < completions && tally.fault.empty(); ++i) {
    const FactValue complete = facts.completed(question.given);
    const bool exact = complete == question.given;
    ++(exact ? tally.exact : tally.completed);
    if (!exact && !judge.judges_ranges()) ++tally.ranges_not_judged;
    const Authority authority{static_cast<Authority::Choice>(i % 3), chance.seed()};
    tally.fault = judge.completion_fault(complete, authority);
    if (!tally.fault.empty()) {
      const Vocabulary& vocabulary = judge.model().vocabulary;
      tally.fault += "\ncompleted to " +
                     facts_yaml(complete, vocabulary.applicant(), vocabulary) +
                     "\nthe evaluator\n" + judge.answer_text() + "the oracle\n" +
                     judge.reference_text();
    }
    if (exact && i == 2) return;
  }
}

void judge_policy(const LoadedPolicy& policy, Tally& tally) {
  const PolicyModel& model = *policy.program->model;
  Judge judge(model);
  Chance chance(20'240'601);
  for (const TestSyntax& test : policy.tests) {
    const std::string name = model.id + ": " + test.name.text;
    const bool single =
        test.applicants.size() == 1 && test.applicants.front().first.empty();
    if (!single) {
      tally.unsupported.insert(name);
      continue;
    }
    ReadFactsOptions options;
    options.closed_world = test.closed;
    Diagnostics diagnostics;
    const CaseFacts facts = read_facts(test.applicants.front().second, model.vocabulary,
                                       options, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    for (const TestRunSyntax& run : test.runs) {
      const Question question{Date::parse(test.decision_date.text).value(),
                              readings_of(model, test, run), facts.record};
      judge_run(judge, question, chance, tally);
      CAPTURE(name);
      REQUIRE(tally.fault == "");
    }
  }
}

std::set<std::string> known_as_unsupported() {
  std::ifstream file(JIANGBU_SOURCE_FOLDER "/tests/oracle/unsupported.txt");
  std::set<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') names.insert(line);
  }
  return names;
}

std::string as_lines(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return text;
}

}  // namespace

TEST_CASE("every test of rules and examples stands before the oracle") {
  const std::filesystem::path root = JIANGBU_SOURCE_FOLDER;
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({root / "rules", root / "examples" / "clauses"}, sources, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  Tally tally;
  for (const LoadedPolicy& policy : rules.policies) judge_policy(policy, tally);
  MESSAGE(tally.exact, " exact comparisons, ", tally.completed, " completions, ",
          tally.ranges_not_judged, " of them with ranges not judged, ",
          tally.unsupported.size(), " tests not supported");
  CHECK(tally.exact > 300);
  // A new one needs support in the oracle, or a line in unsupported.txt.
  CHECK(as_lines(tally.unsupported) == as_lines(known_as_unsupported()));
}
