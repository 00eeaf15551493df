// When amounts are paid, by whom, in which year, and what may have to be paid back.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string vocabulary = R"(
facts:
  a: {type: money, min: 0元, max: 1000元}
  ok: {type: boolean}
  left: {type: boolean}
  d: {type: date}
)";

/// "60 2024-06-01 yes; 40 ? unknown": amount, due date, condition of each instalment.
std::string schedule(const PolicyResult& result) {
  std::string text;
  for (const LineResult& line : clause(result, "A").lines) {
    for (const InstalmentResult& one : line.instalments) {
      text += (text.empty() ? "" : "; ") + text_of(one.amount) + " " +
              (one.due ? one.due->to_string() : "?") + " " +
              std::string(name_of(one.condition));
    }
  }
  return text;
}

Program with(const std::string& keys) {
  return program_of(vocabulary + "clauses:\n  A:\n    award: a\n" + keys);
}

}  // namespace

TEST_CASE("instalments: without any, everything falls on the decision date") {
  CHECK(schedule(evaluate(with(""), "{a: 5}")) == "5 2024-06-01 yes");
}

TEST_CASE("instalments: shares fall on their dates and add up") {
  const PolicyResult result = evaluate(with(R"(
    instalments:
      - {share: 60%}
      - {share: 40%, due: 'decision_date + @"P1Y"'}
)"),
                                       "{a: 100.01元}");
  CHECK(schedule(result) == "60.01 2024-06-01 yes; 40 2025-06-01 yes");
  CHECK(breakdown(result.totals.by_year) == "2024 60.01; 2025 40");
}

TEST_CASE("instalments: thirds leave the remainder to the last") {
  const PolicyResult result = evaluate(
      with("    instalments: [{share: 1/3}, {share: 1/3}, {share: 1/3}]\n"), "{a: 100}");
  CHECK(schedule(result) ==
        "33.33 2024-06-01 yes; 33.33 2024-06-01 yes; 33.34 2024-06-01 yes");
  CHECK(total(result) == "100");
}

TEST_CASE(
    "instalments: under a cap, the total covers what any of the lines leaves unpaid") {
  const Program program = program_of(vocabulary + R"(clauses:
  A:
    award: a
    instalments: [{share: 60%}, {share: 40%, when: left}]
  B: {when: ok, award: 100元}
stacking: [{cap: {at most: 100元}}]
)");
  // With B the cap leaves A 50, of which 20 stay unpaid; without it, 40 of 100.
  CHECK(total(evaluate(program, "{a: 100, left: false, ok: true}")) == "80");
  CHECK(total(evaluate(program, "{a: 100, left: false, ok: false}")) == "60");
  const PolicyResult open = evaluate(program, "{a: 100, left: false}");
  CHECK(open.totals.indicative.low <= Money{6000});
  CHECK(open.totals.indicative.high >= Money{8000});
}

TEST_CASE(
    "instalments: items not known of have a first part each, up to what a cap leaves") {
  const Program program = program_of(R"(
entities: {item: {fields: {fee: {type: money, min: 0元}}}}
facts: {items: {type: list of item}}
clauses:
  A:
    for each: i in items
    award: i.fee
    stacking: [{cap: {at most: 50元}}]
    instalments: [{amount: 10元}, {share: 30%}]
)");
  CHECK(total(evaluate(program, "{items: [{fee: 20}, {fee: 60}]}")) == "33.75");
  CHECK(total(evaluate(program)) == "0..50");
}

TEST_CASE("instalments: a year after 29 February is 28 February") {
  const Program program =
      with("    instalments: [{share: 100%, due: 'decision_date + @\"P1Y\"'}]\n");
  CHECK(schedule(evaluate(program, "{a: 1}", "2024-02-29")) == "1 2025-02-28 yes");
  const Program four =
      with("    instalments: [{share: 100%, due: 'decision_date + @\"P4Y\"'}]\n");
  CHECK(schedule(evaluate(four, "{a: 1}", "2024-02-29")) == "1 2028-02-29 yes");
}

TEST_CASE(
    "instalments: an open condition is pending and a range, a failed one is not paid") {
  const Program program =
      with("    instalments: [{share: 60%}, {share: 40%, when: ok}]\n");
  const PolicyResult open = evaluate(program, "{a: 100}");
  CHECK(schedule(open) == "60 2024-06-01 yes; 0..40 2024-06-01 unknown");
  CHECK(total(open) == "60..100");
  CHECK(clause(open, "A").lines[0].causes == std::vector{Cause::unknown_fact});
  const PolicyResult failed = evaluate(program, "{a: 100, ok: false}");
  CHECK(schedule(failed) == "60 2024-06-01 yes; 0 2024-06-01 no");
  CHECK(total(failed) == "60");
  CHECK(total(evaluate(program, "{a: 100, ok: true}")) == "100");
}

TEST_CASE("instalments: fixed amounts never exceed what is left") {
  const Program program = with("    instalments: [{amount: 60元}, {amount: 60元}]\n");
  CHECK(schedule(evaluate(program, "{a: 100}")) ==
        "60 2024-06-01 yes; 40 2024-06-01 yes");
}

TEST_CASE("instalments: a range is split at both ends") {
  const Program program = with("    instalments: [{share: 60%}, {share: 40%}]\n");
  CHECK(schedule(evaluate(program)) == "0..600 2024-06-01 yes; 0..400 2024-06-01 yes");
}

TEST_CASE("instalments: an unknown due date is no date, its year is '?'") {
  const PolicyResult result =
      evaluate(with("    instalments: [{share: 100%, due: d}]\n"), "{a: 7}");
  CHECK(schedule(result) == "7 ? yes");
  CHECK(breakdown(result.totals.by_year) == "? 7");
}

TEST_CASE("instalments: they split what stacking left") {
  const Program program = program_of(vocabulary + R"(
clauses:
  A: {award: a, instalments: [{share: 50%}, {share: 50%}]}
stacking: [{cap: {at most: 10元}}]
)");
  CHECK(schedule(evaluate(program, "{a: 100}")) == "5 2024-06-01 yes; 5 2024-06-01 yes");
}

TEST_CASE("instalments: what is not paid does not come back when a pool is shared") {
  const Program program = program_of(vocabulary + R"(
clauses:
  A: {award: a, instalments: [{share: 60%}, {share: 40%, when: ok}]}
across: [{pool: {of: [A], amount: 1000元, share: pro rata}}]
)");
  const PolicyResult result = evaluate_all(program, {"{a: 100, ok: false}"})[0];
  CHECK(total(result) == "60");
  CHECK(schedule(result) == "60 2024-06-01 yes; 0 2024-06-01 no");
}

TEST_CASE("instalments: a pool cuts what is paid, and the schedule with it") {
  const Program program = program_of(vocabulary + R"(
clauses:
  A: {award: a, instalments: [{share: 60%}, {share: 40%, when: ok}]}
across: [{pool: {of: [A], amount: 30元, share: pro rata}}]
)");
  const PolicyResult result = evaluate_all(program, {"{a: 100, ok: false}"})[0];
  CHECK(total(result) == "30");
  CHECK(schedule(result) == "30 2024-06-01 yes; 0 2024-06-01 no");
}

TEST_CASE("payers: shares add up to the amount, the last takes the remainder") {
  const PolicyResult result =
      evaluate(with("    payer: {national: 1/3, city: 1/3, county: 1/3}\n"), "{a: 100}");
  CHECK(breakdown(result.totals.by_payer) == "national 33.33; city 33.33; county 33.34");
}

TEST_CASE("payers: who pays may depend on a reading") {
  const Program program = program_of(vocabulary + R"(
readings: {q: {default: one, options: {one: {}, both: {}}}}
clauses:
  A: {award: a, payer: {by reading: q, one: city, both: {city: 50%, county: 50%}}}
)");
  CHECK(breakdown(evaluate(program, "{a: 9}").totals.by_payer) == "city 9");
  EvaluateOptions options = on("2024-06-01");
  options.readings = {{"q", "both"}};
  CHECK(breakdown(evaluate_policy(program, facts_of(program, "{a: 9}"), options)
                      .totals.by_payer) == "city 4.50; county 4.50");
}

TEST_CASE("totals: forms are kept apart") {
  const Program program = program_of(R"(
clauses:
  A: {award: 5元}
  B: {award: 7元, form: tax relief}
  C: {award: 2元}
)");
  CHECK(breakdown(evaluate(program).totals.by_form) == "cash 7; tax relief 7");
}

TEST_CASE("totals: of several policies drafts stay out of what is payable") {
  const Program draft = program_of("clauses: {A: {award: 5元, payer: city}}\n");
  const Program law =
      program_of("clauses: {A: {award: 3-4元, payer: city}}\n", "in force");
  const Totals totals = add_totals({evaluate(draft), evaluate(law), evaluate(law)});
  CHECK(text_of(totals.payable) == "6..8");
  CHECK(text_of(totals.indicative) == "5");
  CHECK(breakdown(totals.by_payer) == "city 6..8");
  CHECK(breakdown(totals.by_year) == "2024 6..8");
}

TEST_CASE("clawback: reported apart, due when its condition holds, open while unknown") {
  const Program fixed = with("    clawback: [{when: left, repay: a * 50%}]\n");
  const auto repay = [&](const std::string& facts) {
    const PolicyResult result = evaluate(fixed, facts);
    const ClawbackResult& one = clause(result, "A").lines[0].clawbacks[0];
    return std::string(name_of(one.applies)) + " " + text_of(one.amount) + " of " +
           total(result);
  };
  CHECK(repay("{a: 10, left: true}") == "yes 5 of 10");
  CHECK(repay("{a: 10, left: false}") == "no 0 of 10");
  CHECK(repay("{a: 10}") == "unknown 0..5 of 10");
  CHECK(repay("{left: true}") == "yes 0..500 of 0..1000");
}

TEST_CASE("deadlines: working days are counted, an unknown start gives no date") {
  const Program program = program_of(vocabulary + R"(
calendar: {holidays: [2024-06-10], workdays: [2024-06-08]}
clauses:
  A: {award: 1元, deadlines: [{by: 'add working days(d, 3)'}]}
)");
  const auto by = [&](const std::string& facts) {
    const PolicyResult result = evaluate(program, facts);
    const DeadlineResult& one = clause(result, "A").lines[0].deadlines[0];
    return one.by ? one.by->to_string() : "?";
  };
  // Friday 7 June; Saturday 8 works, Monday 10 does not.
  CHECK(by("{d: 2024-06-07}") == "2024-06-12");
  CHECK(by("{}") == "?");
}

TEST_CASE("totals: no part exceeds the total that a cap leaves") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}, b: {type: boolean}}
clauses:
  A: {payer: city, award: 60元}
  B: {payer: county, when: a, award: 60元, instalments: [{title: {zh: 一, en: one}, share: 100%, due: '@"2025-03-01"'}]}
  C: {payer: county, when: b, award: 60元, instalments: [{title: {zh: 一, en: one}, share: 100%, due: '@"2026-03-01"'}]}
stacking: [{cap: {of: [B, C], at most: 60元}}]
)");
  const PolicyResult open = evaluate(program);
  CHECK(total(open) == "60..120");
  CHECK(breakdown(open.totals.by_payer) == "city 60; county 0..60");
  CHECK(breakdown(open.totals.by_year) == "2024 60; 2025 0..60; 2026 0..60");
  CHECK(breakdown(open.totals.by_form) == "cash 60..120");
  const PolicyResult known = evaluate(program, "{a: true, b: true}");
  CHECK(total(known) == "120");
  CHECK(breakdown(known.totals.by_payer) == "city 60; county 60");
  CHECK(breakdown(known.totals.by_year) == "2024 60; 2025 30; 2026 30");
}

TEST_CASE("totals: what tried cases say of the total holds for its parts") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}}
clauses:
  A: {payer: city, when: a, award: 10元}
  B: {payer: city, when: not(a), award: 10元}
)");
  const PolicyResult result = evaluate(program);
  CHECK(total(result) == "10");
  CHECK(breakdown(result.totals.by_payer) == "city 10");
  CHECK(breakdown(result.totals.by_year) == "2024 10");
}

TEST_CASE("instalments: those refused are listed also where all of them are") {
  const Program program = program_of(R"(
facts: {passed: {type: boolean}}
clauses:
  A:
    award: 10元
    instalments:
      - {title: {zh: 一, en: 1}, share: 40%, when: passed}
      - {title: {zh: 二, en: 2}, share: 60%, when: passed}
)");
  const PolicyResult result = evaluate(program, "{passed: false}");
  const LineResult& line = clause(result, "A").lines.front();
  REQUIRE(line.instalments.size() == 2);
  CHECK(line.instalments[0].condition == Truth::no);
  CHECK(text_of(line.instalments[1].amount) == "0");
}

TEST_CASE("instalments: the fact that keeps one open is still needed, though it is due") {
  const Program program = program_of(
      "facts: {accepted: {type: boolean}}\n"
      "clauses: {A: {award: 100元, instalments: [{share: 60%}, {share: 40%, when: "
      "accepted}]}}\n");
  const PolicyResult result =
      evaluate_policy(program, facts_of(program, "{}"), on("2024-06-01"));
  CHECK(outcome(result, "A") == "due 60..100");
  CHECK(clause(result, "A").lines[0].missing == std::vector<std::string>{"accepted"});
  REQUIRE(result.missing.size() == 1);
  CHECK(result.missing[0].path == "accepted");
  CHECK(text_of(result.missing[0].at_stake) == "0..40");
}
