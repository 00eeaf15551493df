// Tables in CSV: each begins behind a line "== NAME".
#include <map>

#include "population.hpp"

namespace jiangbu::fuzz {

namespace {

std::map<std::string, std::string> split(std::string_view bytes) {
  constexpr std::string_view mark = "\n== ";
  std::map<std::string, std::string> tables;
  std::string text = "\n" + std::string(bytes);
  std::size_t at = text.find(mark);
  while (at != std::string::npos) {
    const std::size_t line = std::min(text.find('\n', at + 1), text.size());
    const std::string name = text.substr(at + mark.size(), line - at - mark.size());
    at = text.find(mark, line);
    const std::size_t begin = std::min(line + 1, text.size());
    const std::size_t end = std::min(at, text.size());
    tables[name] = end > begin ? text.substr(begin, end - begin) : "";
  }
  return tables;
}

}  // namespace

void fuzz_tables(std::string_view bytes) {
  const auto tables = split(bytes);
  for (const bool keep : {false, true}) {
    ReadPopulationOptions options;
    options.keep = keep;
    options.closed_world = keep;
    options.tables =
        [&](const std::vector<std::string>& names) -> std::optional<TableText> {
      for (const std::string& name : names) {
        const auto found = tables.find(name);
        if (found != tables.end()) return TableText::in_memory(name, found->second);
      }
      return std::nullopt;
    };
    SourceMap sources;
    Diagnostics diagnostics;
    ReadReport report;
    finish(read_population("", {&every_type().program()}, options, sources, diagnostics,
                           report),
           diagnostics, sources);
  }
}

}  // namespace jiangbu::fuzz
