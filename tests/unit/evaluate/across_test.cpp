// Several applicants together: group caps, rankings, pools, aggregates.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

Program with(const std::string& across) {
  return program_of(R"(
facts:
  claim: {type: money, min: 0元, max: 1000元}
  group: {type: text}
  score: {type: number, min: 0, max: 100}
  day: {type: date}
clauses: {A: {award: claim}}
across:
)" + across);
}

/// The amounts of A, one for each applicant, "-" behind superseded ones.
std::string paid(const Program& program, const std::vector<std::string>& facts) {
  std::string text;
  for (const PolicyResult& result : evaluate_all(program, facts)) {
    const ClauseResult& one = clause(result, "A");
    text += (text.empty() ? "" : " ") + text_of(one.amount);
    if (one.status == LineStatus::superseded) text += "-";
    CHECK(text_of(one.amount) == total(result));
  }
  return text;
}

std::string one(int claim, const std::string& more) {
  return "{claim: " + std::to_string(claim) + ", " + more + "}";
}

}  // namespace

TEST_CASE("group cap: members of a group share it, others are not touched") {
  const Program program = with("  - group cap: {of: [A], by: group, at most: 10元}\n");
  CHECK(paid(program, {one(8, "group: x"), one(12, "group: x"), one(9, "group: y"),
                       one(30, "group: z")}) == "4 6 9 10");
}

TEST_CASE("group cap: parts add up to the cap to the fen") {
  const Program program = with("  - group cap: {of: [A], by: group, at most: 1元}\n");
  CHECK(paid(program, {one(1, "group: x"), one(1, "group: x"), one(1, "group: x")}) ==
        "0.34 0.33 0.33");
}

TEST_CASE("group cap: an applicant whose group is not known may be in any") {
  const Program program = with("  - group cap: {of: [A], by: group, at most: 10元}\n");
  CHECK(paid(program, {one(8, "group: x"), "{claim: 12}"}) == "4..8 6..10");
}

TEST_CASE("group cap: an open claim leaves the others open") {
  const Program program = with("  - group cap: {of: [A], by: group, at most: 1000元}\n");
  const auto results = evaluate_all(program, {one(500, "group: x"), "{group: x}"});
  CHECK(outcome(results[0], "A") == "possible 333.33..500");
  CHECK(outcome(results[1], "A") == "possible 0..666.67");
  CHECK(clause(results[0], "A").causes == std::vector{Cause::other_applicants});
}

TEST_CASE("group cap per key: lines of one key share it, whoever has them") {
  const Program program = program_of(R"(
entities: {item: {key: id, fields: {id: {type: text}, project: {type: text, optional: true}, cost: {type: money, min: 0元, max: 100元}}}}
facts:
  items: {type: list of item}
  group: {type: text}
clauses: {A: {for each: i in items, award: i.cost, keys: {project: i.project}}}
across: [{group cap: {of: [A], per: project, at most: 10元}}]
)");
  const std::vector<std::string> facts = {
      "{items: [{id: a, project: P, cost: 8}, {id: b, project: Q, cost: 9}]}",
      "{items: [{id: c, project: P, cost: 12}, {id: d, project: null, cost: 30}]}"};
  const auto results = evaluate_all(program, facts);
  CHECK(outcome(results[0], "A") == "due 13");  // 4 of P, 9 of Q
  CHECK(outcome(results[1], "A") == "due 36");  // 6 of P, 30 of no project
  CHECK(total(results[0]) == "13");
  const auto open = evaluate_all(program, {facts[0], "{items: [{id: c, cost: 12}]}"});
  CHECK(outcome(open[0], "A") == "possible 8.29..17");  // c may be of P or of Q
}

TEST_CASE("group cap per key and by group: both must be the same") {
  const Program program = program_of(R"(
facts: {cost: {type: money, min: 0元, max: 100元}, project: {type: text}, group: {type: text}}
clauses: {A: {award: cost, keys: {project: project}}}
across: [{group cap: {of: [A], by: group, per: project, at most: 10元}}]
)");
  const auto results = evaluate_all(
      program, {"{cost: 10, project: P, group: x}", "{cost: 10, project: P, group: x}",
                "{cost: 10, project: P, group: y}"});
  CHECK(total(results[0]) == "5");
  CHECK(total(results[1]) == "5");
  CHECK(total(results[2]) == "10");
}

TEST_CASE("alone: a ranking, pool or group cap leaves a line possible from 0") {
  for (const std::string step : {"group cap: {of: [A], by: group, at most: 10元}",
                                 "rank: {of: [A], by: score, take: 1}",
                                 "pool: {of: [A], amount: 10元, share: pro rata}"}) {
    CAPTURE(step);
    const PolicyResult result =
        evaluate(with("  - " + step + "\n"), one(8, "group: x, score: 5"));
    CHECK(outcome(result, "A") == "possible 0..8");
    CHECK(clause(result, "A").causes == std::vector{Cause::other_applicants});
  }
}

TEST_CASE("rank: the best are taken, the others superseded") {
  const std::vector<std::string> facts = {one(1, "score: 70"), one(2, "score: 90"),
                                          one(3, "score: 80")};
  CHECK(paid(with("  - rank: {of: [A], by: score, order: highest first, take: 2}\n"),
             facts) == "0- 2 3");
  CHECK(paid(with("  - rank: {of: [A], by: score, order: lowest first, take: 2}\n"),
             facts) == "1 0- 3");
}

TEST_CASE("rank: ties at the last place are all taken, none, or the first given") {
  const std::vector<std::string> facts = {one(1, "score: 80"), one(2, "score: 90"),
                                          one(3, "score: 80"), one(4, "score: 10")};
  const auto ranked = [&](const std::string& ties) {
    return paid(with("  - rank: {of: [A], by: score, take: 2, ties: " + ties + "}\n"),
                facts);
  };
  CHECK(ranked("all") == "1 2 3 0-");
  CHECK(ranked("none") == "0- 2 0- 0-");
  CHECK(ranked("first") == "1 2 0- 0-");
}

TEST_CASE("rank: who claims nothing takes no place") {
  CHECK(paid(with("  - rank: {of: [A], by: score, take: 1}\n"),
             {one(0, "score: 90"), one(2, "score: 50")}) == "0 2");
}

TEST_CASE("rank: an unknown score may be the best or the worst") {
  const Program program = with("  - rank: {of: [A], by: score, take: 1}\n");
  CHECK(paid(program, {one(1, "score: 80"), "{claim: 2}"}) == "0..1 0..2");
  CHECK(paid(with("  - rank: {of: [A], by: score, take: 2}\n"),
             {one(1, "score: 80"), "{claim: 2}"}) == "1 2");
}

TEST_CASE("rank: an unknown score that can at best reach a tie") {
  const auto ranked = [&](const std::string& ties) {
    return paid(with("  - rank: {of: [A], by: score, take: 1, ties: " + ties + "}\n"),
                {one(1, "score: 100"), "{claim: 2}"});
  };
  CHECK(ranked("all") == "1 0..2");
  CHECK(ranked("first") == "1 0-");
  CHECK(ranked("none") == "0..1 0-");
}

TEST_CASE("pool: pro rata to the fen, and nothing is cut if it covers all") {
  const Program program = with("  - pool: {of: [A], amount: 100元, share: pro rata}\n");
  CHECK(paid(program, {one(100, ""), one(100, ""), one(100, "")}) == "33.34 33.33 33.33");
  CHECK(paid(program, {one(60, ""), one(40, "")}) == "60 40");
}

TEST_CASE("pool: first come pays in the order of the dates, the last one gets the rest") {
  const Program program =
      with("  - pool: {of: [A], amount: 100元, share: first come, by: day}\n");
  CHECK(paid(program, {one(60, "day: 2024-01-03"), one(70, "day: 2024-01-01"),
                       one(5, "day: 2024-01-04")}) == "30 70 0-");
  CHECK(paid(program, {one(60, "day: 2024-01-01"), one(70, "day: 2024-01-01")}) ==
        "60 40");
}

TEST_CASE("pool: an unknown date may come first or last") {
  const Program program =
      with("  - pool: {of: [A], amount: 100元, share: first come, by: day}\n");
  CHECK(paid(program, {one(60, "day: 2024-01-01"), "{claim: 70}"}) == "30..60 40..70");
}

TEST_CASE("pool: priority pays by score") {
  const Program program = with(
      "  - pool: {of: [A], amount: 100元, share: priority, by: score, order: highest "
      "first}\n");
  CHECK(paid(program, {one(60, "score: 1"), one(70, "score: 2")}) == "30 70");
}

TEST_CASE("across: steps run in order") {
  const Program program = with(R"(
  - rank: {of: [A], by: score, take: 2}
  - pool: {of: [A], amount: 10元, share: pro rata}
)");
  CHECK(paid(program, {one(30, "score: 3"), one(30, "score: 2"), one(30, "score: 1")}) ==
        "5 5 0-");
}

TEST_CASE("across: an applicant's own lines are cut pro rata") {
  const Program program = program_of(R"(
facts: {a: {type: money}, b: {type: money}}
clauses: {A: {award: a}, B: {award: b}, C: {award: 7元}}
across: [{pool: {of: [A, B], amount: 30元, share: pro rata}}]
)");
  const auto results = evaluate_all(program, {"{a: 20, b: 10}", "{a: 0, b: 30}"});
  CHECK(outcome(results[0], "A") == "due 10");
  CHECK(outcome(results[0], "B") == "due 5");
  CHECK(outcome(results[1], "B") == "due 15");
  CHECK(total(results[0]) == "22");
  CHECK(total(results[1]) == "22");
}

TEST_CASE("aggregates: sum, count and max over those who share the value") {
  const Program program = program_of(R"(
facts:
  v: {type: money, min: 0元, max: 100元}
  group: {type: text}
  group_sum: {type: money, aggregate: {sum: v, by: group}}
  group_max: {type: money, aggregate: {max: v, by: group}}
figures:
  sum: {value: group_sum}
  max: {value: group_max}
)");
  const auto results =
      evaluate_all(program, {"{v: 3, group: x}", "{v: 4, group: x}", "{v: 9, group: y}"});
  CHECK(figure(results[0], "sum") == "7元");
  CHECK(figure(results[1], "max") == "4元");
  CHECK(figure(results[2], "sum") == "9元");
  CHECK(figure(evaluate(program, "{v: 3, group: x}"), "sum") == "unknown");
  CHECK(figure(evaluate(program, "{v: 3, group_sum: 20}"), "sum") == "20元");
}

TEST_CASE("aggregates: a value or a group that is not known leaves the total open") {
  const Program program = program_of(R"(
facts:
  v: {type: money, min: 0元, max: 100元}
  group: {type: text}
  group_sum: {type: money, aggregate: {sum: v, by: group}}
figures: {sum: {value: group_sum}}
)");
  CHECK(figure(evaluate_all(program, {"{v: 3, group: x}", "{group: x}"})[0], "sum") ==
        "3元..103元");
  const auto unknown_group = evaluate_all(program, {"{v: 3, group: x}", "{v: 4}"});
  CHECK(figure(unknown_group[0], "sum") == "3元..7元");
  CHECK(figure(unknown_group[1], "sum") == "unknown");
}

TEST_CASE("group cap: an applicant without group is under no cap, alone or with others") {
  const Program program = program_of(R"(
facts:
  claim: {type: money, min: 0元, max: 1000元}
  group: {type: text, optional: true}
clauses: {A: {award: claim}}
across:
  - group cap: {of: [A], by: group, at most: 10元}
)");
  CHECK(paid(program, {"{claim: 30, group: null}", "{claim: 40, group: null}"}) ==
        "30 40");
  CHECK(outcome(evaluate(program, "{claim: 30, group: null}"), "A") == "due 30");
  CHECK(outcome(evaluate(program, "{claim: 30, group: x}"), "A") == "possible 0..30");
}

TEST_CASE("rank: an ordered enum places by its order, yes stands above no") {
  const std::string facts = R"(
enums:
  level: {ordered: true, values: {city: {}, national: {}}}
facts:
  level: {type: level}
  listed: {type: boolean}
clauses: {A: {award: 5元}}
across:
  - rank: {of: [A], take: 1, ties: first, by: )";
  CHECK(paid(program_of(facts + "level}\n"), {"{level: city}", "{level: national}"}) ==
        "0- 5");
  CHECK(paid(program_of(facts + "listed}\n"), {"{listed: false}", "{listed: true}"}) ==
        "0- 5");
}

TEST_CASE("rank: by a list goes by the next value where the ones before are equal") {
  const Program program =
      with("  - rank: {of: [A], by: [score, claim / 1元], take: 2, ties: first}\n");
  CHECK(paid(program, {one(1, "score: 80"), one(3, "score: 90"), one(2, "score: 80"),
                       one(9, "score: 70")}) == "0- 3 2 0-");
}

TEST_CASE("rank: whose order is not known at all may come before those given earlier") {
  const Program program = program_of(R"(
facts: {points: {type: number}}
clauses: {A: {award: 5元}}
across: [{rank: {of: [A], by: points, take: 1, ties: all}}]
)");
  CHECK(paid(program, {"{}", "{}"}) == "0..5 0..5");
}

TEST_CASE("rank: a null comes after all others, whichever end is first") {
  const std::string facts = R"(
facts: {day: {type: date, optional: true}}
clauses: {A: {award: 5元}}
across: [{rank: {of: [A], by: day, take: 1, order: )";
  const std::vector<std::string> days = {"{day: null}", "{day: 2024-01-01}"};
  CHECK(paid(program_of(facts + "lowest first}}]\n"), days) == "0- 5");
  CHECK(paid(program_of(facts + "highest first}}]\n"), days) == "0- 5");
  CHECK(paid(program_of(facts + "lowest first}}]\n"), {"{}", "{day: 2024-01-01}"}) ==
        "0..5 0..5");
}

TEST_CASE("rank: what has no order places nobody") {
  const auto findings = [](const std::string& type, const std::string& by) {
    return findings_of("facts: {x: {" + type + "}, n: {type: number}}\n" +
                       "clauses: {A: {award: 5元}}\n" +
                       "across: [{rank: {of: [A], take: 1, by: " + by + "}}]\n");
  };
  CHECK(findings("type: text", "x") == "JB3057 `x`; ");
  CHECK(findings("type: text", "[x]") == "JB3057 `x`; ");
  CHECK(findings("type: list of number", "x") == "JB3057 `x`; ");
  CHECK(findings("type: number", "[n, x]") == "");
}

TEST_CASE("group cap: lists as groups are told apart by what is in them") {
  const Program program = program_of(R"(
facts:
  tags: {type: list of text}
clauses: {A: {award: 8元}}
across: [{group cap: {of: [A], by: tags, at most: 10元}}]
)");
  CHECK(paid(program, {"{tags: [x]}", "{tags: [y]}", "{tags: [x]}"}) == "5 8 5");
}

TEST_CASE("aggregate: who belongs to no group stands alone") {
  const Program program = program_of(R"(
facts:
  group: {type: text, optional: true}
  claim: {type: money}
  all: {type: money, aggregate: {sum: claim, by: group}}
clauses: {A: {award: all}}
)");
  CHECK(paid(program, {"{group: null, claim: 1元}", "{group: null, claim: 2元}",
                       "{group: g, claim: 4元}", "{group: g, claim: 8元}"}) ==
        "1 2 12 12");
}

TEST_CASE("aggregate: only quantities are summed or compared") {
  const auto findings = [](const std::string& type, const std::string& aggregate) {
    return findings_of("facts: {x: {type: " + type + "}, t: {type: " + type +
                       ", aggregate: {" + aggregate + ": x, by: x}}}\n");
  };
  CHECK(findings("date", "max") == "JB3012 `t`; ");
  CHECK(findings("number", "max") == "");
}

TEST_CASE("applicants whom no step connects are told as tightly together as alone") {
  const Program program = program_of(R"(
facts:
  big: {type: boolean}
clauses:
  BIG: {when: big, award: 2元}
  SMALL: {when: not(big), award: 2元}
)");
  for (const PolicyResult& result : evaluate_all(program, {"{}", "{big: true}"})) {
    CHECK(total(result) == "2");
  }
}
