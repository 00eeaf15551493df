// Rows that a plan makes while it runs: groups of items, pairs of items, lists of lists.
// Each figure is held against the evaluator of single cases.
#include "batch/amounts.hpp"
#include "evaluate/case_evaluation.hpp"
#include "over_columns.hpp"
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string marks = R"(enums:
  form: {values: {word: {zh: 文, en: w}, image: {zh: 图, en: i}}}
entities:
  country: {fields: {code: {type: text}, fee: {type: money}}}
  mark:
    fields:
      name: {type: text}
      form: {type: form}
      class: {type: integer, optional: true}
      day: {type: date}
      fee: {type: money}
      countries: {type: list of country}
  payment: {fields: {object: {type: text, optional: true}, amount: {type: money}}}
facts:
  limit: {type: money}
  marks: {type: list of mark}
  payments: {type: list of payment}
clauses:
  A:
)";

std::string mark(const std::string& name, const std::string& form,
                 const std::string& of_class, const std::string& day,
                 const std::string& fee, const std::string& countries = "") {
  return "  - {name: " + name + ", form: " + form + ", class: " + of_class +
         ", day: " + day + ", fee: " + fee + ", countries: [" + countries + "]}\n";
}

std::string facts(const std::string& of_marks, const std::string& payments = "[]") {
  return "limit: 100元\npayments: " + payments +
         "\nmarks:" + (of_marks.empty() ? " []\n" : "\n" + of_marks);
}

const std::string three =
    facts(mark("a", "word", "3", "2024-01-31", "10元",
               "{code: FR, fee: 1元}, {code: DE, fee: 2元}") +
              mark("b", "image", "null", "2024-02-29", "20元", "{code: FR, fee: 4元}") +
              mark("c", "word", "3", "2024-01-31", "40元",
                   "{code: DE, fee: 8元}, {code: IT, fee: 16元}"),
          "[{object: b, amount: 5元}, {object: null, amount: 7元}]");

std::string amount(const std::string& clause, const std::string& given = three) {
  return over_columns(marks + clause, given);
}

}  // namespace

TEST_CASE("groups: one line for each value of an enum, a text, a date, a number") {
  for (const std::string key : {"form", "name", "day", "fee"}) {
    const std::string expected = key == "name" || key == "fee" ? "3" : "2";
    CHECK(amount("    for each: m in marks\n    group by: m." + key +
                 "\n    award: 1元\n") == expected);
  }
}

TEST_CASE("groups: those without a value are a group too") {
  CHECK(amount("    for each: m in marks\n    group by: m.class\n    award: 1元\n") ==
        "2");
}

TEST_CASE("groups: the formulas of a group see its items") {
  CHECK(amount("    for each: m in marks\n    group by: m.form\n"
               "    when: count(items) >= 2\n    award: sum(items.fee)\n") == "50");
}

TEST_CASE("groups: the formulas of a group see its key and the applicant") {
  CHECK(amount("    for each: m in marks\n    group by: m.fee\n"
               "    when: group * 5 <= limit\n    award: group\n") == "30");
}

TEST_CASE("groups: items that are not asked for make no group") {
  CHECK(amount("    for each: m in marks[fee > 10元]\n    group by: m.form\n"
               "    award: '100元 * count(items)'\n") == "200");
}

TEST_CASE("groups: a key that is the same for everyone makes one group, if any item") {
  const std::string clause =
      "    for each: m in marks\n    group by: '\"all\"'\n    award: get or "
      "else(max(items.fee), 0元)\n";
  CHECK(amount(clause) == "40");
  CHECK(amount(clause, facts("")) == "0");
}

TEST_CASE("groups: sub-items are grouped over all items") {
  CHECK(amount("    for each: m in marks, c in m.countries\n    group by: c.code\n"
               "    when: count(items) >= 2\n    award: sum(items.fee)\n") == "15");
}

TEST_CASE("groups: lists of the items of a group") {
  CHECK(amount("    for each: m in marks\n    group by: m.form\n"
               "    award: '1元 * count distinct(items.countries.code)'\n") == "4");
  CHECK(amount("    for each: m in marks\n    group by: m.form\n"
               "    when: some m in items satisfies some c in m.countries satisfies "
               "c.fee > 8元\n    award: sum(items.countries.fee)\n") == "27");
}

TEST_CASE("groups: many items of one applicant, in many groups") {
  std::string many;
  for (int i = 0; i < 3000; ++i) {
    many += mark("n" + std::to_string(i * 7919 % 1000), "word", "null", "2024-01-01",
                 std::to_string(i % 17) + "元");
  }
  CHECK(amount("    for each: m in marks\n    group by: m.name\n"
               "    award: '1元 * count(items)'\n",
               facts(many)) == "3000");
}

TEST_CASE("groups: steps see the lines of groups in the order of their first items") {
  CHECK(
      amount("    for each: m in marks\n    group by: m.form\n    award: sum(items.fee)\n"
             "    stacking: [{limit: {take: 1, keep: first}}]\n") == "50");
  CHECK(
      amount("    for each: m in marks\n    group by: m.form\n    award: sum(items.fee)\n"
             "    keys: {k: group}\n"
             "    stacking: [{cap: {per: k, at most: 30元}}]\n") == "50");
}

TEST_CASE("pairs: an item beside the others of its list") {
  CHECK(amount("    for each: m in marks\n"
               "    when: count(marks[item.day < m.day]) = 0\n    award: m.fee\n") ==
        "50");
  CHECK(amount("    for each: m in marks\n"
               "    when: some o in marks satisfies o.form = m.form and o.fee > m.fee\n"
               "    award: m.fee\n") == "10");
  CHECK(amount("    for each: m in marks\n"
               "    when: every o in marks satisfies o.fee >= m.fee\n"
               "    award: m.fee\n") == "10");
}

TEST_CASE("pairs: an item beside another list of the applicant") {
  CHECK(amount("    for each: m in marks\n"
               "    when: every p in payments satisfies p.object != m.name\n"
               "    award: m.fee\n") == "50");
  CHECK(amount("    for each: m in marks\n"
               "    award: 'sum(payments[object = m.name].amount)'\n") == "5");
}

TEST_CASE("pairs: two values that are both null are equal") {
  CHECK(amount("    for each: m in marks\n"
               "    award: '1元 * count(marks[item.class = m.class])'\n") == "5");
}

TEST_CASE("pairs: numbers of unequal decimals are compared as numbers") {
  CHECK(amount("    for each: m in marks\n"
               "    award: '1元 * count(marks[item.fee = m.fee * 2.0])'\n") == "2");
}

TEST_CASE("pairs: sub-items beside the items of the applicant") {
  CHECK(amount("    for each: m in marks, c in m.countries\n"
               "    award: '1元 * count(marks[item.fee = c.fee * 5])'\n") == "3");
}

TEST_CASE("lists of lists: what is asked of each of them, and of all together") {
  CHECK(amount(
            "    let: {per: 'for m in marks return for c in m.countries return c.code'}\n"
            "    award: '1元 * count distinct(flatten(per))'\n") == "3");
  CHECK(amount("    let: {per: 'for m in marks return m.countries.code'}\n"
               "    award: '1元 * sum(for c in per return count distinct(c))'\n") == "5");
  CHECK(amount("    let: {per: 'for m in marks return m.countries.code'}\n"
               "    when: 'sum(for c in per return count distinct(c)) = 5'\n"
               "    award: '1元 * count distinct(flatten(per))'\n") == "3");
}
