// What an applicant is told to find out or to change, and what a reading would bring.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

/// "A: marks 2 -> 3; marks[3].ok ? -> true = 10" for each near miss.
std::vector<std::string> near_misses(const PolicyResult& result) {
  std::vector<std::string> texts;
  for (const NearMiss& miss : result.near_misses) {
    std::string text = miss.clause + ":";
    for (const FactChange& change : miss.changes) {
      text += " " + change.path + " " + change.from + " -> " + change.to + ";";
    }
    texts.push_back(text + " = " + text_of(miss.gain));
  }
  return texts;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " | ") + text;
  return all;
}

std::string missing(const PolicyResult& result) {
  std::string text;
  for (const MissingFact& fact : result.missing) {
    text += (text.empty() ? "" : "; ") + fact.path + " " + text_of(fact.at_stake);
    for (const std::string& id : fact.clauses) text += " " + id;
  }
  return text;
}

const std::string marks = R"(
entities: {mark: {key: id, fields: {id: {type: text}, ok: {type: boolean}}}}
facts:
  marks: {type: list of mark, changeable: true}
  revenue: {type: money, unit: 万元, min: 0元, changeable: true}
  member: {type: boolean, changeable: true}
  kind: {type: boolean}
)";

}  // namespace

TEST_CASE("missing: the fact that most money hangs on comes first") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}, b: {type: boolean}, c: {type: boolean}}
clauses:
  A: {when: a, award: 10元}
  B: {when: b, award: 100元}
  C: {when: b, award: 5元}
  D: {when: c, award: 50元}
)");
  CHECK(missing(evaluate(program)) == "b 0..105 B C; c 0..50 D; a 0..10 A");
  CHECK(missing(evaluate(program, "{b: false, c: true}")) == "a 0..10 A");
}

TEST_CASE("missing: what cannot change the outcome is not asked for") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}, b: {type: boolean}}
clauses: {A: {when: a and b, award: 10元}}
)");
  CHECK(missing(evaluate(program, "{a: false}")) == "");
  CHECK(missing(evaluate(program, "{a: true}")) == "b 0..10 A");
}

TEST_CASE("missing: an unlimited stake comes before all others") {
  const Program program = program_of(marks + R"(
clauses:
  A: {when: member, award: 1000万元}
  B: {for each: m in marks, award: 1元}
)");
  CHECK(missing(evaluate(program)).starts_with("marks 0.. B; member 0..10000000 A"));
}

TEST_CASE("total: trying the values of a missing fact narrows what the lines allow") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}}
clauses:
  A: {when: a, award: 10元}
  B: {when: not(a), award: 10元}
)");
  const PolicyResult result = evaluate(program);
  CHECK(outcome(result, "A") == "possible 0..10");
  CHECK(outcome(result, "B") == "possible 0..10");
  CHECK(total(result) == "10");
}

TEST_CASE("total: a missing fact that only parts of an amount hang on narrows it too") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}}
clauses:
  A: {award: 100元, instalments: [{share: 60%, when: a}, {share: 40%, when: not(a)}]}
)");
  CHECK(total(evaluate(program)) == "40..60");
}

TEST_CASE("near miss: the change is named and priced") {
  const Program program = program_of(marks + R"(
clauses: {A: {when: revenue >= 2000万元, award: 10元}}
)");
  CHECK(near_misses(evaluate(program, "{revenue: 1999}")) ==
        std::vector<std::string>{"A: revenue 19990000元 -> 20000000元; = 10"});
}

TEST_CASE("near miss: one fen more than a bound that does not count") {
  const Program program =
      program_of(marks + "clauses: {A: {when: revenue > 1万元, award: 10元}}\n");
  CHECK(near_misses(evaluate(program, "{revenue: 1}")) ==
        std::vector<std::string>{"A: revenue 10000元 -> 10000.01元; = 10"});
}

TEST_CASE("near miss: what nobody can change is not proposed") {
  const Program program =
      program_of(marks + "clauses: {A: {when: kind and member, award: 10元}}\n");
  CHECK(near_misses(evaluate(program, "{kind: false, member: false}")).empty());
  CHECK(near_misses(evaluate(program, "{kind: true, member: false}")).size() == 1);
}

TEST_CASE("near miss: one more mark brings its amount") {
  const Program program = program_of(marks + R"(
clauses: {A: {for each: m in marks, award: 10元}}
)");
  CHECK(near_misses(evaluate(program, "{marks: [{id: M}, {id: N}]}")) ==
        std::vector<std::string>{"A: marks 2 -> 3; = 10"});
}

TEST_CASE(
    "near miss: one more mark brings less when the cap binds, and none is no advice") {
  const Program program = program_of(marks + R"(
clauses: {A: {for each: m in marks, award: 10元, stacking: [{cap: {at most: 25元}}]}}
)");
  CHECK(near_misses(evaluate(program, "{marks: [{id: M}]}")) ==
        std::vector<std::string>{"A: marks 1 -> 2; = 10"});
  CHECK(near_misses(evaluate(program, "{marks: [{id: M}, {id: N}]}")) ==
        std::vector<std::string>{"A: marks 2 -> 3; = 5"});
  CHECK(near_misses(evaluate(program, "{marks: [{id: M}, {id: N}, {id: O}]}")).empty());
}

TEST_CASE("near miss: a new item is given what the filter asks for") {
  const Program program = program_of(marks + R"(
clauses: {A: {for each: 'm in marks[ok]', award: 10元}}
)");
  CHECK(near_misses(evaluate(program, "{marks: []}")) ==
        std::vector<std::string>{"A: marks 0 -> 1; marks[1].ok ? -> true; = 10"});
}

TEST_CASE("near miss: a count is reached by adding items") {
  const Program program =
      program_of(marks + "clauses: {A: {when: count(marks) >= 3, award: 10元}}\n");
  CHECK(near_misses(evaluate(program, "{marks: [{id: M}]}")) ==
        std::vector<std::string>{"A: marks 1 -> 3; = 10"});
}

TEST_CASE("near miss: the smaller change comes first, then the larger gain") {
  const Program program = program_of(marks + R"(
clauses:
  A: {when: member and revenue >= 1万元, award: 1000元}
  B: {when: member, award: 10元}
  C: {when: revenue >= 1万元, award: 20元}
)");
  const std::vector<std::string> misses =
      near_misses(evaluate(program, "{member: false, revenue: 0}"));
  REQUIRE(misses.size() == 3);
  CHECK(misses[0] == "C: revenue 0元 -> 10000元; = 20");
  CHECK(misses[1] == "B: member false -> true; = 10");
  CHECK(misses[2] == "A: member false -> true; revenue 0元 -> 10000元; = 1030");
}

TEST_CASE("near miss: facts are not changed by the search") {
  const Program program =
      program_of(marks + "clauses: {A: {when: member, award: 10元}}\n");
  const CaseFacts facts = facts_of(program, "{member: false}");
  const CaseFacts before = facts;
  CHECK(evaluate_policy(program, facts, on("2024-06-01")).near_misses.size() == 1);
  CHECK(facts.record == before.record);
}

TEST_CASE("near miss: a way that fails is undone, also inside of what became null") {
  const Program program = program_of(R"(
entities: {site: {fields: {rent: {type: money, min: 0元, changeable: true}}}}
facts:
  office: {type: site, optional: true, changeable: true}
  done: {type: boolean}
clauses:
  A: {when: [office != null, office.rent >= 100元, office = null, done], award: 10元}
  B: {when: [office != null, office.rent >= 50元], award: 10元}
)");
  CHECK(joined(near_misses(evaluate(program, "{office: {rent: 10元}, done: false}"))) ==
        "B: office.rent 10元 -> 50元; = 10");
}

TEST_CASE("near miss: a line's own item is still there after items were added") {
  const Program program = program_of(marks + R"(
clauses: {A: {for each: m in marks, when: [count(marks) >= 3, m.ok], award: 10元}}
)");
  CHECK(joined(near_misses(evaluate(program, "{marks: [{id: M, ok: true}]}"))) ==
        "A: marks 1 -> 3; = 10..30 | "
        "A: marks 1 -> 3; marks[2].ok ? -> true; marks[3].ok ? -> true; = 30");
}

TEST_CASE(
    "near miss: what has happened stays, and nothing new happens before the decision") {
  // Decisions are taken on 2024-06-01.
  const std::string days = R"(
entities: {mark: {key: id, fields: {id: {type: text}, day: {type: date, changeable: true}}}}
facts: {marks: {type: list of mark, changeable: true}}
)";
  const Program open = program_of(days + R"(
clauses: {A: {for each: m in marks, when: m.day between @"2024-03-01" and @"2024-12-31", award: 10元}}
)");
  CHECK(near_misses(evaluate(open, "{marks: [{id: M, day: 2022-01-31}]}")) ==
        std::vector<std::string>{"A: marks 1 -> 2; marks[2].day ? -> 2024-06-01; = 10"});
  CHECK(near_misses(evaluate(open, "{marks: [{id: M, day: 2025-02-01}]}"))[0] ==
        "A: marks[1].day 2025-02-01 -> 2024-12-31; = 10");
  const Program over = program_of(days + R"(
clauses: {A: {for each: m in marks, when: m.day between @"2024-03-01" and @"2024-04-30", award: 10元}}
)");
  CHECK(near_misses(evaluate(over, "{marks: [{id: M, day: 2022-01-31}]}")).empty());
}

TEST_CASE("near miss: a new item may be dated by its year") {
  const Program program = program_of(R"(
entities: {mark: {key: id, fields: {id: {type: text}, day: {type: date}}}}
facts: {marks: {type: list of mark, changeable: true}}
clauses: {A: {for each: m in marks, when: m.day.year = decision_date.year, award: 10元}}
)");
  CHECK(joined(near_misses(evaluate(program, "{marks: []}"))) ==
        "A: marks 0 -> 1; marks[1].day ? -> 2024-06-01; = 10");
}

TEST_CASE("near miss: a way that fails leaves no changes behind") {
  const Program program = program_of(marks + R"(
clauses: {A: {when: (member and kind) or revenue >= 1万元, award: 10元}}
)");
  CHECK(near_misses(evaluate(program, "{member: false, kind: false, revenue: 0}")) ==
        std::vector<std::string>{"A: revenue 0元 -> 10000元; = 10"});
}

TEST_CASE("near miss: a title that is paid once is not won a second time") {
  const Program program = program_of(marks + R"(
clauses: {A: {mode: new-listing, for each: 'm in marks[ok]', award: 10元}}
)");
  CHECK(near_misses(evaluate(program, "{marks: [{id: M, ok: true}]}")).empty());
  CHECK(near_misses(evaluate(program, "{marks: [{id: M, ok: false}]}")).size() == 1);
}

TEST_CASE("near miss: whoever holds titles is told of those the same paragraph names") {
  const Program program = program_of(R"(
entities: {mark: {key: id, fields: {id: {type: text}, of: {type: text}}}}
facts: {marks: {type: list of mark, changeable: true}}
clauses:
  A: {cite: 三1, mode: new-listing, for each: 'm in marks[of = "firm"]', award: 10元}
  B: {cite: 三1, mode: new-listing, for each: 'm in marks[of = "large firm"]', award: 20元}
  C: {cite: 三2, mode: one-time, for each: 'm in marks[of = "school"]', award: 30元}
  D: {cite: 三3, mode: matching, for each: 'm in marks[of = "prize"]', award: 40元}
)");
  const auto clauses = [&](const std::string& facts) {
    std::string ids;
    for (const NearMiss& miss : evaluate(program, facts).near_misses) ids += miss.clause;
    return ids;
  };
  CHECK(clauses("{marks: []}") == "DCBA");
  CHECK(clauses("{marks: [{id: M, of: firm}]}") == "DB");
  CHECK(clauses("{marks: [{id: M, of: school}]}") == "D");
}

TEST_CASE("near miss: the new item is settled as far as the conditions ask") {
  const Program program = program_of(marks + R"(
clauses: {A: {for each: m in marks, when: m.ok, award: 10元}}
)");
  CHECK(near_misses(evaluate(program, "{marks: []}")) ==
        std::vector<std::string>{"A: marks 0 -> 1; marks[1].ok ? -> true; = 10"});
}

TEST_CASE("missing: clauses that state no amount are named as such") {
  const Program program = program_of(R"(
facts: {a: {type: boolean}, b: {type: boolean}}
clauses:
  A: {when: a, award: unspecified}
  B: {when: b, award: 10元}
)");
  const PolicyResult result = evaluate(program);
  CHECK(missing(result) == "b 0..10 B; a 0 A");
  CHECK(result.missing[0].unstated.empty());
  CHECK(result.missing[1].unstated == std::vector<std::string>{"A"});
}

TEST_CASE("names: facts, enum values, parameters and items are called by their titles") {
  const Program program = program_of(R"(
enums: {form: {title: {zh: 形式, en: form}, values: {gi: {zh: 地标, en: indication}, tm: {zh: 商标, en: mark}}}}
entities: {mark: {key: id, fields: {id: {type: text}, form: {type: form, title: {zh: 类型, en: type}}}}}
facts: {marks: {type: list of mark, title: {zh: 商标, en: marks}}}
clauses: {A: {for each: m in marks, when: 'm.form in ("gi", "tm")', award: 10元}}
)");
  const PolicyResult result = evaluate(program, "{marks: [{id: M1}]}");
  const LineResult& line = result.clauses[0].lines[0];
  REQUIRE(line.proof.size() == 1);
  // One test is one leaf, though it compares twice.
  CHECK(line.proof[0].parts.empty());
  const std::vector<Name> names = names_of(line.proof[0]);
  const auto title = [&](const std::string& text) {
    for (const Name& name : names) {
      if (name.text == text)
        return name.title.en + (name.of.empty() ? "" : " of " + name.of);
    }
    return std::string("none");
  };
  CHECK(title("m.form") == "type");
  CHECK(title("\"gi\"") == "indication");
  CHECK(title("marks[1].form") == "type of M1");
  CHECK(result.missing[0].item == "M1");
}

TEST_CASE("proof: a name for a condition is proved by what it stands for") {
  const Program program = program_of(R"(
facts: {a: {type: number}}
let: {large: a > 5}
clauses: {A: {when: large, award: 10元}}
)");
  const PolicyResult result = evaluate(program, "{a: 3}");
  const ProofNode& node = result.clauses[0].lines[0].proof[0];
  CHECK(node.part->text == "large");
  REQUIRE(node.parts.size() == 1);
  CHECK(node.parts[0].part->text == "a > 5");
  CHECK(node.parts[0].part->sources[0].text == "a");
  CHECK(node.parts[0].values[0].text == "3");
}

TEST_CASE("near miss: reasons of an unknown item do not mix with those of the search") {
  const Program program = program_of(marks + R"(
clauses: {A: {for each: m in marks, let: {n: m}, when: [m.ok, count(marks) >= 2], award: 10元}}
)");
  CHECK(joined(near_misses(evaluate(program, "{marks: [unknown]}"))) ==
        "A: marks 1 -> 2; marks[2].ok ? -> true; = 10..20");
}

TEST_CASE("readings: an evaluation uses the defaults, or the options named") {
  const Program program = program_of(R"(
readings: {q: {default: strict, options: {strict: {}, mild: {}}}}
clauses: {A: {award: {by reading: q, strict: 5元, mild: 9元}}}
)");
  CHECK(outcome(evaluate(program), "A") == "due 5");
  EvaluateOptions options = on("2024-06-01");
  options.readings = {{"q", "mild"}};
  const PolicyResult mild = evaluate_policy(program, facts_of(program, ""), options);
  CHECK(outcome(mild, "A") == "due 9");
  CHECK(mild.readings[0].question == "q");
  CHECK(mild.readings[0].option == "mild");
  CHECK_FALSE(mild.readings[0].is_default);
}

TEST_CASE("readings: side by side, with the spread over all combinations") {
  const Program program = program_of(R"(
readings:
  q: {default: a, options: {a: {}, b: {}}}
  r: {default: a, options: {a: {}, b: {}}}
  s: {default: a, options: {a: {}, b: {}}}
clauses:
  A: {award: 'if reading.q = "b" then 10元 else 1元'}
  B: {award: 'if reading.r = "b" then 100元 else 2元'}
)");
  EvaluateOptions options = on("2024-06-01");
  options.compare_readings = true;
  const PolicyResult result = evaluate_policy(program, facts_of(program, ""), options);
  REQUIRE(result.comparison.has_value());
  CHECK(result.comparison->exhaustive);
  CHECK(text_of(result.comparison->spread) == "3..110");
  CHECK(total(result) == "3");
  std::string outcomes;
  for (const ReadingOutcome& one : result.comparison->outcomes) {
    outcomes += one.question + "." + one.option + " " + text_of(one.total);
    for (const auto& [id, amount] : one.clauses)
      outcomes += " " + id + ":" + text_of(amount);
    outcomes += one.is_default ? " default; " : "; ";
  }
  CHECK(
      outcomes ==
      "q.a 3 default; q.b 12 A:10; r.a 3 default; r.b 101 B:100; s.a 3 default; s.b 3; ");
}

TEST_CASE("readings: a clause tied to a reading is not there under another") {
  const Program program = program_of(R"(
readings: {q: {default: a, options: {a: {}, b: {}}}}
clauses:
  A: {only under: {q: [b]}, award: 7元}
  B: {award: 1元}
)");
  CHECK(evaluate(program).clauses.size() == 1);
  EvaluateOptions options = on("2024-06-01");
  options.compare_readings = true;
  const PolicyResult result = evaluate_policy(program, facts_of(program, ""), options);
  CHECK(text_of(result.comparison->spread) == "1..8");
}

TEST_CASE("readings: of a set, each applicant beside the others under every reading") {
  const Program program = program_of(R"(
facts: {claim: {type: money, min: 0元, max: 1000元}}
readings: {q: {default: half, options: {half: {}, full: {}}}}
clauses: {A: {award: 'if reading.q = "half" then 50% * claim else claim'}}
across: [{pool: {of: [A], amount: 30元, share: pro rata}}]
)");
  const std::vector<CaseFacts> applicants = {facts_of(program, "{claim: 20}"),
                                             facts_of(program, "{claim: 60}")};
  EvaluateOptions options = on("2024-06-01");
  options.compare_readings = true;
  const auto results = evaluate_applicants(program, applicants, options);
  std::string outcomes;
  for (const PolicyResult& result : results) {
    REQUIRE(result.comparison.has_value());
    for (const ReadingOutcome& one : result.comparison->outcomes) {
      outcomes += one.option + " " + text_of(one.total) + "; ";
    }
    outcomes += "spread " + text_of(result.comparison->spread) + "; ";
  }
  // 40 claimed of 30, then 80.
  CHECK(outcomes ==
        "half 7.50; full 7.50; spread 7.50; half 22.50; full 22.50; spread 22.50; ");
  const auto alone = evaluate_applicants(program, {applicants[0]}, options);
  CHECK(text_of(alone[0].comparison->spread) == "10..20");
}

TEST_CASE("missing: no fact has more at stake than the total may move") {
  const Program program = program_of(R"(
facts: {a: {type: number, min: 0, max: 10}, b: {type: number, min: 0, max: 10}}
clauses:
  ONE: {award: a * 1元}
  TWO: {award: a * 2元}
  FREE: {award: b * 1元}
stacking:
  - highest only: {of: [ONE, TWO]}
)");
  // Apart ONE and TWO hang on 30元, together on no more than TWO.
  CHECK(missing(evaluate(program, "{b: 1}")) == "a 0..20 ONE TWO");
}

TEST_CASE("readings: each option is told as tightly as the total") {
  const Program program = program_of(R"(
readings:
  r: {default: low, options: {low: {}, high: {}}}
facts: {big: {type: boolean}}
clauses:
  BIG: {when: big, award: {by reading: r, low: 2元, high: 3元}}
  SMALL: {when: not(big), award: {by reading: r, low: 2元, high: 3元}}
)");
  EvaluateOptions options = on("2024-06-01");
  options.compare_readings = true;
  const PolicyResult result = evaluate_policy(program, facts_of(program, "{}"), options);
  REQUIRE(result.comparison);
  CHECK(text_of(result.comparison->outcomes.at(0).total) == "2");
  CHECK(text_of(result.comparison->outcomes.at(1).total) == "3");
  CHECK(text_of(result.comparison->spread) == "2..3");
}
