// How one table is read: which column is in which cell.
// In: ExpectedTable, the header of a CSV text. Out: TablePlan. Never: reads a row.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"
#include "read/cell_parser.hpp"
#include "read/expected_tables.hpp"
#include "read/table_text.hpp"

namespace jiangbu {

/// Other names of files and columns, for exports that have their own.
struct TableNames {
  std::map<std::string, std::string> files;  // table: file
  /// Header: column; under "" for every table, else of one table only.
  std::map<std::string, std::map<std::string, std::string>> columns;
};

/// `{files: {marks: trademarks.csv}, columns: {enterprise_id: id, marks: {类别: kind}}}`.
TableNames read_table_names(const Node& document, Diagnostics& diagnostics);

/// A record or period, or a list, whose rows say themselves whether it is given.
struct PresencePlan {
  std::size_t fact = 0;
  std::optional<std::uint32_t> cell;   // of its own: unknown, or null
  std::vector<std::uint32_t> members;  // given as soon as one of these is not empty
  bool always = false;                 // given unless its own cell says otherwise
  FactState not_given = FactState::unknown;
  bool optional = false;
  const Field* field = nullptr;
  const Vocabulary* vocabulary = nullptr;
};

struct ColumnPlan {
  std::uint32_t cell = 0;
  CellPlan cells;
};

struct TablePlan {
  DomainId domain = 0;
  std::string name;
  std::size_t body = 0;  // offset of the first record behind the header
  std::uint32_t header_lines = 0;
  std::uint32_t cells = 0;             // of every record
  std::uint32_t applicant = 0;         // cell
  std::vector<std::uint32_t> parents;  // cells, from the outermost list on
  std::vector<bool> parents_by_key;    // else by their place
  std::optional<std::uint32_t> key;    // cell
  std::string key_name;
  std::vector<ColumnPlan> columns;
  std::vector<PresencePlan> presences;
};

/// Reads the header. Nothing if rows cannot be read by it; the reasons are reported with
/// the header as a file of `sources`.
std::optional<TablePlan> plan_table(const ExpectedTable& expected,
                                    const PopulationLayout& layout, const TableText& text,
                                    const TableNames& names, bool closed_world,
                                    SourceMap& sources, Diagnostics& diagnostics);

/// What a fact is whose column the table lacks, or whose table is missing.
Cell absent_fact(const PopulationLayout& layout, std::size_t fact, bool closed_world,
                 bool table_given, TextDictionary& texts);

}  // namespace jiangbu
