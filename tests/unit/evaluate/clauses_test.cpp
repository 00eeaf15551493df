// Which lines a clause has, and whether they are due: status, period, exclusions,
// history, items, groups, amounts the authority fills.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string vocabulary = R"(
enums:
  grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}}
entities:
  part: {fields: {fee: {type: money, min: 0元, max: 50元}}}
  mark:
    key: id
    fields:
      id: {type: text}
      grade: {type: grade}
      ok: {type: boolean, assume: true}
      year: {type: integer, min: 2000, max: 2030}
      parts: {type: list of part}
  payment:
    fields:
      policy: {type: text}
      clause: {type: text}
      object: {type: text, optional: true}
      date: {type: date}
      amount: {type: money}
facts:
  ok: {type: boolean}
  bad: {type: boolean}
  size: {type: number, min: 0, max: 1000}
  rate: {type: number, min: 0, max: 1, assume: 0.5}
  marks: {type: list of mark, changeable: true}
  payments: {type: list of payment}
)";

Program clauses(const std::string& body, const std::string& status = "draft") {
  return program_of(vocabulary + body, status);
}

}  // namespace

TEST_CASE("status: a condition is met, not met, or open") {
  const Program program = clauses("clauses: {A: {when: ok, award: 100元}}\n");
  CHECK(outcome(evaluate(program, "{ok: true}"), "A") == "due 100");
  CHECK(outcome(evaluate(program, "{ok: false}"), "A") == "not met 0");
  CHECK(outcome(evaluate(program), "A") == "possible 0..100");
  CHECK(clause(evaluate(program), "A").causes == std::vector{Cause::unknown_fact});
}

TEST_CASE("status: who is not eligible is not met on every line") {
  const Program program = clauses("eligible: ok\nclauses: {A: {award: 1元}}\n");
  CHECK(outcome(evaluate(program, "{ok: false}"), "A") == "not met 0");
  CHECK(outcome(evaluate(program), "A") == "possible 0..1");
}

TEST_CASE("amounts: a draft's figures are indicative, nothing of them is payable") {
  const Program program = clauses("clauses: {A: {award: 100元}}\n");
  const PolicyResult result = evaluate(program);
  CHECK(text_of(result.totals.indicative) == "100");
  CHECK(text_of(result.totals.payable) == "0");
  CHECK_FALSE(result.in_force);
  const Totals all = add_totals({result, result});
  CHECK(text_of(all.payable) == "0");
  CHECK(text_of(all.indicative) == "200");
  CHECK(all.by_year.empty());
}

TEST_CASE("period: pays from its first to its last day") {
  const Program program =
      clauses("period: {from: 2024-02-29, to: 2024-12-31}\nclauses: {A: {award: 9元}}\n",
              "in force");
  CHECK(outcome(evaluate(program, "", "2024-02-28"), "A") == "not in force 0");
  CHECK(outcome(evaluate(program, "", "2024-02-29"), "A") == "due 9");
  CHECK(outcome(evaluate(program, "", "2024-12-31"), "A") == "due 9");
  CHECK(outcome(evaluate(program, "", "2025-01-01"), "A") == "not in force 0");
  CHECK(total(evaluate(program, "", "2025-01-01")) == "0");
}

TEST_CASE("period: expired and superseded measures pay nothing within their period") {
  for (const std::string status : {"expired", "superseded"}) {
    const Program program = clauses(
        "period: {from: 2024-01-01, to: 2024-12-31}\nclauses: {A: {award: 9元}}\n",
        status);
    CAPTURE(status);
    CHECK(outcome(evaluate(program), "A") == "not in force 0");
    CHECK(text_of(evaluate(program).totals.payable) == "0");
  }
}

TEST_CASE(
    "exclusions: yes excludes, unknown leaves the line possible, no changes nothing") {
  const std::string at_policy = "exclude: [{when: bad}]\nclauses: {A: {award: 5元}}\n";
  const std::string at_clause = "clauses: {A: {exclude: [{when: bad}], award: 5元}}\n";
  for (const std::string& body : {at_policy, at_clause}) {
    const Program program = clauses(body);
    CAPTURE(body);
    CHECK(outcome(evaluate(program, "{bad: true}"), "A") == "excluded 0");
    CHECK(outcome(evaluate(program, "{bad: false}"), "A") == "due 5");
    CHECK(outcome(evaluate(program), "A") == "possible 0..5");
  }
}

TEST_CASE("exclusions: of several, one that applies suffices") {
  const Program program =
      clauses("exclude: [{when: bad}, {when: not(ok)}]\nclauses: {A: {award: 5元}}\n");
  CHECK(outcome(evaluate(program, "{ok: false}"), "A") == "excluded 0");
  CHECK(outcome(evaluate(program, "{ok: true}"), "A") == "possible 0..5");
}

TEST_CASE("once ever: a payment of this policy and clause at any time counts") {
  const Program program = clauses("clauses: {A: {once: ever, award: 5元}}\n");
  const auto paid = [&](const std::string& payment) {
    return outcome(evaluate(program, "{payments: [" + payment + "]}"), "A");
  };
  CHECK(paid("") == "due 5");
  CHECK(paid("{policy: p, clause: A, object: null, date: 2010-01-01, amount: 1}") ==
        "already paid 0");
  CHECK(paid("{policy: p, clause: B, object: null, date: 2010-01-01, amount: 1}") ==
        "due 5");
  CHECK(paid("{policy: q, clause: A, object: null, date: 2010-01-01, amount: 1}") ==
        "due 5");
  CHECK(paid("{policy: p, date: 2010-01-01}") == "possible 0..5");
  CHECK(outcome(evaluate(program), "A") == "possible 0..5");
}

TEST_CASE("once each year: only payments of the decision date's year count") {
  const Program program = clauses("clauses: {A: {once: each year, award: 5元}}\n");
  const auto paid = [&](const std::string& date) {
    return outcome(evaluate(program,
                            "{payments: [{policy: p, clause: A, object: null, "
                            "amount: 1, date: " +
                                date + "}]}"),
                   "A");
  };
  CHECK(paid("2024-01-01") == "already paid 0");
  CHECK(paid("2024-12-31") == "already paid 0");
  CHECK(paid("2023-12-31") == "due 5");
  CHECK(paid("unknown") == "possible 0..5");
}

TEST_CASE("once: of several items only the one paid before is refused") {
  const Program program =
      clauses("clauses: {A: {for each: m in marks, once: ever, award: 5元}}\n");
  const PolicyResult result = evaluate(program, R"({
    marks: [{id: M1}, {id: M2}],
    payments: [{policy: p, clause: A, object: M1, date: 2020-01-01, amount: 5}]})");
  CHECK(lines(result, "A") == "already paid 0; due 5");
  CHECK(outcome(result, "A") == "due 5");
}

TEST_CASE("for each: no item is not met, an unknown list is open above") {
  const Program program = clauses("clauses: {A: {for each: m in marks, award: 5元}}\n");
  CHECK(outcome(evaluate(program, "{marks: []}"), "A") == "not met 0");
  CHECK(clause(evaluate(program, "{marks: []}"), "A").lines.empty());
  CHECK(outcome(evaluate(program), "A") == "possible 0..");
  CHECK(total(evaluate(program)) == "0..");
  CHECK(lines(evaluate(program, "{marks: [{id: M}, {id: N}]}"), "A") == "due 5; due 5");
}

TEST_CASE("for each: a filter that is not known makes the item possible") {
  const Program program =
      clauses("clauses: {A: {for each: 'm in marks[ok]', award: 5元}}\n");
  const PolicyResult result =
      evaluate(program, "{marks: [{id: M, ok: true}, {id: N}, {id: O, ok: false}]}");
  CHECK(lines(result, "A") == "due 5; possible 0..5");
  CHECK(outcome(result, "A") == "due 5..10");
  CHECK(clause(result, "A").lines[1].missing == std::vector<std::string>{"marks[2].ok"});
}

TEST_CASE("for each: sub-items make a line for each pair") {
  const Program program =
      clauses("clauses: {A: {for each: 'm in marks, q in m.parts', award: q.fee}}\n");
  CHECK(lines(evaluate(program, R"({marks: [
          {id: M, parts: [{fee: 1}, {fee: 2}]}, {id: N, parts: []}, {id: O, parts: [{fee: 4}]}]})"),
              "A") == "due 1; due 2; due 4");
  CHECK(lines(evaluate(program, "{marks: [{id: M, parts: [{}]}, {id: N}]}"), "A") ==
        "possible 0..50; possible 0..");
}

TEST_CASE("group by: one line for each value, with all its items") {
  const Program program = clauses(
      "clauses: {A: {for each: m in marks, group by: m.year, award: '10元 * "
      "count(items)'}}\n");
  const PolicyResult result = evaluate(
      program,
      "{marks: [{id: A, year: 2023}, {id: B, year: 2024}, {id: C, year: 2023}]}");
  CHECK(lines(result, "A") == "due 20; due 10");
  CHECK(clause(result, "A").lines[0].item == "2023");
}

TEST_CASE("group by: an item of unknown group makes a line that may pay nothing") {
  const Program program =
      clauses("clauses: {A: {for each: m in marks, group by: m.year, award: 10元}}\n");
  const PolicyResult result =
      evaluate(program, "{marks: [{id: A, year: 2023}, {id: B}]}");
  CHECK(lines(result, "A") == "due 10; possible 0..10");
  CHECK(total(result) == "10..20");
}

TEST_CASE("group by: an item of unknown group may add to a group that counts its items") {
  const Program program = clauses(
      "clauses: {A: {for each: m in marks, group by: m.year, award: '10元 * "
      "count(items)'}}\n");
  // Both in one group: 20 in one line; in two groups: 10 + 10. The upper end of the total
  // counts B in both places.
  const PolicyResult result =
      evaluate(program, "{marks: [{id: A, year: 2023}, {id: B}]}");
  CHECK(lines(result, "A") == "possible 10..20; possible 0..10");
  CHECK(total(result) == "10..30");
}

TEST_CASE("group by: an item of unknown group may lift a group over a threshold") {
  const Program program = clauses(
      "clauses: {A: {for each: m in marks, group by: m.year, when: count(items) >= 2, "
      "award: 7元}}\n");
  CHECK(lines(evaluate(program, "{marks: [{id: A, year: 2023}, {id: B}]}"), "A") ==
        "possible 0..7; not met 0");
  CHECK(total(evaluate(program, "{marks: [{id: A, year: 2023}, {id: B, year: 2023}]}")) ==
        "7");
}

TEST_CASE("error: what cannot be computed, in whatever part of the award") {
  const std::string dated = R"(
parameters: {quota: {values: [{to: 2023-12-31, value: 5}]}}
clauses:
)";
  const std::string by_band =
      "  A: {award: {step: {of: quota, bands: [{below: 3, give: 1元}, "
      "{at least: 3, give: 2元}]}}}\n";
  CHECK(outcome(evaluate(clauses(dated + by_band)), "A") == "error 0");
  // Nor does a clause that builds on it take it for nothing.
  const Program built = clauses(dated + by_band + "  B: {award: '2 * awarded(\"A\")'}\n");
  CHECK(outcome(evaluate(built), "B") == "error 0");
}

TEST_CASE("error: not while it is open whether the part that fails is needed") {
  const Program program = clauses(R"(
parameters: {quota: {values: [{to: 2023-12-31, value: 5}]}}
clauses:
  A: {award: 'if ok then 3元 else 1元 * quota'}
)");
  CHECK(outcome(evaluate(program), "A") == "possible 0..3");
  CHECK(total(evaluate(program)) == "0..3");
  CHECK(outcome(evaluate(program, "{ok: true}"), "A") == "due 3");
  CHECK(outcome(evaluate(program, "{ok: false}"), "A") == "error 0");
}

TEST_CASE("closed world: lists are empty, assumptions hold, stated unknowns stay") {
  const Program program = clauses(R"(
clauses:
  A: {for each: m in marks, when: m.ok, award: 5元}
  B: {award: 100元 * rate}
  C: {when: ok, award: 7元}
)");
  const PolicyResult closed = evaluate_closed(program);
  CHECK(outcome(closed, "A") == "not met 0");
  CHECK(outcome(closed, "B") == "due 50");
  CHECK(outcome(closed, "C") == "possible 0..7");
  const PolicyResult stated =
      evaluate_closed(program, "{marks: [{id: M}, {id: N, ok: unknown}], rate: unknown}");
  CHECK(lines(stated, "A") == "due 5; possible 0..5");
  CHECK(outcome(stated, "B") == "possible 0..100");
  CHECK(outcome(evaluate(program), "B") == "possible 0..100");
}

TEST_CASE("discretion: an amount the authority fills is due as a range") {
  const Program program = clauses(R"(
clauses:
  A: {award: 5-10万元}
  B: {award: 最高50万元}
  C: {award: 'discretion(1元, 2元)', when: ok}
)");
  const PolicyResult result = evaluate(program);
  CHECK(outcome(result, "A") == "due 50000..100000");
  CHECK(clause(result, "A").causes == std::vector{Cause::discretion});
  CHECK(outcome(result, "B") == "due 0..500000");
  CHECK(outcome(result, "C") == "possible 0..2");
  CHECK(total(result) == "50000..600002");
}

TEST_CASE("award: what the text does not state is never shown as 0 due") {
  const Program program = clauses(R"(
clauses:
  A: {award: unspecified}
  B: {award: {delegated: {zh: 省办法, en: provincial measure}}}
  C: {award: none}
  D: {award: 0元}
  E: {when: ok, award: unspecified}
)");
  const PolicyResult result = evaluate(program, "{ok: false}");
  CHECK(clause(result, "A").status == LineStatus::unspecified);
  CHECK_FALSE(clause(result, "A").lines[0].computed.has_value());
  CHECK(clause(result, "B").status == LineStatus::delegated);
  CHECK(clause(result, "B").lines[0].delegated_to->en == "provincial measure");
  CHECK(clause(result, "C").status == LineStatus::no_money);
  CHECK(outcome(result, "D") == "due 0");
  CHECK(outcome(result, "E") == "not met 0");
  CHECK(result.totals.unspecified == std::vector<std::string>{"A"});
  CHECK(result.totals.delegated == std::vector<std::string>{"B"});
}

TEST_CASE("award: by grade, an unknown grade spans the amounts it may have") {
  const Program program = clauses(
      "clauses: {A: {for each: m in marks, award: {by: m.grade, amounts: {first: 5元, "
      "second: 3元}}}}\n");
  CHECK(lines(evaluate(program, "{marks: [{id: A, grade: second}, {id: B}]}"), "A") ==
        "due 3; possible 3..5");
}

TEST_CASE("award: a bracket that does not apply is not met, at its ends as written") {
  const Program program = clauses(R"(
clauses:
  A:
    award:
      step: {of: size, bands: [{at least: 10, below: 50, give: 1元}, {at least: 50, give: 3元}], otherwise: none}
)");
  const auto at = [&](const std::string& size) {
    return outcome(evaluate(program, "{size: " + size + "}"), "A");
  };
  CHECK(at("9.99") == "not met 0");
  CHECK(at("10") == "due 1");
  CHECK(at("49.99") == "due 1");
  CHECK(at("50") == "due 3");
  CHECK(at("unknown") == "possible 0..3");
}

TEST_CASE("award: marginal bands tax each part at its own rate, and keep a range") {
  const Program program = clauses(R"(
clauses:
  A:
    award:
      marginal: {of: size * 1元, bands: [{at most: 100元, rate: 10%}, {over: 100元, rate: 5%}]}
)");
  const auto at = [&](const std::string& size) {
    return outcome(evaluate(program, "{size: " + size + "}"), "A");
  };
  CHECK(at("100") == "due 10");
  CHECK(at("101") == "due 10.05");
  CHECK(at("0") == "due 0");
  CHECK(at("unknown") == "possible 0..55");
}

TEST_CASE("award: bounds clip a range from both sides, before rounding") {
  const Program program = clauses(R"(
clauses:
  A: {award: {amount: size * 1元, at least: 20元, at most: 300.5元}}
  B: {award: {amount: size * 1元, at most: 30.6元}, rounding: {mode: down, to: 1元}}
)");
  CHECK(outcome(evaluate(program), "A") == "possible 20..300.50");
  CHECK(outcome(evaluate(program, "{size: 7}"), "A") == "due 20");
  CHECK(outcome(evaluate(program, "{size: 40}"), "B") == "due 30");
}

TEST_CASE("award: an amount below zero counts as zero") {
  const Program program = clauses("clauses: {A: {award: '100元 - size * 1元'}}\n");
  CHECK(outcome(evaluate(program, "{size: 300}"), "A") == "due 0");
  CHECK(outcome(evaluate(program), "A") == "possible 0..100");
}

TEST_CASE(
    "awarded: an earlier clause's amount before stacking, as a range if it is one") {
  const Program program = clauses(R"(
clauses:
  A: {when: ok, award: 100元, stacking: [{cap: {at most: 10元}}]}
  B: {award: 'awarded("A") * 2'}
  C: {when: 'awarded("A") > 0元', award: 1元}
)");
  const PolicyResult known = evaluate(program, "{ok: true}");
  CHECK(outcome(known, "A") == "due 10");
  CHECK(outcome(known, "B") == "due 200");
  CHECK(outcome(known, "C") == "due 1");
  CHECK(outcome(evaluate(program), "B") == "possible 0..200");
  CHECK(outcome(evaluate(program), "C") == "possible 0..1");
  CHECK(outcome(evaluate(program, "{ok: false}"), "C") == "not met 0");
}

TEST_CASE("competitive: without the authority's choice the line is possible from 0") {
  const Program program = clauses(R"(
clauses:
  A: {mode: competitive, award: 5元}
  B: {mode: competitive, selected: ok, award: 5元}
)");
  const PolicyResult result = evaluate(program, "{ok: true}");
  CHECK(outcome(result, "A") == "possible 0..5");
  CHECK(outcome(result, "B") == "due 5");
  CHECK(outcome(evaluate(program, "{ok: false}"), "B") == "not met 0");
}

TEST_CASE("window: both ends are inside") {
  const Program program = clauses(
      "clauses: {A: {window: {from: '@\"2024-03-01\"', to: '@\"2024-03-31\"'}, award: "
      "5元}}\n");
  CHECK(outcome(evaluate(program, "", "2024-02-29"), "A") == "not met 0");
  CHECK(outcome(evaluate(program, "", "2024-03-01"), "A") == "due 5");
  CHECK(outcome(evaluate(program, "", "2024-03-31"), "A") == "due 5");
  CHECK(outcome(evaluate(program, "", "2024-04-01"), "A") == "not met 0");
}

TEST_CASE("conditions: any and all hold in whatever order their parts stand") {
  const std::vector<std::string> forms = {
      "[{any: [ok, bad]}, size > 5]", "[size > 5, {any: [bad, ok]}]",
      "{all: [{not: {all: [{not: ok}, {not: bad}]}}, size > 5]}"};
  const std::vector<std::string> facts = {"{}",
                                          "{ok: true}",
                                          "{ok: false, size: 9}",
                                          "{bad: true, size: 6}",
                                          "{size: 5}",
                                          "{ok: false, bad: false}"};
  const std::vector<std::string> expected = {"possible 0..1", "possible 0..1",
                                             "possible 0..1", "due 1",
                                             "not met 0",     "not met 0"};
  for (const std::string& form : forms) {
    const Program program = clauses("clauses: {A: {when: " + form + ", award: 1元}}\n");
    for (size_t i = 0; i < facts.size(); ++i) {
      CAPTURE(form + " " + facts[i]);
      CHECK(outcome(evaluate(program, facts[i]), "A") == expected[i]);
    }
  }
}

TEST_CASE("group by: several keys as a record, lists and periods are told apart") {
  const Program program = program_of(R"(
entities:
  item:
    key: id
    fields:
      id: {type: text}
      family: {type: text}
      year: {type: integer}
      tags: {type: list of text}
facts: {items: {type: list of item}}
clauses:
  PAIR: {for each: i in items, group by: '{family: i.family, year: i.year}', award: 1元}
  LIST: {for each: i in items, group by: i.tags, award: 1元}
  KEYS:
    for each: i in items
    award: 1元
    keys: {both: '{family: i.family, year: i.year}'}
    stacking: [{cap: {per: both, at most: 1元}}]
)");
  const PolicyResult result = evaluate(program, R"({items: [
    {id: A, family: p, year: 1, tags: [x, y]}, {id: B, family: p, year: 2, tags: ["x, y"]},
    {id: C, family: q, year: 2, tags: []}, {id: D, family: q, year: 2, tags: [x, y]}]})");
  CHECK(outcome(result, "PAIR") == "due 3");
  CHECK(clause(result, "PAIR").lines[1].item == "p, 2");
  CHECK(outcome(result, "LIST") == "due 3");
  CHECK(outcome(result, "KEYS") == "due 3");
}

TEST_CASE("a value out of a record that is not decided is as open as the record") {
  const Program program = program_of(R"(
facts: {big: {type: boolean}}
clauses:
  A: {award: '(if big then {a: 1元} else {a: 2元}).a'}
)");
  const PolicyResult result = evaluate(program, "{}");
  CHECK(outcome(result, "A") == "possible 1..2");
  REQUIRE(result.missing.size() == 1);
  CHECK(result.missing[0].path == "big");
}
