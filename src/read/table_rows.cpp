#include "read/table_rows.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "read/csv_record.hpp"
#include "read/row_block.hpp"
#include "read/separators.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t margin = 64;         // readable bytes around the text
constexpr std::size_t behind = 4096;       // read beyond the stretch, for its last record
constexpr std::size_t scan_size = 16'384;  // bytes whose separators are found at once

/// A stretch of text in memory. Reused from stretch to stretch by each thread.
class TextWindow {
 public:
  void load(const TableText& text, std::size_t from, std::size_t to) {
    text_ = &text;
    from_ = from;
    to_ = from;
    extend(to);
  }
  void extend(std::size_t to) {
    to = std::min(to, text_->size());
    if (capacity_ < to - from_ + 2 * margin) {
      const std::size_t capacity = to - from_ + 2 * margin + behind;
      auto grown = std::make_unique_for_overwrite<char[]>(capacity);
      std::memset(grown.get(), 0, margin);
      if (buffer_) std::memcpy(grown.get(), buffer_.get(), to_ - from_ + margin);
      buffer_ = std::move(grown);
      capacity_ = capacity;
    }
    to_ += text_->read(to_, to - to_, buffer_.get() + margin + (to_ - from_));
    std::memset(buffer_.get() + margin + (to_ - from_), '\n', margin);
  }
  /// The byte at an offset of the file.
  const char* at(std::size_t offset) const {
    return buffer_.get() + margin + offset - from_;
  }
  std::size_t to() const { return to_; }
  bool is_end() const { return to_ == text_->size(); }
  /// Where the text ends, with a line end that the file may lack.
  std::size_t line_end() const {
    return is_end() && to_ > from_ && *at(to_ - 1) != '\n' ? to_ + 1 : to_;
  }
  std::string_view view(std::size_t begin) const { return {at(begin), to_ - begin}; }

 private:
  const TableText* text_ = nullptr;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t from_ = 0;  // offsets in the file
  std::size_t to_ = 0;
};

class StretchReader {
 public:
  StretchReader(const TablePlan& plan, const TableText& text, TextWindow& window,
                TableRows& rows)
      : plan_(plan), text_(text), window_(window), rows_(rows), block_(plan, rows) {}

  void run(std::size_t from, std::size_t to, std::optional<std::size_t> begin) {
    const std::size_t first = begin ? *begin : from - 1;
    window_.load(text_, std::min(first, to), to + behind);
    if (!begin) {
      const std::size_t length = std::min(to, window_.to()) - first;
      const void* line_end = std::memchr(window_.at(first), '\n', length);
      rows_.begin_known = line_end != nullptr;
      if (!rows_.begin_known) return;
      begin = first + 1 +
              static_cast<std::size_t>(static_cast<const char*>(line_end) -
                                       window_.at(first));
    }
    rows_.begin = at_ = *begin;
    offsets_.resize(scan_size + 2 * margin);
    while (at_ < to && rows_.is_utf8) {
      if (!read_plain(to)) read_carefully();
    }
    rows_.end = std::min(at_, text_.size());
    block_.finish();
  }

 private:
  /// Rows without quotes, with as many cells as there should be. False if the next one is
  /// not of that kind.
  bool read_plain(std::size_t to) {
    const std::size_t end = std::min({at_ + scan_size, window_.line_end(), to + behind});
    const char* origin = window_.at(at_);
    std::uint32_t* offsets = offsets_.data() + 1;
    const SeparatorScan found =
        find_separators(origin, origin, origin + (end - at_), offsets);
    offsets_[0] = static_cast<std::uint32_t>(-1);
    const std::size_t count = plain_rows(origin, offsets, found, to);
    if (count == 0) return false;
    const std::size_t length = offsets[count * plan_.cells - 1] + std::size_t{1};
    if (!found.only_ascii && !check_utf8(origin, length)) return true;
    for (std::size_t first = 0; first < count; first += RowBlock::most_rows) {
      const std::size_t rows = std::min(RowBlock::most_rows, count - first);
      block_.read(
          {origin, offsets + first * plan_.cells, plan_.cells, rows, at_, rows_.lines});
      rows_.lines += rows;
    }
    at_ += length;
    return true;
  }

  std::size_t plain_rows(const char* origin, const std::uint32_t* offsets,
                         const SeparatorScan& found, std::size_t to) const {
    const std::size_t cells = plan_.cells;
    std::size_t count = found.count / cells;
    // Rows that begin behind the stretch are the next one's.
    while (count > 1 && at_ + offsets[(count - 1) * cells - 1] + 1 >= to) --count;
    std::size_t rows = 0;
    while (rows < count && origin[offsets[(rows + 1) * cells - 1]] == '\n') ++rows;
    if (rows == count && found.newlines == count) return blank_at(origin, offsets, rows);
    // Line ends may stand where commas should.
    for (rows = 0; rows < count; ++rows) {
      const std::uint32_t* row = offsets + rows * cells;
      const auto comma = [&](std::uint32_t at) { return origin[at] == ','; };
      if (!std::all_of(row, row + cells - 1, comma) || origin[row[cells - 1]] != '\n') {
        break;
      }
    }
    return blank_at(origin, offsets, rows);
  }

  // In a table of one column a blank line is no row.
  std::size_t blank_at(const char* origin, const std::uint32_t* offsets,
                       std::size_t rows) const {
    if (plan_.cells > 1) return rows;
    for (std::size_t r = 0; r < rows; ++r) {
      const std::uint32_t begin = offsets[static_cast<std::ptrdiff_t>(r) - 1] + 1;
      const std::uint32_t size = offsets[r] - begin;
      if (size == 0 || (size == 1 && origin[begin] == '\r')) return r;
    }
    return rows;
  }

  void read_carefully() {
    read_record(window_.view(at_), window_.is_end(), record_);
    while (runs_out()) {
      window_.extend(window_.to() + (window_.to() - at_) + behind);
      read_record(window_.view(at_), window_.is_end(), record_);
    }
    if (!check_utf8(window_.at(at_), record_.length)) return;
    if (!record_.is_blank())
      block_.read_record(record_, window_.at(at_), at_, rows_.lines);
    rows_.lines += record_.newlines;
    at_ += record_.length;
  }

  bool runs_out() const {
    if (window_.is_end()) return false;
    if (record_.fault == CsvRecord::Fault::incomplete) return true;
    return at_ + record_.length == window_.to() && *window_.at(window_.to() - 1) != '\n';
  }

  bool check_utf8(const char* text, std::size_t size) {
    rows_.is_utf8 = simdjson::validate_utf8(text, size);
    return rows_.is_utf8;
  }

  const TablePlan& plan_;
  const TableText& text_;
  TextWindow& window_;
  TableRows& rows_;
  RowBlock block_;
  std::size_t at_ = 0;
  std::vector<std::uint32_t> offsets_;  // the first one stands before the first row
  CsvRecord record_;
};

}  // namespace

namespace {

ColumnRows part_of(const ColumnRows& column, std::uint32_t from, std::uint32_t to) {
  ColumnRows some;
  if (!column.values.empty()) some.values = column.values.part(from, to - from);
  if (!column.states.empty()) {
    some.states.assign(column.states.begin() + from,
                       column.states.begin() +
                           std::min<std::ptrdiff_t>(
                               to, static_cast<std::ptrdiff_t>(column.states.size())));
  }
  for (auto at = column.exact.lower_bound(from);
       at != column.exact.end() && at->first < to; ++at) {
    some.exact.emplace(at->first - from, at->second);
  }
  some.texts = column.texts;
  return some;
}

}  // namespace

TableRows TableRows::part(std::uint32_t from, std::uint32_t to,
                          const std::function<bool(const BadRow&)>& is_own) const {
  TableRows some;
  some.begin = begin;
  some.end = end;
  some.rows = to - from;
  some.skipped = skipped + from;
  some.first_line = first_line;
  some.lines = lines;
  some.applicants = applicants.part(from, to - from);
  for (const auto& column : parents) some.parents.push_back(column.part(from, to - from));
  if (keys.size() > 0) some.keys = keys.part(from, to - from);
  for (const auto& column : columns) some.columns.push_back(part_of(column, from, to));
  for (const auto& column : presences) {
    some.presences.push_back(part_of(column, from, to));
  }
  some.bad = bad;
  for (BadRow& row : some.bad) row.dealt_with = !is_own(row);
  if (from == 0) {
    some.problems = problems;
    some.excerpts = excerpts;
  }
  return some;
}

TableRows read_rows(const TablePlan& plan, const TableText& text, std::size_t from,
                    std::size_t to, std::optional<std::size_t> begin) {
  thread_local TextWindow window;
  TableRows rows;
  if (begin && *begin >= to) {
    rows.begin = rows.end = *begin;
    rows.parents.resize(plan.parents.size());
    rows.columns.resize(plan.columns.size());
    rows.presences.resize(plan.presences.size());
    return rows;
  }
  StretchReader(plan, text, window, rows).run(from, to, begin);
  return rows;
}

}  // namespace jiangbu
