// The records of a stretch once more, one by one, for messages and rejects.
// In: TableRows, the text they were read from. Out: records. Never: reads a value.
#pragma once

#include <string>

#include "read/arrow_structs.hpp"
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

/// Tells the records of a stretch, as they come, which row each is.
class RecordCount {
 public:
  explicit RecordCount(const TableRows& rows) : rows_(rows), bad_(rows.bad.begin()) {}

  /// Calls visit(VisitedRecord) for the record at `offset` if it belongs to the stretch.
  template <typename Visit>
  void next(VisitedRecord& visited, const Visit& visit) {
    visited.is_bad = bad_ != rows_.bad.end() && bad_->offset == visited.offset;
    const bool within = visited.is_bad
                            ? !bad_->dealt_with
                            : good_ >= rows_.skipped && visited.row < rows_.rows;
    if (within) visit(visited);
    if (visited.is_bad) {
      ++bad_;
    } else if (good_++ >= rows_.skipped) {
      ++visited.row;
    }
  }

 private:
  const TableRows& rows_;
  std::vector<BadRow>::const_iterator bad_;
  std::uint32_t good_ = 0;
};

/// Calls visit(VisitedRecord) for every record but blank lines, in order; rows of columns
/// as the records they would be exported as.
template <typename Visit>
void visit_records(const TableText& text, const TableRows& rows, const Visit& visit) {
  RecordCount count(rows);
  CsvRecord record;
  VisitedRecord visited;
  visited.record = &record;
  std::string bytes;
  if (text.columns() != nullptr) {
    for (visited.offset = rows.begin; visited.offset < rows.end; ++visited.offset) {
      text.columns()->write_row(visited.offset, bytes, record);
      visited.text = bytes;
      count.next(visited, visit);
      ++visited.line;
    }
    return;
  }
  bytes.resize(rows.end - rows.begin);
  text.read(rows.begin, bytes.size(), bytes.data());
  for (std::size_t at = 0; at < bytes.size(); at += record.length) {
    const std::string_view rest = std::string_view(bytes).substr(at);
    read_record(rest, true, record);
    if (!record.is_blank()) {
      visited.text = rest.substr(0, record.length);
      visited.offset = rows.begin + at;
      count.next(visited, visit);
    }
    visited.line += record.newlines;
  }
}

}  // namespace jiangbu
