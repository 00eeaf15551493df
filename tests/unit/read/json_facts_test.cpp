// JSON straight into facts: the same facts as the longer way, or left to it.
#include "read/json_facts.hpp"

#include "document/read_document.hpp"
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const body = R"(
entities:
  mark:
    title: {zh: 商标, en: mark}
    key: number
    fields:
      number: {type: text, title: {zh: 编号, en: number}}
      kind: {type: mark_kind, title: {zh: 类型, en: kind}}
      registered: {type: date, optional: true, title: {zh: 注册日, en: registered}}
enums:
  mark_kind: {title: {zh: 类型, en: kind}, values: {plain: {zh: 普通, en: plain}, gi: {zh: 地理标志, en: GI}}}
facts:
  staff: {type: integer, min: 0, title: {zh: 职工, en: staff}}
  cost: {type: money, unit: 万元, title: {zh: 费用, en: cost}}
  bad: {type: boolean, title: {zh: 失信, en: dishonest}}
  seat: {type: region, title: {zh: 住所, en: seat}}
  large: {type: boolean, formula: staff > 300, title: {zh: 大型, en: large}}
  marks: {type: list of mark, title: {zh: 商标, en: marks}}
clauses:
  A: {when: staff > 10, award: 1万元}
)";

struct Both {
  std::optional<CaseFacts> fast;
  CaseFacts slow;
  bool has_errors = false;
};

/// Reads the text both ways.
Both read_both(const std::string& text, const ReadFactsOptions& options = {}) {
  const Program program = program_of(body);
  const Vocabulary& vocabulary = program.model->vocabulary;
  Both both;
  both.fast = JsonFactReader(vocabulary, options).read(text);
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_json(sources, sources.add("a.json", text), diagnostics);
  if (document) both.slow = read_facts(*document, vocabulary, options, diagnostics);
  both.has_errors = diagnostics.has_errors();
  return both;
}

bool are_same(const Both& both) {
  return both.fast && both.fast->record == both.slow.record &&
         both.fast->closed_world == both.slow.closed_world;
}

}  // namespace

TEST_CASE("json facts: plain facts are the same as by the longer way") {
  const std::string text = R"({"marks": [
    {"number": "A\u5546", "kind": "gi", "registered": "2024-02-29"},
    {"kind": "plain", "registered": null, "number": "B"}],
    "staff": 12, "cost": 3, "bad": false, "seat": "1404"})";
  CHECK(are_same(read_both(text)));
  ReadFactsOptions closed;
  closed.closed_world = true;
  CHECK(are_same(read_both(text, closed)));
  CHECK(are_same(read_both("{}", closed)));
  CHECK(are_same(read_both(R"({"cost": "3.5万元"})")));
  const std::string unknown = R"({"staff": {"unknown": true}, "marks": [
    {"number": {"unknown": true}, "registered": {"unknown": true}}, {"unknown": true}]})";
  CHECK(are_same(read_both(unknown)));
  CHECK(are_same(read_both(unknown, closed)));
  CHECK(are_same(read_both(R"({"marks": {"unknown": true}})", closed)));
}

TEST_CASE("json facts: facts of other policies are passed over, once") {
  ReadFactsOptions options;
  options.known_elsewhere =
      std::make_shared<const std::set<std::string>>(std::set<std::string>{"elsewhere"});
  CHECK(are_same(read_both(R"({"elsewhere": [1], "staff": 2})", options)));
  CHECK_FALSE(read_both(R"({"elsewhere": 1, "elsewhere": 2})", options).fast);
  CHECK_FALSE(read_both(R"({"marks": [{"elsewhere": 1}]})", options).fast);
}

TEST_CASE("json facts: what is wrong is left to the reader that says so") {
  for (const char* text :
       {R"({"staff": -1})", R"({"staff": 1, "staff": 2})", R"({"unheard": 1})",
        R"({"staff": null})", R"({"large": true})", R"({"seat": "14x"})",
        R"({"marks": [{"kind": "other"}]})",
        R"({"marks": [{"registered": "2023-02-29"}]})",
        R"({"marks": [{"number": "A"}, {"number": "A"}]})", R"({"bad": "no"})", "[1]",
        R"({"staff": 1)"}) {
    CAPTURE(text);
    const Both both = read_both(text);
    CHECK(both.has_errors);
    CHECK_FALSE(both.fast);
  }
}

TEST_CASE("json facts: sound facts of another form are left to the longer way") {
  for (const char* text : {R"({"staff": 1.0})", R"({"staff": "12"})",
                           R"({"bad": "true"})", R"({"cost": 1.5})"}) {
    CAPTURE(text);
    const Both both = read_both(text);
    CHECK_FALSE(both.has_errors);
    CHECK_FALSE(both.fast);
  }
}
