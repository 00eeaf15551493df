// Every stacking step, their order, ties, unknown keys, and sums exact to the fen.
#include "evaluate/stacking.hpp"
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

/// Three clauses A, B, C that pay the facts a, b, c, under steps of the policy.
Program three(const std::string& steps, const std::string& more_facts = "") {
  return program_of(R"(
facts:
  a: {type: money, min: 0元, max: 1000元}
  b: {type: money, min: 0元, max: 1000元}
  c: {type: money, min: 0元, max: 1000元}
  x: {type: text}
  y: {type: text}
  ok: {type: boolean}
  r: {type: money, min: 0元, max: 1000元}
)" + more_facts + R"(
clauses:
  A: {award: a, keys: {object: x}}
  B: {award: b, keys: {object: y}}
  C: {award: c, keys: {object: '"z"'}}
stacking:
)" + steps);
}

/// "A B C" after the steps, "-" behind those that are superseded, "!" excluded.
std::string paid(const Program& program, const std::string& facts) {
  const PolicyResult result = evaluate(program, facts);
  std::string text;
  for (const ClauseResult& one : result.clauses) {
    text += (text.empty() ? "" : " ") + text_of(one.amount);
    if (one.status == LineStatus::superseded) text += "-";
    if (one.status == LineStatus::excluded) text += "!";
  }
  return text + " = " + total(result);
}

}  // namespace

TEST_CASE("highest only: the largest is paid, the others are superseded by it") {
  const Program program = three("  - highest only: {of: [A, B, C]}\n");
  CHECK(paid(program, "{a: 1, b: 3, c: 2}") == "0- 3 0- = 3");
  const PolicyResult result = evaluate(program, "{a: 1, b: 3, c: 2}");
  const std::vector<Reduction>& reductions = clause(result, "A").lines[0].reductions;
  REQUIRE(reductions.size() == 1);
  CHECK(reductions[0].step == "highest only");
  CHECK(reductions[0].winners == std::vector<std::string>{"B"});
  CHECK(reductions[0].lost == Money{100});
}

TEST_CASE("highest only: a tie goes to the earlier line") {
  const Program program = three("  - highest only: {of: [A, B, C]}\n");
  CHECK(paid(program, "{a: 2, b: 3, c: 3}") == "0- 3 0- = 3");
}

TEST_CASE("highest only: an open amount keeps both outcomes") {
  const Program program = three("  - highest only: {of: [A, B, C]}\n");
  CHECK(paid(program, "{b: 3, c: 0}") == "0..1000 0..3 0 = 3..1000");
}

TEST_CASE("highest only: clauses not named stay as they are") {
  const Program program = three("  - highest only: {of: [A, B]}\n");
  CHECK(paid(program, "{a: 1, b: 3, c: 9}") == "0- 3 9 = 12");
}

TEST_CASE("highest only per key: only lines of the same key compete") {
  const Program program = three("  - highest only: {of: [A, B, C], per: object}\n");
  CHECK(paid(program, "{a: 1, b: 3, c: 2, x: p, y: p}") == "0- 3 2 = 5");
  CHECK(paid(program, "{a: 1, b: 3, c: 2, x: p, y: q}") == "1 3 2 = 6");
  CHECK(paid(program, "{a: 1, b: 3, c: 2, x: z, y: z}") == "0- 3 0- = 3");
}

TEST_CASE(
    "highest only per key: with an unknown key the largest is sure, the other may lose") {
  const Program program = three("  - highest only: {of: [A, B], per: object}\n");
  const PolicyResult result = evaluate(program, "{a: 5, b: 3, c: 0, y: p}");
  CHECK(total(result) == "5..8");
  CHECK(outcome(result, "A") == "due 5");
  CHECK(outcome(result, "B") == "possible 0..3");
  CHECK(clause(result, "B").lines[0].missing == std::vector<std::string>{"x"});
}

TEST_CASE("first only: the first clause of the list that pays displaces the later ones") {
  const Program program = three("  - first only: {of: [C, A, B]}\n");
  CHECK(paid(program, "{a: 1, b: 3, c: 2}") == "0- 0- 2 = 2");
  CHECK(paid(program, "{a: 1, b: 3, c: 0}") == "1 0- 0 = 1");
}

TEST_CASE("first only: whether the first pays at all is open") {
  const Program program = program_of(R"(
facts: {ok: {type: boolean}}
clauses:
  A: {when: ok, award: 1元}
  B: {award: 5-10元}
stacking:
  - first only: {of: [A, B]}
)");
  const PolicyResult result = evaluate(program);
  CHECK(total(result) == "1..10");
  CHECK(outcome(result, "B") == "possible 0..10");
}

TEST_CASE("top up: the largest, less what was received") {
  const Program program = three("  - top up: {of: [A, B, C], received: r}\n");
  CHECK(paid(program, "{a: 10, b: 30, c: 20, r: 12}") == "0- 18 0- = 18");
  CHECK(paid(program, "{a: 10, b: 30, c: 20, r: 40}") == "0 0 0 = 0");
  CHECK(total(evaluate(program, "{a: 10, b: 30, c: 20}")) == "0..30");
}

TEST_CASE("deduct: the total less an amount, not below zero") {
  const Program program = three("  - deduct: {of: [A, B, C], minus: r}\n");
  CHECK(paid(program, "{a: 10, b: 30, c: 20, r: 30}") == "5 15 10 = 30");
  CHECK(paid(program, "{a: 10, b: 30, c: 20, r: 60.01元}") == "0 0 0 = 0");
  CHECK(total(evaluate(program, "{a: 10, b: 30, c: 20}")) == "0..60");
}

TEST_CASE("cap: at the limit nothing is cut, one fen over it one fen is") {
  const Program program = three("  - cap: {at most: 60元}\n");
  CHECK(paid(program, "{a: 10, b: 30, c: 20}") == "10 30 20 = 60");
  CHECK(total(evaluate(program, "{a: 10, b: 30, c: 20.01元}")) == "60");
}

TEST_CASE("cap: pro rata parts add up to the limit to the fen") {
  const Program program = three("  - cap: {at most: 1元}\n");
  CHECK(paid(program, "{a: 1, b: 1, c: 1}") == "0.34 0.33 0.33 = 1");
  CHECK(paid(program, "{a: 2, b: 3, c: 6.99元}") == "0.17 0.25 0.58 = 1");
}

TEST_CASE("cut, keep, ties: first and last go by the order of the clauses, not of `of`") {
  const std::string facts = "{a: 30, b: 30, c: 30}";
  CHECK(paid(three("  - cap: {of: [C, B, A], at most: 45元, cut: last first}\n"),
             facts) == "30 15 0 = 45");
  CHECK(paid(three("  - highest only: {of: [C, A]}\n"), facts) == "30 30 0- = 60");
  CHECK(paid(three("  - cap: {of: [A, A], at most: 45元}\n"), facts) == "30 30 30 = 90");
}

TEST_CASE("cap: the cut falls on the last or the smallest where the text says so") {
  CHECK(paid(three("  - cap: {at most: 45元, cut: last first}\n"),
             "{a: 10, b: 30, c: 20}") == "10 30 5 = 45");
  CHECK(paid(three("  - cap: {at most: 45元, cut: smallest first}\n"),
             "{a: 10, b: 30, c: 20}") == "0 30 15 = 45");
  CHECK(paid(three("  - cap: {at most: 45元, cut: smallest first}\n"),
             "{a: 20, b: 30, c: 20}") == "15 30 0 = 45");
}

TEST_CASE("cap: what was used before lowers it, never below zero") {
  const Program program = three("  - cap: {at most: 45元, used: r}\n");
  CHECK(total(evaluate(program, "{a: 100, b: 0, c: 0, r: 20}")) == "25");
  CHECK(total(evaluate(program, "{a: 100, b: 0, c: 0, r: 50}")) == "0");
  CHECK(total(evaluate(program, "{a: 100, b: 0, c: 0}")) == "0..45");
}

TEST_CASE("cap: a line it cuts says so, and what was lost") {
  const PolicyResult result =
      evaluate(three("  - cap: {of: [A], at most: 4元, title: {zh: 限额, en: limit}}\n"),
               "{a: 10, b: 0, c: 0}");
  const std::vector<Reduction>& reductions = clause(result, "A").lines[0].reductions;
  REQUIRE(reductions.size() == 1);
  CHECK(reductions[0].step == "cap");
  CHECK(reductions[0].title.en == "limit");
  CHECK(reductions[0].lost == Money{600});
  CHECK(text_of(*clause(result, "A").lines[0].computed) == "10");
}

TEST_CASE("cap: per clause and per item each has its own limit") {
  const std::string items = R"(
entities: {thing: {fields: {v: {type: money}}}}
facts: {things: {type: list of thing}, more: {type: list of thing}}
clauses:
  A: {for each: t in things, award: t.v}
  B: {for each: t in more, award: t.v}
stacking:
)";
  const std::string facts = "{things: [{v: 5}, {v: 9}], more: [{v: 8}]}";
  const auto with = [&](const std::string& per) {
    return evaluate(program_of(items + "  - cap: {at most: 7元, per: " + per + "}\n"),
                    facts);
  };
  CHECK(total(with("applicant")) == "7");
  CHECK(total(with("clause")) == "14");
  CHECK(total(with("item")) == "19");
  CHECK(lines(with("item"), "A") == "due 5; due 7");
}

TEST_CASE("cap: a clause's own step per item sees the clause's variables") {
  const Program program = program_of(R"(
entities: {thing: {fields: {v: {type: money}, top: {type: money}}}}
facts: {things: {type: list of thing}}
clauses:
  A:
    for each: t in things
    let: {double: t.top * 2}
    award: t.v
    stacking: [{cap: {per: item, at most: double}}]
)");
  CHECK(lines(evaluate(program, "{things: [{v: 9, top: 2}, {v: 9, top: 3}]}"), "A") ==
        "due 4; due 6");
}

TEST_CASE("cap: its formula sees the group's total") {
  CHECK(total(evaluate(three("  - cap: {at most: total * 50%}\n"),
                       "{a: 10, b: 30, c: 20}")) == "30");
}

TEST_CASE("aid ceiling: other public aid counts against the limit") {
  const Program program = three("  - aid ceiling: {at most: 50元, other aid: r}\n");
  CHECK(paid(program, "{a: 30, b: 30, c: 0, r: 10}") == "20 20 0 = 40");
  CHECK(total(evaluate(program, "{a: 30, b: 30, c: 0}")) == "0..50");
}

TEST_CASE("matching: at most the ratio of the base") {
  const Program program = three("  - matching: {ratio: 50%, base: r}\n");
  CHECK(paid(program, "{a: 30, b: 30, c: 0, r: 100}") == "25 25 0 = 50");
  CHECK(total(evaluate(program, "{a: 30, b: 30, c: 0, r: 200}")) == "60");
  CHECK(total(evaluate(program, "{a: 30, b: 30, c: 0}")) == "0..60");
}

TEST_CASE("limit: at most n lines, the largest or the first") {
  CHECK(paid(three("  - limit: {take: 2}\n"), "{a: 1, b: 3, c: 2}") == "0- 3 2 = 5");
  CHECK(paid(three("  - limit: {take: 2, keep: first}\n"), "{a: 1, b: 3, c: 2}") ==
        "1 3 0- = 4");
  CHECK(paid(three("  - limit: {take: 2}\n"), "{a: 1, b: 1, c: 1}") == "1 1 0- = 2");
  CHECK(paid(three("  - limit: {take: 0}\n"), "{a: 1, b: 1, c: 1}") == "0 0 0 = 0");
}

TEST_CASE("limit: a line that pays nothing takes no place") {
  CHECK(paid(three("  - limit: {take: 2, keep: first}\n"), "{a: 0, b: 3, c: 2}") ==
        "0 3 2 = 5");
}

TEST_CASE("no double funding: yes excludes the group, unknown leaves it open") {
  const Program program = three("  - no double funding: {of: [A, B], when: ok}\n");
  CHECK(paid(program, "{a: 1, b: 3, c: 2, ok: true}") == "0! 0! 2 = 2");
  CHECK(paid(program, "{a: 1, b: 3, c: 2, ok: false}") == "1 3 2 = 6");
  const PolicyResult open = evaluate(program, "{a: 1, b: 3, c: 2}");
  CHECK(total(open) == "2..6");
  CHECK(outcome(open, "A") == "possible 0..1");
}

TEST_CASE("scale: multiplies each line, half a fen up") {
  CHECK(paid(three("  - scale: {by: 50%}\n"), "{a: 1, b: 0.03元, c: 2}") ==
        "0.50 0.02 1 = 1.52");
}

TEST_CASE("round: each line for itself, in the direction given") {
  CHECK(paid(three("  - round: {to: 10元, mode: down}\n"), "{a: 19.99元, b: 20, c: 5}") ==
        "10 20 0 = 30");
  CHECK(paid(three("  - round: {to: 10元, mode: up}\n"), "{a: 19.99元, b: 20, c: 5}") ==
        "20 20 10 = 50");
  CHECK(paid(three("  - round: {to: 10元, mode: half even}\n"), "{a: 15, b: 25, c: 5}") ==
        "20 20 0 = 40");
}

TEST_CASE("order: scaling before a cap is not scaling after it") {
  const std::string facts = "{a: 100, b: 0, c: 0}";
  CHECK(total(evaluate(three("  - scale: {by: 50%}\n  - cap: {at most: 40元}\n"),
                       facts)) == "40");
  CHECK(total(evaluate(three("  - cap: {at most: 40元}\n  - scale: {by: 50%}\n"),
                       facts)) == "20");
}

TEST_CASE("order: a cap before highest only may change the winner") {
  const std::string facts = "{a: 100, b: 60, c: 0}";
  CHECK(paid(three("  - cap: {of: [A], at most: 50元}\n  - highest only: {of: [A, B]}\n"),
             facts) == "0- 60 0 = 60");
  CHECK(paid(three("  - highest only: {of: [A, B]}\n  - cap: {of: [A], at most: 50元}\n"),
             facts) == "50 0- 0 = 50");
}

TEST_CASE("order: the clauses' own steps run before the policy's") {
  const Program program = program_of(R"(
facts: {a: {type: money}}
clauses:
  A: {award: a, stacking: [{scale: {by: 50%}}]}
stacking:
  - cap: {at most: 40元}
)");
  CHECK(total(evaluate(program, "{a: 100}")) == "40");
}

TEST_CASE("readings: a step exists only under the readings it names") {
  const Program program = program_of(R"(
readings:
  q: {default: no, options: {no: {}, yes: {}}}
clauses: {A: {award: 100元}}
stacking:
  - cap: {at most: 40元, only under: {q: [yes]}}
)");
  CHECK(total(evaluate(program)) == "100");
  EvaluateOptions options = on("2024-06-01");
  options.readings = {{"q", "yes"}};
  CHECK(total(evaluate_policy(program, facts_of(program, ""), options)) == "40");
}

TEST_CASE("stacking: lines without an amount take no part") {
  const Program program = program_of(R"(
clauses:
  A: {award: unspecified}
  B: {award: 5元}
stacking:
  - limit: {take: 1, keep: first}
)");
  CHECK(outcome(evaluate(program), "B") == "due 5");
  CHECK(clause(evaluate(program), "A").status == LineStatus::unspecified);
}

TEST_CASE("stacking: an unlimited upper end comes down to the cap") {
  const Program program = program_of(R"(
entities: {thing: {fields: {v: {type: money}}}}
facts: {things: {type: list of thing}}
clauses: {A: {for each: t in things, award: 3元}}
stacking:
  - cap: {at most: 10元}
)");
  CHECK(total(evaluate(program)) == "0..10");
}

TEST_CASE("stacking: an unknown list may hold any number of groups, each with its cap") {
  const auto with = [](const std::string& step) {
    return total(evaluate(program_of(R"(
entities: {thing: {fields: {v: {type: money}, kind: {type: text}}}}
facts: {things: {type: list of thing}}
clauses: {A: {for each: t in things, award: 3元, keys: {kind: t.kind}}}
stacking:
  - )" + step + "\n")));
  };
  CHECK(with("cap: {at most: 10元, per: kind}") == "0..");
  CHECK(with("cap: {at most: 1元, per: item}") == "0..");
  CHECK(with("cap: {at most: 10元, per: clause}") == "0..10");
  CHECK(with("top up: {received: 1元}") == "0..");
  CHECK(with("deduct: {minus: 1元}") == "0..");
}

TEST_CASE("stacking: a cap for each of unknown items leaves what they get together") {
  CHECK(total(evaluate(program_of(R"(
entities: {thing: {fields: {v: {type: money}}}}
facts: {things: {type: list of thing}}
clauses: {A: {for each: t in things, award: 10元}}
stacking: [{cap: {at most: 5元}}, {cap: {at most: 2元, per: item}}]
)"))) == "0..5");
}

TEST_CASE("stacking: the first clause only keeps what its lines get together") {
  const Program program = program_of(R"(
entities: {thing: {fields: {v: {type: money, min: 0元}}}}
facts: {x: {type: boolean}, things: {type: list of thing}}
clauses: {B: {when: x, award: 1元}, A: {for each: t in things, award: t.v}}
stacking: [{cap: {of: [A], at most: 5元}}, {first only: {of: [B, A]}}]
)");
  const PolicyResult result = evaluate(program, "{things: [{}, {}]}");
  CHECK(text_of(clause(result, "A").amount) == "0..5");
  CHECK(total(result) == "0..5");
}

TEST_CASE("stacking: lines of unknown keys keep what is known of all of them together") {
  const Program program = program_of(R"(
entities: {thing: {fields: {kind: {type: text}}}}
facts: {own: {type: text}, things: {type: list of thing}}
clauses:
  A: {award: 4元, keys: {k: own}}
  B: {for each: t in things, award: 3元, keys: {k: t.kind}}
stacking: [{cap: {at most: 5元}}, {top up: {per: k, received: 1元}}]
)");
  CHECK(total(evaluate(program, "{own: x}")) == "0..5");
}

TEST_CASE("stacking: of each of unknown items a first tranche may be paid") {
  CHECK(total(evaluate(program_of(R"(
entities: {thing: {fields: {v: {type: money}}}}
facts: {things: {type: list of thing}}
clauses: {A: {for each: t in things, award: 10元, instalments: [{amount: 2元}, {share: 50%}]}}
stacking: [{cap: {at most: 20元}}]
)"))) == "0..20");
}

TEST_CASE("stacking: a line may lose to one whose key is not known") {
  const Program program = three("  - highest only: {of: [A, B], per: object}\n");
  const PolicyResult result = evaluate(program, "{a: 5, b: 3, c: 0, y: p}");
  CHECK(outcome(result, "B") == "possible 0..3");
  CHECK(clause(result, "B").lines[0].missing == std::vector<std::string>{"x"});
  CHECK(outcome(evaluate(program, "{a: 5, b: 3, c: 0, x: q, y: p}"), "B") == "due 3");
}

TEST_CASE("cut_to: a sum within the limit is left alone") {
  CHECK(cut_to({3, 4}, 7, CutOrder::pro_rata) == std::vector<std::int64_t>{3, 4});
  CHECK(cut_to({}, 7, CutOrder::pro_rata).empty());
  CHECK(cut_to({3, 4}, 0, CutOrder::last_first) == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("stacking: a step whose formula fails is an error of the lines it touches") {
  const Program program = program_of(R"(
facts: {a: {type: money, min: 0元}}
parameters:
  most: {title: {zh: 限额, en: most}, values: [{from: 2025-01-01, value: 5元}]}
clauses:
  A: {award: a}
  B: {award: 1元}
stacking:
  - cap: {of: [A], at most: most}
)");
  const PolicyResult result = evaluate(program, "{a: 9}");
  CHECK(outcome(result, "A") == "error 0..9");
  CHECK(outcome(result, "B") == "due 1");
  CHECK(total(result) == "1..10");
}

TEST_CASE("stacking: what may have no stated amount is not called lost") {
  const Program program = program_of(R"(
enums: {level: {title: {zh: 级别, en: level}, values: {a: {zh: 甲, en: a}, b: {zh: 乙, en: b}}}}
facts:
  k: {type: level}
  funded: {type: boolean}
clauses:
  A: {award: {by: k, amounts: {a: 5000元}, otherwise: unspecified}}
stacking:
  - no double funding: {when: funded}
)");
  CHECK(outcome(evaluate(program, "{funded: true, k: a}"), "A") == "excluded 0");
  CHECK(outcome(evaluate(program, "{funded: true}"), "A") == "unspecified 0");
}

TEST_CASE(
    "a step that takes nothing from single lines leaves what is known of their sum") {
  const Program program = program_of(R"(
entities: {item: {fields: {cost: {type: money, min: 0元, max: 100元}}}}
facts: {items: {type: list of item}, ok: {type: boolean}, aided: {type: boolean}}
clauses: {A: {for each: i in items, when: ok, award: 70元}}
stacking:
  - cap: {at most: 100元}
  - no double funding: {per: item, when: aided}
)");
  CHECK(total(evaluate(program, "{aided: false, items: [{}, {}, {}]}")) == "0..100");
}

TEST_CASE(
    "what lines get together at most stays known when a step takes from each alone") {
  const std::string body = R"(
entities: {item: {fields: {cost: {type: money, min: 0元, max: 100元}}}}
facts: {items: {type: list of item}, ok: {type: boolean}, aided: {type: boolean}}
clauses: {A: {for each: i in items, when: ok, award: 70元}}
stacking:
  - cap: {at most: 100元}
)";
  const std::string facts = "{items: [{}, {}, {}]}";
  CHECK(total(evaluate(
            program_of(body + "  - no double funding: {per: item, when: aided}\n"),
            facts)) == "0..100");
  CHECK(total(evaluate(program_of(body + "  - cap: {at most: 60元, per: item}\n"),
                       facts)) == "0..100");
  // Half as much again may be more than the cap before it.
  CHECK(total(evaluate(program_of(body + "  - scale: {by: 1.5, per: item}\n"), facts)) !=
        "0..100");
}
