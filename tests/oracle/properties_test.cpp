// What holds for any policy and any facts, whatever the figures are.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "oracle/judge.hpp"
#include "oracle/policy_source.hpp"
#include "oracle/random_facts.hpp"
#include "oracle/random_policy.hpp"

using namespace jiangbu;
using namespace jiangbu::oracle;

namespace {

#ifdef NDEBUG
constexpr int policies = 80;
#else
constexpr int policies = 16;
#endif
constexpr int cases_each = 10;

std::uint64_t first_seed() {
  const char* seed = std::getenv("JIANGBU_SEED");
  return seed == nullptr ? 77'000 : std::stoull(seed);
}

/// A random policy, and what is asked about it.
struct Drawn {
  PolicyModel model;
  std::string text;
  Chance chance;
  Question question;  // `given` is complete

  RandomFacts facts() { return RandomFacts(model, question.decision_date, chance); }
};

void for_each_case(const std::function<void(RandomPolicy&)>& change,
                   const std::function<void(Drawn&)>& check) {
  for (int p = 0; p < policies; ++p) {
    Chance chance(first_seed() + static_cast<std::uint64_t>(p));
    RandomPolicy policy = random_policy(chance);
    change(policy);
    PolicySource source = read_policy_source(policy.text());
    CAPTURE(policy.text());
    REQUIRE(source.findings == "");
    Drawn drawn{std::move(source.model), policy.text(), chance, {}};
    for (int i = 0; i < cases_each; ++i) {
      drawn.question.decision_date = Date::parse("2024-06-01").value();
      drawn.question.readings.assign(drawn.model.readings.size(), 0);
      drawn.question.given = drawn.facts().complete();
      check(drawn);
    }
  }
}

void as_it_is(RandomPolicy&) {}

std::string yaml(const Drawn& drawn, const FactValue& facts) {
  return facts_yaml(facts, drawn.model.vocabulary.applicant(), drawn.model.vocabulary);
}

void reverse_operands(Expression& e) {
  if (e.op == Op::and_ || e.op == Op::or_) {
    std::reverse(e.operands.begin(), e.operands.end());
  }
  for (Expression& operand : e.operands) reverse_operands(operand);
}

void reverse_parts(Condition& condition) {
  if (condition.kind == Condition::Kind::all || condition.kind == Condition::Kind::any) {
    std::reverse(condition.parts.begin(), condition.parts.end());
  }
  for (Condition& part : condition.parts) reverse_parts(part);
}

/// The same policy with everything that is joined by and / or in reverse order.
PolicyModel reversed(PolicyModel model) {
  for (Expression& formula : model.formulas) reverse_operands(formula);
  if (model.eligible) reverse_parts(*model.eligible);
  for (Exclusion& exclusion : model.exclude) reverse_parts(exclusion.when);
  for (Clause& clause : model.clauses) {
    if (clause.when) reverse_parts(*clause.when);
    for (Exclusion& exclusion : clause.exclude) reverse_parts(exclusion.when);
  }
  return model;
}

}  // namespace

TEST_CASE("the order of what is joined by and / or does not matter") {
  for_each_case(as_it_is, [](Drawn& drawn) {
    Judge one(drawn.model);
    Judge other(reversed(drawn.model));
    Question question = drawn.question;
    if (drawn.chance.one_in(2)) question.given = drawn.facts().with_gaps(question.given);
    CAPTURE(drawn.text);
    CAPTURE(yaml(drawn, question.given));
    REQUIRE(one.ask(question) == "");
    REQUIRE(other.ask(question) == "");
    REQUIRE(one.answer_text() == other.answer_text());
  });
}

TEST_CASE("a policy that is not in force pays nothing") {
  for_each_case(as_it_is, [](Drawn& drawn) {
    drawn.model.status =
        drawn.chance.one_in(2) ? PolicyStatus::expired : PolicyStatus::superseded;
    if (drawn.chance.one_in(3)) {
      drawn.model.status = PolicyStatus::in_force;
      drawn.model.period_to = Date::parse("2024-05-31");
    }
    Judge judge(drawn.model);
    CAPTURE(drawn.text);
    REQUIRE(judge.ask(drawn.question) == "");
    REQUIRE(judge.completion_fault(drawn.question.given, {}) == "");
    REQUIRE_FALSE(judge.reference().in_force);
    REQUIRE(judge.total() == std::pair(std::int64_t{0}, std::optional<std::int64_t>(0)));
  });
}

TEST_CASE("a cap is never exceeded, and what it leaves adds up to the fen") {
  constexpr std::int64_t cap = 1'234'567;
  const auto under_cap = [](RandomPolicy& policy) {
    for (auto& [name, entries] : policy.sections) {
      if (name == "stacking") entries = {"  - cap: {at most: 12345.67元}\n"};
    }
  };
  int bound = 0;
  for_each_case(under_cap, [&](Drawn& drawn) {
    for (Clause& clause : drawn.model.clauses) {
      clause.stacking.clear();
      clause.instalments.clear();
    }
    Judge judge(drawn.model);
    CAPTURE(drawn.text);
    CAPTURE(yaml(drawn, drawn.question.given));
    REQUIRE(judge.ask(drawn.question) == "");
    REQUIRE(judge.completion_fault(drawn.question.given, {}) == "");
    const ReferenceResult& reference = judge.reference();
    if (reference.in_force && !reference.failed && !reference.authority_was_asked) {
      std::int64_t claimed = 0;
      for (const ReferenceClause& clause : reference.clauses) {
        for (const ReferenceLine& line : clause.lines) claimed += line.computed;
      }
      REQUIRE(judge.total().first == std::min(claimed, cap));
      bound += claimed > cap ? 1 : 0;
    }
    Question open = drawn.question;
    open.given = drawn.facts().with_gaps(open.given);
    REQUIRE(judge.ask(open) == "");
    REQUIRE(judge.total().second.has_value());
    REQUIRE(*judge.total().second <= cap);
  });
  CHECK(bound > policies / 10);
}

TEST_CASE(
    "one fact learned after another never contradicts, and ends in the exact answer") {
  for_each_case(as_it_is, [](Drawn& drawn) {
    Judge judge(drawn.model);
    const FactValue complete = drawn.question.given;
    Question question = drawn.question;
    question.given = drawn.facts().with_gaps(complete);
    for (int learned = 0;; ++learned) {
      CAPTURE(drawn.text);
      CAPTURE(yaml(drawn, question.given));
      REQUIRE(judge.ask(question) == "");
      REQUIRE(judge.completion_fault(complete, {}) == "");
      FactValue more = question.given;
      if (!drawn.facts().learn_one(more, complete)) break;
      REQUIRE(judge.learning_fault(more) == "");
      question.given = std::move(more);
    }
    REQUIRE(question.given == complete);
  });
}
