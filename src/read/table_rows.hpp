// Rows of one stretch of a table, as columns.
// In: TablePlan, TableText. Out: TableRows. Never: joins tables.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "read/identifier_column.hpp"
#include "read/table_plan.hpp"

namespace jiangbu {

/// The cells of one column.
struct ColumnRows {
  IntegerColumn values;
  std::vector<FactState> states;  // empty: all known
  std::map<std::uint32_t, Decimal> exact;
  std::vector<std::string> texts;  // what the values of texts and regions stand for
};

/// A row that is not read, and why.
struct BadRow {
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  std::uint64_t line = 0;  // counted from the first line of the stretch, from 0
  Code code{};
  std::string applicant;    // empty if the row does not tell
  bool dealt_with = false;  // by another part of the stretch
};

/// The text of a row for a message, with its line as in BadRow.
struct RowExcerpt {
  std::string text;
  std::uint64_t line = 0;
};

/// A stretch of a table: the records that begin in it.
struct TableRows {
  std::size_t begin = 0;  // of its first record
  std::size_t end = 0;    // behind its last one
  bool begin_known = true;
  std::uint32_t rows = 0;        // without the bad ones
  std::uint32_t skipped = 0;     // good rows before these, of a part of a stretch
  std::uint64_t first_line = 0;  // of the stretch in its table
  std::uint64_t lines = 0;
  IdentifierColumn applicants;
  std::vector<IdentifierColumn> parents;  // by TablePlan::parents
  IdentifierColumn keys;                  // if the plan has a key; "" is none
  std::vector<ColumnRows> columns;        // by TablePlan::columns
  std::vector<ColumnRows> presences;      // by TablePlan::presences; empty: all known
  std::vector<BadRow> bad;
  std::vector<std::string> carried;  // applicants with a bad row in a stretch before
  Diagnostics problems;              // their spans' files are places in `excerpts`
  std::vector<RowExcerpt> excerpts;
  bool is_utf8 = true;  // else nothing else counts

  /// Some of the rows, [from, to). The values are borrowed from this, the rest is copied;
  /// bad rows are dealt with where `is_own` says so, messages in the part from 0 on.
  TableRows part(std::uint32_t from, std::uint32_t to,
                 const std::function<bool(const BadRow&)>& is_own) const;
};

/// Bytes of one stretch.
inline constexpr std::size_t stretch_size = std::size_t{2} << 20U;

/// Reads the records that begin in [from, to). `begin`: where the first one does; without
/// it, behind the first line end at or behind from - 1, which is wrong if that stands in
/// quotes: then the stretch before ends elsewhere. Safe for several threads.
TableRows read_rows(const TablePlan& plan, const TableText& text, std::size_t from,
                    std::size_t to, std::optional<std::size_t> begin);

}  // namespace jiangbu
