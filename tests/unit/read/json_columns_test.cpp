// JSON straight into columns: the same columns as the longer way, or left to it.
#include "read/json_columns.hpp"

#include "batch/plan.hpp"
#include "document/read_document.hpp"
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const body = R"(
entities:
  mark:
    title: {zh: 商标, en: mark}
    fields:
      kind: {type: mark_kind, title: {zh: 类型, en: kind}}
      registered: {type: date, optional: true, title: {zh: 注册日, en: registered}}
enums:
  mark_kind: {title: {zh: 类型, en: kind}, values: {plain: {zh: 普通, en: plain}, gi: {zh: 地理标志, en: GI}}}
facts:
  staff: {type: integer, min: 0, title: {zh: 职工, en: staff}}
  bad: {type: boolean, title: {zh: 失信, en: dishonest}}
  other: {type: text, title: {zh: 其他, en: other}}
  marks: {type: list of mark, title: {zh: 商标, en: marks}}
clauses:
  A:
    for each: m in marks
    when: 'staff > 10 and not(bad) and m.kind = "gi" and m.registered != null and m.registered >= @"2024-01-01"'
    award: 1万元
)";

struct Both {
  bool read = false;
  bool same = false;
};

/// Reads the text both ways.
std::vector<std::int64_t> values_of(const ColumnSlice& column, std::size_t rows) {
  const IntegerColumn values = IntegerColumn::borrowed(column.values, rows, column.width);
  std::vector<std::int64_t> all;
  for (std::size_t row = 0; row < rows; ++row) all.push_back(values.at(row));
  return all;
}

Both read_both(const std::string& text) {
  const Program program = program_of(body);
  const Vocabulary& vocabulary = program.model->vocabulary;
  const PlanResult built = build_plan(program, *Date::parse("2024-06-01"), {});
  REQUIRE(built.plan);
  const FactLayout& layout = built.plan->layout;
  TextDictionary texts;
  Columns fast(layout);
  Columns slow(layout);
  JsonColumnReader reader(vocabulary, layout);
  Both both;
  both.read = reader.read(text, fast, texts);
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_json(sources, sources.add("a.json", text), diagnostics);
  if (!document) return both;
  const CaseFacts facts = read_facts(*document, vocabulary, {}, diagnostics);
  if (diagnostics.has_errors() || !slow.append(facts, texts)) return both;
  both.same = true;
  for (DomainId d = 0; d < layout.domains.size(); ++d) {
    both.same = both.same && fast.rows(d) == slow.rows(d);
  }
  Chunk quickly;
  Chunk slowly;
  fast.slice(quickly);
  slow.slice(slowly);
  for (ColumnId c = 0; c < layout.columns.size() && both.same; ++c) {
    const std::size_t rows = fast.rows(layout.columns[c].domain);
    both.same = values_of(quickly.columns[c], rows) == values_of(slowly.columns[c], rows);
  }
  return both;
}

bool is_left_to_read_facts(const std::string& text) { return !read_both(text).read; }

}  // namespace

TEST_CASE("JSON columns: the plain form gives what read_facts gives") {
  const Both both = read_both(R"({"staff": 12, "bad": false, "other": "甲", "marks": [
      {"kind": "gi", "registered": "2024-02-29"}, {"registered": null, "kind": "plain"}]})");
  CHECK(both.read);
  CHECK(both.same);
}

TEST_CASE("JSON columns: empty lists and keys in any order") {
  const Both both = read_both(R"({"marks": [], "bad": true, "staff": 0})");
  CHECK(both.read);
  CHECK(both.same);
}

TEST_CASE("JSON columns: what is not of the plain form is left to read_facts") {
  CHECK(is_left_to_read_facts(R"({"bad": false, "marks": []})"));  // missing
  CHECK(is_left_to_read_facts(R"({"staff": 1, "bad": false, "marks": [], "x": 1})"));
  CHECK(is_left_to_read_facts(R"({"staff": -1, "bad": false, "marks": []})"));  // bounds
  CHECK(is_left_to_read_facts(R"({"staff": 1.5, "bad": false, "marks": []})"));
  CHECK(is_left_to_read_facts(R"({"staff": null, "bad": false, "marks": []})"));
  CHECK(is_left_to_read_facts(R"({"staff": 1, "staff": 1, "bad": false, "marks": []})"));
  CHECK(is_left_to_read_facts(R"({"staff": 1, "bad": "false", "marks": []})"));
  CHECK(is_left_to_read_facts(
      R"({"staff": 1, "bad": false, "marks": [{"kind": "gi", "registered": "2023-02-29"}]})"));
  CHECK(is_left_to_read_facts(
      R"({"staff": 1, "bad": false, "marks": [{"kind": "GI", "registered": null}]})"));
  CHECK(is_left_to_read_facts(R"({"staff": 1, "bad": false, "marks": [)"));
  CHECK(is_left_to_read_facts(R"({"staff": 1, "bad": false, "marks": []} x)"));
  CHECK(is_left_to_read_facts(""));
  CHECK(is_left_to_read_facts("[]"));
}
