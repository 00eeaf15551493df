// Whole populations from files and databases.
// In: a path or an address, policies. Out: Population, ReadReport; diagnostics JB4xxx.
// Never: evaluates, loses a row without counting it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "facts/population.hpp"
#include "program/program.hpp"
#include "read/table_plan.hpp"

namespace jiangbu {

struct ReadPopulationOptions {
  bool closed_world = true;  ///< what is not given: `assume`, absent, or no items
  bool strict = false;       ///< the first bad row ends it
  bool keep = false;         ///< leave out a bad row only, not its whole applicant
  bool item_keys =
      false;  ///< keys of items, which name them, though no clause reads them
  unsigned threads = 1;
  std::filesystem::path rejects;  ///< folder for rows not read; empty: nowhere
  TableNames names;
  /// Where tables come from instead of files, such as a database: the first of the names
  /// that there is. The population may borrow from tables that are columns
  /// (arrow_table()).
  std::function<std::optional<TableText>(const std::vector<std::string>& names)> tables =
      {};
  /// Called now and then from the calling thread or others, with bytes (of tables that
  /// are columns: rows) done and in all.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress = {};
};

/// What became of the rows.
struct ReadReport {
  struct Table {
    std::string name;
    std::string file;        ///< empty: there is none
    std::uint64_t rows = 0;  ///< all of them
    std::uint64_t bad = 0;   ///< of them, set aside for a fault of their own
    std::uint64_t left = 0;  ///< of them, set aside with their applicant
  };
  std::vector<Table> tables;
  std::map<Code, std::uint64_t> reasons;  ///< of bad rows, by the first fault of each
  std::uint64_t applicants = 0;           ///< read and kept
  std::uint64_t applicants_set_aside = 0;
  bool closed_world = true;

  std::uint64_t bad_rows() const {
    std::uint64_t sum = 0;
    for (const auto& [code, count] : reasons) sum += count;
    return sum;
  }
};

/// The layout of what the policies read, and of keys if asked for; facts they give
/// different types are errors.
PopulationLayout layout_for(const std::vector<const Program*>& policies,
                            Diagnostics& diagnostics, bool item_keys = false);
std::vector<const Vocabulary*> vocabularies_of(
    const std::vector<const Program*>& policies);

/// Reads a folder of CSV files, a folder written by write_snapshot(), lines of JSON
/// (.jsonl), or one CSV file of applicants without lists. The policies outlive the
/// population. Rows that cannot be read are reported, counted and set aside,
/// with their applicant unless `keep`. Nothing if there is nothing to go on with; then
/// there is an error. Throws std::runtime_error if a file fails while it is read.
std::optional<Population> read_population(const std::string& source,
                                          const std::vector<const Program*>& policies,
                                          const ReadPopulationOptions& options,
                                          SourceMap& sources, Diagnostics& diagnostics,
                                          ReadReport& report);

}  // namespace jiangbu
