// Tables of Arrow in every layout, at random: a population of them is that of the texts
// they would be exported as, value by value and finding by finding.
#include <random>

#include "arrow_made.hpp"
#include "folder.hpp"
#include "read/arrow_structs.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const char* const rules = R"(
enums:
  grade: {values: {first: {zh: 一等奖, en: first prize}, second: {zh: 二等奖, en: second prize}}}
entities:
  seat:
    fields: {city: {type: text}, code: {type: region}}
  country:
    fields: {name: {type: text}, fee: {type: money, min: 10元}}
  mark:
    key: number
    fields:
      number: {type: text}
      kind: {type: grade, optional: true}
      fee: {type: money, unit: 万元, assume: 1万元}
      registered: {type: date}
      countries: {type: list of country}
facts:
  seat: {type: seat, optional: true}
  flag: {type: boolean}
  staff: {type: integer, min: 0, assume: 7}
  debt: {type: integer}
  grade: {type: grade}
  rate: {type: number}
  share: {type: number, min: 0, max: 1}
  cost: {type: money}
  left: {type: date, optional: true}
  term: {type: period}
  notice: {type: days}
  years: {type: list of integer}
  marks: {type: list of mark}
clauses:
  C:
    for each: m in marks
    when: >-
      flag and staff > debt and seat != null and seat.city = "x" and within(seat.code, "1404") and rate > 0
      and left = null and sum(years) > 0 and m.kind = "first" and m.number = "A"
      and m.registered > @"2024-01-01" and sum(m.countries.fee) > 5元 and share < 0.5
      and grade = "second" and cost > 1元 and notice > @"P3D" and m.registered in term
      and m.countries[name = "CN"] != []
    award: m.fee
)";

const Program& program() {
  static const Program compiled = program_of(rules);
  return compiled;
}

/// What a column is about: texts it may hold, whole numbers, and layouts that suit it.
struct Subject {
  std::vector<std::string> texts;
  std::vector<std::int64_t> numbers;
  std::string layouts;    // letters of RandomColumns::column
  bool in_order = false;  // mostly one after another
};

/// Identifiers, of which lists use some; some are no numbers.
Subject identifiers(bool of_applicants) {
  Subject ids = {{}, {}, "tiidw", of_applicants};
  for (int i = 0; i < 200; ++i) {
    ids.texts.push_back(i % 40 == 9 ? "0" + std::to_string(i) : std::to_string(i));
    ids.numbers.push_back(i);
  }
  return ids;
}

const Subject applicants = identifiers(true);
const Subject owners = identifiers(false);
const Subject words = {{"长治", "a, \"b\"", "two\nlines", " blank ", "x", "M1", "M2", "",
                        "?", "a text of more than twelve bytes", "CN"},
                       {1404},
                       "tttdd"};
const Subject regions = {{"140400", "1404", "14", "?"}, {140400, 14}, "ttdi"};
const Subject truths = {{"true", "false", "是", "否", "?"}, {0, 1}, "bbbtd"};
const Subject counts = {{"0", "12", "99999999", "123456789012", "1.0"},
                        {0, 1, 12, 255, 70'000, 2'147'483'648, 4'000'000'000'000},
                        "iiiiwrtd"};
const Subject wholes = {{"0", "-4", "7"}, {0, 1, -4, 127, -70'000}, "iiiiwrtd"};
const Subject numbers = {{"0.5", "-3", "0.1234567", "12.25", "50%", "unknown"},
                         {0, 1, -7, 5, 123'456'789, 400'000'000'000'000},
                         "wwrrid"};
const Subject shares = {{"0.5", "0", "1", "50%"}, {0, 1}, "wrtdi"};
const Subject grades = {
    {"first", "second", "first prize", "second prize", "?"}, {0, 1}, "ttdddd"};
const Subject dates = {{"2024-02-29", "1949-10-01", "2150-01-01", "?"},
                       {0, 19'782, -7'000, 1'000'000},
                       "DDDMMtd"};
const Subject moneys = {{"3", "2.5", "3万元", "0.000001", "12345678.91", "500元"},
                        {0, 5, 100, -1, 7'000'000, 123'456'789'012},
                        "wwwrritd"};
const Subject fees = {{"10", "12.5", "3万元"}, {10, 11, 5'000, 70'000'000}, "wwwrritd"};
const Subject days = {{"P90D", "P1D", "?"}, {1}, "td"};

/// Columns of rows at random; every eighth value or so is null, few are faulty.
class RandomColumns {
 public:
  explicit RandomColumns(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  bool chance(std::size_t of) { return below(of) == 0; }

  Made column(const std::string& name, const Subject& about, std::size_t rows) {
    const std::size_t before = chance(2) ? below(20) : 0;  // rows that are sliced off
    char layout = about.layouts[below(about.layouts.size())];
    if (chance(60)) layout = "tidwrbDMn"[below(9)];
    Made made = values(layout, about, rows + before);
    made.name = name;
    made.offset = static_cast<std::int64_t>(before);
    made.length = static_cast<std::int64_t>(rows + below(3));
    if (layout != 'n' && chance(2)) {
      std::vector<std::uint8_t>& valid = made.bytes[0];
      valid.assign((rows + before) / 8 + 1, 0xFF);
      for (std::uint8_t& byte : valid)
        byte = static_cast<std::uint8_t>(~(1U << below(8)));
    }
    return made;
  }

 private:
  Made values(char layout, const Subject& about, std::size_t rows) {
    rows += 2;  // lengths may say more than the table has
    switch (layout) {
      case 'i':
        return integers(about, rows);
      case 'd':
        return coded(about, rows);
      case 'w':
        return decimals(about, rows);
      case 'r':
        return chance(3) ? reals<float>("f", about, rows)
                         : reals<double>("g", about, rows);
      case 'b':
        return filled<std::uint8_t>("b", rows / 8 + 1, [&] { return random_(); });
      case 'D':
        return filled<std::int32_t>("tdD", rows, [&] { return number(about); });
      case 'M':
        return moments(about, rows);
      case 'n':
        return {"n", "", {}, {}, 0};
      default:
        return texts_of(about, rows);
    }
  }

  std::size_t place(const Subject& about, std::size_t count) {
    return about.in_order && !chance(30) ? next_++ % count : below(count);
  }
  std::int64_t number(const Subject& about) {
    return about.numbers[place(about, about.numbers.size())];
  }
  const std::string& text(const Subject& about) {
    return about.texts[place(about, about.texts.size())];
  }

  template <typename Value, typename Make>
  Made filled(const std::string& format, std::size_t rows, const Make& make) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < rows; ++i) values.push_back(static_cast<Value>(make()));
    return test::column<Value>("", format, values);
  }

  Made integers(const Subject& about, std::size_t rows) {
    const auto make = [&] { return number(about); };
    switch (below(8)) {
      case 0:
        return filled<std::int8_t>("c", rows, make);
      case 1:
        return filled<std::uint8_t>("C", rows, make);
      case 2:
        return filled<std::int16_t>("s", rows, make);
      case 3:
        return filled<std::uint16_t>("S", rows, make);
      case 4:
        return filled<std::int32_t>("i", rows, make);
      case 5:
        return filled<std::uint32_t>("I", rows, make);
      case 6:
        return filled<std::uint64_t>("L", rows, make);
      default:
        return filled<std::int64_t>("l", rows, make);
    }
  }

  Made decimals(const Subject& about, std::size_t rows) {
    const int scale = std::vector<int>{0, 2, 2, 6, -3, 20}[below(6)];
    const auto make = [&]() -> Int128 {
      Int128 value = number(about);
      if (chance(8)) return value;
      for (int i = 0; i < scale; ++i) value *= 10;
      return value;
    };
    const std::string form = std::to_string(scale);
    if (chance(3)) return filled<std::int32_t>("d:9," + form + ",32", rows, make);
    if (chance(2)) return filled<std::int64_t>("d:18," + form + ",64", rows, make);
    return filled<Int128>("d:38," + form, rows, make);
  }

  template <typename Real>
  Made reals(const std::string& format, const Subject& about, std::size_t rows) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return filled<Real>(format, rows, [&] {
      if (chance(200)) return nan;
      if (chance(20)) return -0.0;
      return static_cast<double>(number(about)) / (chance(2) ? 100 : 1);
    });
  }

  Made moments(const Subject& about, std::size_t rows) {
    const bool seconds = chance(2);
    const std::int64_t per_day = seconds ? 86'400 : 86'400'000'000;
    return filled<std::int64_t>(seconds ? "tss:" : "tsu:UTC", rows, [&] {
      // A day that no moment can be of: the farthest one.
      std::int64_t moment = 0;
      const bool beyond = __builtin_mul_overflow(number(about), per_day, &moment);
      return (beyond ? std::int64_t{1} << 62 : moment) + (chance(60) ? 1 : 0);
    });
  }

  Made texts_of(const Subject& about, std::size_t rows) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < rows; ++i) {
      all.push_back(chance(90) ? "no such" : text(about));
    }
    switch (below(4)) {
      case 0:
        return large(all);
      case 1:
        return viewed(all);
      default:
        Made made = texts("", all);
        if (chance(2)) made.format = "z";
        return made;
    }
  }

  static Made large(const std::vector<std::string>& values) {
    Made made = texts("", values);
    std::vector<std::int64_t> offsets = {0};
    for (const std::string& value : values) {
      offsets.push_back(offsets.back() + static_cast<std::int64_t>(value.size()));
    }
    made.format = "U";
    made.bytes[1] = bytes_of(offsets);
    return made;
  }

  static Made viewed(const std::vector<std::string>& values) {
    std::vector<std::uint8_t> views;
    std::vector<std::uint8_t> all;
    for (const std::string& value : values) {
      std::array<std::uint8_t, 16> view{};
      const auto size = static_cast<std::int32_t>(value.size());
      const auto begin = static_cast<std::int32_t>(all.size());
      std::memcpy(view.data(), &size, 4);
      if (size <= 12) {
        std::memcpy(view.data() + 4, value.data(), value.size());
      } else {
        std::memcpy(view.data() + 4, value.data(), 4);
        std::memcpy(view.data() + 12, &begin, 4);
        all.insert(all.end(), value.begin(), value.end());
      }
      views.insert(views.end(), view.begin(), view.end());
    }
    const auto bytes = static_cast<std::int64_t>(all.size());
    all.push_back(0);
    return {"vu", "", {}, {{}, views, all, bytes_of<std::int64_t>({bytes})}, 0};
  }

  // Codes of each text or number, sometimes of codes of those.
  Made coded(const Subject& about, std::size_t rows) {
    std::vector<std::string> known = about.texts;
    if (chance(3)) std::shuffle(known.begin(), known.end(), random_);
    if (chance(3)) known.resize(2);
    std::shared_ptr<Made> dictionary =
        std::make_shared<Made>(chance(20) ? integers(about, 4) : texts("", known));
    dictionary->length = std::max<std::int64_t>(dictionary->length, 4);
    const auto count = static_cast<std::size_t>(
        dictionary->format == "u"
            ? dictionary->length = static_cast<std::int64_t>(known.size())
            : dictionary->length);
    const auto code = [&] { return place(about, count); };
    if (chance(4)) {
      auto inner = std::make_shared<Made>(filled<std::int16_t>("s", count, code));
      inner->dictionary = dictionary;
      dictionary = inner;
    }
    Made made = count < 128 && chance(3) ? filled<std::int8_t>("c", rows, code)
                : chance(2)              ? filled<std::int32_t>("i", rows, code)
                                         : filled<std::uint64_t>("L", rows, code);
    made.dictionary = dictionary;
    return made;
  }

  std::mt19937 random_;
  std::size_t next_ = 0;
};

using Columns = std::vector<std::pair<std::string, const Subject*>>;

/// Batches share their schema, so only their first may choose layouts: one batch, or
/// several that are slices of one.
MadeTable table_of(RandomColumns& random, const Columns& columns, std::size_t rows) {
  std::vector<Made> made;
  std::vector<Made> members;
  for (const auto& [name, about] : columns) {
    const bool member = name.starts_with("seat.") && random.chance(2);
    Made one = random.column(member ? name.substr(5) : name, *about, rows);
    (member ? members : made).push_back(std::move(one));
  }
  if (!members.empty()) {
    Made seat = {"+s", "seat", std::move(members), {{}}, static_cast<std::int64_t>(rows)};
    if (random.chance(2)) seat.bytes[0].assign(rows / 8 + 1, 0xB7);
    made.push_back(std::move(seat));
  }
  MadeTable all;
  std::size_t from = random.below(3);
  while (true) {
    const std::size_t left = rows > from ? rows - from : 0;
    const std::size_t count = random.chance(3) ? random.below(left + 1) : left;
    Made batch = table(made, static_cast<std::int64_t>(count));
    batch.offset = static_cast<std::int64_t>(std::min(from, rows));
    all.batches.push_back(std::move(batch));
    from += count;
    if (from >= rows) break;
  }
  return all;
}

struct RandomPopulation {
  std::map<std::string, MadeTable> tables;

  explicit RandomPopulation(unsigned seed) {
    RandomColumns random(seed);
    tables["applicants"] = table_of(random,
                                    {{"id", &applicants},
                                     {"seat.city", &words},
                                     {"seat.code", &regions},
                                     {"flag", &truths},
                                     {"staff", &counts},
                                     {"debt", &wholes},
                                     {"grade", &grades},
                                     {"rate", &numbers},
                                     {"share", &shares},
                                     {"cost", &moneys},
                                     {"left", &dates},
                                     {"term.from", &dates},
                                     {"term.to", &dates},
                                     {"notice", &days}},
                                    40 + random.below(100));
    tables["years"] =
        table_of(random, {{"id", &owners}, {"value", &wholes}}, random.below(60));
    tables["marks"] = table_of(random,
                               {{"id", &owners},
                                {"number", &words},
                                {"kind", &grades},
                                {"fee", &moneys},
                                {"registered", &dates}},
                               random.below(150));
    tables["marks.countries"] = table_of(
        random, {{"id", &owners}, {"number", &words}, {"name", &words}, {"fee", &fees}},
        random.below(100));
    for (auto& [name, table] : tables) table.link();
  }

  ReadFolder read(bool as_columns, ReadPopulationOptions options) const {
    options.tables =
        [&](const std::vector<std::string>& names) -> std::optional<TableText> {
      const auto found = tables.find(names.front());
      if (found == tables.end()) return std::nullopt;
      return as_columns ? found->second.columns(names.front())
                        : found->second.exported(names.front());
    };
    ReadFolder result;
    result.population = read_population("", {&program()}, options, result.sources,
                                        result.diagnostics, result.report);
    return result;
  }
};

/// Findings with what they point at; lines aside, for texts have line ends.
std::string findings_of(ReadFolder& read) {
  std::string all;
  read.diagnostics.sort_and_deduplicate();
  for (const Diagnostic& one : read.diagnostics.all()) {
    all += std::string(code_text(one.code)) + " " +
           message(one.code, Language::en, one.arguments) + " " +
           std::to_string(one.span.begin) + "-" + std::to_string(one.span.end);
    if (read.sources.contains(one.span.file)) {
      all += " in " + read.sources.file(one.span.file).text();
    }
    all += "\n";
  }
  return all;
}

std::string value_text(const Population& population, std::size_t fact,
                       std::uint32_t row) {
  const PopulationColumn& column = population.column(fact);
  const FactState state = column.state(row);
  if (state == FactState::exact) return column.exact.at(row).to_string();
  if (state != FactState::known) return std::to_string(static_cast<int>(state));
  const BaseType base = population.layout().facts[fact].type.base;
  const bool text = base == BaseType::text || base == BaseType::region;
  return text ? population.texts().text_of(static_cast<std::int32_t>(column.value(row)))
              : "=" + std::to_string(column.value(row));
}

void check_same(const Population& a, const Population& b) {
  REQUIRE(a.applicants() == b.applicants());
  const PopulationLayout& layout = a.layout();
  for (std::uint32_t row = 0; row < a.applicants(); ++row) {
    REQUIRE(a.name_of(row) == b.name_of(row));
  }
  for (DomainId d = 1; d < layout.lists.size(); ++d) {
    REQUIRE(a.rows(d) == b.rows(d));
    for (std::uint32_t row = 0; row < a.rows(d); ++row) {
      REQUIRE(a.owners(d).at(row) == b.owners(d).at(row));
    }
  }
  for (std::size_t f = 0; f < layout.facts.size(); ++f) {
    for (std::uint32_t row = 0; row < a.rows(layout.facts[f].domain); ++row) {
      REQUIRE_MESSAGE(value_text(a, f, row) == value_text(b, f, row),
                      layout.facts[f].name);
    }
  }
}

void check_same(const ReadReport& a, const ReadReport& b) {
  CHECK(a.reasons == b.reasons);
  CHECK(a.applicants == b.applicants);
  CHECK(a.applicants_set_aside == b.applicants_set_aside);
  REQUIRE(a.tables.size() == b.tables.size());
  for (std::size_t t = 0; t < a.tables.size(); ++t) {
    CHECK(a.tables[t].rows == b.tables[t].rows);
    CHECK(a.tables[t].bad == b.tables[t].bad);
    CHECK(a.tables[t].left == b.tables[t].left);
  }
}

}  // namespace

TEST_CASE("arrow: columns in every layout give what their texts give") {
  std::uint64_t kept = 0;
  std::uint64_t bad = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    const RandomPopulation random(seed);
    ReadPopulationOptions options;
    options.closed_world = seed % 2 == 0;
    options.keep = seed % 3 == 0;
    options.threads = 1 + seed % 2;
    ReadFolder columns = random.read(true, options);
    ReadFolder texts = random.read(false, options);
    REQUIRE(findings_of(columns) == findings_of(texts));
    REQUIRE(columns.population.has_value() == texts.population.has_value());
    check_same(columns.report, texts.report);
    if (!columns.population) continue;
    check_same(*columns.population, *texts.population);
    kept += columns.report.applicants;
    bad += columns.report.bad_rows();
  }
  CHECK(std::min(kept, bad) > 2'000);  // else the test would say little
}
