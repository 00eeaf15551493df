// How the report says an amount came about, and what a window needed.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

/// What the report shows of how the amount of clause A came about.
std::string how(const std::string& award, const std::string& facts) {
  const Program program = program_of(
      "facts: {cost: {type: money, min: 0元}, n: {type: integer, min: 0}}\n"
      "clauses: {A: {award: " +
      award + "}}\n");
  const PolicyResult result =
      evaluate_policy(program, facts_of(program, facts), on("2024-06-01"));
  std::string text;
  for (const Calculation& calculation : clause(result, "A").lines[0].calculations) {
    text += calculation.part->text;
    for (const auto& used : calculation.values) {
      text += " | " + used.source + " = " + used.value.text;
    }
    text += "; ";
  }
  for (const BoundReached& bound : clause(result, "A").lines[0].bounds) {
    text += (bound.upper ? "at most " : "at least ") + text_of(bound.bound) + " not " +
            text_of(bound.before) + "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("calculation: a bound is named where it changed the amount, and only there") {
  const std::string award = "{percent: 70%, of: cost, at most: 50元, at least: 7元}";
  CHECK(how(award, "{cost: 100}") == "70% * cost | cost = 100元; at most 50 not 70; ");
  CHECK(how(award, "{cost: 5}") == "70% * cost | cost = 5元; at least 7 not 3.50; ");
  CHECK(how(award, "{cost: 50}") == "70% * cost | cost = 50元; ");
  CHECK(how(award, "{}") ==
        "70% * cost | cost = 0元..; at least 7 not 0..; "
        "at most 50 not 7..; ");
}

TEST_CASE("calculation: a percentage, or a range of them, says of what") {
  CHECK(how("{percent: 30%-50%, of: cost}", "{cost: 10}") ==
        "30%-50% * cost | cost = 10元; ");
  CHECK(how("{percent: 不超过30%, of: cost + 2元}", "{cost: 10}") ==
        "不超过30% * (cost + 2元) | cost = 10元; ");
}

TEST_CASE("calculation: bands of a tariff, and the bracket that applies") {
  CHECK(how("{marginal: {of: cost, bands: [{以下: 100元, rate: 10%}, {超过: 100元, 以下: "
            "200元, rate: 5%}, {超过: 200元, rate: 1%}]}}",
            "{cost: 120}") ==
        "10% * (cost <= 100元) + 5% * (cost > 100元 and cost <= 200元) + "
        "1% * (cost > 200元) | cost = 120元; ");
  const std::string step =
      "{step: {of: n, bands: [{以上: 10, 不满: 50, give: 1元}, {以上: 50, give: 1元 * "
      "n}], otherwise: none}}";
  CHECK(how(step, "{n: 10}") == "n >= 10 and n < 50 | n = 10; ");
  CHECK(how(step, "{n: 50}") == "n >= 50 | n = 50; 1元 * n | n = 50; ");
  CHECK(how("{by: n, amounts: {1: 1元}, otherwise: none}", "{n: 1}") == "");
}

TEST_CASE("window: the proof says what was needed of which day") {
  const Program program = program_of(
      "facts: {applied: {type: date}}\n"
      "clauses: {A: {window: {of: applied, from: '@\"2024-01-01\"', to: "
      "'@\"2024-03-31\"'}, award: 1元}}\n");
  const PolicyResult result = evaluate_policy(
      program, facts_of(program, "{applied: 2024-04-01}"), on("2024-06-01"));
  const std::vector<ProofNode>& proof = clause(result, "A").lines[0].proof;
  REQUIRE(proof.size() == 2);
  CHECK(proof[0].truth == Truth::yes);
  CHECK(proof[1].truth == Truth::no);
  CHECK(proof[1].part->title.en == "end of the window");
  CHECK(proof[1].part->text == "applied <= @\"2024-03-31\"");
  CHECK(proof[1].part->sources[0].text == "applied");
  CHECK(proof[1].values[0].text == "2024-04-01");
}
