// Rules that compute in long chains: refused, or evaluated on the stack of any thread.
#include <doctest/doctest.h>
#include <pthread.h>

#include <functional>
#include <string>

#include "jiangbu/evaluate.hpp"

using namespace jiangbu;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool is_checked = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool is_checked = true;
#else
constexpr bool is_checked = false;
#endif
#else
constexpr bool is_checked = false;
#endif
// Frames of checked code are several times as large.
constexpr std::size_t stack_size = (is_checked ? 16 : 1) * std::size_t{1} << 20;

void* call(void* run) {
  (*static_cast<std::function<void()>*>(run))();
  return nullptr;
}

/// Runs something on a stack as small as those of Java's threads.
void on_small_stack(std::function<void()> run) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  REQUIRE(pthread_attr_setstacksize(&attributes, stack_size) == 0);
  pthread_t thread{};
  REQUIRE(pthread_create(&thread, &attributes, call, &run) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

std::string policy_with(const std::string& part, const std::string& when) {
  return R"(policy: deep
version: "1"
title: {zh: 深, en: deep}
status: in force
)" + part +
         R"(
clauses:
  A:
    title: {zh: 甲, en: A}
    cite: 一
    payer: city
    when: )" +
         when + R"(
    award: 1万元
)";
}

/// x1 uses x0, x2 uses x1, and so on.
std::string chain_of_names(int length) {
  std::string part =
      "facts: {x: {type: integer, title: {zh: 数, en: x}}}\nlet:\n  x0: x\n";
  for (int i = 1; i < length; ++i) {
    part += "  x" + std::to_string(i) + ": x" + std::to_string(i - 1) + " + 1\n";
  }
  return policy_with(part, "x" + std::to_string(length - 1) + " > 3");
}

std::string derived_fact(int number, const std::string& formula) {
  return "  x" + std::to_string(number) +
         ": {type: integer, title: {zh: 数, en: x}, formula: " + formula + "}\n";
}

std::string chain_of_facts(int length) {
  std::string part = "facts:\n  x0: {type: integer, title: {zh: 数, en: x}}\n";
  for (int i = 1; i < length; ++i) {
    part += derived_fact(i, "x" + std::to_string(i - 1) + " + 1");
  }
  return policy_with(part, "x" + std::to_string(length - 1) + " > 3");
}

Rules rules_of(const std::string& text) {
  return Rules::from_memory({{"deep.yaml", text}});
}

std::string codes(const Rules& rules) {
  std::string all;
  for (const Problem& problem : rules.problems()) {
    if (problem.severity == Problem::Severity::error) all += problem.code + " ";
  }
  return all;
}

}  // namespace

TEST_CASE("names or facts that use one another in a long chain are refused") {
  CHECK(codes(rules_of(chain_of_names(200))) == "");
  CHECK(codes(rules_of(chain_of_names(5000))) == "JB3065 ");
  CHECK(codes(rules_of(chain_of_facts(100))) == "");
  CHECK(codes(rules_of(chain_of_facts(5000))) == "JB3065 ");
}

TEST_CASE("the first name that goes too deep is the one pointed at") {
  const Rules rules = rules_of(chain_of_names(5000));
  REQUIRE(!rules.problems().empty());
  // x0 stands in line 7, and a name takes two steps.
  CHECK(rules.problems().front().line == 7 + 250);
}

TEST_CASE("the longest chain that is accepted is evaluated on a small stack") {
  int longest = 200;
  while (rules_of(chain_of_names(longest + 1)).ok()) ++longest;
  const Rules rules = rules_of(chain_of_names(longest));
  const Facts facts = Facts::from_json(rules, R"({"x": 3})");
  std::string explained;
  Amount payable{};
  on_small_stack([&] {
    const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
    explained = result.text(TextLanguage::en);
    payable = result.applicants()[0].payable;
  });
  CHECK(payable == Amount{1'000'000, 1'000'000});
  CHECK(explained.find("10,000") != std::string::npos);
}

TEST_CASE("rules that are accepted can be read from their image") {
  int longest = 200;
  while (rules_of(chain_of_names(longest + 1)).ok()) ++longest;
  CHECK(Rules::from_image(rules_of(chain_of_names(longest)).image()).ok());
}

TEST_CASE("a formula that takes too many steps is refused") {
  std::string fields =
      "entities:\n  prize:\n    title: {zh: 奖, en: prize}\n    key: x\n"
      "    fields:\n      x: {type: integer, title: {zh: 数, en: x}}\n";
  std::string before = "x";
  for (int i = 1; i < 30; ++i) {
    const std::string name = "f" + std::to_string(i);
    fields += "      " + name +
              ": {type: integer, title: {zh: 数, en: x}, formula: " + before + " + " +
              before + "}\n";
    before = name;
  }
  fields += "facts:\n  prizes: {type: list of prize, title: {zh: 奖, en: prizes}}\n";
  CHECK(codes(rules_of(policy_with(fields, "sum(prizes.f29) > 3"))) == "JB3066 ");
}
