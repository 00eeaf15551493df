// Rows of tables that are set aside: said, and kept in files.
// In: what stretches and the join found wrong. Out: diagnostics, a folder of rejects.
// Never: decides what is wrong.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "read/population_join.hpp"
#include "read/read_population.hpp"

namespace jiangbu {

/// All rows that are not read. Refers to its arguments, which outlive it.
class RejectedRows {
 public:
  /// All by domain.
  RejectedRows(const std::vector<std::optional<TableText>>& texts,
               const std::vector<ReadTable>& tables,
               const std::vector<std::vector<MisplacedRow>>& misplaced);

  bool any() const { return any_; }
  /// Adds the findings, table by table and line by line; `first_only`: one of them.
  void report(bool first_only, SourceMap& sources, Diagnostics& diagnostics) const;
  /// Adds the rows of all tables, and those set aside, to the report's.
  void count(const PopulationJoin& join, ReadReport& report) const;
  /// Writes a file for each table that lost rows: what is wrong, the line, and the row as
  /// it stands. `set_aside`: whether an applicant went with all its rows. Throws
  /// std::runtime_error if a file cannot be written.
  void write(const std::filesystem::path& folder,
             const std::function<bool(const std::string&)>& set_aside) const;

 private:
  struct Finding {
    std::uint64_t line = 0;
    std::string row;
    std::vector<Diagnostic> problems;
  };

  std::vector<Finding> findings_of(DomainId domain) const;

  const std::vector<std::optional<TableText>>& texts_;
  const std::vector<ReadTable>& tables_;
  const std::vector<std::vector<MisplacedRow>>& misplaced_;
  bool any_ = false;
};

}  // namespace jiangbu
