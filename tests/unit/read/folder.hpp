// A folder of tables for tests, and what comes of reading it.
// In: texts of files. Out: findings, facts as texts. Never: leaves the folder behind.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "policy_text.hpp"
#include "read/read_population.hpp"

namespace jiangbu::test {

/// A folder that is gone with it.
struct Folder {
  Folder() {
    static int count = 0;
    path = std::filesystem::temp_directory_path() /
           ("jiangbu_read_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
    std::filesystem::create_directories(path);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
  }
  std::string text(const std::string& name) const {
    std::ifstream file(path / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::filesystem::path path;
};

struct ReadFolder {
  SourceMap sources;
  Diagnostics diagnostics;
  ReadReport report;
  std::optional<Population> population;

  /// "file:line:column code; " of each error.
  std::string findings() {
    diagnostics.sort_and_deduplicate();
    std::string text;
    for (const Diagnostic& one : diagnostics.all()) {
      if (one.severity != Severity::error) continue;
      if (one.span.is_place()) {
        const SourceFile& file = sources.file(one.span.file);
        const LineColumn place = file.line_column(one.span.begin);
        text += std::filesystem::path(file.name()).filename().string() + ":" +
                std::to_string(place.line) + ":" + std::to_string(place.column) + " ";
      }
      text += std::string(code_text(one.code)) + "; ";
    }
    return text;
  }
};

inline ReadFolder read_folder(const std::filesystem::path& path, const Program& program,
                              const ReadPopulationOptions& options = {}) {
  ReadFolder result;
  result.population = read_population(path.string(), {&program}, options, result.sources,
                                      result.diagnostics, result.report);
  return result;
}

}  // namespace jiangbu::test
