#include "read/open_tables.hpp"

#include <algorithm>
#include <set>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace fs = std::filesystem;

TableOpening::TableOpening(std::vector<ExpectedTable> expected,
                           const PopulationLayout& layout,
                           const ReadPopulationOptions& options, SourceMap& sources,
                           Diagnostics& diagnostics)
    : expected_(std::move(expected)),
      layout_(layout),
      options_(options),
      sources_(sources),
      diagnostics_(diagnostics),
      texts_(expected_.size()),
      plans_(expected_.size()) {}

bool TableOpening::open(const fs::path& source) {
  if (!open_files(source)) return false;
  bool sound = true;
  for (std::size_t t = 0; t < texts_.size(); ++t) {
    if (texts_[t] && !plan(t)) sound = false;
  }
  return sound;
}

bool TableOpening::open_files(const fs::path& source) {
  if (options_.tables) {
    for (std::size_t t = 0; t < expected_.size(); ++t) {
      texts_[t] = options_.tables(table_names(expected_[t]));
    }
  } else if (!fs::is_directory(source)) {
    texts_[0] = TableText::open(source);
  } else {
    for (std::size_t t = 0; t < expected_.size(); ++t) {
      for (const std::string& name : file_names(expected_[t])) {
        if (!texts_[t]) texts_[t] = TableText::open(source / name);
      }
    }
    report_unused(source);
  }
  if (!texts_[0]) {
    std::string wanted = source.string();
    if (options_.tables) wanted = table_names(expected_[0]).front();
    if (fs::is_directory(source)) wanted = source / file_names(expected_[0]).front();
    diagnostics_.error(Code::facts_no_table, {}, {wanted});
    return false;
  }
  for (std::size_t t = 1; t < expected_.size(); ++t) {
    if (!texts_[t]) report_missing(expected_[t]);
  }
  return true;
}

std::vector<std::string> TableOpening::table_names(const ExpectedTable& table) const {
  const auto named = options_.names.files.find(table.name);
  if (named != options_.names.files.end()) return {named->second};
  return {table.name, table.title.zh, table.title.en};
}

std::vector<std::string> TableOpening::file_names(const ExpectedTable& table) const {
  const auto named = options_.names.files.find(table.name);
  if (named != options_.names.files.end()) return {named->second};
  return {table.name + ".csv", table.title.zh + ".csv", table.title.en + ".csv"};
}

void TableOpening::report_missing(const ExpectedTable& table) {
  const Bilingual taken = options_.closed_world
                              ? Bilingual{"视为没有", "taken to have no rows"}
                              : Bilingual{"视为不知道", "taken to be unknown"};
  diagnostics_.warning(Code::facts_list_without_table, {},
                       {table.name, file_names(table).front(), taken.en, taken.zh});
}

void TableOpening::report_unused(const fs::path& folder) {
  std::set<std::string> used;
  for (const auto& text : texts_) {
    if (text) used.insert(fs::path(text->name()).filename().string());
  }
  std::vector<std::string> unused;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".csv" && !used.contains(name)) {
      unused.push_back(name);
    }
  }
  std::sort(unused.begin(), unused.end());
  for (const std::string& name : unused) {
    diagnostics_.warning(Code::facts_unused_file, {}, {name});
  }
}

bool TableOpening::plan(std::size_t table) {
  std::string head(std::min<std::size_t>(texts_[table]->size(), 4096), '\0');
  texts_[table]->read(0, head.size(), head.data());
  // The header alone: the end of what was read may stand inside a character.
  head.resize(std::min(head.size(), head.find('\n')));
  if (!is_valid_utf8(head) && !decode(table)) return false;
  auto made = plan_table(expected_[table], layout_, *texts_[table], options_.names,
                         options_.closed_world, sources_, diagnostics_);
  plans_[table] = made ? std::make_shared<const TablePlan>(std::move(*made)) : nullptr;
  return plans_[table] != nullptr;
}

bool TableOpening::decode(std::size_t table) {
  // Arrow says of texts that they are UTF-8.
  const bool columns = texts_[table]->columns() != nullptr;
  auto decoded = columns ? std::nullopt : from_gb18030(texts_[table]->whole());
  if (!decoded) {
    diagnostics_.error(Code::facts_encoding, {}, {texts_[table]->name()});
    return false;
  }
  texts_[table] = TableText::in_memory(texts_[table]->name(), std::move(*decoded));
  return true;
}

}  // namespace jiangbu
