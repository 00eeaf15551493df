#include "folder.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const vocabulary = R"(
enums:
  grade: {values: {first: {zh: 一等奖, en: first prize}, second: {zh: 二等奖, en: second prize}}}
entities:
  seat:
    fields:
      city: {type: text}
      code: {type: region}
  country:
    fields:
      code: {type: text}
      fee: {type: money, unit: 万元}
  mark:
    key: number
    fields:
      number: {type: text}
      kind: {type: grade}
      fee: {type: money, min: 0元}
      registered: {type: date}
      countries: {type: list of country}
facts:
  id: {type: integer}
  seat: {type: seat}
  flag: {type: boolean}
  staff: {type: integer, min: 0, assume: 7}
  rate: {type: number}
  left: {type: date, optional: true}
  age: {type: months}
  term: {type: period}
  years: {type: list of integer}
  marks: {type: list of mark}
clauses:
  C:
    award: >-
      if flag and staff > 0 and seat.city = "x" and within(seat.code, "1404") and rate > 0
         and left = null and age > @"P1Y" and includes(term, @"2024-01-01")
         and count(years) > 0 and sum(years) > 0
      then sum(marks.fee) + sum(for m in marks return sum(m.countries.fee)) else 0元
  D:
    for each: m in marks
    when: m.kind = "first" and m.registered > @"2024-01-01" and count(m.countries[code = "x"]) > 0
    award: 1万元
)";

const Program& program() {
  static const Program compiled = program_of(vocabulary);
  return compiled;
}

ReadFolder read(const Folder& folder, const ReadPopulationOptions& options = {}) {
  return read_folder(folder.path, program(), options);
}

/// The fact of an applicant: "3", "[2]", "?".
std::string fact(const Population& population, std::uint32_t applicant,
                 const std::string& name) {
  const Vocabulary& words = program().model->vocabulary;
  const CaseFacts facts = population.facts_of(applicant, words);
  const size_t index = words.applicant().index_of(name).value();
  return fact_text(facts.record.items[index], words.applicant().fields[index].type,
                   words);
}

/// A field of an item of a list.
std::string item(const Population& population, std::uint32_t applicant,
                 const std::string& list, std::size_t place, const std::string& field) {
  const Vocabulary& words = program().model->vocabulary;
  const CaseFacts facts = population.facts_of(applicant, words);
  const size_t index = words.applicant().index_of(list).value();
  const Type& type = words.applicant().fields[index].type;
  const Entity& entity = words.entities[type.element->id];
  const size_t inner = entity.index_of(field).value();
  return fact_text(facts.record.items[index].items.at(place).items[inner],
                   entity.fields[inner].type, words);
}

}  // namespace

TEST_CASE("tables: cells have the meaning that files of facts give them") {
  const Folder folder;
  folder.write("applicants.csv",
               "id,flag,staff,rate,seat.city,seat.code,left,age,term.from,term.to\n"
               "1,true,3.8万,70%,长治,140400,2023-05-01,P1Y6M,2024-01-01,2024-12-31\n"
               "2,否,12,0.5,\"a, \"\"b\"\"\",1404,,P2Y,,2024-12-31\n");
  folder.write("marks.csv",
               "id,kind,fee,registered,number\n1,first,3万元,2024-02-29,A\n"
               "1,二等奖,500,2024-03-01,B\n2,second prize,0.005,2024-03-01,A\n");
  ReadFolder result = read(folder);
  CHECK(result.findings() == "");
  REQUIRE(result.population);
  const Population& all = *result.population;
  CHECK(fact(all, 0, "flag") == "true");
  CHECK(fact(all, 1, "flag") == "false");
  CHECK(fact(all, 0, "staff") == "38000");
  CHECK(fact(all, 0, "rate") == "0.7");
  CHECK(fact(all, 0, "left") == "2023-05-01");
  CHECK(fact(all, 1, "left") == "null");
  CHECK(fact(all, 0, "age") == "P1Y6M");
  CHECK(fact(all, 0, "term") == "2024-01-01..2024-12-31");
  CHECK(fact(all, 1, "term") == "null..2024-12-31");
  CHECK(fact(all, 0, "marks") == "[2]");
  CHECK(item(all, 0, "marks", 0, "fee") == "30000元");
  CHECK(item(all, 0, "marks", 1, "kind") == "\"second\"");
  CHECK(item(all, 1, "marks", 0, "kind") == "\"second\"");
  CHECK(item(all, 1, "marks", 0, "fee") == "0.005元");
}

TEST_CASE("tables: empty cells are what a closed world takes, ? is unknown") {
  const Folder folder;
  folder.write("applicants.csv", "id,flag,staff,rate,left\n1,,,,\n2,?,unknown,?,?\n");
  ReadFolder closed = read(folder);
  REQUIRE(closed.population);
  CHECK(fact(*closed.population, 0, "flag") == "?");
  CHECK(fact(*closed.population, 0, "staff") == "7");
  CHECK(fact(*closed.population, 0, "left") == "null");
  CHECK(fact(*closed.population, 0, "marks") == "[0]");
  CHECK(fact(*closed.population, 1, "staff") == "?");
  CHECK(fact(*closed.population, 1, "left") == "?");
  ReadPopulationOptions options;
  options.closed_world = false;
  ReadFolder open = read(folder, options);
  REQUIRE(open.population);
  CHECK(fact(*open.population, 0, "staff") == "?");
  CHECK(fact(*open.population, 0, "left") == "?");
  CHECK(fact(*open.population, 0, "marks") == "?");
}

TEST_CASE("tables: columns in any order, by title, quoted, with other line ends") {
  const Folder folder;
  folder.write("applicants.csv",
               "\xEF\xBB\xBF\"staff\",city,id\r\n\"5\",\"two\nlines\",x-1\r\n"
               "6,\"\",x-2\r\n\r\n7,c,x-3");
  ReadFolder result = read(folder);
  CHECK(result.findings() == "");
  REQUIRE(result.population);
  REQUIRE(result.population->applicants() == 3);
  CHECK(result.population->name_of(2) == "x-3");
  CHECK(fact(*result.population, 0, "staff") == "5");
  CHECK(fact(*result.population, 2, "staff") == "7");
}

TEST_CASE("tables: GB18030 is read as UTF-8 is") {
  const Folder folder;
  folder.write("applicants.csv", "id,flag\n1,\xCA\xC7\n2,\xB7\xF1\n");  // 是, 否
  ReadFolder result = read(folder);
  CHECK(result.findings() == "");
  REQUIRE(result.population);
  CHECK(fact(*result.population, 0, "flag") == "true");
  CHECK(fact(*result.population, 1, "flag") == "false");
}

TEST_CASE("tables: rows of lists may come in any order") {
  const Folder folder;
  folder.write("applicants.csv", "id,staff\n30,1\n10,2\n20,3\n");
  folder.write("marks.csv", "id,number,fee\n20,A,1\n30,B,2\n10,C,3\n30,D,4\n20,E,5\n");
  ReadFolder result = read(folder);
  CHECK(result.findings() == "");
  REQUIRE(result.population);
  CHECK(fact(*result.population, 0, "marks") == "[2]");
  CHECK(item(*result.population, 0, "marks", 0, "fee") == "2元");
  CHECK(item(*result.population, 0, "marks", 1, "fee") == "4元");
  CHECK(item(*result.population, 1, "marks", 0, "fee") == "3元");
  CHECK(item(*result.population, 2, "marks", 1, "fee") == "5元");
}

TEST_CASE("tables: rows of nested lists name the row they belong to") {
  const Folder folder;
  folder.write("applicants.csv", "id\n1\n2\n");
  folder.write("marks.csv", "id,number\n1,A\n1,B\n2,A\n");
  folder.write("marks.countries.csv",
               "id,marks.number,code,fee\n2,A,x,1\n1,B,y,2\n1,B,z,3\n1,C,z,3\n");
  ReadFolder result = read(folder);
  CHECK(result.findings() == "marks.countries.csv:5:3 JB4226; ");
  REQUIRE(result.population);
  REQUIRE(result.population->applicants() == 1);
  CHECK(result.population->name_of(0) == "2");
  CHECK(item(*result.population, 0, "marks", 0, "countries") == "[1]");
}

TEST_CASE(
    "tables: a bad row is reported by line and column, and takes its applicant "
    "along") {
  const Folder folder;
  folder.write("applicants.csv", "id,staff,left\n1,5,\n2,-1,2023-02-29\n3,5,\n4,5,\n");
  folder.write("marks.csv",
               "id,kind,fee,registered,number\n1,third,1,2024-01-01,A\n"
               "2,first,1,2024-01-01,A\n3,first,-3万元,2024-01-01,A\n4,first\n"
               "9,first,1,2024-01-01,A\n");
  ReadPopulationOptions options;
  const Folder rejects;
  options.rejects = rejects.path;
  ReadFolder result = read(folder, options);
  CHECK(result.findings() ==
        "applicants.csv:3:3 JB4007; applicants.csv:3:6 JB4006; marks.csv:2:3 JB4006; "
        "marks.csv:4:9 JB4007; marks.csv:5:1 JB4220; marks.csv:6:1 JB4225; ");
  REQUIRE(result.population);
  CHECK(result.population->applicants() == 0);
  CHECK(result.report.applicants_set_aside == 4);
  CHECK(result.report.bad_rows() == 5);
  CHECK(rejects.text("applicants.csv").starts_with("reason,line,id,staff,left\n"));
  CHECK(rejects.text("marks.csv").find(",5,4,first\n") != std::string::npos);
  options.keep = true;
  options.rejects.clear();
  ReadFolder kept = read(folder, options);
  REQUIRE(kept.population);
  CHECK(kept.population->applicants() == 3);
  CHECK(fact(*kept.population, 0, "marks") == "[0]");
}

TEST_CASE("tables: an applicant or an item that is there twice is set aside") {
  const Folder folder;
  folder.write("applicants.csv", "id,staff\n1,5\n2,6\n1,7\n");
  folder.write("marks.csv", "id,number\n2,A\n2,A\n");
  ReadFolder result = read(folder);
  CHECK(result.findings() == "applicants.csv:4:1 JB4224; marks.csv:3:3 JB4009; ");
  REQUIRE(result.population);
  CHECK(result.population->applicants() == 0);
  CHECK(result.report.applicants_set_aside == 2);
}

TEST_CASE("tables: quotes that do not fit spoil their row only") {
  const Folder folder;
  folder.write("applicants.csv",
               "id,seat.city,staff\n1,a\"b,1\n2,\"a\"b,1\n3,ab,1\n4,\"ab,1\n5,ab,1\n");
  ReadFolder result = read(folder);
  CHECK(result.findings() ==
        "applicants.csv:2:4 JB4222; applicants.csv:3:6 JB4222; applicants.csv:5:3 "
        "JB4221; ");
  REQUIRE(result.population);
  CHECK(result.population->applicants() == 2);
}

TEST_CASE("tables: strict stops at the first bad row") {
  const Folder folder;
  folder.write("applicants.csv", "id,staff\n1,x\n2,y\n");
  ReadPopulationOptions options;
  options.strict = true;
  ReadFolder result = read(folder, options);
  CHECK(result.findings() == "applicants.csv:2:3 JB4006; ");
  CHECK_FALSE(result.population);
}

TEST_CASE("tables: strict ends at the same row for any number of threads") {
  const Folder folder;
  std::string applicants = "id,seat.city,staff\n";
  for (int i = 0; i < 300'000; ++i) {
    const std::string staff = i == 150'000 || i == 150'001 || i == 299'000 ? "x" : "1";
    applicants +=
        std::to_string(i) + ",\"" + std::string(30, 'y') + "\nz\"," + staff + "\n";
  }
  folder.write("applicants.csv", applicants);
  for (const unsigned threads : {1U, 2U, 4U}) {
    ReadPopulationOptions options;
    options.strict = true;
    options.threads = threads;
    ReadFolder result = read(folder, options);
    CHECK(result.findings() == "applicants.csv:300003:4 JB4006; ");
    CHECK_FALSE(result.population);
  }
}

TEST_CASE("tables: strict is not misled by line ends in quotes") {
  const Folder folder;
  std::string applicants = "id,seat.city,staff\n";
  for (int i = 0; i < 100'000; ++i) {
    applicants += std::to_string(i) + ",\"" + std::string(30, 'y') + "\n1,2,x\n\",1\n";
  }
  folder.write("applicants.csv", applicants);
  ReadPopulationOptions options;
  options.strict = true;
  ReadFolder result = read(folder, options);
  CHECK(result.findings() == "");
  REQUIRE(result.population);
  CHECK(result.population->applicants() == 100'000);
}

TEST_CASE(
    "tables: many stretches give what one gives, and line ends in quotes mislead "
    "none") {
  const Folder folder;
  std::string applicants = "id,seat.city,staff\n";
  std::string marks = "id,number,fee\n";
  for (int i = 0; i < 60'000; ++i) {
    const std::string id = std::to_string(i * 3 + 1);
    applicants +=
        id + ",\"" + std::string(60, 'x') + "\nid,city\n" + id + "\"," + id + "\n";
    marks += id + ",A," + id + "\n" + id + ",B,1\n";
  }
  folder.write("applicants.csv", applicants);
  folder.write("marks.csv", marks);
  for (const unsigned threads : {1U, 2U}) {
    ReadPopulationOptions options;
    options.threads = threads;
    ReadFolder result = read(folder, options);
    CHECK(result.findings() == "");
    REQUIRE(result.population);
    REQUIRE(result.population->applicants() == 60'000);
    CHECK(fact(*result.population, 59'999, "staff") == "179998");
    CHECK(item(*result.population, 59'999, "marks", 0, "fee") == "179998元");
  }
}
