// Formulas over columns: quotients, dates that may be null, tables. Each figure is held
// against the evaluator of single cases.
#include "over_columns.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string vocabulary = R"(facts:
  fee: {type: money}
  size: {type: integer}
  day: {type: date, optional: true}
  sizes: {type: list of number}
)";

std::string amount(const std::string& rest, const std::string& fee = "100元",
                   const std::string& more = "size: 3\nday: null\n") {
  return over_columns(vocabulary + rest, "sizes: [1, 2.5]\nfee: " + fee + "\n" + more);
}

std::string award(const std::string& formula) {
  return "clauses: {A: {award: '" + formula + "'}}\n";
}

std::string table(const std::string& policy, const std::string& otherwise) {
  return "tables:\n  t:\n    inputs: {n: number}\n    output: money\n    hit policy: " +
         policy + "\n    rows: [['>= 1', 10元], ['>= 3', 40元], ['>= 5', 20元]]\n" +
         otherwise + "clauses: {A: {award: 't(size)'}}\n";
}

}  // namespace

TEST_CASE("quotients: rounded half up to the fen, whatever the divisor") {
  CHECK(amount(award("fee / 3")) == "33.33");
  CHECK(amount(award("fee / 3"), "200元") == "66.67");
  CHECK(amount(award("fee / 8"), "0.04元") == "0.01");
  CHECK(amount(award("fee / 1.5"), "1元") == "0.67");
  CHECK(amount(award("max(0元, fee / (0 - 7) + 20元)"), "1元") == "19.86");
}

TEST_CASE("quotients: added, multiplied, compared and chosen among") {
  CHECK(amount(award("fee / 3 + fee / 7")) == "47.62");
  CHECK(amount(award("fee * 1.5% * 31 / 365")) == "0.13");
  CHECK(amount(award("min(fee / 3, fee / 7 * 2)")) == "28.57");
  CHECK(amount(award("if fee / 3 >= 33.33元 then fee / 9 else 0元")) == "11.11");
  CHECK(amount(award("1元 * floor(fee / 30元)")) == "3");
}

TEST_CASE("quotients: a share such as 1/3 in the clause's rounding") {
  const std::string clause =
      "clauses: {A: {award: {percent: 1/3, of: fee}, rounding: {mode: down, to: "
      "10元}}}\n";
  CHECK(amount(clause, "100元") == "30");
}

TEST_CASE("quotients: exactly where a rounding turns, a computed share is left alone") {
  // 300 times a third with 34 digits lies below 100; the evaluator rounds it down.
  const std::string clause =
      "clauses: {A: {award: {percent: 1/3, of: fee}, rounding: {mode: down, to: "
      "10元}}}\n";
  CHECK(amount(clause, "300元") == "refused");
}

TEST_CASE("dates: parts of a date that may be null, where it is not") {
  const std::string clause =
      "clauses: {A: {when: day != null and day.year >= 2024, award: 1元}}\n";
  CHECK(amount(clause) == "0");
  CHECK(amount(clause, "1元", "size: 3\nday: 2024-05-01\n") == "1");
  CHECK(amount(clause, "1元", "size: 3\nday: 2023-05-01\n") == "0");
}

TEST_CASE("dates: a year compared with a known one, at the ends of years") {
  const auto years_of = [](const std::string& condition) {
    std::string held;
    for (const std::string day :
         {"2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"}) {
      const std::string clause = "clauses: {A: {when: 'day != null and day.year " +
                                 condition + "', award: 1元}}\n";
      held += amount(clause, "1元", "size: 3\nday: " + day + "\n");
    }
    return held;
  };
  CHECK(years_of("= 2024") == "0110");
  CHECK(years_of("!= 2024") == "1001");
  CHECK(years_of("< 2024") == "1000");
  CHECK(years_of("> decision_date.year - 1") == "0001");
  CHECK(years_of("in [2024..2025]") == "0111");
  CHECK(years_of("= 12024") == "0000");
  CHECK(years_of("= 2024.5") == "0000");
}

TEST_CASE("dates: a day of a computed year, and the years of a duration") {
  const std::string due =
      "clauses: {A: {when: 'decision_date <= date(2022 + size, 12, 31)', award: 1元}}\n";
  CHECK(amount(due, "1元", "size: 3\nday: null\n") == "1");
  CHECK(amount(due, "1元", "size: 2\nday: null\n") == "0");
  const std::string years = award(
      "1元 * years and months duration(get or else(day, decision_date), "
      "decision_date).years + 0.1元 * years and months duration(get or else(day, "
      "decision_date), decision_date).months");
  CHECK(amount(years, "1元", "size: 3\nday: 2022-10-01\n") == "2.3");
}

TEST_CASE("tables: sum, number, least and greatest of the rows that are hit") {
  CHECK(amount(table("collect sum", "")) == "50");
  CHECK(amount(table("collect min", "    otherwise: 1元\n")) == "10");
  CHECK(amount(table("collect max", "    otherwise: 1元\n")) == "40");
  CHECK(amount(table("collect max", "    otherwise: 1元\n"), "1元",
               "size: 0\nday: null\n") == "1");
}

TEST_CASE("tables: the row of the highest priority decides") {
  CHECK(amount(table("priority",
                     "    otherwise: 1元\n    priority: [20元, 40元, 10元]\n")) == "40");
}

TEST_CASE("lists: whether one holds a value") {
  CHECK(amount(award("if list contains(sizes, 2.5) then 1元 else 2元")) == "1");
  CHECK(amount(award("if list contains(sizes, size) then 1元 else 2元")) == "2");
  CHECK(amount(award("1元 * abs(size - 10)")) == "7");
}
