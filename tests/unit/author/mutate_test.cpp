// Which changes of a policy are tried, and which of them tests notice.
#include "author/mutate.hpp"

#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

CompiledText sound_text(const std::string& body) {
  CompiledText text = compile_text(head() + body);
  if (!text.program) FAIL(text.rendered());
  return text;
}

std::string listed(const std::vector<Mutation>& mutations) {
  std::string text;
  for (const Mutation& mutation : mutations) {
    text += mutation.before + " → " + mutation.after + "; ";
  }
  return text;
}

std::string tried(const std::string& body) {
  const CompiledText text = sound_text(body);
  return listed(mutations_of(*text.program->model, text.syntax));
}

MutationOutcome outcome_of(const std::string& body, const MutationOptions& options = {}) {
  const CompiledText text = sound_text(body);
  return test_mutants(*text.program, text.syntax, text.syntax.tests, options);
}

const char* const staff_clause =
    "facts: {staff: {type: integer}}\n"
    "clauses: {C: {when: staff >= 5, award: 1万元}}\n"
    "tests:\n"
    "  - {name: a, decision date: 2024-06-01, facts: {staff: 9}, expect: {C: 1万元}}\n"
    "  - {name: b, decision date: 2024-06-01, facts: {staff: 2}, expect: {C: 0}}\n";

}  // namespace

TEST_CASE(
    "A bound that no test stands on survives, an amount that one expects does not") {
  const MutationOutcome outcome = outcome_of(staff_clause);
  CHECK(outcome.tests_hold);
  CHECK(outcome.possible == 3);
  CHECK(outcome.tried == 3);
  CHECK(listed(outcome.survivors) == ">= 5 → > 5; 5 → 6; ");
  CHECK(outcome.survivors[1].place.begin > outcome.survivors[0].place.begin);
  const std::string at_the_bound =
      "  - {name: c, decision date: 2024-06-01, facts: {staff: 5}, expect: {C: 1万元}}\n";
  CHECK(outcome_of(staff_clause + at_the_bound).survivors.empty());
}

TEST_CASE("Every kind of literal goes one step up") {
  CHECK(tried("facts: {day: {type: date}, cost: {type: money}, local: {type: boolean}}\n"
              "parameters: {rate: {value: 70%}, share: {value: 0.5}}\n"
              "clauses:\n"
              "  C:\n"
              "    when: day < @\"2024-12-31\" + @\"P1Y\" - @\"P9D\" and local != true\n"
              "    award: rate * share * cost + 5万元\n") ==
        "70% → 71%; 0.5 → 0.505; < @\"2024-12-31\" + @\"P1Y\" - @\"P9D\" → <= "
        "@\"2024-12-31\" + @\"P1Y\" - @\"P9D\"; @\"2024-12-31\" → 2025-01-01; @\"P1Y\" → "
        "P1Y1M; @\"P9D\" → P10D; != true → = true; true → false; 5万元 → 50001元; ");
}

TEST_CASE("Cells, bounds and amounts of tables are changed, and limits of stacking") {
  CHECK(
      tried(
          "enums: {size: {values: {small: {zh: 小, en: small}, big: {zh: 大, en: b}}}}\n"
          "facts: {size: {type: size}, n: {type: integer, min: 0}}\n"
          "clauses:\n"
          "  C: {award: {table: {inputs: [size], rows: [[small, 1万元], [big, "
          "2万元]]}},\n"
          "      stacking: [{cap: {at most: 3万元}}]}\n") ==
      "small → \"big\"; 1万元 → 10001元; big → \"small\"; 2万元 → 20001元; "
      "3万元 → 30001元; ");
}

TEST_CASE(
    "A bound between two different constants is no change, for none can notice it") {
  const std::string parameters = "parameters: {a: {value: 602}, b: {value: 1000}}\n";
  const std::string figure = "figures: {f: {title: {zh: 甲, en: a}, cite: 一, value: ";
  CHECK(tried(parameters + figure + "a >= b}}\n") == "602 → 603; 1000 → 1001; ");
  CHECK(tried(parameters + figure + "a = b}}\n") ==
        "602 → 603; 1000 → 1001; = b → != b; ");
  CHECK(tried(parameters + figure + "a + 398 >= b}}\n") ==
        "602 → 603; 1000 → 1001; >= b → > b; 398 → 399; ");
}

TEST_CASE("A figure that the model holds several times is changed once, everywhere") {
  const std::string body =
      "facts: {cost: {type: money, min: 0元}}\n"
      "parameters: {floor: {value: 100元}}\n"
      "clauses:\n"
      "  C:\n"
      "    award:\n"
      "      marginal:\n"
      "        of: cost\n"
      "        bands:\n"
      "          - {at most: 1000元, rate: 10%}\n"
      "          - {over: 1000元, rate: 5%}\n";
  const CompiledText text = sound_text(body);
  const std::vector<Mutation> mutations = mutations_of(*text.program->model, text.syntax);
  const std::string all = listed(mutations);
  CHECK(all.find("100元 → 101元; ") == 0);
  CHECK(all.find("1000元 → 1001元; ") != std::string::npos);
  for (std::size_t i = 1; i < mutations.size(); ++i) {
    CHECK(mutations[i - 1].place.begin <= mutations[i].place.begin);
    CHECK(mutations[i - 1].before + listed({mutations[i - 1]}) !=
          (mutations[i - 1].place == mutations[i].place
               ? mutations[i].before + listed({mutations[i]})
               : ""));
  }
}

TEST_CASE("A sample has so many mutants, and the same seed draws the same ones") {
  MutationOptions options;
  options.sample = 2;
  const MutationOutcome once = outcome_of(staff_clause, options);
  CHECK(once.possible == 3);
  CHECK(once.tried == 2);
  CHECK(listed(once.survivors) == listed(outcome_of(staff_clause, options).survivors));
  options.sample = 50;
  CHECK(outcome_of(staff_clause, options).tried == 3);
}

TEST_CASE(
    "Dates between which a value holds go a day further, and only a test there sees it") {
  const std::string body =
      "parameters: {r: {values: [{from: 2024-01-01, to: 2024-06-30, value: 10元},\n"
      "                          {from: 2024-07-01, value: 20元}]}}\n"
      "clauses: {C: {award: r}}\n"
      "tests:\n"
      "  - {name: a, decision date: 2024-01-01, expect: {C: 10元}}\n"
      "  - {name: b, decision date: 2025-03-01, expect: {C: 20元}}\n";
  CHECK(listed(outcome_of(body).survivors) ==
        "2024-06-30 → 2024-07-01; 2024-07-01 → 2024-07-02; ");
  const std::string on_the_day =
      "  - {name: c, decision date: 2024-07-01, expect: {C: 20元}}\n";
  CHECK(outcome_of(body + on_the_day).survivors.empty());
}

TEST_CASE("Tests that fail as they are kill no mutant") {
  const MutationOutcome outcome = outcome_of(
      "clauses: {C: {award: 1万元}}\n"
      "tests: [{name: a, decision date: 2024-06-01, expect: {C: 2万元}}]\n");
  CHECK_FALSE(outcome.tests_hold);
  CHECK(outcome.possible == 1);
  CHECK(outcome.tried == 0);
}
