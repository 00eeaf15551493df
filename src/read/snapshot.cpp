#include "read/snapshot.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <stdexcept>

#include "read/arrow_file.hpp"
#include "read/expected_tables.hpp"
#include "read/run_parallel.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;
using Kind = ArrowColumn::Kind;

constexpr const char* format_key = "jiangbu";
constexpr const char* format_version = "1";
constexpr const char* world_key = "jiangbu:world";
constexpr const char* closed_text = "closed";
constexpr const char* scale_key = "jiangbu:scale";
constexpr std::int64_t text_dictionary = 0;

/// What the column of a fact is called.
std::string column_name(const PopulationFact& fact, const PopulationList& list) {
  const std::string name = list.scalar && fact.name.empty() ? "value" : fact.name;
  switch (fact.part) {
    case FactPart::from:
      return name + ".from";
    case FactPart::to:
      return name + ".to";
    case FactPart::presence:
      return name + ":given";
    case FactPart::whole:
      break;
  }
  return name;
}

std::string file_name(const std::string& table) { return table + ".arrow"; }

bool is_text(const PopulationFact& fact) {
  return fact.type.base == BaseType::text || fact.type.base == BaseType::region;
}

char letter_of(FactState state) { return "knux"[static_cast<std::size_t>(state)]; }

std::optional<FactState> state_of(char letter) {
  const std::string_view letters = "knux";
  const std::size_t at = letters.find(letter);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<FactState>(at);
}

class SnapshotWriter {
 public:
  SnapshotWriter(const fs::path& folder, const Population& population, bool closed_world)
      : folder_(folder), population_(population), closed_world_(closed_world) {}

  void write(const ExpectedTable& expected) {
    const DomainId domain = expected.domain;
    table_ = ArrowTable();
    columns_.clear();
    table_.rows = population_.rows(domain);
    table_.metadata[format_key] = format_version;
    table_.metadata[world_key] = closed_world_ ? closed_text : "open";
    if (domain == 0) {
      add_names();
    } else {
      add_integers("owner", population_.owners(domain), ColumnWidth::four);
    }
    const PopulationLayout& layout = population_.layout();
    for (std::size_t f = 0; f < layout.facts.size(); ++f) {
      if (layout.facts[f].domain == domain) add_fact(f);
    }
    write_arrow(folder_ / file_name(expected.name), table_);
  }

 private:
  void add_names() {
    const std::size_t rows = population_.applicants();
    if (population_.number_names().size() == rows) {
      add_integers(":id", population_.number_names(), ColumnWidth::one);
      return;
    }
    ArrowColumn column;
    column.name = ":id";
    column.kind = Kind::text;
    for (std::uint32_t i = 0; i < rows; ++i) {
      names_.push_back(population_.name_of(i));
    }
    column.texts.assign(names_.begin(), names_.end());
    table_.columns.push_back(std::move(column));
  }

  // Of at least that width; the values are copied if they are narrower.
  ArrowColumn& add_integers(const std::string& name, const IntegerColumn& values,
                            ColumnWidth least) {
    ArrowColumn& column = table_.columns.emplace_back();
    const IntegerColumn* wide = &values;
    if (values.width() < least) {
      IntegerColumn& copy = columns_.emplace_back();
      copy.widen(least);
      copy.append(values);
      wide = &copy;
    }
    column.name = name;
    column.width = static_cast<unsigned>(wide->width());
    column.is_signed = wide->width() >= ColumnWidth::four;
    column.values = wide->values();
    return column;
  }

  void add_fact(std::size_t f) {
    const PopulationFact& fact = population_.layout().facts[f];
    const PopulationColumn& from = population_.column(f);
    const std::string name = column_name(fact, population_.layout().lists[fact.domain]);
    if (from.values.empty() && table_.rows > 0) {
      // One value for all; of a text the text itself.
      std::string all(1, letter_of(from.all));
      all += is_text(fact)
                 ? population_.texts().text_of(static_cast<std::int32_t>(from.all_value))
                 : std::to_string(from.all_value);
      table_.metadata["jiangbu:all:" + name] = all;
      return;
    }
    const bool date = fact.kind == ColumnKind::date;
    ArrowColumn& column =
        add_integers(name, from.values, date ? ColumnWidth::four : ColumnWidth::one);
    if (date && column.width == 4) column.kind = Kind::date;
    if (is_text(fact)) {
      column.kind = Kind::coded;
      column.dictionary = text_dictionary;
      add_texts();
    } else if (fact.kind == ColumnKind::code) {
      column.kind = Kind::coded;
      column.dictionary = static_cast<std::int64_t>(f) + 1;
      auto& values = table_.dictionaries[column.dictionary];
      for (const auto& value : fact.vocabulary->enums[fact.type.id].values) {
        values.push_back(value.name);
      }
    } else if (fact.kind == ColumnKind::number) {
      column.metadata[scale_key] = std::to_string(fact.scale);
    }
    column.metadata["title"] = fact.field == nullptr ? "" : fact.field->title.zh;
    for (const auto& [row, number] : from.exact) {
      column.metadata["jiangbu:exact"] +=
          std::to_string(row) + "=" + number.to_string() + ";";
    }
    if (!from.states.empty()) add_states(name, from.states);
  }

  void add_texts() {
    auto& texts = table_.dictionaries[text_dictionary];
    if (!texts.empty()) return;
    for (std::size_t i = 0; i < population_.texts().size(); ++i) {
      texts.push_back(population_.texts().text_of(static_cast<std::int32_t>(i)));
    }
  }

  // Other programs see nulls; which kind of null stands beside.
  void add_states(const std::string& name, const std::vector<FactState>& states) {
    ArrowColumn& column = table_.columns.back();
    column.validity.assign((states.size() + 7) / 8, 0);
    for (std::size_t row = 0; row < states.size(); ++row) {
      if (states[row] == FactState::known) {
        column.validity[row / 8] =
            static_cast<std::uint8_t>(column.validity[row / 8] | 1U << (row % 8));
      } else {
        ++column.nulls;
      }
    }
    ArrowColumn of;
    of.name = name + ":state";
    of.values = states.data();
    table_.columns.push_back(std::move(of));
  }

  const fs::path& folder_;
  const Population& population_;
  bool closed_world_;
  ArrowTable table_;
  std::deque<IntegerColumn> columns_;  // copies, until they are written
  std::deque<std::string> names_;
};

/// Why a snapshot cannot be used.
struct Unusable {
  Bilingual text;
};

class SnapshotReader {
 public:
  SnapshotReader(PopulationLayout layout, unsigned threads)
      : population_(std::move(layout)), threads_(threads) {}

  void read(const ExpectedTable& expected, const ArrowFile& file) {
    const ArrowTable& table = file.table;
    const auto version = table.metadata.find(format_key);
    if (version == table.metadata.end() || version->second != format_version) {
      throw Unusable{{"不是这个版本的 jiangbu 写的",
                      "it was not written by this version of jiangbu"}};
    }
    if (table.rows >= 0x7FFFFFFF) throw Unusable{{"行太多", "it has too many rows"}};
    const DomainId domain = expected.domain;
    const auto rows = static_cast<std::uint32_t>(table.rows);
    population_.set_rows(domain, rows);
    population_.keep(file.memory);
    if (domain == 0) {
      read_names(column(table, ":id"), rows);
    } else {
      read_owners(domain, column(table, "owner"));
    }
    const PopulationLayout& layout = population_.layout();
    for (std::size_t f = 0; f < layout.facts.size(); ++f) {
      if (layout.facts[f].domain == domain) read_fact(f, table);
    }
  }

  Population take() {
    run_parallel(threads_, checks_.size(), [&](std::size_t i) { checks_[i](); });
    if (!sound_) throw Unusable{{"含有不可能的值", "it holds values that cannot be"}};
    population_.build_index();
    return std::move(population_);
  }

 private:
  static const ArrowColumn& column(const ArrowTable& table, const std::string& name) {
    const ArrowColumn* found = table.find(name);
    if (found == nullptr || (found->kind == Kind::text && name != ":id")) {
      throw Unusable{{"没有“" + name + "”：请为这些政策重写快照",
                      "it lacks '" + name + "': write it anew for these policies"}};
    }
    return *found;
  }

  static IntegerColumn integers(const ArrowColumn& column, std::uint64_t rows) {
    const auto width = static_cast<ColumnWidth>(column.width);
    if (column.is_signed != (width >= ColumnWidth::four)) {
      throw Unusable{{"“" + column.name + "”的整数种类不对",
                      "'" + column.name + "' has integers of another kind"}};
    }
    return IntegerColumn::borrowed(column.values, rows, width);
  }

  void read_names(const ArrowColumn& names, std::uint32_t rows) {
    if (names.kind != Kind::text) {
      population_.number_names() = integers(names, rows);
      return;
    }
    population_.text_names().assign(names.texts.begin(), names.texts.end());
  }

  // Everything else relies on their order and range.
  void read_owners(DomainId domain, const ArrowColumn& owners) {
    IntegerColumn values = integers(owners, population_.rows(domain));
    if (values.width() != ColumnWidth::four)
      throw Unusable{{"所属已损坏", "its owners are damaged"}};
    const auto* all = values.as<std::int32_t>();
    const std::size_t count = values.size();
    const std::uint32_t parents =
        population_.rows(population_.layout().lists[domain].parent);
    population_.owners(domain) = std::move(values);
    add_check(count, [=](std::size_t from, std::size_t to) {
      bool ordered = true;
      for (std::size_t i = std::max<std::size_t>(from, 1); i < to; ++i) {
        ordered &= all[i - 1] <= all[i];
      }
      return ordered && all[0] >= 0 &&
             static_cast<std::uint32_t>(all[count - 1]) < parents;
    });
  }

  template <typename Check>
  void add_check(std::size_t count, const Check& check) {
    constexpr std::size_t piece = std::size_t{1} << 20U;
    for (std::size_t from = 0; from < count; from += piece) {
      const std::size_t to = std::min(count, from + piece);
      checks_.push_back([this, check, from, to] {
        if (!check(from, to)) sound_ = false;
      });
    }
  }

  void read_fact(std::size_t f, const ArrowTable& table) {
    const PopulationFact& fact = population_.layout().facts[f];
    const std::string name = column_name(fact, population_.layout().lists[fact.domain]);
    PopulationColumn& to = population_.column(f);
    const auto all = table.metadata.find("jiangbu:all:" + name);
    if (all != table.metadata.end()) return read_all(fact, all->second, to);
    const ArrowColumn& from = column(table, name);
    to.values = integers(from, table.rows);
    check_type(fact, from, table, to);
    const ArrowColumn* states = table.find(name + ":state");
    if (states != nullptr) read_states(*states, table.rows, to);
    const auto exact = from.metadata.find("jiangbu:exact");
    if (exact != from.metadata.end()) read_exact(exact->second, to);
  }

  void read_all(const PopulationFact& fact, const std::string& all,
                PopulationColumn& to) {
    const auto state = all.empty() ? std::nullopt : state_of(all[0]);
    if (!state) throw Unusable{{"有事实已损坏", "a fact is damaged"}};
    to.all = *state;
    if (is_text(fact)) {
      to.all_value = population_.texts().code_of(all.substr(1));
      return;
    }
    const auto value = Decimal::parse(all.substr(1));
    const auto whole = value ? value->to_int64() : std::nullopt;
    if (!whole) throw Unusable{{"有事实已损坏", "a fact is damaged"}};
    to.all_value = *whole;
  }

  void check_type(const PopulationFact& fact, const ArrowColumn& from,
                  const ArrowTable& table, PopulationColumn& to) {
    const auto wrong = [&] {
      return Unusable{{"“" + from.name + "”的类型不同：请重写快照",
                       "'" + from.name + "' is of another type: write it anew"}};
    };
    if (fact.kind == ColumnKind::number) {
      const auto scale = from.metadata.find(scale_key);
      if (from.kind != Kind::integer || scale == from.metadata.end() ||
          scale->second != std::to_string(fact.scale)) {
        throw wrong();
      }
      return;
    }
    if (fact.kind == ColumnKind::date) {
      if (from.kind != Kind::date && from.width != 8) throw wrong();
      return check_between(to, Date::from_ymd(1, 1, 1)->days,
                           Date::from_ymd(9999, 12, 31)->days);
    }
    if (fact.kind == ColumnKind::truth) {
      if (from.kind != Kind::integer) throw wrong();
      return check_between(to, 0, 1);
    }
    if (from.kind != Kind::coded) throw wrong();
    const auto& texts = table.dictionaries.at(from.dictionary);
    if (is_text(fact)) return read_texts(texts, to);
    const auto names = fact.vocabulary->enums[fact.type.id].value_names();
    if (!std::equal(names.begin(), names.end(), texts.begin(), texts.end()))
      throw wrong();
    check_between(to, 0, static_cast<std::int64_t>(names.size()) - 1);
  }

  void check_between(const PopulationColumn& column, std::int64_t low,
                     std::int64_t high) {
    const std::size_t rows = column.values.size();
    const auto values =
        std::make_shared<const IntegerColumn>(column.values.part(0, rows));
    add_check(rows, [=](std::size_t from, std::size_t to) {
      return values->are_between(from, to, low, high);
    });
  }

  // The first table's dictionary is the population's; others may number differently.
  void read_texts(const std::vector<std::string_view>& texts, PopulationColumn& column) {
    check_between(column, 0, static_cast<std::int64_t>(texts.size()) - 1);
    std::vector<std::int64_t> codes;
    bool same = true;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      codes.push_back(population_.texts().code_of(texts[i]));
      same = same && codes.back() == static_cast<std::int64_t>(i);
    }
    if (same) return;
    IntegerColumn numbered;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const auto code = static_cast<std::uint64_t>(column.values.at(i));
      if (code >= codes.size())
        throw Unusable{{"含有不可能的值", "it holds values that cannot be"}};
      numbered.push_back(codes[code]);
    }
    column.values = std::move(numbered);
  }

  static void read_states(const ArrowColumn& states, std::uint64_t rows,
                          PopulationColumn& to) {
    if (states.kind != Kind::integer || states.width != 1) {
      throw Unusable{{"状态已损坏", "its states are damaged"}};
    }
    const auto* all = static_cast<const std::uint8_t*>(states.values);
    to.states.resize(rows);
    for (std::uint64_t i = 0; i < rows; ++i) {
      if (all[i] > static_cast<std::uint8_t>(FactState::exact)) {
        throw Unusable{{"状态已损坏", "its states are damaged"}};
      }
      to.states[i] = static_cast<FactState>(all[i]);
    }
  }

  static void read_exact(std::string_view text, PopulationColumn& to) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(';'), text.size());
      const std::size_t equals = std::min(text.find('='), end);
      const auto row = Decimal::parse(text.substr(0, equals));
      const auto number = Decimal::parse(
          text.substr(std::min(equals + 1, end), end - std::min(equals + 1, end)));
      const auto place = row ? row->to_int64() : std::nullopt;
      if (!place || !number || *place < 0 || *place > 0x7FFFFFFF) {
        throw Unusable{{"数已损坏", "its numbers are damaged"}};
      }
      to.exact.emplace(static_cast<std::uint32_t>(*place), *number);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    for (std::size_t i = 0; i < to.states.size(); ++i) {
      if (to.states[i] == FactState::exact &&
          !to.exact.contains(static_cast<std::uint32_t>(i))) {
        throw Unusable{{"数已损坏", "its numbers are damaged"}};
      }
    }
  }

  Population population_;
  unsigned threads_;
  std::vector<std::function<void()>> checks_;
  std::atomic<bool> sound_{true};
};

}  // namespace

bool is_snapshot(const fs::path& path) {
  return fs::exists(path / file_name(applicants_table));
}

void write_snapshot(const fs::path& folder, const Population& population,
                    const std::vector<const Vocabulary*>& vocabularies,
                    bool closed_world) {
  fs::create_directories(folder);
  SnapshotWriter writer(folder, population, closed_world);
  for (const ExpectedTable& table : expected_tables(population.layout(), vocabularies)) {
    writer.write(table);
  }
}

std::optional<Population> read_snapshot(
    const fs::path& folder, PopulationLayout layout,
    const std::vector<const Vocabulary*>& vocabularies, unsigned threads,
    Diagnostics& diagnostics, SnapshotOrigin& origin) {
  const auto tables = expected_tables(layout, vocabularies);
  SnapshotReader reader(std::move(layout), threads);
  fs::path path;
  try {
    for (const ExpectedTable& table : tables) {
      path = folder / file_name(table.name);
      Bilingual problem;
      const auto file = open_arrow(path, problem);
      if (!file) throw Unusable{problem};
      reader.read(table, *file);
      const auto world = file->table.metadata.find(world_key);
      origin.closed_world =
          world == file->table.metadata.end() || world->second == closed_text;
    }
    return reader.take();
  } catch (const Unusable& unusable) {
    diagnostics.error(Code::facts_bad_snapshot, {},
                      {path.string(), unusable.text.en, unusable.text.zh});
    return std::nullopt;
  }
}

}  // namespace jiangbu
