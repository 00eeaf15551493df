// Cells of many rows at once to columns.
// In: texts of rows. Out: TableRows. Never: looks for the ends of rows.
#pragma once

#include <array>
#include <vector>

#include "read/csv_record.hpp"
#include "read/table_rows.hpp"

namespace jiangbu {

/// Rows without quotes, one behind another.
struct PlainRows {
  const char* origin = nullptr;
  /// Where each cell ends, counted from origin; ends[-1] stands before the first cell.
  const std::uint32_t* ends = nullptr;
  std::size_t cells = 0;  // of a row
  std::size_t rows = 0;
  std::size_t offset = 0;  // of origin in the file
  std::uint64_t line = 0;  // of the first row, from 0
};

/// Appends rows to a TableRows; sets bad ones aside. One thread.
class RowBlock {
 public:
  static constexpr std::size_t most_rows = 512;

  /// Both outlive it.
  RowBlock(const TablePlan& plan, TableRows& rows);

  /// At most most_rows of them.
  void read(const PlainRows& rows);
  /// A record in any form; `text` is its first byte.
  void read_record(const CsvRecord& record, const char* text, std::size_t offset,
                   std::uint64_t line);
  /// To be called once, behind the last row.
  void finish();
  /// What a cell of its own, and whether any member is given, say of a record or list.
  static FactState presence_of(const PresencePlan& plan, std::string_view own,
                               bool any_member, bool& wrong);

 private:
  /// One column of the block.
  struct Values {
    std::vector<std::int64_t> values;
    std::vector<FactState> states;
    bool all_known = true;
  };

  /// Identifiers of the block, if all of them are numbers.
  struct Identifiers {
    bool all_numbers = true;
    std::array<std::int64_t, most_rows> numbers;
  };

  void parse(const PlainRows& rows);
  void append(const PlainRows& rows);
  template <bool is_last, typename Parse>
  void read_cells(const PlainRows& rows, std::size_t column, const Parse& parse);
  void read_column(const PlainRows& rows, std::size_t column);
  void read_presence(const PlainRows& rows, std::size_t presence);
  void read_identifiers(const PlainRows& rows, std::size_t cell, bool needed,
                        Identifiers& to);
  void append_identifiers(const PlainRows& rows, std::size_t cell,
                          const Identifiers& from, IdentifierColumn& to) const;
  void other_cell(const char* text, std::size_t size, std::size_t column,
                  std::size_t row);
  void set_bad(std::size_t row);
  void report_bad(const PlainRows& rows);
  void report(const CsvRecord& record, const char* text, std::size_t offset,
              std::uint64_t line);
  void report_cells(const CsvRecord& record, FileId file, Diagnostics& problems);
  void report_presences(const CsvRecord& record, FileId file,
                        Diagnostics& problems) const;
  bool take_cells(const CsvRecord& record);
  void put(Values& values, std::size_t row, const Cell& cell) const;
  void drop_bad(Values& values, std::size_t count) const;
  void append_states(ColumnRows& to, const Values& from, std::size_t count) const;
  void append_values(ColumnRows& to, Values& from, std::size_t count,
                     const CellParser& parser) const;

  const TablePlan& plan_;
  TableRows& rows_;
  std::vector<CellParser> parsers_;  // by column
  std::vector<Values> columns_;
  std::vector<Values> presences_;
  Identifiers applicants_;
  std::vector<Identifiers> parents_;
  Identifiers keys_;
  std::vector<bool> bad_;
  bool any_bad_ = false;
  std::string padded_;
  CsvRecord record_;
};

}  // namespace jiangbu
