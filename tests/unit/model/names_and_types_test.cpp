// Names, types and operations of formulas: what is refused, and where exactly.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string vocabulary = R"(
enums:
  grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}}
  level: {ordered: true, values: {low: {zh: 低, en: low}, high: {zh: 高, en: high}}}
entities:
  mark: {fields: {id: {type: text}, fee: {type: money}, registered: {type: date, optional: true}}}
facts:
  flag: {type: boolean}
  number: {type: number}
  money: {type: money}
  francs: {type: money, unit: CHF}
  date: {type: date}
  maybe: {type: number, optional: true}
  grade: {type: grade}
  level: {type: level}
  region: {type: region}
  marks: {type: list of mark}
)";

/// Findings of a formula of any type.
std::string figure(const std::string& formula) {
  std::string quoted = "'";
  for (const char c : formula) quoted += c == '\'' ? "''" : std::string(1, c);
  return findings_of(vocabulary + "figures: {f: {value: " + quoted + "'}}\n");
}

std::string type_of(const std::string& formula) {
  const CompiledText compiled =
      compile_text(head() + vocabulary + "figures: {f: {value: '" + formula + "'}}\n");
  if (compiled.diagnostics.has_errors()) return compiled.findings();
  const Expression& root = compiled.model.formulas[compiled.model.figures[0].value];
  return type_name(root.type, compiled.model.vocabulary);
}

std::string with(const std::string& body) { return findings_of(vocabulary + body); }

}  // namespace

TEST_CASE("types: every operation has one type") {
  CHECK(type_of("number * 2") == "number");
  CHECK(type_of("money * number") == "money");
  CHECK(type_of("money / money") == "number");
  CHECK(type_of("money / 2") == "money");
  CHECK(type_of("date - date") == "days");
  CHECK(type_of("date + @\"P1M\"") == "date");
  CHECK(type_of("date.year") == "number");
  CHECK(type_of("marks.fee") == "list of money");
  CHECK(type_of("sum(marks.fee)") == "money");
  CHECK(type_of("count(marks)") == "number");
  CHECK(type_of("for m in marks return m.id") == "list of text");
  CHECK(type_of("number > 2") == "boolean");
  CHECK(type_of("decision_date") == "date");
}

TEST_CASE("names: unknown ones are refused where they stand") {
  CHECK(figure("nmuber + 1") == "JB3002 `nmuber`; ");
  CHECK(figure("marks.fees") == "JB3003 `fees`; ");
  CHECK(figure("date.yaer") == "JB3003 `yaer`; ");
  CHECK(figure("conut(marks)") == "JB3005 `conut`; ");
  CHECK(figure("reading.q = \"a\"").find("JB3006") == 0);
}

TEST_CASE("names: a slip proposes the nearest name") {
  const CompiledText compiled =
      compile_text(head() + vocabulary + "figures: {f: {value: nmuber}}\n");
  CHECK(compiled.rendered().find("number") != std::string::npos);
}

TEST_CASE("names: none may be declared twice") {
  CHECK(with("let: {flag: 1}\n") == "JB3001 `flag`; ");
  CHECK(with("parameters: {number: {value: 1}}\n") == "JB3001 `number`; ");
}

TEST_CASE("names: types, clauses, currencies that do not exist") {
  CHECK(findings_of("facts: {a: {type: nmuber}}\n") == "JB3004 `nmuber`; ");
  CHECK(findings_of("facts: {a: {type: list of marks}}\n") == "JB3004 `list of marks`; ");
  CHECK(
      with("clauses: {A: {award: 1元}}\nstacking: [{cap: {of: [B], at most: 1元}}]\n") ==
      "JB3010 `B`; ");
  CHECK(findings_of("facts: {a: {type: money, unit: 元元}}\n") == "JB3026 `元元`; ");
}

TEST_CASE("types: money and numbers are not added, unlike things not compared") {
  CHECK(figure("money + 1") == "JB3017 `money + 1`; ");
  CHECK(figure("money * money") == "JB3017 `money * money`; ");
  CHECK(figure("money + francs") == "JB3017 `money + francs`; ");
  CHECK(figure("date + date") == "JB3017 `date + date`; ");
  CHECK(figure("number > money").starts_with("JB3012 "));
  CHECK(figure("flag = 1").starts_with("JB3012 "));
  CHECK(figure("not(number)") == "JB3012 `number`; ");
  CHECK(figure("if number then 1 else 2") == "JB3012 `number`; ");
}

TEST_CASE("types: a condition is yes or no, an award is money") {
  CHECK(with("clauses: {A: {when: number, award: 1元}}\n") == "JB3012 `number`; ");
  CHECK(with("clauses: {A: {award: number}}\n") == "JB3012 `number`; ");
  CHECK(with("clauses: {A: {award: francs}}\n") == "JB3012 `francs`; ");
}

TEST_CASE("types: one slip is reported once") {
  CHECK(figure("(nmuber + 1) * 2 > 3 and nmuber2") ==
        "JB3002 `nmuber`; JB3002 `nmuber2`; ");
  CHECK(figure("count(conut(marks)) + 1") == "JB3005 `conut`; ");
}

TEST_CASE("enums: a text is checked against the values, from either side") {
  CHECK(figure("grade = \"first\"") == "");
  CHECK(figure("\"first\" = grade") == "");
  CHECK(figure("grade = \"frist\"") == "JB3015 `\"frist\"`; ");
  CHECK(figure("grade in (\"first\", \"thrid\")") == "JB3015 `\"thrid\"`; ");
  CHECK(figure("if flag then grade else \"thrid\"") == "JB3015 `\"thrid\"`; ");
}

TEST_CASE("enums: only ordered ones are compared by order") {
  CHECK(figure("level > \"low\"") == "");
  CHECK(figure("grade > \"first\"").starts_with("JB3016 "));
}

TEST_CASE("order: texts, regions and lists have none, and the message says what to do") {
  CHECK(figure("\"a\" < \"b\"") == "JB3057 `\"a\"`; ");
  CHECK(figure("region >= region") == "JB3057 `region`; ");
  CHECK(figure("\"a\" + \"b\"") == "JB3017 `\"a\" + \"b\"`; ");
  const CompiledText joined =
      compile_text(head() + "figures: {f: {value: '\"a\" + \"b\"'}}\n");
  CHECK(joined.rendered().find("string join([a, b])") != std::string::npos);
}

TEST_CASE("iteration: an open count that may go below its start is a warning") {
  const std::string facts = "facts: {n: {type: integer}, k: {type: integer, min: 1}}\n";
  const auto value = [&](const std::string& list) {
    return findings_of(facts + "figures: {f: {value: 'sum(for i in " + list +
                       " return i)'}}\n");
  };
  CHECK(value("1..n") == "JB3059 `1..n`; ");
  CHECK(value("[1..n]") == "");
  CHECK(value("1..k") == "");
  CHECK(value("3..1") == "");
}

TEST_CASE("functions: number and names of arguments, literal texts") {
  CHECK(figure("abs(number, 1)") == "JB3018 `abs(number, 1)`; ");
  CHECK(figure("date(\"2024-02-30\")") == "JB3021 `\"2024-02-30\"`; ");
  CHECK(figure("@\"2024-02-30\"") == "JB3021 `@\"2024-02-30\"`; ");
  CHECK(figure("within(region, \"14040\")").starts_with("JB3022 "));
  CHECK(figure("number as of date") == "JB3035 `number`; ");
}

TEST_CASE("awarded: only earlier clauses can be asked for") {
  CHECK(with("clauses: {A: {award: 'awarded(\"B\")'}, B: {award: 1元}}\n") ==
        "JB3036 `\"B\"`; ");
  CHECK(with("clauses: {A: {award: 'awarded(\"A\")'}}\n") == "JB3036 `\"A\"`; ");
  CHECK(with("clauses: {A: {award: 1元}, B: {award: 'awarded(\"A\")'}}\n") == "");
}

TEST_CASE("null: what may be null must be tested first") {
  CHECK(figure("maybe + 1") == "JB3013 `maybe`; ");
  CHECK(figure("maybe > 3") == "JB3013 `maybe`; ");
  CHECK(figure("maybe = null") == "");
  CHECK(figure("maybe = 3") == "");
  CHECK(figure("get or else(maybe, 0) + 1") == "");
  CHECK(figure("marks[1].fee * 2").starts_with("JB3013 "));
  CHECK(figure("max(marks.fee) * 2").starts_with("JB3013 "));
  CHECK(figure("max(money, 0元) * 2") == "");
}

TEST_CASE("null: a test in and, or, if holds for what follows it") {
  CHECK(figure("maybe != null and maybe > 3") == "");
  CHECK(figure("maybe = null or maybe > 3") == "");
  CHECK(figure("if maybe = null then 0 else maybe + 1") == "");
  CHECK(figure("if maybe != null then maybe + 1 else 0") == "");
  CHECK(figure("not(maybe = null) and maybe > 3") == "");
}

TEST_CASE("null: a test does not hold where it failed, or before it") {
  CHECK(figure("maybe > 3 and maybe != null") == "JB3013 `maybe`; ");
  CHECK(figure("maybe != null or maybe > 3") == "JB3013 `maybe`; ");
  CHECK(figure("if maybe = null then maybe + 1 else 0") == "JB3013 `maybe`; ");
  CHECK(figure("(maybe != null or flag) and maybe > 3") == "JB3013 `maybe`; ");
}

TEST_CASE("null: a condition of a clause holds for its later parts and its award") {
  CHECK(with("clauses: {A: {when: [maybe != null, maybe > 3], award: 1元 * maybe}}\n") ==
        "");
  CHECK(with("clauses: {A: {when: [maybe > 3, maybe != null], award: 1元}}\n") ==
        "JB3013 `maybe`; ");
  CHECK(
      with("clauses: {A: {when: {any: [maybe != null, flag]}, award: 1元 * maybe}}\n") ==
      "JB3013 `maybe`; ");
  CHECK(
      with(
          "clauses: {A: {when: maybe != null, award: 1元}, B: {award: 1元 * maybe}}\n") ==
      "JB3013 `maybe`; ");
  CHECK(with("eligible: maybe != null\nclauses: {A: {award: 1元 * maybe}}\n") == "");
}

TEST_CASE("null: a test of an item's field holds for that item") {
  CHECK(with("clauses: {A: {for each: m in marks, when: [m.registered != null, "
             "m.registered.year = 2024], award: 1元}}\n") == "");
  CHECK(with("clauses: {A: {for each: m in marks, when: m.registered.year = 2024, "
             "award: 1元}}\n") == "JB3013 `m.registered`; ");
  CHECK(figure("count(marks[registered != null and registered.year = 2024])") == "");
  CHECK(figure("count(marks[registered.year = 2024])") == "JB3013 `registered`; ");
}

TEST_CASE("null: asking what is never null is a warning") {
  CHECK(figure("number = null") == "JB3014 `number`; ");
  CHECK_FALSE(compile_text(head() + vocabulary + "figures: {f: {value: number = null}}\n")
                  .diagnostics.has_errors());
}

TEST_CASE("cycles: a derived fact cannot use itself, directly or through others") {
  CHECK(
      findings_of("facts: {a: {type: number, formula: a + 1}}\n").starts_with("JB3029 "));
  CHECK(findings_of("facts: {a: {type: number, formula: b + 1}, "
                    "b: {type: number, formula: a * 2}}\n")
            .starts_with("JB3029 "));
  const CompiledText round = compile_text(
      head() +
      "facts: {a: {type: number, formula: b + 1}, b: {type: number, formula: c "
      "* 2}, c: {type: number, formula: b - 1}}\n");
  CHECK(round.findings() == "JB3029 `b`; ");
  CHECK(round.diagnostics.all().front().arguments ==
        std::vector<std::string>{"b", "b → c → b"});
  CHECK(findings_of("facts: {a: {type: number, formula: b + 1}, b: {type: number}}\n") ==
        "");
}

TEST_CASE("cycles: comparing items compares what is derived of them") {
  const auto derived = [](const std::string& type, const std::string& formula) {
    return findings_of("entities: {mark: {fields: {n: {type: number}, d: {type: " + type +
                       ", formula: '" + formula +
                       "'}}}}\nfacts: {marks: {type: list of mark}}\n");
  };
  CHECK(derived("boolean", "marks[1] = marks[2]").starts_with("JB3029 "));
  CHECK(derived("number", "count(distinct values(marks))").starts_with("JB3029 "));
  CHECK(derived("number", "count(marks)") == "");
  CHECK(derived("number", "count(concatenate(marks, marks))") == "");
}
