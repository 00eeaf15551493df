// The public interface as a program uses it: only public headers.
#include <doctest/doctest.h>

#include <filesystem>
#include <thread>

#include "jiangbu/amounts.hpp"
#include "jiangbu/explanation.hpp"
#include "jiangbu/version.hpp"

using namespace jiangbu;

namespace {

const std::string source = JIANGBU_SOURCE_FOLDER;

const std::string vocabulary = R"(vocabulary: shared
facts:
  prizes: {type: integer, min: 0, title: {zh: 奖项数, en: prizes}}
)";

std::string policy(const std::string& name, const std::string& status = "in force") {
  return "policy: " + name + R"(
version: "1"
title: {zh: 奖励, en: rewards}
status: )" +
         status + R"(
uses: [../shared.yaml]
readings:
  rate:
    title: {zh: 每项多少, en: how much for each}
    default: low
    options:
      low: {title: {zh: 低, en: low}, reason: {zh: 字面, en: the words}}
      high: {title: {zh: 高, en: high}, reason: {zh: 目的, en: the aim}}
clauses:
  A:
    title: {zh: 获奖, en: prizes won}
    cite: 一
    payer: city
    award:
      by reading: rate
      low: prizes * 1万元
      high: prizes * 2万元
  B:
    title: {zh: 另行规定, en: stated elsewhere}
    cite: 二
    payer: city
    award: {delegated: {zh: 市级办法, en: the city's measures}}
)";
}

Rules small_rules(const std::string& status = "in force") {
  return Rules::from_memory(
      {{"city/policy.yaml", policy("prizes", status)}, {"shared.yaml", vocabulary}});
}

std::string english(const std::vector<Problem>& problems) {
  return problems_text(problems, TextLanguage::en);
}

}  // namespace

TEST_CASE("rules from memory find each other by their names") {
  const Rules rules = small_rules();
  CHECK(english(rules.problems()) == "");
  REQUIRE(rules.ok());
  REQUIRE(rules.policies().size() == 1);
  CHECK(rules.policies()[0].id == "prizes");
  CHECK(rules.policies()[0].title.zh == "奖励");
  CHECK(rules.policies()[0].hash.size() == 16);
  CHECK_FALSE(rules.policies()[0].draft);
}

TEST_CASE("what is wrong in rules has a code, a place and words in both languages") {
  const Rules rules = Rules::from_memory({{"a.yaml", "policy: a\nclawses: {}\n"}});
  CHECK_FALSE(rules.ok());
  REQUIRE_FALSE(rules.problems().empty());
  bool found = false;
  for (const Problem& problem : rules.problems()) {
    if (problem.line != 2) continue;
    found = true;
    CHECK(problem.file == "a.yaml");
    CHECK(problem.column == 1);
    CHECK(problem.code.substr(0, 2) == "JB");
    CHECK(problem.severity == Problem::Severity::error);
    CHECK(problem.message.en.find("clawses") != std::string::npos);
    CHECK(problem.message.zh != problem.message.en);
    CHECK(problem.rendered.en.find("a.yaml:2:1: error JB") == 0);
  }
  CHECK(found);
}

TEST_CASE("an unreadable path is an error, and so is a second spelling of one name") {
  const Rules missing = Rules::load({"no/such/folder.yaml"});
  CHECK_FALSE(missing.ok());
  CHECK(english(missing.problems()).find("no/such/folder.yaml") != std::string::npos);
  const Rules twice = Rules::from_memory({{"p/a.yaml", policy("a")},
                                          {"p/./a.yaml", policy("b")},
                                          {"shared.yaml", vocabulary}});
  CHECK_FALSE(twice.ok());
}

TEST_CASE("amounts are in fen, and what is not stated is no amount") {
  const Facts facts = Facts::from_json(small_rules(), R"({"prizes": 3})");
  const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
  CHECK(english(result.problems()) == "");
  REQUIRE(result.applicants().size() == 1);
  const ApplicantOutcome& outcome = result.applicants()[0];
  CHECK(outcome.payable == Amount{3'000'000, 3'000'000});
  CHECK(outcome.indicative == Amount{0, 0});
  CHECK(outcome.delegated == std::vector<std::string>{"B"});
  REQUIRE(outcome.clauses.size() == 2);
  CHECK(outcome.clauses[0].status == ClauseStatus::due);
  CHECK(outcome.clauses[0].amount == Amount{3'000'000, 3'000'000});
  CHECK(outcome.clauses[1].status == ClauseStatus::delegated);
  CHECK_FALSE(outcome.clauses[1].amount.has_value());
  CHECK(result.json().find(version) != std::string::npos);
  CHECK(result.text(TextLanguage::zh).find("3万元") != std::string::npos);
  CHECK(status_text(outcome.clauses[0].status, TextLanguage::en) == "due");
}

TEST_CASE("an unknown fact makes a range without upper end, in both ways to evaluate") {
  const Rules rules = small_rules();
  const Facts facts = Facts::from_json(rules, "{}");
  const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
  REQUIRE(result.applicants().size() == 1);
  CHECK(result.applicants()[0].payable == Amount{0, std::nullopt});
  AmountCalculator calculator(rules, "prizes", "2024-11-30");
  CHECK(calculator.evaluate(facts) == Amount{0, std::nullopt});
}

TEST_CASE("a draft's amounts are indicative") {
  const Rules rules = small_rules("draft");
  const Facts facts = Facts::from_json(rules, R"({"prizes": 3})");
  const Evaluation result =
      evaluate(facts, {.decision_date = "2024-11-30", .readings = {{"rate", "high"}}});
  REQUIRE(result.applicants().size() == 1);
  CHECK(result.applicants()[0].payable == Amount{0, 0});
  CHECK(result.applicants()[0].indicative == Amount{6'000'000, 6'000'000});
  AmountCalculator calculator(rules, "prizes", "2024-11-30", {{"rate", "high"}});
  CHECK(calculator.is_draft());
  CHECK(calculator.evaluate(facts) == Amount{6'000'000, 6'000'000});
}

TEST_CASE("wrong facts, dates and readings are problems, and nothing is evaluated") {
  const Rules rules = small_rules();
  const Facts wrong = Facts::from_yaml(rules, "prices: 3\n");
  CHECK_FALSE(wrong.ok());
  REQUIRE(wrong.problems().size() == 1);
  CHECK(wrong.problems()[0].file == "facts.yaml");
  CHECK(wrong.problems()[0].line == 1);
  CHECK(wrong.applicants().empty());
  const Facts fine = Facts::from_yaml(rules, "prizes: 3\n");
  const Evaluation outcomes[] = {
      evaluate(wrong, {.decision_date = "2024-11-30"}),
      evaluate(fine, {.decision_date = "2024-02-30"}), evaluate(fine, {}),
      evaluate(fine, {.decision_date = "2024-11-30", .readings = {{"rate", "middle"}}})};
  for (const Evaluation& outcome : outcomes) {
    CHECK_FALSE(outcome.ok());
    CHECK(has_errors(outcome.problems()));
    CHECK(outcome.applicants().empty());
    CHECK(outcome.json() == "");
    CHECK(outcome.text(TextLanguage::en) == "");
  }
  const Facts allowed =
      Facts::from_yaml(rules, "prices: 3\n", {.allow_unknown_names = true});
  CHECK(allowed.ok());
  CHECK(allowed.problems().size() == 1);
}

TEST_CASE("problems of rules are carried on to facts and evaluations") {
  const Rules rules = Rules::from_memory({{"a.yaml", "policy: a\nclawses: {}\n"}});
  const Facts facts = Facts::from_json(rules, "{}");
  const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
  CHECK_FALSE(facts.ok());
  CHECK_FALSE(result.ok());
  CHECK(english(facts.problems()) == english(rules.problems()));
  CHECK(english(result.problems()) == english(rules.problems()));
}

TEST_CASE("a set of applicants gives one outcome each, in their order") {
  const Rules rules = small_rules();
  const Facts facts =
      Facts::from_yaml(rules, "applicants:\n  乙: {prizes: 2}\n  甲: {prizes: 1}\n");
  CHECK(facts.applicants() == std::vector<std::string>{"乙", "甲"});
  const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
  REQUIRE(result.applicants().size() == 2);
  CHECK(result.applicants()[0].applicant == "乙");
  CHECK(result.applicants()[0].payable.low == 2'000'000);
  AmountCalculator calculator(rules, "prizes", "2024-11-30");
  CHECK(calculator.evaluate(facts, 1) == Amount{1'000'000, 1'000'000});
  CHECK_FALSE(calculator.evaluate(facts, 2).has_value());
}

TEST_CASE("a calculator that cannot be says why and gives no amount") {
  const Rules rules = small_rules();
  const Facts facts = Facts::from_yaml(rules, "prizes: 3\n");
  AmountCalculator unknown(rules, "prices", "2024-11-30");
  AmountCalculator undated(rules, "prizes", "yesterday");
  for (AmountCalculator* calculator : {&unknown, &undated}) {
    CHECK_FALSE(calculator->ok());
    CHECK(calculator->problems().size() == 1);
    CHECK_FALSE(calculator->evaluate(facts).has_value());
  }
  AmountCalculator other(small_rules(), "prizes", "2024-11-30");
  REQUIRE(other.ok());
  CHECK_FALSE(other.evaluate(facts).has_value());  // read for other rules
}

TEST_CASE("a clause that cannot be computed is an error, not an amount") {
  const Rules rules = Rules::from_memory({{"p.yaml", R"(policy: p
version: "1"
title: {zh: 甲, en: a}
status: in force
facts:
  cost: {type: number, title: {zh: 数, en: n}}
  parts: {type: number, title: {zh: 份, en: parts}}
clauses:
  A: {title: {zh: 甲, en: a}, cite: 一, payer: city, award: cost / parts * 1元}
)"}});
  CHECK(english(rules.problems()) == "");
  const Facts facts = Facts::from_yaml(rules, "cost: 1\nparts: 0\n");
  const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
  CHECK_FALSE(result.ok());
  CHECK(has_errors(result.problems()));
  REQUIRE(result.applicants().size() == 1);
  CHECK(result.applicants()[0].clauses[0].status == ClauseStatus::error);
  CHECK_FALSE(result.applicants()[0].clauses[0].amount.has_value());
  AmountCalculator calculator(rules, "p", "2024-11-30");
  CHECK(calculator.slow_because() != "");
  CHECK_FALSE(calculator.evaluate(facts).has_value());
}

TEST_CASE("the calculator agrees with evaluate() on the example applicants") {
  const Rules rules = Rules::load({source + "/rules"});
  REQUIRE(rules.ok());
  std::size_t compared = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(source + "/examples/facts")) {
    if (entry.path().extension() == ".txt") continue;
    const Facts facts =
        Facts::from_file(rules, entry.path().string(), {.closed_world = true});
    REQUIRE_MESSAGE(facts.ok(), english(facts.problems()));
    const Evaluation result =
        evaluate(facts, {.decision_date = "2024-11-30", .explain = false});
    REQUIRE(result.applicants().size() == 1);
    Amount payable{0, 0};
    for (const Rules::Policy& policy : rules.policies()) {
      AmountCalculator calculator(rules, policy.id, "2024-11-30");
      const auto amount = calculator.evaluate(facts);
      REQUIRE(amount.has_value());
      if (calculator.is_draft()) continue;
      payable.low += amount->low;
      payable.high = payable.high && amount->high
                         ? std::optional(*payable.high + *amount->high)
                         : std::nullopt;
    }
    CHECK(result.applicants()[0].payable == payable);
    ++compared;
  }
  CHECK(compared >= 4);
}

TEST_CASE("several threads share rules and facts") {
  const Rules rules = Rules::load({source + "/rules/changzhi"});
  const Facts facts =
      Facts::from_file(rules, source + "/examples/facts/changzhi_enterprise.yaml",
                       {.allow_unknown_names = true});
  REQUIRE_MESSAGE(facts.ok(), english(facts.problems()));
  const EvaluationOptions options{.decision_date = "2024-11-30"};
  const std::string expected = evaluate(facts, options).json();
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& json : found) {
    threads.emplace_back([&] { json = evaluate(facts, options).json(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& json : found) CHECK(json == expected);
}

TEST_CASE("a limit ends an evaluation, or changes nothing") {
  const Rules rules = small_rules();
  const Facts facts = Facts::from_json(rules, R"({"prizes": 3})");
  EvaluationOptions options{.decision_date = "2024-11-30"};
  const std::string whole = evaluate(facts, options).json();
  int asked = 0;
  options.limits = {std::chrono::hours(1), 1'000'000, [&](std::uint64_t) {
                      ++asked;
                      return true;
                    }};
  CHECK(evaluate(facts, options).json() == whole);
  CHECK(asked >= 1);
  options.limits = {.steps = 1};
  const Evaluation ended = evaluate(facts, options);
  CHECK_FALSE(ended.ok());
  CHECK(ended.interruption() == Interruption::steps);
  CHECK(ended.applicants().empty());
  CHECK(ended.json().empty());
  CHECK(english(ended.problems()) == "error: the limit of steps is exceeded\n");
  options.limits = {.proceed = [](std::uint64_t) { return false; }};
  CHECK(evaluate(facts, options).interruption() == Interruption::cancelled);
  options.limits = {.proceed = [](std::uint64_t) -> bool { throw 7; }};
  CHECK_THROWS_AS(evaluate(facts, options), int);
}

TEST_CASE("an explanation names each line, and is the same object each time") {
  const Rules rules = small_rules();
  const Facts facts = Facts::from_json(rules, R"({"prizes": 3})");
  const Evaluation result =
      evaluate(facts, {.decision_date = "2024-11-30", .all_readings = true});
  REQUIRE(result.explanations().size() == 1);
  const ApplicantExplanation& why = result.explanations().front();
  CHECK(&result.explanations().front() == &why);
  REQUIRE(why.clauses.size() == 2);
  REQUIRE(why.clauses[0].lines.size() == 1);
  CHECK(why.clauses[0].payers.front().first == "city");
  CHECK(why.clauses[0].lines[0].amount->low == 3'000'000);
  REQUIRE(why.clauses[0].lines[0].calculations.size() == 1);
  CHECK(why.clauses[0].lines[0].calculations[0].values[0].text == "3");
  CHECK_FALSE(why.clauses[1].lines.at(0).amount.has_value());
  REQUIRE(why.readings.size() == 2);
  CHECK(why.readings[0].total->low == 3'000'000);
  CHECK(why.readings[1].total->low == 6'000'000);
}

TEST_CASE("facts are read within the limits that are asked for") {
  const Rules rules = small_rules();
  const std::string text = R"({"prizes": 3})";
  CHECK(Facts::from_json(rules, text, {.max_bytes = text.size()}).ok());
  CHECK_FALSE(Facts::from_json(rules, text, {.max_bytes = text.size() - 1}).ok());
  CHECK_FALSE(Facts::from_yaml(rules, text, {.max_values = 2}).ok());
  CHECK(Facts::from_yaml(rules, text, {.max_depth = 1, .max_values = 3}).ok());
}
