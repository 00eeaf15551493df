// Tables in the structs of Arrow's C data interface: what they say as texts, what of them
// is refused, and what a population has of them.
#include "read/arrow_structs.hpp"

#include <array>
#include <limits>

#include "arrow_made.hpp"
#include "folder.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

std::string text_of(const Made& linked) {
  const ArrowArray* batch = &linked.array;
  return exported_text({linked.schema, {&batch, 1}});
}

std::string text_of(Made&& made) {
  made.link();
  return text_of(made);
}

std::string refused(Made made) {
  try {
    return "taken: " + text_of(std::move(made));
  } catch (const ArrowTableError& error) {
    return error.text.en;
  }
}

}  // namespace

TEST_CASE("arrow: integers of every width keep their sign") {
  CHECK(
      text_of(table(
          {column<std::int8_t>("a", "c", {-1}), column<std::uint8_t>("b", "C", {255}),
           column<std::int16_t>("c", "s", {-300}),
           column<std::uint16_t>("d", "S", {65535}),
           column<std::int32_t>("e", "i", {-70000}),
           column<std::uint32_t>("f", "I", {4294967295U}),
           column<std::int64_t>("g", "l", {std::numeric_limits<std::int64_t>::min()}),
           column<std::uint64_t>("h", "L", {std::numeric_limits<std::uint64_t>::max()})},
          1)) ==
      "a,b,c,d,e,f,g,h\n-1,255,-300,65535,-70000,4294967295,-9223372036854775808,"
      "18446744073709551615\n");
}

TEST_CASE("arrow: a null is an empty cell") {
  CHECK(text_of(table(
            {column<std::int32_t>("a", "i", {1, 2, 3}, {0b101}), {"n", "b", {}, {}, 3}},
            3)) == "a,b\n1,\n,\n3,\n");
}

TEST_CASE("arrow: texts with commas and quotes are quoted") {
  CHECK(text_of(table({texts("名称", {"甲,乙", "", "say \"x\""})}, 3)) ==
        "名称\n\"甲,乙\"\n\n\"say \"\"x\"\"\"\n");
}

TEST_CASE("arrow: decimals are exact, whatever their scale") {
  // 1.05, -0.01 and 12300 as 128-bit integers, lower half first.
  const std::vector<std::int64_t> cents = {105, 0, -1, -1};
  CHECK(text_of(table({column<std::int64_t>("fee", "d:20,2", cents)}, 2)) ==
        "fee\n1.05\n-0.01\n");
  CHECK(text_of(table({column<std::int64_t>("fee", "d:20,-2,128", {123, 0})}, 1)) ==
        "fee\n12300\n");
}

TEST_CASE("arrow: a double is its shortest decimal, without an exponent") {
  CHECK(text_of(table({column<double>("x", "g", {0.1, 1e21, -2.5e-7})}, 3)) ==
        "x\n0.1\n1000000000000000000000\n-0.00000025\n");
}

TEST_CASE("arrow: dates of days and of moments at midnight, before 1970 too") {
  CHECK(text_of(
            table({column<std::int32_t>("a", "tdD", {19782, -1}),
                   column<std::int64_t>("b", "tdm", {19782 * 86'400'000LL, -86'400'000}),
                   column<std::int64_t>("c", "tsu:UTC",
                                        {19782 * 86'400'000'000LL, -86'400'000'000})},
                  2)) ==
        "a,b,c\n2024-02-29,2024-02-29,2024-02-29\n1969-12-31,1969-12-31,1969-12-31\n");
}

TEST_CASE("arrow: a moment within a day is not read as a date") {
  CHECK(text_of(table({column<std::int64_t>("c", "tss:", {86'400 + 1, -1})}, 2)) ==
        "c\n1970-01-02 +1/86400 d\n1969-12-31 +86399/86400 d\n");
}

TEST_CASE("arrow: a moment beyond the calendar is not read as a date") {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  CHECK(text_of(table({column<std::int64_t>("a", "tsn:", {least}),
                       column<std::int64_t>("b", "tss:", {least}),
                       column<std::int32_t>("c", "tdD", {2147483647})},
                      1)) ==
        "a,b,c\n1677-09-21 +763145224192/86400000000000 d,"
        "-9223372036854775808/86400 d,2147483647/1 d\n");
}

TEST_CASE("arrow: a dictionary gives its texts") {
  Made codes = column<std::int8_t>("kind", "c", {1, 0, 1}, {0b011});
  codes.dictionary = std::make_shared<Made>(texts("", {"甲", "乙"}));
  CHECK(text_of(table({codes}, 3)) == "kind\n乙\n甲\n\n");
  codes.bytes[1] = {2, 0, 1};
  CHECK(refused(table({codes}, 3)) == "column kind: the dictionary has no code 2");
}

TEST_CASE("arrow: members of a struct are columns, and where it is null they are") {
  Made flags = {"+s", "flags", {column<std::uint8_t>("bad", "b", {0b01})}, {{0b01}}, 2};
  flags.children[0].length = 2;
  CHECK(text_of(table({column<std::int32_t>("id", "i", {1, 2}), flags}, 2)) ==
        "id,flags.bad\n1,true\n2,\n");
}

TEST_CASE("arrow: offsets of the table and of a column add up") {
  Made ids = column<std::int32_t>("id", "i", {9, 1, 2, 3}, {0b1011});
  ids.offset = 1;
  ids.length = 3;
  Made all = table({ids}, 2);
  all.offset = 1;
  CHECK(text_of(std::move(all)) == "id\n\n3\n");
}

TEST_CASE("arrow: what is not understood is said, with the column") {
  CHECK(refused(table({{"+l", "marks", {}, {{}, {0}}, 0}}, 0)) ==
        "column marks: unsupported format +l (lists are tables of their own)");
  CHECK(refused(table({{"d:40,2,256", "fee", {}, {{}, {0}}, 0}}, 0)) ==
        "column fee: unsupported decimals 40,2,256");
  CHECK(refused(texts("t", {"x"})) == "a table must be a struct of columns");
}

TEST_CASE("arrow: structs that contradict themselves are refused") {
  CHECK(refused(table({column<std::int32_t>("id", "i", {1})}, 2)) ==
        "column id: the array is not as the schema says");
  Made missing = column<std::int32_t>("id", "i", {1});
  missing.bytes.pop_back();
  CHECK(refused(table({missing}, 1)) == "column id: a buffer is missing");
  Made made = table({column<std::int32_t>("id", "i", {1})}, 1);
  made.link();
  made.array.release = nullptr;
  const ArrowArray* batch = &made.array;
  CHECK_THROWS_AS(arrow_table("t", made.schema, {&batch, 1}), ArrowTableError);
}

TEST_CASE("arrow: pointers that are missing are refused") {
  const auto refuses = [](const auto& spoil) {
    Made made = table({texts("name", {"x"}), column<std::int32_t>("id", "i", {1})}, 1);
    made.link();
    spoil(made);
    CHECK_THROWS_AS(text_of(std::as_const(made)), ArrowTableError);
  };
  refuses([](Made& made) { made.schema.children = nullptr; });
  refuses([](Made& made) { made.array.children = nullptr; });
  refuses([](Made& made) { made.array.buffers = nullptr; });
  refuses([](Made& made) { made.children[1].array.buffers = nullptr; });
  refuses([](Made& made) { made.children[1].array.n_buffers = -1; });
  refuses([](Made& made) { made.children[0].buffers[2] = nullptr; });
  refuses(
      [](Made& made) { made.array.length = std::numeric_limits<std::int64_t>::max(); });
}

TEST_CASE("arrow: a population from tables in memory, batch by batch") {
  const Program program = program_of(R"(
entities:
  mark: {fields: {fee: {type: money}}}
facts: {id: {type: integer}, marks: {type: list of mark}}
clauses: {A: {award: sum(marks.fee)}}
)");
  Made first = table({column<std::int32_t>("id", "i", {1, 2})}, 2);
  Made second = table({column<std::int32_t>("id", "i", {3})}, 1);
  Made marks = table({column<std::int32_t>("applicant", "i", {3, 1, 3}),
                      column<std::int64_t>("fee", "d:20,2", {105, 0, 200, 0, 1, 0})},
                     3);
  for (Made* made : {&first, &second, &marks}) made->link();
  ReadPopulationOptions options;
  options.tables =
      [&](const std::vector<std::string>& names) -> std::optional<TableText> {
    const std::array<const ArrowArray*, 2> applicants = {&first.array, &second.array};
    if (names.front() == "applicants") return arrow_table("a", first.schema, applicants);
    const ArrowArray* batch = &marks.array;
    return arrow_table("m", marks.schema, {&batch, 1});
  };
  SourceMap sources;
  Diagnostics diagnostics;
  ReadReport report;
  const auto population =
      read_population("", {&program}, options, sources, diagnostics, report);
  REQUIRE_MESSAGE(population, render(diagnostics, sources, Language::en));
  CHECK(report.applicants == 3);
  CHECK(total(evaluate_policy(program, population->facts_of(2, program.model->vocabulary),
                              on("2024-06-01"))) == "1.06");
}

TEST_CASE("arrow: views of texts are read from where they point, and not beyond") {
  const auto viewed = [](std::int32_t size, std::int32_t buffer, std::int32_t begin) {
    Made made = {"vu", "a", {}, {}, 2};
    made.bytes = {
        {},
        bytes_of<std::int32_t>({2, 0x6261, 0, 0, size, 0, buffer, begin}),
        {'a', '-', 't', 'e', 'x', 't', '-', 'o', 'f', '-', '1', '5', '-', 'b', 'y'},
        bytes_of<std::int64_t>({15})};
    return refused(table({made}, 2));
  };
  CHECK(viewed(15, 0, 0) == "taken: a\nab\na-text-of-15-by\n");
  CHECK(viewed(13, 0, 2) == "taken: a\nab\ntext-of-15-by\n");
  for (const std::string& wrong :
       {viewed(15, 0, 1), viewed(15, 1, 0), viewed(15, -1, 0), viewed(15, 0, -1),
        viewed(-1, 0, 0), viewed(std::numeric_limits<std::int32_t>::max(), 0, 1)}) {
    CHECK(wrong == "a view of a text points outside its buffers");
  }
}
