// The tables of a source: opened, and how each is read.
// In: a path, what is expected. Out: TableText, TablePlan. Never: reads a row.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "read/read_population.hpp"

namespace jiangbu {

/// Opens the tables of one source. Refers to its arguments, which outlive it.
class TableOpening {
 public:
  TableOpening(std::vector<ExpectedTable> expected, const PopulationLayout& layout,
               const ReadPopulationOptions& options, SourceMap& sources,
               Diagnostics& diagnostics);

  /// Opens a folder of tables, or one file of applicants, and reads the headers. False if
  /// there is nothing to go on with; then there is an error.
  bool open(const std::filesystem::path& source);

  std::size_t size() const { return expected_.size(); }
  const std::vector<ExpectedTable>& expected() const { return expected_; }
  /// By domain; nothing where there is no such table.
  const std::vector<std::optional<TableText>>& texts() const { return texts_; }
  const TableText& text(std::size_t table) const { return *texts_[table]; }
  /// How a table is read; null if there is no such table.
  std::shared_ptr<const TablePlan> plan_of(std::size_t table) const {
    return plans_[table];
  }
  /// Reads the header anew.
  bool plan(std::size_t table);
  /// Takes the table to be in GB18030; false and an error if it is not.
  bool decode(std::size_t table);

 private:
  bool open_files(const std::filesystem::path& source);

  std::vector<std::string> table_names(const ExpectedTable& table) const;
  std::vector<std::string> file_names(const ExpectedTable& table) const;
  void report_missing(const ExpectedTable& table);
  void report_unused(const std::filesystem::path& folder);

  std::vector<ExpectedTable> expected_;
  const PopulationLayout& layout_;
  const ReadPopulationOptions& options_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  std::vector<std::optional<TableText>> texts_;
  std::vector<std::shared_ptr<const TablePlan>> plans_;
};

}  // namespace jiangbu
