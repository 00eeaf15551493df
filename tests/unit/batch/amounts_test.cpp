// Amounts over columns equal those of the evaluator of single cases, to the fen.
#include "batch/amounts.hpp"

#include <filesystem>
#include <random>

#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"
#include "policy_text.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

/// Changes facts at random, each to another value its type allows.
class Changes {
 public:
  Changes(const Vocabulary& vocabulary, unsigned seed)
      : vocabulary_(vocabulary), random_(seed) {}

  void change(FactValue& record, const Entity& entity) {
    for (std::size_t f = 0; f < entity.fields.size(); ++f) {
      const Field& field = entity.fields[f];
      if (field.is_derived()) continue;
      FactValue& value = record.items[f];
      if (field.type.is_list()) {
        change_list(value, *field.type.element);
      } else if (upto(3) == 0) {
        change_scalar(value, field);
      }
    }
  }

 private:
  std::uint32_t upto(std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random_);
  }

  void change_list(FactValue& list, const Type& element) {
    if (!list.is_known()) return;
    if (!list.items.empty() && upto(4) == 0) list.items.pop_back();
    if (!list.items.empty() && upto(2) == 0) list.items.push_back(list.items.front());
    if (element.base != BaseType::record) return;
    for (FactValue& item : list.items) change(item, vocabulary_.entities[element.id]);
  }

  void change_scalar(FactValue& value, const Field& field) {
    if (!value.is_known()) return;
    if (auto* date = std::get_if<Date>(&value.scalar)) {
      date->days += static_cast<std::int32_t>(upto(800)) - 400;
    } else if (auto* truth = std::get_if<bool>(&value.scalar)) {
      *truth = !*truth;
    } else if (std::holds_alternative<EnumValue>(value.scalar)) {
      const auto count = vocabulary_.enums[field.type.id].values.size();
      value.scalar = EnumValue{upto(static_cast<std::uint32_t>(count) - 1)};
    } else if (auto* number = std::get_if<Decimal>(&value.scalar)) {
      const Decimal changed = *number + Decimal(upto(20)) - Decimal(10);
      const bool fits =
          (!field.min || *field.min <= changed) && (!field.max || changed <= *field.max);
      if (fits) *number = changed;
    }
  }

  const Vocabulary& vocabulary_;
  std::mt19937 random_;
};

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
  Changes changes(vocabulary, 7);
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
      const CaseEvaluation evaluation(program, facts, options);
      const FenRange expected = evaluation.amounts().total();
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
