// Learning a fact only narrows: the facts of the example clauses' tests are blanked at
// random, evaluated, and revealed again one after another.
#include <algorithm>
#include <filesystem>
#include <random>

#include "policy_text.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

/// A way to one value inside the facts: field or item numbers.
using Way = std::vector<size_t>;

void collect(const FactValue& value, Way& way, std::vector<Way>& ways) {
  for (size_t i = 0; i < value.items.size(); ++i) {
    way.push_back(i);
    if (value.items[i].state != FactValue::State::unknown) ways.push_back(way);
    collect(value.items[i], way, ways);
    way.pop_back();
  }
}

/// The value at the end of the way; null once a value on the way is blank.
FactValue* follow(FactValue& record, const Way& way) {
  FactValue* value = &record;
  for (const size_t step : way) {
    if (step >= value->items.size()) return nullptr;
    value = &value->items[step];
  }
  return value;
}

bool within(const AmountRange& inner, const AmountRange& outer) {
  if (inner.low < outer.low) return false;
  return !outer.high || (inner.high && *inner.high <= *outer.high);
}

bool contradicts(const std::string& before, const std::string& after) {
  const bool decided = before == "yes" || before == "no";
  return decided && after != before;
}

bool failed(const ClauseResult& clause) { return clause.status == LineStatus::error; }

/// What the later result says against the earlier one; empty if nothing.
std::string contradiction(const PolicyResult& before, const PolicyResult& after) {
  // What cannot be computed (a day without a rate) is reported apart.
  if (std::any_of(after.clauses.begin(), after.clauses.end(), failed)) return "";
  if (!within(after.totals.payable, before.totals.payable) ||
      !within(after.totals.indicative, before.totals.indicative)) {
    return "total " + total(before) + " became " + total(after);
  }
  for (size_t c = 0; c < before.clauses.size(); ++c) {
    const ClauseResult& was = before.clauses[c];
    const ClauseResult& is = after.clauses[c];
    if (!within(is.amount, was.amount)) {
      return was.id + " " + text_of(was.amount) + " became " + text_of(is.amount);
    }
    if (was.status == LineStatus::not_met && is.status != LineStatus::not_met) {
      return was.id + " was not met and became " + name_of(is.status);
    }
  }
  for (size_t f = 0; f < before.figures.size(); ++f) {
    if (contradicts(before.figures[f].value, after.figures[f].value)) {
      return before.figures[f].id + " was " + before.figures[f].value + " and became " +
             after.figures[f].value;
    }
  }
  return "";
}

class Revealing {
 public:
  explicit Revealing(unsigned seed) : random_(seed) {}

  /// Blanks some facts of a test, reveals them in random order. Empty if all is well.
  std::string run(const Program& program, const CaseFacts& full,
                  const EvaluateOptions& options) {
    std::vector<Way> ways;
    Way way;
    collect(full.record, way, ways);
    std::shuffle(ways.begin(), ways.end(), random_);
    const size_t hidden = std::min<size_t>(ways.size(), 1 + random_() % 5);
    ways.resize(hidden);
    // A blank list must come back before what is in it: blank the deep ones last.
    CaseFacts facts = full;
    for (const Way& one : ways) {
      if (FactValue* place = follow(facts.record, one)) *place = FactValue::unknown();
    }
    PolicyResult before = evaluate_policy(program, facts, options);
    std::string story = "blank:";
    for (const Way& one : ways) story += " " + name(program, one);
    for (size_t k = 0; k < ways.size(); ++k) {
      facts = full;
      for (size_t rest = k + 1; rest < ways.size(); ++rest) {
        if (FactValue* place = follow(facts.record, ways[rest])) {
          *place = FactValue::unknown();
        }
      }
      PolicyResult after = evaluate_policy(program, facts, options);
      const std::string fault = contradiction(before, after);
      if (!fault.empty()) {
        return story + "; with " + name(program, ways[k]) + ": " + fault;
      }
      before = std::move(after);
    }
    return "";
  }

 private:
  static std::string name(const Program& program, const Way& way) {
    std::string text = program.model->vocabulary.applicant().fields[way.front()].name;
    for (size_t i = 1; i < way.size(); ++i) text += "/" + std::to_string(way[i]);
    return text;
  }

  std::mt19937 random_;
};

}  // namespace

namespace {

/// Every test of the policies in a folder, so many times each.
void reveal_all(const std::string& folder, int rounds) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto path = std::filesystem::path(JIANGBU_SOURCE_FOLDER) / folder;
  const LoadedRules rules = load_rules({path}, sources, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  REQUIRE_FALSE(rules.policies.empty());
  Revealing revealing(20240601);
  for (const LoadedPolicy& policy : rules.policies) {
    for (const TestSyntax& test : policy.tests) {
      if (test.applicants.size() != 1 || !test.applicants[0].first.empty()) continue;
      CAPTURE(policy.file);
      CAPTURE(test.name.text);
      const CaseFacts facts = read_facts(
          test.applicants[0].second, policy.program->model->vocabulary, {}, diagnostics);
      const EvaluateOptions options = on(test.decision_date.text);
      for (int round = 0; round < rounds; ++round) {
        CHECK(revealing.run(*policy.program, facts, options) == "");
      }
    }
  }
}

}  // namespace

TEST_CASE("revealing: facts of the example clauses never contradict, only narrow") {
  reveal_all("examples/clauses", 8);
}

TEST_CASE("revealing: facts of the policies never contradict, only narrow") {
  reveal_all("rules", 2);
}
