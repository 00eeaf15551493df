// Facts of one applicant: unknown records, closed worlds, facts as text.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

Program vocabulary() {
  return program_of(R"(
enums: {grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}}}
entities:
  mark: {fields: {ok: {type: boolean, assume: true}, note: {type: text, optional: true}, fee: {type: money}}}
facts:
  size: {type: number, assume: 5}
  plain: {type: number}
  absent: {type: date, optional: true}
  marks: {type: list of mark}
  span: {type: period}
  money: {type: money}
  grade: {type: grade}
  twice: {type: number, formula: size * 2}
figures: {n: {value: twice}}
)");
}

const FactValue& fact(const Program& program, const CaseFacts& facts,
                      const std::string& name) {
  const Entity& applicant = program.model->vocabulary.applicant();
  return facts.record.items[applicant.index_of(name).value()];
}

std::string text(const Program& program, const CaseFacts& facts,
                 const std::string& name) {
  const Entity& applicant = program.model->vocabulary.applicant();
  const size_t index = applicant.index_of(name).value();
  return fact_text(facts.record.items[index], applicant.fields[index].type,
                   program.model->vocabulary);
}

}  // namespace

TEST_CASE("facts: a record of which nothing is known has every field unknown") {
  const Program program = vocabulary();
  const FactValue record = unknown_record(program.model->vocabulary.applicant());
  CHECK(record.is_known());
  CHECK(record.items.size() == program.model->vocabulary.applicant().fields.size());
  for (const FactValue& item : record.items) CHECK(item == FactValue::unknown());
}

TEST_CASE("closed world: lists are empty, optional values null, assumptions taken") {
  const Program program = vocabulary();
  const CaseFacts facts = facts_of(program, "", true);
  CHECK(facts.closed_world);
  CHECK(text(program, facts, "marks") == "[0]");
  CHECK(text(program, facts, "absent") == "null");
  CHECK(text(program, facts, "size") == "5");
  CHECK(text(program, facts, "plain") == "?");
}

TEST_CASE("closed world: derived facts are left to be computed") {
  const Program program = vocabulary();
  CHECK(text(program, facts_of(program, "", true), "twice") == "?");
  CHECK(figure(evaluate_closed(program), "n") == "10");
}

TEST_CASE("closed world: what is stated to be unknown stays so") {
  const Program program = vocabulary();
  const CaseFacts facts =
      facts_of(program, "{marks: unknown, absent: unknown, size: unknown}", true);
  CHECK(text(program, facts, "marks") == "?");
  CHECK(text(program, facts, "absent") == "?");
  CHECK(text(program, facts, "size") == "?");
}

TEST_CASE("closed world: it reaches into the items of lists") {
  const Program program = vocabulary();
  const CaseFacts facts = facts_of(program, "{marks: [{}, {ok: false}]}", true);
  const FactValue& marks = fact(program, facts, "marks");
  REQUIRE(marks.items.size() == 2);
  CHECK(std::get<bool>(marks.items[0].items[0].scalar));
  CHECK_FALSE(std::get<bool>(marks.items[1].items[0].scalar));
  CHECK(marks.items[0].items[1] == FactValue::null());
  CHECK(marks.items[0].items[2] == FactValue::unknown());
}

TEST_CASE("closed world: given facts are not replaced") {
  const Program program = vocabulary();
  CHECK(text(program, facts_of(program, "{size: 9}", true), "size") == "9");
}

TEST_CASE("facts: as people write them") {
  const Program program = vocabulary();
  const CaseFacts facts = facts_of(program, R"({
    money: 3万元, grade: first, absent: null, size: 0.50,
    span: {from: 2024-01-01, to: 2024-12-31}, marks: [{}, {}]})");
  CHECK(text(program, facts, "money") == "30000元");
  CHECK(text(program, facts, "grade") == "\"first\"");
  CHECK(text(program, facts, "absent") == "null");
  CHECK(text(program, facts, "size") == "0.5");
  CHECK(text(program, facts, "span") == "2024-01-01..2024-12-31");
  CHECK(text(program, facts, "marks") == "[2]");
  CHECK(text(program, facts, "plain") == "?");
}
