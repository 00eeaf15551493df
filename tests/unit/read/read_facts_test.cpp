// Facts from YAML: every type, units, bounds, and what is refused where.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const Program& program() {
  static const Program compiled = program_of(R"(
enums: {grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}}}
entities: {mark: {key: id, fields: {id: {type: text}, fee: {type: money, unit: 千元}}}}
facts:
  flag: {type: boolean}
  number: {type: number, min: 0, max: 100}
  whole: {type: integer}
  money: {type: money}
  wan: {type: money, unit: 万元, min: 0元, max: 1亿元}
  francs: {type: money, unit: CHF}
  date: {type: date}
  months: {type: months}
  days: {type: days}
  text: {type: text}
  grade: {type: grade}
  region: {type: region}
  numbers: {type: list of number}
  marks: {type: list of mark}
  span: {type: period}
  maybe: {type: date, optional: true}
  derived: {type: number, formula: number * 2}
)");
  return compiled;
}

struct ReadText {
  CaseFacts facts;
  std::vector<CaseFacts> applicants;
  std::string findings;  // "JB4006 `x`; "
  std::string help;
};

ReadText read(const std::string& yaml, const ReadFactsOptions& options = {}) {
  SourceMap sources;
  Diagnostics diagnostics;
  ReadText result;
  const auto tree = read_yaml(sources, sources.add("facts.yaml", yaml), diagnostics);
  REQUIRE(tree.has_value());
  result.applicants =
      read_applicants(*tree, program().model->vocabulary, options, diagnostics);
  if (!result.applicants.empty()) result.facts = result.applicants.front();
  for (const Diagnostic& one : diagnostics.all()) {
    if (one.severity == Severity::warning) result.findings += "warning ";
    result.findings += std::string(code_text(one.code)) + " `" +
                       std::string(sources.text(one.span)) + "`; ";
    result.help += one.help.en;
  }
  return result;
}

/// The fact read from its text; "?" and the finding if it is refused.
std::string value(const std::string& name, const std::string& yaml) {
  const ReadText result = read("{" + name + ": " + yaml + "}");
  const Vocabulary& vocabulary = program().model->vocabulary;
  const size_t index = vocabulary.applicant().index_of(name).value();
  const std::string text =
      fact_text(result.facts.record.items[index],
                vocabulary.applicant().fields[index].type, vocabulary);
  return result.findings.empty() ? text : text + " " + result.findings;
}

}  // namespace

TEST_CASE("facts: booleans are true or false, nothing else") {
  CHECK(value("flag", "true") == "true");
  CHECK(value("flag", "false") == "false");
  CHECK(value("flag", "yes") == "? JB4006 `yes`; ");
  CHECK(value("flag", "1") == "? JB4006 `1`; ");
}

TEST_CASE("facts: numbers take percent signs and 万, integers no fraction") {
  CHECK(value("number", "12.50") == "12.5");
  CHECK(value("number", "70%") == "0.7");
  CHECK(value("whole", "3.8万") == "38000");
  CHECK(value("whole", "3.5") == "? JB4006 `3.5`; ");
  CHECK(value("number", "3元") == "? JB4006 `3元`; ");
}

TEST_CASE("facts: a bare amount is yuan, or of the fact's unit; a written unit wins") {
  CHECK(value("money", "500") == "500元");
  CHECK(value("money", "3万元") == "30000元");
  CHECK(value("money", "1.5亿元") == "150000000元");
  CHECK(value("wan", "500") == "5000000元");
  CHECK(value("wan", "500元") == "500元");
  CHECK(value("wan", "2.5") == "25000元");
  CHECK(value("money", "三万元") == "? JB4006 `三万元`; ");
}

TEST_CASE("facts: foreign money is of its currency only") {
  CHECK(value("francs", "1000 CHF") == "1000 CHF");
  CHECK(value("francs", "1000") == "1000 CHF");
  CHECK(value("francs", "1000元") == "? JB4006 `1000元`; ");
  CHECK(value("money", "1000 CHF") == "? JB4006 `1000 CHF`; ");
}

TEST_CASE("facts: dates and durations") {
  CHECK(value("date", "2024-02-29") == "2024-02-29");
  CHECK(value("date", "2023-02-29") == "? JB4006 `2023-02-29`; ");
  CHECK(value("date", "2024/01/01") == "? JB4006 `2024/01/01`; ");
  CHECK(value("months", "P1Y2M") == "P1Y2M");
  CHECK(value("days", "P10D") == "P10D");
  CHECK(value("days", "P1M") == "? JB4006 `P1M`; ");
}

TEST_CASE("facts: texts, enums, regions") {
  CHECK(value("text", "\"a, b\"") == "\"a, b\"");
  CHECK(value("grade", "second") == "\"second\"");
  CHECK(value("grade", "secnd") == "? JB4006 `secnd`; ");
  CHECK(read("{grade: secnd}").help == "did you mean 'second'?");
  CHECK(value("region", "\"140400\"") == "\"140400\"");
  CHECK(value("region", "\"14040\"") == "? JB4006 `\"14040\"`; ");
}

TEST_CASE("facts: lists, records, periods") {
  CHECK(value("numbers", "[1, 2, 3]") == "[3]");
  CHECK(value("numbers", "[]") == "[0]");
  CHECK(value("numbers", "1") == "? JB4004 `1`; ");
  CHECK(value("numbers", "[1, x]") == "[2] JB4006 `x`; ");
  CHECK(value("marks", "[{id: A, fee: 2}]") == "[1]");
  CHECK(value("marks", "[A]") == "[1] JB4003 `A`; ");
  CHECK(value("marks", "[{name: A}]") == "[1] JB4001 `name`; ");
  CHECK(value("span", "{from: 2024-01-01, to: 2024-12-31}") == "2024-01-01..2024-12-31");
  CHECK(value("span", "{begin: 2024-01-01}").ends_with("JB4001 `begin`; "));
}

TEST_CASE("facts: unknown may be said, null only where a value may be absent") {
  CHECK(value("number", "unknown") == "?");
  CHECK(value("maybe", "null") == "null");
  CHECK(value("maybe", "unknown") == "?");
  CHECK(value("date", "null") == "? JB4005 `null`; ");
  CHECK(value("numbers", "null") == "? JB4005 `null`; ");
  CHECK(value("text", "'unknown'") == "\"unknown\"");
  CHECK(value("number", "{unknown: true}") == "?");
  CHECK(value("marks", "{unknown: true}") == value("marks", "unknown"));
  CHECK(value("number", "{unknown: false}").starts_with("? JB4006"));
  CHECK(value("number", "{unknown: 'true'}").starts_with("? JB4006"));
  CHECK(value("number", "{unknown: true, other: 1}").starts_with("? JB4006"));
}

TEST_CASE("facts: a value beyond its bounds is refused, on the bound it is not") {
  CHECK(value("number", "0") == "0");
  CHECK(value("number", "100") == "100");
  CHECK(value("number", "100.01") == "? JB4007 `100.01`; ");
  CHECK(value("number", "-1") == "? JB4007 `-1`; ");
  CHECK(value("wan", "10000") == "100000000元");
  CHECK(value("wan", "100000000") == "? JB4007 `100000000`; ");
  CHECK(read("{wan: 100000000}").help.find("a bare number counts in 万元") !=
        std::string::npos);
}

TEST_CASE("facts: names nobody knows are errors with a suggestion") {
  CHECK(read("{nunber: 3}").findings == "JB4001 `nunber`; ");
  CHECK(read("{nunber: 3}").help == "did you mean 'number'?");
}

TEST_CASE("facts: names of other policies pass, others may be allowed with a warning") {
  ReadFactsOptions options;
  options.known_elsewhere =
      std::make_shared<const std::set<std::string>>(std::set<std::string>{"elsewhere"});
  CHECK(read("{elsewhere: 3}", options).findings == "");
  CHECK(read("{nowhere: 3}", options).findings == "JB4001 `nowhere`; ");
  options.allow_unknown = true;
  CHECK(read("{nowhere: 3}", options).findings == "warning JB4001 `nowhere`; ");
}

TEST_CASE("facts: two items of a list do not share their key") {
  CHECK(read("{marks: [{id: A}, {id: B}, {id: A}]}").findings == "JB4009 `A`; ");
  CHECK(read("{marks: [{id: A}, {id: unknown}, {id: unknown}]}").findings == "");
}

TEST_CASE("facts: a derived fact cannot be given") {
  CHECK(read("{derived: 3}").findings == "JB4002 `derived`; ");
}

TEST_CASE("facts: what is not a mapping is refused, and everything stays unknown") {
  const ReadText result = read("[1, 2]");
  CHECK(result.findings == "JB4003 `[1, 2]`; ");
  for (const FactValue& fact : result.facts.record.items) CHECK_FALSE(fact.is_known());
}

TEST_CASE("applicants: a set of them, by name, in the order of the file") {
  const ReadText result =
      read("applicants:\n  甲: {number: 1}\n  乙: {number: 2}\n  丙: {}\n");
  CHECK(result.findings == "");
  REQUIRE(result.applicants.size() == 3);
  CHECK(result.applicants[0].applicant == "甲");
  CHECK(result.applicants[2].applicant == "丙");
}

TEST_CASE("applicants: a single case has no name") {
  const ReadText result = read("{number: 1}");
  REQUIRE(result.applicants.size() == 1);
  CHECK(result.applicants[0].applicant == "");
}

TEST_CASE(
    "facts: {unknown: true} is a record where the record has a field of that name") {
  const Program odd = program_of(R"(
entities: {thing: {fields: {unknown: {type: boolean}}}, other: {fields: {name: {type: text}}}}
facts: {thing: {type: thing}, other: {type: other}}
)");
  SourceMap sources;
  Diagnostics diagnostics;
  const auto tree = read_yaml(
      sources, sources.add("f.yaml", "{thing: {unknown: true}, other: {unknown: true}}"),
      diagnostics);
  const CaseFacts facts = read_facts(*tree, odd.model->vocabulary, {}, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  REQUIRE(facts.record.items[0].is_known());
  CHECK(facts.record.items[0].items[0] == FactValue::known(true));
  CHECK(facts.record.items[1] == FactValue::stated_as_unknown());
}
