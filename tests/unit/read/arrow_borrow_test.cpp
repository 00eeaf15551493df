// Columns of Arrow whose buffers hold what a population's columns hold: they are
// borrowed, not copied, and read no further than they go.
#include <malloc.h>

#include "arrow_made.hpp"
#include "batch/evaluate_population.hpp"
#include "evaluate/readings.hpp"
#include "folder.hpp"
#include "read/arrow_structs.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const rules = R"(
enums:
  grade: {values: {first: {zh: 一等奖, en: first}, second: {zh: 二等奖, en: second}}}
entities:
  mark: {fields: {fee: {type: money}, registered: {type: date}, kind: {type: grade}}}
facts:
  staff: {type: integer, min: 0}
  debt: {type: integer}
  cost: {type: money}
  left: {type: date, optional: true}
  grade: {type: grade}
  marks: {type: list of mark}
clauses:
  A:
    when: >-
      staff > debt and cost > 1元 and grade = "second"
      and (left = null or left < @"2000-01-01")
    award: sum(marks[kind = "first" and registered > @"2024-01-01"].fee)
)";

const Program& program() {
  static const Program compiled = program_of(rules);
  return compiled;
}

/// Exactly as many bytes as the values take, so that a read beyond them is found.
template <typename Value>
std::vector<std::uint8_t> exact_bytes(const std::vector<Value>& values) {
  std::vector<std::uint8_t> bytes = bytes_of(values);
  bytes.pop_back();
  bytes.shrink_to_fit();
  return bytes;
}

template <typename Value>
Made exact(const std::string& name, const std::string& format,
           const std::vector<Value>& values) {
  return {format,
          name,
          {},
          {{}, exact_bytes(values)},
          static_cast<std::int64_t>(values.size())};
}

template <typename Value>
std::vector<Value> counted(std::size_t rows, std::int64_t from, std::int64_t step,
                           std::int64_t every) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < rows; ++i) {
    values.push_back(
        static_cast<Value>(from + static_cast<std::int64_t>(i) % every * step));
  }
  return values;
}

Made coded(const std::string& name, const std::vector<std::int8_t>& codes,
           const std::vector<std::string>& values) {
  Made made = exact(name, "c", codes);
  made.dictionary = std::make_shared<Made>(texts("", values));
  return made;
}

constexpr std::int64_t many = 1'000'000'000;

/// Applicants of more than one stretch, as columns that can be borrowed.
Made applicants(std::size_t rows) {
  return table({exact("id", "l", counted<std::int64_t>(rows, 1, 1, many)),
                exact("staff", "i", counted<std::int32_t>(rows, 0, 1, 300)),
                exact("debt", "s", counted<std::int16_t>(rows, 0, 1, 30)),
                exact("cost", "d:18,2,64", counted<std::int64_t>(rows, -5, 1'000, 900)),
                exact("left", "tdD", counted<std::int32_t>(rows, -7'000, 1, 30'000)),
                coded("grade", counted<std::int8_t>(rows, 0, 1, 2), {"first", "second"})},
               static_cast<std::int64_t>(rows));
}

/// Marks of every second applicant, in their order.
Made marks(std::size_t rows) {
  return table({exact("applicant", "I", counted<std::uint32_t>(rows, 2, 2, many)),
                exact("fee", "d:18,2,64", counted<std::int64_t>(rows, 100, 1, 900)),
                exact("registered", "tdD", counted<std::int32_t>(rows, 19'000, 1, 3'000)),
                coded("kind", counted<std::int8_t>(rows, 0, 1, 2), {"一等奖", "second"})},
               static_cast<std::int64_t>(rows));
}

ReadFolder read(const std::map<std::string, Made*>& tables) {
  ReadPopulationOptions options;
  options.threads = 2;
  options.tables =
      [&](const std::vector<std::string>& names) -> std::optional<TableText> {
    const auto found = tables.find(names.front());
    if (found == tables.end()) return std::nullopt;
    const ArrowArray* batch = &found->second->array;
    return arrow_table(names.front(), found->second->schema, {&batch, 1});
  };
  ReadFolder result;
  result.population = read_population("", {&program()}, options, result.sources,
                                      result.diagnostics, result.report);
  return result;
}

/// The column of a fact, or null if it is not borrowed from these values.
bool lies_in(const Population& population, const std::string& fact, DomainId domain,
             const Made& column, std::size_t skipped = 0) {
  const auto found = population.layout().find(domain, fact, FactPart::whole);
  REQUIRE(found);
  const IntegerColumn& values = population.column(*found).values;
  const std::uint8_t* begin = column.bytes[1].data();
  return values.is_borrowed() &&
         values.values() == begin + skipped * static_cast<std::size_t>(values.width());
}

Made& column_of(Made& table, const std::string& name) {
  for (Made& column : table.children) {
    if (column.name == name) return column;
  }
  FAIL(name);
  return table;
}

Int128 total(const ReadFolder& of) {
  PopulationOptions options;
  options.decision_date = Date::parse("2024-11-30").value();
  options.readings = chosen_readings(*program().model, {});
  return evaluate_population(program(), *of.population, options).all.low;
}

const std::vector<std::string> facts = {"staff", "debt", "cost", "left", "grade"};

}  // namespace

TEST_CASE("arrow: a million applicants are borrowed, column by column") {
  Made all = applicants(1'000'000);
  Made items = marks(400'000);
  all.link();
  items.link();
  const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
  ReadFolder result = read({{"applicants", &all}, {"marks", &items}});
  const std::size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
  REQUIRE(result.findings() == "");
  const Population& population = *result.population;
  for (const std::string& fact : facts) {
    CHECK_MESSAGE(lies_in(population, fact, 0, column_of(all, fact)), fact);
  }
  for (const char* fact : {"fee", "registered", "kind"}) {
    CHECK_MESSAGE(lies_in(population, fact, 1, column_of(items, fact)), fact);
  }
  CHECK(population.number_names().values() == column_of(all, "id").bytes[1].data());
  // 23 bytes an applicant and 17 a mark were given; owners are found, four bytes a mark.
  CHECK(population.bytes() == 1'600'000);
  if (before > 0) CHECK(after - before < 4'000'000);
  CHECK(population.name_of(999'999) == "1000000");
}

TEST_CASE("arrow: of a slice the rows behind its beginning are borrowed") {
  Made all = applicants(150'000);
  all.offset = 70'001;
  all.length = 79'000;
  column_of(all, "staff").offset = 3;
  column_of(all, "staff").length = 149'997;
  Made items = marks(0);
  all.link();
  items.link();
  ReadFolder result = read({{"applicants", &all}, {"marks", &items}});
  REQUIRE(result.findings() == "");
  CHECK(lies_in(*result.population, "cost", 0, column_of(all, "cost"), 70'001));
  CHECK(lies_in(*result.population, "staff", 0, column_of(all, "staff"), 70'004));
  CHECK(result.population->name_of(0) == "70002");
}

TEST_CASE("arrow: nulls are borrowed where the values beneath are nobody's") {
  Made all = applicants(100);
  Made items = marks(0);
  std::vector<std::uint8_t> valid(13, 0xFF);
  valid[1] = 0xFE;  // row 8
  column_of(all, "staff").bytes[0] = valid;
  column_of(all, "left").bytes[0] = valid;
  std::memset(&column_of(all, "left").bytes[1][8 * 4], 0, 4);
  all.link();
  items.link();
  ReadFolder result = read({{"applicants", &all}, {"marks", &items}});
  REQUIRE(result.findings() == "");
  CHECK_FALSE(lies_in(*result.population, "staff", 0, column_of(all, "staff")));
  CHECK(lies_in(*result.population, "left", 0, column_of(all, "left")));
  const FactValue row =
      result.population->facts_of(8, program().model->vocabulary).record;
  CHECK(row.items[0].state == FactValue::State::unknown);
  CHECK(row.items[3].state == FactValue::State::null_);
}

TEST_CASE("arrow: what is not as a population holds it is copied") {
  const auto copied = [](const std::string& fact, Made column) {
    Made all = applicants(100);
    Made items = marks(0);
    column_of(all, fact) = std::move(column);
    all.link();
    items.link();
    ReadFolder result = read({{"applicants", &all}, {"marks", &items}});
    REQUIRE(result.population);
    return !lies_in(*result.population, fact, 0, column_of(all, fact));
  };
  CHECK(copied("debt", exact("debt", "s", counted<std::int16_t>(100, -1, 1, 30))));
  CHECK(copied("staff", exact("staff", "i", counted<std::int32_t>(100, -1, 1, 300))));
  CHECK(copied("cost", exact("cost", "l", counted<std::int64_t>(100, 0, 1, 30))));
  CHECK(copied("cost", exact("cost", "d:18,4,64", counted<std::int64_t>(100, 0, 1, 30))));
  CHECK(copied("grade",
               coded("grade", counted<std::int8_t>(100, 0, 1, 2), {"second", "first"})));
}

TEST_CASE("arrow: integers that are not aligned are copied") {
  Made all = applicants(100);
  Made items = marks(0);
  all.link();
  items.link();
  // As a caller would slice bytes.
  Made& staff = column_of(all, "staff");
  std::vector<std::uint8_t> shifted(401);
  std::memcpy(&shifted[1], staff.bytes[1].data(), 400);
  staff.buffers[1] = &shifted[1];
  ReadFolder result = read({{"applicants", &all}, {"marks", &items}});
  REQUIRE(result.findings() == "");
  const auto fact = result.population->layout().find(0, "staff", FactPart::whole);
  CHECK_FALSE(result.population->column(*fact).values.is_borrowed());
  CHECK(result.population->column(*fact).value(99) == 99);
}

TEST_CASE("arrow: a bad row, or rows out of order, cost a copy and nothing else") {
  Made all = applicants(200);
  Made items = marks(100);
  std::vector<std::int32_t> staff = counted<std::int32_t>(200, 0, 1, 300);
  staff[4] = -1;
  column_of(all, "staff") = exact("staff", "i", staff);
  std::vector<std::uint32_t> owners = counted<std::uint32_t>(100, 2, 2, many);
  std::swap(owners[5], owners[90]);
  column_of(items, "applicant") = exact("applicant", "I", owners);
  all.link();
  items.link();
  ReadFolder result = read({{"applicants", &all}, {"marks", &items}});
  CHECK(result.findings() == "applicants:6:3 JB4007; ");
  REQUIRE(result.population);
  CHECK(result.population->applicants() == 199);
  CHECK(result.population->rows(1) == 100);
  const auto fee = result.population->layout().find(1, "fee", FactPart::whole);
  CHECK(result.population->column(*fee).value(5) == 190);
}

TEST_CASE("arrow: what is borrowed is evaluated as what is copied, and no further") {
  for (const std::size_t rows : {1U, 63U, 64U, 4'097U, 70'001U}) {
    Made all = applicants(rows);
    Made items = marks(rows / 2);
    all.link();
    items.link();
    const Int128 borrowed = total(read({{"applicants", &all}, {"marks", &items}}));
    for (Made* made : {&all, &items}) {
      for (Made& column : made->children) {
        // Shifted by a byte, integers of several bytes are copied.
        column.bytes[1].insert(column.bytes[1].begin(), 0);
        column.buffers[1] = column.bytes[1].data() + 1;
      }
    }
    CHECK(total(read({{"applicants", &all}, {"marks", &items}})) == borrowed);
    CHECK((borrowed > 0) == (rows > 1'000));
  }
}
