// Vocabulary, parameters, readings, awards, bands and tables: what is refused, and where.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string vocabulary = R"(
enums:
  grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}}
entities:
  mark: {fields: {id: {type: text}, grade: {type: grade}}}
facts:
  flag: {type: boolean}
  size: {type: number}
  money: {type: money}
  text: {type: text}
  grade: {type: grade}
  marks: {type: list of mark}
readings:
  q: {default: a, options: {a: {}, b: {}}}
)";

std::string with(const std::string& body) { return findings_of(vocabulary + body); }

/// The arguments of the first finding: the sample of a table.
std::string sample(const std::string& body) {
  const CompiledText compiled = compile_text(head() + vocabulary + body);
  for (const Diagnostic& one : compiled.diagnostics.all()) {
    if (!code_text(one.code).starts_with("JB3")) continue;
    std::string text(code_text(one.code));
    for (const std::string& argument : one.arguments) text += " (" + argument + ")";
    return text;
  }
  return "";
}

std::string table(const std::string& rows, const std::string& more = "") {
  return "tables:\n  t:\n    inputs: {g: grade, n: number}\n    output: money\n" + more +
         "    rows:\n" + rows;
}

std::string bands(const std::string& kind, const std::string& list,
                  const std::string& more = "") {
  return "clauses: {A: {award: {" + kind + ": {of: size, bands: [" + list + "]" + more +
         "}}}}\n";
}

}  // namespace

TEST_CASE("status: one of four words") {
  CHECK(compile_text("policy: p\ntitle: {zh: 甲, en: a}\nstatus: active\n").findings() ==
        "JB3011 `active`; ");
}

TEST_CASE("period: its end does not lie before its beginning") {
  CHECK(findings_of("period: {from: 2024-02-01, to: 2024-01-31}\n") ==
        "JB3023 `2024-01-31`; ");
  CHECK(findings_of("period: {from: 2024-02-01, to: 2024-02-01}\n") == "");
  CHECK(findings_of("period: {from: 2024-02-30}\n") == "JB3021 `2024-02-30`; ");
}

TEST_CASE("facts: lists are never optional, assumptions fit, bounds are in order") {
  CHECK(findings_of("facts: {a: {type: list of number, optional: true}}\n")
            .starts_with("JB3027 "));
  CHECK(findings_of("facts: {a: {type: boolean, assume: 3}}\n").starts_with("JB3025 "));
  CHECK(
      findings_of("facts: {a: {type: number, min: 3, max: 2}}\n").starts_with("JB3023 "));
  CHECK(findings_of("jurisdiction: \"14040\"\n") == "JB3022 `\"14040\"`; ");
}

TEST_CASE("facts: an aggregate belongs to the applicant") {
  CHECK(findings_of("facts: {k: {type: text}}\nentities: {e: {fields: {s: {type: number, "
                    "aggregate: {count: 1, by: k}}}}}\n")
            .starts_with("JB3028 "));
}

TEST_CASE("parameters: dated values are constant, in order, without overlap") {
  CHECK(with("parameters: {p: {value: size}}\n") == "JB3024 `size`; ");
  CHECK(with("parameters: {p: {values: [{from: 2020-01-01, to: 2021-12-31, value: 1}, "
             "{from: 2021-12-31, value: 2}]}}\n")
            .starts_with("JB3030 "));
  CHECK(with("parameters: {p: {values: [{from: 2020-01-01, to: 2021-12-31, value: 1}, "
             "{from: 2022-01-01, value: 2}]}}\n") == "");
}

TEST_CASE("parameters: a gap between dated values is a warning that names its ends") {
  CHECK(sample("parameters: {p: {values: [{from: 2020-01-01, to: 2020-12-31, value: 1}, "
               "{from: 2022-01-01, value: 2}]}}\n") ==
        "JB3031 (p) (2020-12-31) (2022-01-01)");
}

TEST_CASE("readings: at least two options, a default that exists") {
  CHECK(findings_of("readings: {q: {default: a, options: {a: {}}}}\n")
            .starts_with("JB3009 "));
  CHECK(findings_of("readings: {q: {default: c, options: {a: {}, b: {}}}}\n") ==
        "JB3007 `c`; ");
}

TEST_CASE("readings: by reading gives every option, and only those") {
  CHECK(with("clauses: {A: {award: {by reading: q, a: 1元, b: 2元}}}\n") == "");
  CHECK(with("clauses: {A: {award: {by reading: q, a: 1元}}}\n").starts_with("JB3008 "));
  CHECK(with("clauses: {A: {award: {by reading: q, a: 1元, b: 2元, c: 3元}}}\n") ==
        "JB3007 `c`; ");
  CHECK(with("clauses: {A: {award: {by reading: r, a: 1元}}}\n") == "JB3006 `r`; ");
  CHECK(with("clauses: {A: {when: {by reading: q, a: flag}, award: 1元}}\n")
            .starts_with("JB3008 "));
  CHECK(with("clauses: {A: {only under: {q: [c]}, award: 1元}}\n") == "JB3007 `c`; ");
}

TEST_CASE("by grade: every value has an amount, or there is an otherwise") {
  CHECK(
      with("clauses: {A: {award: {by: grade, amounts: {first: 1元, second: 2元}}}}\n") ==
      "");
  CHECK(with("clauses: {A: {award: {by: grade, amounts: {first: 1元}, otherwise: "
             "none}}}\n") == "");
  CHECK(sample("clauses: {A: {award: {by: grade, amounts: {first: 1元}}}}\n") ==
        "JB3037 ('second')");
  CHECK(with("clauses: {A: {award: {by: grade, amounts: {first: 1元, third: 2元}, "
             "otherwise: none}}}\n") == "JB3015 `third`; ");
  CHECK(with("clauses: {A: {award: {by: text, amounts: {x: 1元}}}}\n")
            .starts_with("JB3038 "));
}

TEST_CASE("bands: overlaps, shared ends and gaps are refused") {
  CHECK(with(bands("step", "{below: 10, give: 1元}, {at least: 10, give: 2元}")) == "");
  CHECK(with(bands("step", "{below: 11, give: 1元}, {at least: 10, give: 2元}"))
            .starts_with("JB3039 "));
  CHECK(sample(bands("step", "{at most: 10, give: 1元}, {at least: 10, give: 2元}")) ==
        "JB3040 (10)");
  CHECK(sample(bands("step", "{below: 10, give: 1元}, {at least: 12, give: 2元}")) ==
        "JB3041 (10) (12)");
  CHECK(sample(bands("step", "{below: 10, give: 1元}, {over: 10, give: 2元}"))
            .starts_with("JB3058"));
  CHECK(with(bands("step", "{at least: 9, below: 3, give: 1元}")) == "JB3023 `3`; ");
  CHECK(with(bands("step", "{at most: 10, give: 1元}, {at least: 10, give: 2元}")) ==
        "JB3040 `10`; ");
}

TEST_CASE("bands: a marginal tariff that skips its beginning is a warning") {
  const std::string late = bands("marginal", "{over: 5, rate: 1元}");
  CHECK(with(late).starts_with("JB3042 "));
  CHECK_FALSE(compile_text(head() + vocabulary + late).diagnostics.has_errors());
}

TEST_CASE("bands: an amount that falls at a boundary is a warning with both amounts") {
  CHECK(sample(bands("step", "{below: 10, give: 3元}, {at least: 10, give: 2元}")) ==
        "JB3043 (3元) (2元)");
}

TEST_CASE("bands: an amount falls by size, whatever the order they are listed in") {
  CHECK(with(bands("step", "{at least: 10, give: 3元}, {below: 10, give: 2元}")) == "");
  CHECK(sample(bands("step", "{at least: 10, give: 2元}, {below: 10, give: 3元}")) ==
        "JB3043 (3元) (2元)");
}

TEST_CASE("bands: a share of the quantity falls where its amount at the boundary does") {
  const std::string rising = "{below: 10, give: 5元 * size}, {at least: 10, give: ";
  CHECK(sample(bands("step", rising + "4元 * size}")) == "JB3043 (50元) (40元)");
  CHECK(sample(bands("step", rising + "49元}")) == "JB3043 (50元) (49元)");
  CHECK(with(bands("step", rising + "50元}")) == "");
}

TEST_CASE("tables: a gap is shown by a sample input") {
  CHECK(with(table("      - [first, \"-\", 1元]\n      - [second, \"< 5\", 2元]\n"
                   "      - [second, \">= 5\", 3元]\n")) == "");
  CHECK(sample(table("      - [first, \"-\", 1元]\n      - [second, \"< 5\", 2元]\n")) ==
        "JB3044 (g: second, n: 5)");
  CHECK(sample(table("      - [first, \"-\", 1元]\n      - [second, \"< 5\", 2元]\n"
                     "      - [second, \"> 5\", 2元]\n")) == "JB3044 (g: second, n: 5)");
  CHECK(with(table("      - [first, \"-\", 1元]\n", "    otherwise: 0元\n")) == "");
}

TEST_CASE("tables: a row in error says nothing about gaps and overlaps") {
  const CompiledText wide = compile_text(
      head() + vocabulary + table("      - [first, \"-\", 1元]\n      - [second]\n"));
  CHECK(wide.findings() == "");
  CHECK(wide.findings("JB2").starts_with("JB2015 "));
  CHECK(with(table("      - [first, \"-\", 1元]\n      - [third, \"-\", 2元]\n")) ==
        "JB3015 `third`; ");
  CHECK(with(table("      - [first, \"-\", 1元]\n", "    hit policy: frist\n")) ==
        "JB3011 `frist`; ");
}

TEST_CASE("conditions: what can never hold is a warning at the part that contradicts") {
  const auto when = [](const std::string& condition) {
    return findings_of(
        "enums: {g: {ordered: true, values: {low: {zh: 低, en: l}, high: {zh: 高, en: "
        "h}}}}\nfacts: {n: {type: integer, min: 0}, x: {type: number}, g: {type: g}, o: "
        "{type: g, optional: true}, f: {type: boolean}}\n"
        "clauses: {A: {when: '" +
        condition + "', award: 1元}}\n");
  };
  CHECK(when("x > 5 and x < 3") == "JB3061 `x < 3`; ");
  CHECK(when("5 < x and f and 3 > x") == "JB3061 `3 > x`; ");
  CHECK(when("n < 0") == "JB3061 `n < 0`; ");
  CHECK(when("n > 3 and n < 4") == "JB3061 `n < 4`; ");
  CHECK(when("x > 3 and x < 4") == "");
  CHECK(when("g = \"low\" and g = \"high\"") == "JB3061 `g = \"high\"`; ");
  CHECK(when("g < \"low\"") == "JB3061 `g < \"low\"`; ");
  CHECK(when("g != \"low\" and g != \"high\"") == "JB3061 `g != \"high\"`; ");
  CHECK(when("o != \"low\" and o != \"high\"") == "");
  CHECK(when("x in [1..3] and x in (5, 6)") == "JB3061 `x in (5, 6)`; ");
  CHECK(when("f and not(f)") == "JB3061 `not(f)`; ");
  CHECK(when("x > 5 or x < 3") == "");
  CHECK(when("x >= 5 and x <= 5") == "");
}

TEST_CASE("conditions: a clause is checked together with who is eligible") {
  CHECK(findings_of("facts: {x: {type: number}}\neligible: x > 5\nclauses: {A: {when: "
                    "[x < 3], award: 1元}}\n") == "JB3061 `x < 3`; ");
}

TEST_CASE("rates: a number above 3 without its sign is a warning") {
  const auto award = [](const std::string& text) {
    return findings_of(
        "facts: {cost: {type: money}, n: {type: number}}\nclauses: {A: "
        "{award: " +
        text + "}}\n");
  };
  CHECK(award("{percent: 8, of: cost}") == "JB3060 `8`; ");
  CHECK(award("{percent: 8%, of: cost}") == "");
  CHECK(award("{percent: 800%, of: cost}") == "");
  CHECK(award("8 * cost") == "JB3060 `8`; ");
  CHECK(award("\"max(0元, cost * 8)\"") == "JB3060 `8`; ");
  CHECK(award("12 * cost") == "");
  CHECK(award("8 * 1万元") == "");
  CHECK(award("1000 * cost") == "");
  CHECK(award("{marginal: {of: cost, bands: [{over: 0元, rate: 5}]}}") == "JB3060 `5`; ");
  CHECK(award("{marginal: {of: n, bands: [{over: 0, rate: 5元}]}}") == "");
}

TEST_CASE("rates: a parameter is looked at as it is written, each of its dated values") {
  const auto award = [](const std::string& rate) {
    return findings_of("facts: {cost: {type: money}}\nparameters: {rate: " + rate +
                       "}\nclauses: {A: {award: {percent: rate, of: cost}}}\n");
  };
  CHECK(award("{value: 8}") == "JB3060 `rate`; ");
  CHECK(award("{value: 8%}") == "");
  CHECK(award("{value: 800%}") == "");
  CHECK(award("{values: [{to: 2023-12-31, value: 5%}, {from: 2024-01-01, value: 8}]}") ==
        "JB3060 `rate`; ");
}

TEST_CASE("group cap: by a formula or by keys that every clause declares") {
  const auto across = [](const std::string& step) {
    return findings_of(
        "facts: {k: {type: text}}\nclauses: {A: {award: 1元, keys: {key: "
        "k}}, B: {award: 1元}}\nacross: [{group cap: " +
        step + "}]\n");
  };
  CHECK(across("{of: [A], per: key, at most: 1元}") == "");
  CHECK(across("{per: key, at most: 1元}") == "JB3056 `key`; ");
  CHECK(across("{of: [A], per: kye, at most: 1元}") == "JB3056 `kye`; ");
}

TEST_CASE("tables: an overlap names the second row and shows a sample input") {
  const std::string rows =
      "      - [first, \"-\", 1元]\n      - [second, \"<= 5\", 2元]\n"
      "      - [second, \">= 5\", 3元]\n";
  CHECK(with(table(rows)) == "JB3045 `[second, \">= 5\", 3元]`; ");
  CHECK(sample(table(rows)) == "JB3045 (g: second, n: 5)");
  CHECK(with(table(rows, "    hit policy: first\n")) == "");
}

TEST_CASE("tables: any allows an overlap of equal outputs only") {
  const auto rows = [](const std::string& last) {
    return "      - [\"-\", \"< 5\", 1元]\n      - [\"-\", \"-\", " + last + "]\n";
  };
  CHECK(with(table(rows("1元"), "    hit policy: any\n")) == "");
  CHECK(with(table(rows("2元"), "    hit policy: any\n")).starts_with("JB3045 "));
}

TEST_CASE("tables: a row behind one that takes everything is never reached") {
  CHECK(with(table("      - [\"-\", \"-\", 1元]\n      - [first, \"-\", 2元]\n",
                   "    hit policy: first\n")) == "JB3046 `[first, \"-\", 2元]`; ");
}

TEST_CASE("tables: hit policies ask for numbers, and for priorities") {
  const std::string texts =
      "tables:\n  t:\n    inputs: {g: grade}\n    output: text\n    hit policy: collect "
      "sum\n"
      "    rows:\n      - [\"-\", '\"x\"']\n";
  CHECK(with(texts).starts_with("JB3049 "));
  CHECK(with(table("      - [\"-\", \"-\", 1元]\n", "    hit policy: priority\n"))
            .starts_with("JB3050 "));
  CHECK(with("clauses: {A: {award: {table: {inputs: [grade], hit policy: collect, rows: "
             "[[\"-\", 1元]]}}}}\n")
            .starts_with("JB3048 "));
}

TEST_CASE("clauses: groups need items, once needs a history") {
  CHECK(with("clauses: {A: {group by: size, award: 1元}}\n").starts_with("JB3052 "));
  CHECK(with("clauses: {A: {once: ever, award: 1元}}\n").starts_with("JB3053 "));
  const std::string payments =
      "entities:\n  mark: {fields: {id: {type: text}}}\n  payment: {fields: {policy: "
      "{type: "
      "text}, clause: {type: text}, object: {type: text, optional: true}, date: {type: "
      "date}}}\nfacts: {marks: {type: list of mark}, payments: {type: list of "
      "payment}}\n";
  CHECK(findings_of(payments +
                    "clauses: {A: {for each: m in marks, once: ever, award: 1元}}\n")
            .starts_with("JB3054 "));
  CHECK(findings_of(payments + "clauses: {A: {for each: m in marks, once: ever, object: "
                               "m.id, award: 1元}}\n") == "");
}

TEST_CASE("payers: shares add up to one") {
  CHECK(sample("clauses: {A: {payer: {city: 50%, county: 40%}, award: 1元}}\n") ==
        "JB3055 (90%)");
  CHECK(with("clauses: {A: {payer: {city: 50%, county: 50%}, award: 1元}}\n") == "");
}

TEST_CASE("stacking: a key in per is declared by every clause of the step") {
  CHECK(sample("clauses: {A: {award: 1元, keys: {k: text}}, B: {award: 1元}}\n"
               "stacking: [{highest only: {per: k}}]\n") == "JB3056 (k) (B)");
}

TEST_CASE("figures: yes or no, numbers, money, whatever a formula gives") {
  CHECK(
      with("figures: {f: {value: money >= 1元}, g: {value: size}, h: {value: text}}\n") ==
      "");
}
