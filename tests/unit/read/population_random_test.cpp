// Populations written at random: tables say what files of facts say, a run at a time, as
// a snapshot and as lines of JSON too; and no bytes whatever bring the readers down.
#include <algorithm>
#include <functional>
#include <random>
#include <sstream>

#include "folder.hpp"
#include "read/snapshot.hpp"
#include "read/stream_population.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const rules = R"(
enums:
  grade: {values: {first: {zh: 一等奖, en: first prize}, second: {zh: 二等奖, en: second prize}}}
entities:
  seat:
    fields: {city: {type: text}, code: {type: region}}
  mark:
    key: number
    fields:
      number: {type: text}
      kind: {type: grade, optional: true}
      fee: {type: money, unit: 万元, assume: 1万元}
      registered: {type: date}
facts:
  seat: {type: seat}
  flag: {type: boolean}
  staff: {type: integer, min: 0, assume: 7}
  rate: {type: number}
  left: {type: date, optional: true}
  years: {type: list of integer}
  marks: {type: list of mark}
clauses:
  C:
    for each: m in marks
    when: >-
      flag and staff > 0 and seat.city = "x" and within(seat.code, "1404") and rate > 0
      and left = null and sum(years) > 0 and m.kind = "first" and m.number = "A"
      and m.registered > @"2024-01-01"
    award: m.fee
)";

const Program& program() {
  static const Program compiled = program_of(rules);
  return compiled;
}

/// Applicants as tables and, each by itself, as facts in JSON.
class RandomTables {
 public:
  explicit RandomTables(unsigned seed) : random_(seed) {}

  void add(int number) {
    id_ = std::to_string(number * 2 + 1);
    json_ = "\"id\": " + id_;
    row_ = id_;
    std::string seat;
    fact("seat.city", pick({"长治", "a, \"b\"", "two\nlines", " blank ", "x"}), true,
         seat);
    fact("seat.code", pick({"140400", "1404", "14"}), true, seat);
    json_ += ", \"seat\": {" + seat + "}";
    fact("flag", pick({"true", "false"}), false, json_);
    fact("staff", pick({"0", "12", "99999999", "123456789012"}), false, json_);
    fact("rate", pick({"0.5", "-3", "0.1234567", "12.25", "100000000"}), false, json_);
    fact("left", pick({"2024-02-29", "1949-10-01", "2150-01-01"}), true, json_);
    applicants += row_ + "\n";
    add_years();
    add_marks();
    facts.push_back("{" + json_ + "}");
  }

  std::string applicants = "id,seat.city,seat.code,flag,staff,rate,left\n";
  std::string years = "id,value\n";
  std::string marks = "id,number,kind,fee,registered\n";
  std::vector<std::string> facts;

 private:
  std::string pick(const std::vector<std::string>& values) {
    return values[random_() % values.size()];
  }

  static std::string as_cell(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string cell = "\"";
    for (const char letter : text) {
      if (letter == '"') cell += '"';
      cell += letter;
    }
    return cell + '"';
  }

  static std::string as_json(const std::string& text) {
    std::string quoted = "\"";
    for (const char letter : text) {
      if (letter == '"') quoted += '\\';
      quoted += letter == '\n' ? std::string("\\n") : std::string(1, letter);
    }
    return quoted + '"';
  }

  // Sometimes it is not given, sometimes said to be unknown.
  void fact(const std::string& name, const std::string& value, bool text,
            std::string& json) {
    const unsigned chance = random_() % 8;
    row_ += ",";
    if (chance == 0) return;
    const std::string key = name.substr(name.find('.') + 1);
    json += (json.empty() ? "\"" : ", \"") + key + "\": ";
    row_ += chance == 1 ? "?" : as_cell(value);
    // unknown cannot be said in JSON but by leaving the fact out of an open world.
    json += chance == 1 ? "unknown" : text ? as_json(value) : value;
  }

  void add_years() {
    std::string list;
    for (unsigned i = 0; i < random_() % 3; ++i) {
      const std::string year = std::to_string(random_() % 2000);
      years += id_ + "," + year + "\n";
      list += (list.empty() ? "" : ", ") + year;
    }
    json_ += ", \"years\": [" + list + "]";
  }

  void add_marks() {
    std::string list;
    for (unsigned i = 0; i < random_() % 4; ++i) {
      const std::string number = "M" + std::to_string(i);
      std::string json = "\"number\": \"" + number + "\"";
      row_ = id_ + "," + number;
      fact("kind", pick({"first", "second"}), true, json);
      fact("fee", pick({"3", "2.5", "3万元", "0.000001", "12345678.91"}), true, json);
      fact("registered", pick({"2024-12-31", "2000-02-29"}), true, json);
      marks += row_ + "\n";
      list += (list.empty() ? "{" : ", {") + json + "}";
    }
    json_ += ", \"marks\": [" + list + "]";
  }

  std::mt19937 random_;
  std::string id_;
  std::string row_;
  std::string json_;
};

/// A population does not keep whether unknown was said.
void forget_said(FactValue& value) {
  value.stated_unknown = false;
  for (FactValue& inner : value.items) forget_said(inner);
}

FactValue record_of(const std::string& facts) {
  CaseFacts read = [&] {
    SourceMap sources;
    Diagnostics diagnostics;
    const auto tree = read_yaml(sources, sources.add("f.yaml", facts), diagnostics);
    ReadFactsOptions options;
    options.closed_world = true;
    options.known_elsewhere =
        std::make_shared<const std::set<std::string>>(std::set<std::string>{"id"});
    CaseFacts result =
        read_facts(*tree, program().model->vocabulary, options, diagnostics);
    if (diagnostics.has_errors()) FAIL(render(diagnostics, sources, Language::en));
    return result;
  }();
  forget_said(read.record);
  return read.record;
}

void check_facts(const Population& population, const std::vector<std::string>& facts,
                 std::size_t first = 0) {
  for (std::uint32_t i = 0; i < population.applicants(); ++i) {
    const FactValue found = population.facts_of(i, program().model->vocabulary).record;
    REQUIRE_MESSAGE(found == record_of(facts[first + i]), facts[first + i]);
  }
}

RandomTables random_tables(unsigned seed, int applicants) {
  RandomTables tables(seed);
  for (int i = 0; i < applicants; ++i) tables.add(i);
  return tables;
}

void write(const Folder& folder, const RandomTables& tables) {
  folder.write("applicants.csv", tables.applicants);
  folder.write("years.csv", tables.years);
  folder.write("marks.csv", tables.marks);
}

}  // namespace

TEST_CASE("random tables hold the facts that JSON of the same holds") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const RandomTables tables = random_tables(seed, 50);
    const Folder folder;
    write(folder, tables);
    ReadFolder result = read_folder(folder.path, program());
    REQUIRE(result.findings() == "");
    REQUIRE(result.population->applicants() == 50);
    check_facts(*result.population, tables.facts);
  }
}

TEST_CASE("random tables give the same as a snapshot and in runs") {
  const RandomTables tables = random_tables(5, 3000);
  const Folder folder;
  const Folder copy;
  write(folder, tables);
  const ReadFolder whole = read_folder(folder.path, program());
  REQUIRE(whole.population);
  const std::vector<const Vocabulary*> words{&program().model->vocabulary};
  write_snapshot(copy.path, *whole.population, words, true);
  ReadFolder mapped = read_folder(copy.path, program());
  CHECK(mapped.findings() == "");
  REQUIRE(mapped.population);
  CHECK(mapped.population->name_of(2) == "5");
  check_facts(*mapped.population, tables.facts);
  ReadFolder runs;
  std::size_t seen = 0;
  const bool done =
      stream_population(folder.path.string(), {&program()}, {}, runs.sources,
                        runs.diagnostics, runs.report, [&](const Population& population) {
                          check_facts(population, tables.facts, seen);
                          seen += population.applicants();
                        });
  CHECK(done);
  CHECK(seen == 3000);
}

namespace {

/// Runs tell what they find one after another, table by table.
std::vector<std::string> sorted_findings(ReadFolder& read) {
  std::vector<std::string> each;
  std::istringstream all(read.findings());
  for (std::string one; std::getline(all, one, ';');) each.push_back(one);
  std::ranges::sort(each);
  return each;
}

/// Many stretches; bad rows go with their applicants; disorder is an error.
void check_runs(const std::function<std::string(int)>& id_of) {
  std::string applicants = "id,staff\n";
  std::string years = "id,value\n";
  for (int i = 1; i <= 200'000; ++i) {
    const std::string id = id_of(i);
    applicants += id + "," + (i % 50'000 == 7 ? "x" : "5") + "\n";
    for (int k = 0; k < 3; ++k) {
      const bool bad = i % 40'000 == 9 && k == 2;
      years += id + "," + (bad ? "y" : std::to_string(i)) + "\n";
    }
  }
  const Folder folder;
  folder.write("applicants.csv", applicants);
  folder.write("years.csv", years);
  folder.write("marks.csv", "id,number\n");
  ReadFolder whole = read_folder(folder.path, program());
  ReadFolder runs;
  std::vector<std::string> names;
  std::uint64_t items = 0;
  const auto stream = [&](ReadFolder& into) {
    return stream_population(folder.path.string(), {&program()}, {}, into.sources,
                             into.diagnostics, into.report, [&](const Population& some) {
                               for (std::uint32_t i = 0; i < some.applicants(); ++i) {
                                 names.push_back(some.name_of(i));
                               }
                               items += some.rows(1);
                             });
  };
  CHECK(stream(runs));
  CHECK(sorted_findings(runs) == sorted_findings(whole));
  CHECK(runs.report.applicants_set_aside == whole.report.applicants_set_aside);
  CHECK(runs.report.bad_rows() == 9);
  REQUIRE(names.size() == whole.population->applicants());
  CHECK(names.back() == id_of(200'000));
  CHECK(items == whole.population->rows(1));
  folder.write("years.csv", "id,value\n" + id_of(9) + ",1\n" + id_of(3) + ",1\n");
  ReadFolder disorder;
  CHECK_FALSE(stream(disorder));
  CHECK(disorder.findings() == "JB4212; ");
}

}  // namespace

TEST_CASE("runs: ids that are numbers ascend by size") {
  check_runs([](int i) { return std::to_string(i); });
}

// As the unified social credit codes of enterprises.
TEST_CASE("runs: ids that are codes of one length ascend by their letters") {
  check_runs([](int i) { return "91140400MA" + std::to_string(10'000'000 + i); });
}

TEST_CASE("runs: of numbers and texts the shorter ones come first") {
  check_runs(
      [](int i) { return i < 100'000 ? std::to_string(i) : "E" + std::to_string(i); });
}

TEST_CASE("mutilated tables are read without a crash, and every row is accounted for") {
  std::mt19937 random(3);
  const RandomTables tables = random_tables(9, 40);
  const std::string bytes = "\",\n\r\xFF\x80x0?-";
  for (int round = 0; round < 400; ++round) {
    const Folder folder;
    for (const auto& [name, whole] :
         {std::pair("applicants.csv", &tables.applicants),
          std::pair("years.csv", &tables.years), std::pair("marks.csv", &tables.marks)}) {
      std::string text = *whole;
      if (random() % 4 == 0) text.resize(random() % (text.size() + 1));
      for (unsigned i = 0; i < random() % 5 && !text.empty(); ++i) {
        text[random() % text.size()] = bytes[random() % bytes.size()];
      }
      folder.write(name, text);
    }
    ReadPopulationOptions options;
    options.keep = random() % 2 == 0;
    options.threads = 1 + random() % 2;
    ReadFolder result = read_folder(folder.path, program(), options);
    if (!result.population) {
      CHECK(result.diagnostics.has_errors());
      continue;
    }
    const ReadReport::Table& first = result.report.tables[0];
    CHECK(result.population->applicants() == first.rows - first.bad - first.left);
    CHECK(result.diagnostics.has_errors() == (result.report.bad_rows() > 0));
    for (std::uint32_t i = 0; i < result.population->applicants(); ++i) {
      result.population->facts_of(i, program().model->vocabulary);
    }
    ReadFolder runs;
    stream_population(folder.path.string(), {&program()}, options, runs.sources,
                      runs.diagnostics, runs.report, [](const Population&) {});
  }
}

TEST_CASE("damaged snapshots are refused, or hold facts that can be") {
  const RandomTables tables = random_tables(2, 200);
  const Folder folder;
  const Folder copy;
  write(folder, tables);
  const ReadFolder whole = read_folder(folder.path, program());
  const std::vector<const Vocabulary*> words{&program().model->vocabulary};
  write_snapshot(copy.path, *whole.population, words, true);
  std::mt19937 random(4);
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string name = round % 2 == 0 ? "applicants.arrow" : "marks.arrow";
    const std::string text = copy.text(name);
    std::string damaged = text;
    if (round % 5 == 0) damaged.resize(random() % text.size());
    for (unsigned i = 0; i < 1 + random() % 8 && !damaged.empty(); ++i) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    copy.write(name, damaged);
    ReadFolder result = read_folder(copy.path, program());
    copy.write(name, text);
    refused += result.population ? 0 : 1;
    if (!result.population) continue;
    for (std::uint32_t i = 0; i < result.population->applicants(); ++i) {
      result.population->facts_of(i, program().model->vocabulary);
    }
  }
  CHECK(refused > 50);
}
