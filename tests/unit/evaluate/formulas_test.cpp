// What formulas give when facts are missing: three-valued logic and ranges.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string vocabulary = R"(
enums:
  grade: {ordered: true, values: {low: {zh: 低, en: low}, mid: {zh: 中, en: mid}, high: {zh: 高, en: high}}}
entities:
  item: {fields: {v: {type: number, min: 0, max: 10}, keep: {type: boolean}}}
facts:
  a: {type: boolean}
  b: {type: boolean}
  c: {type: boolean}
  x: {type: number, min: 0, max: 10}
  y: {type: number, min: 2, max: 5}
  n: {type: number}
  m: {type: money, min: 0元, max: 100元}
  d: {type: date}
  o: {type: number, optional: true, min: 1, max: 9}
  g: {type: grade}
  items: {type: list of item}
parameters:
  rate: {values: [{from: 2020-01-01, to: 2021-12-31, value: 50%}, {from: 2022-01-01, value: 30%}]}
tables:
  points:
    inputs: {grade: grade, size: number}
    output: number
    rows:
      - [low, "-", 1]
      - [mid, "< 5", 2]
      - [mid, ">= 5", 4]
      - [high, "-", 8]
)";

std::string quoted(const std::string& formula) {
  std::string text = "'";
  for (const char c : formula) text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

/// The value of a formula as text.
std::string value(const std::string& formula, const std::string& facts = "",
                  bool closed = false) {
  const Program program =
      program_of(vocabulary + "figures: {f: {value: " + quoted(formula) + "}}\n");
  const CaseFacts known = facts_of(program, facts, closed);
  return figure(evaluate_policy(program, known, on("2024-06-01")), "f");
}

std::string missing(const std::string& formula, const std::string& facts = "") {
  const Program program =
      program_of(vocabulary + "figures: {f: {value: " + quoted(formula) + "}}\n");
  const PolicyResult result = evaluate(program, facts);
  std::string text;
  for (const std::string& path : result.figures[0].missing) {
    text += (text.empty() ? "" : " ") + path;
  }
  return text;
}

}  // namespace

TEST_CASE("logic: and, or, not follow Kleene when facts are missing") {
  const Program program = program_of(vocabulary + R"(
figures:
  and: {value: a and b}
  or: {value: a or b}
  not: {value: not(a)}
)");
  const std::vector<std::string> words = {"true", "false", "unknown"};
  const std::vector<std::string> names = {"yes", "no", "unknown"};
  // Rows: a; columns: b; in the order yes, no, unknown.
  const std::vector<std::string> conjunction = {
      "yes", "no", "unknown", "no", "no", "no", "unknown", "no", "unknown"};
  const std::vector<std::string> disjunction = {
      "yes", "yes", "yes", "yes", "no", "unknown", "yes", "unknown", "unknown"};
  const std::vector<std::string> negation = {"no", "yes", "unknown"};
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j < 3; ++j) {
      CAPTURE(names[i] + " with " + names[j]);
      const PolicyResult result =
          evaluate(program, "{a: " + words[i] + ", b: " + words[j] + "}");
      CHECK(figure(result, "and") == conjunction[i * 3 + j]);
      CHECK(figure(result, "or") == disjunction[i * 3 + j]);
      CHECK(figure(result, "not") == negation[i]);
    }
  }
}

TEST_CASE(
    "logic: a decided formula names no missing fact, an open one names all it needs") {
  CHECK(missing("a and b", "{a: false}") == "");
  CHECK(missing("a or b", "{b: true}") == "");
  CHECK(missing("a and b", "{a: true}") == "b");
  CHECK(missing("a and b") == "a b");
}

TEST_CASE("logic: the order of the operands does not matter") {
  const std::vector<std::string> orders = {"a and b and c", "c and a and b",
                                           "b and (c and a)", "(c and b) and a"};
  const std::vector<std::string> words = {"true", "false", "unknown"};
  for (int code = 0; code < 27; ++code) {
    const std::string facts = "{a: " + words[static_cast<size_t>(code % 3)] +
                              ", b: " + words[static_cast<size_t>(code / 3 % 3)] +
                              ", c: " + words[static_cast<size_t>(code / 9)] + "}";
    CAPTURE(facts);
    for (const std::string& formula : orders) {
      std::string other = formula;
      for (size_t at = 0; (at = other.find("and", at)) != std::string::npos;) {
        other.replace(at, 3, "or");
      }
      CHECK(value(formula, facts) == value(orders[0], facts));
      CHECK(value(other, facts) == value("a or b or c", facts));
    }
  }
}

TEST_CASE("if: an unknown condition keeps both branches") {
  CHECK(value("if a then 1 else 5") == "1..5");
  CHECK(value("if a then 3 else 3") == "3");
  CHECK(value("if a then b else true", "{b: true}") == "yes");
  CHECK(value("if a then true else false") == "unknown");
}

TEST_CASE("if: inside a branch its own condition is taken for granted") {
  CHECK(value("if x < 4 then x else 4") == "0..4");
  CHECK(value("if x <= 4 then 4 else x") == "4..10");
}

TEST_CASE("if: an unknown condition makes unlike texts unknown, not the second") {
  CHECK(value(R"(if a then "low" else "high")") == "unknown");
  CHECK(value(R"((if a then "low" else "high") = "mid")") == "unknown");
}

TEST_CASE("ranges: bounds of missing facts pass through arithmetic") {
  CHECK(value("x + y") == "2..15");
  CHECK(value("x - y") == "-5..8");
  CHECK(value("y - x") == "-8..5");
  CHECK(value("x * y") == "0..50");
  CHECK(value("-x * y") == "-50..0");
  CHECK(value("x / y") == "0..5");
  CHECK(value("min(x, y)") == "0..5");
  CHECK(value("max(x, y)") == "2..10");
  CHECK(value("floor(y / 2)") == "1..2");
  CHECK(value("m * 50%") == "0元..50元");
}

TEST_CASE("ranges: a factor of exactly zero closes the range") {
  CHECK(value("x * 0") == "0");
}

TEST_CASE("ranges: a fact without bounds is open on both sides, unless clipped") {
  CHECK(value("n + 1") == "unknown");
  CHECK(value("max(n, 3)") == "3..");
  CHECK(value("min(max(n, 3), 7)") == "3..7");
}

TEST_CASE("ranges: division by a range that may be zero is open, by zero an error") {
  CHECK(value("1 / x") == "unknown");
  const Program program =
      program_of(vocabulary + "clauses: {A: {award: '100元 / x'}, B: {award: 5元}}\n");
  const PolicyResult result = evaluate(program, "{x: 0}");
  CHECK(outcome(result, "A") == "error 0");
  CHECK(outcome(result, "B") == "due 5");
  CHECK(result.problems.size() == 1);
}

TEST_CASE("ranges: comparisons are decided where the bounds decide them") {
  CHECK(value("x <= 10") == "yes");
  CHECK(value("x > 10") == "no");
  CHECK(value("x < 10") == "unknown");
  CHECK(value("y between 2 and 5") == "yes");
  CHECK(value("y in [6..9]") == "no");
  CHECK(value("x < y") == "unknown");
  CHECK(value("x + 6 > y") == "yes");
}

TEST_CASE("enums: a value that is not known is compared by what it may still be") {
  CHECK(value(R"(g >= "mid")") == "unknown");
  CHECK(value(R"(g >= "low")") == "yes");
  CHECK(value(R"(g <= "high")") == "yes");
  CHECK(value(R"(g < "low")") == "no");
  CHECK(value(R"(g > "high")") == "no");
  CHECK(value(R"(g > "low")") == "unknown");
  CHECK(value(R"(g > "mid")", "{g: high}") == "yes");
  CHECK(value(R"(g > "mid")", "{g: mid}") == "no");
}

TEST_CASE("iteration: a range in brackets is empty when its end lies before its start") {
  CHECK(value("count(for i in [1..n] return i)", "{n: 0}") == "0");
  CHECK(value("count(for i in 1..n return i)", "{n: 0}") == "2");
  CHECK(value("sum(for i in [1..n] return i)", "{n: 4}") == "10");
  CHECK(value("sum(for i in (1..n) return i)", "{n: 4}") == "5");
  CHECK(value("sum(for i in (1..n] return i)", "{n: 1}") == "0");
}

TEST_CASE("tables: an unknown input keeps every row it may match") {
  CHECK(value("points(g, x)", "{g: mid}") == "2..4");
  CHECK(value("points(g, x)", "{x: 5}") == "1..8");
  CHECK(value("points(g, x)", "{g: high}") == "8");
  CHECK(value("points(g, y + 3)", "{g: mid}") == "4");
}

TEST_CASE("parameters: an unknown date allows every value, a known one its own") {
  CHECK(value("rate") == "0.3");
  CHECK(value("rate as of d") == "0.3..0.5");
  CHECK(value("rate as of d", "{d: 2021-12-31}") == "0.5");
  CHECK(value("rate as of d * 2", "{d: 2022-01-01}") == "0.6");
}

TEST_CASE("lists: what is not known of items stays within bounds") {
  CHECK(value("sum(items.v)", "{items: [{v: 3}, {}]}") == "3..13");
  CHECK(value("count(items[keep])", "{items: [{keep: true}, {}]}") == "1..2");
  CHECK(value("max(items.v)", "{items: [{v: 3}, {}]}") == "3..10");
  CHECK(value("some i in items satisfies i.v > 2", "{items: [{}, {v: 3}]}") == "yes");
  CHECK(value("every i in items satisfies i.v > 2", "{items: [{}, {v: 3}]}") ==
        "unknown");
  CHECK(value("every i in items satisfies i.v > 2", "{items: [{}, {v: 2}]}") == "no");
}

TEST_CASE("lists: an unknown list is open, an empty one is known to be empty") {
  CHECK(value("count(items)") == "0..");
  CHECK(value("sum(items.v)") == "0..");
  CHECK(value("count(items) >= 0") == "yes");
  CHECK(value("some i in items satisfies true") == "unknown");
  CHECK(value("count(items)", "{items: []}") == "0");
  CHECK(value("sum(items.v)", "{items: []}") == "0");
  CHECK(value("some i in items satisfies true", "{items: []}") == "no");
  CHECK(value("every i in items satisfies false", "{items: []}") == "yes");
}

TEST_CASE("null: known to be absent is not unknown") {
  CHECK(value("o = null") == "unknown");
  CHECK(value("o = null", "{o: null}") == "yes");
  CHECK(value("o != null and o > 3", "{o: null}") == "no");
  CHECK(value("get or else(o, 5)", "{o: null}") == "5");
  CHECK(value("get or else(o, 20)") == "1..20");
}

TEST_CASE("null: what a filter keeps is not null, though it may be missing") {
  CHECK(value("sum([3, o][item != null])") == "3..12");
  CHECK(value("sum([3, o][item != null])", "{o: null}") == "3");
  CHECK(value("sum([3, o][item != null])", "{o: 4}") == "7");
}

TEST_CASE("texts: a list with a missing fact has no text") {
  CHECK(value("string length(string([1, x]))") == "0..");
  CHECK(value("string length(string([1, x]))", "{x: 2}") == "6");
}

TEST_CASE("records: an entry that others use keeps what is not known of it") {
  CHECK(value("{a: x, b: a + 1}.b") == "1..11");
  CHECK(value("{a: x, b: a + 1}.b", "{x: 2}") == "3");
  CHECK(missing("{a: x, b: a + 1}.b") == "x");
}

TEST_CASE("closed world: missing optional values are null, stated unknowns stay") {
  CHECK(value("o = null", "{}", true) == "yes");
  CHECK(value("o = null", "{o: unknown}", true) == "unknown");
  CHECK(value("count(items)", "{}", true) == "0");
  CHECK(value("count(items)", "{items: unknown}", true) == "0..");
  CHECK(value("a", "{}", true) == "unknown");
}
