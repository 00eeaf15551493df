// The records of a stretch once more, one by one, for messages and rejects.
// In: TableRows, the text they were read from. Out: records. Never: reads a value.
#pragma once

#include <string>

#include "read/csv_record.hpp"
#include "read/table_rows.hpp"

namespace jiangbu {

/// One record as it stands in its table.
struct VisitedRecord {
  const CsvRecord* record = nullptr;
  std::string_view text;     // with its line end
  std::uint64_t offset = 0;  // in the table
  std::uint64_t line = 0;    // in the stretch, from 0
  bool is_bad = false;       // among TableRows::bad
  std::uint32_t row = 0;     // else which row it is
};

/// Calls visit(VisitedRecord) for every record but blank lines, in order.
template <typename Visit>
void visit_records(const TableText& text, const TableRows& rows, const Visit& visit) {
  std::string bytes(rows.end - rows.begin, '\0');
  text.read(rows.begin, bytes.size(), bytes.data());
  CsvRecord record;
  VisitedRecord visited;
  visited.record = &record;
  auto bad = rows.bad.begin();
  std::uint32_t good = 0;
  for (std::size_t at = 0; at < bytes.size(); at += record.length) {
    const std::string_view rest = std::string_view(bytes).substr(at);
    read_record(rest, true, record);
    if (!record.is_blank()) {
      visited.text = rest.substr(0, record.length);
      visited.offset = rows.begin + at;
      visited.is_bad = bad != rows.bad.end() && bad->offset == visited.offset;
      const bool within = visited.is_bad
                              ? !bad->dealt_with
                              : good >= rows.skipped && visited.row < rows.rows;
      if (within) visit(visited);
      if (visited.is_bad) {
        ++bad;
      } else if (good++ >= rows.skipped) {
        ++visited.row;
      }
    }
    visited.line += record.newlines;
  }
}

}  // namespace jiangbu
