// One record of a CSV text, by RFC 4180.
// In: bytes. Out: its cells. Never: knows what a cell means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// A cell: its text, and where it stands in the record.
struct CsvCell {
  std::string_view text;    // quotes taken off; into the record or its `unquoted` texts
  std::uint32_t begin = 0;  // as written, with the quotes
  std::uint32_t end = 0;
};

/// Cells and length of one record. Reused from record to record.
struct CsvRecord {
  enum class Fault : std::uint8_t {
    none,
    open_quote,   // no closing quote; the record ends with the line of the opening one
    stray_quote,  // a quote inside a plain cell, or text behind a closing quote
    incomplete,   // the text given ends inside quotes, and more follows
  };
  std::vector<CsvCell> cells;
  std::uint32_t length = 0;    // bytes, with the line end
  std::uint32_t newlines = 0;  // in it, the one at its end included
  Fault fault = Fault::none;
  std::uint32_t fault_at = 0;

  /// A line without any character.
  bool is_blank() const { return cells.size() == 1 && cells[0].begin == cells[0].end; }

  std::vector<std::string> unquoted;  // cells with doubled quotes
};

/// A record longer than this is taken for one with an open quote.
inline constexpr std::size_t longest_record = std::size_t{1} << 20U;

/// Reads the record that begins at `text`; not empty. `is_end`: nothing follows it.
void read_record(std::string_view text, bool is_end, CsvRecord& record);

/// Appends a cell to a record that is being written.
void append_cell(std::string& text, std::string_view cell);

}  // namespace jiangbu
