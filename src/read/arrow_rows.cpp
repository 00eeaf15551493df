#include "read/arrow_rows.hpp"

#include <simdjson.h>

#include <algorithm>
#include <stdexcept>

#include "read/arrow_column.hpp"
#include "read/row_block.hpp"

namespace jiangbu {

namespace {

class ArrowRowsReader {
 public:
  ArrowRowsReader(const TablePlan& plan, const ArrowStructs& table, std::uint64_t from,
                  std::uint64_t to)
      : plan_(plan), table_(table), first_(from), count_(to - from) {
    while (table.first_row(batch_ + 1) <= from) ++batch_;
    from_ = static_cast<std::size_t>(from - table.first_row(batch_));
    to_ = from_ + static_cast<std::size_t>(count_);
    rows_.begin = static_cast<std::size_t>(from);
    rows_.end = static_cast<std::size_t>(to);
    rows_.lines = count_;
    rows_.rows = static_cast<std::uint32_t>(count_);
  }

  TableRows run() {
    rows_.is_utf8 = is_utf8();
    if (!rows_.is_utf8) return std::move(rows_);
    for (const ColumnPlan& column : plan_.columns) {
      rows_.columns.push_back(
          ArrowColumnReader(column.cells, cells(column.cell), from_, to_, bad_).read());
    }
    for (const PresencePlan& presence : plan_.presences)
      rows_.presences.push_back(read_presence(presence));
    rows_.applicants = identifiers(plan_.applicant, true);
    for (const std::uint32_t parent : plan_.parents)
      rows_.parents.push_back(identifiers(parent, true));
    if (plan_.key) rows_.keys = identifiers(*plan_.key, false);
    if (!bad_.empty()) {
      report_bad();
      drop_bad();
    }
    return std::move(rows_);
  }

 private:
  const ArrowCells& cells(std::uint32_t column) const {
    return table_.cells(batch_, column);
  }

  IdentifierColumn identifiers(std::uint32_t column, bool needed) {
    return read_identifiers(cells(column), from_, to_, needed, bad_);
  }

  /// Whether the texts that are read are what the format says that they are.
  bool is_utf8() const {
    std::vector<std::uint32_t> used = plan_.parents;
    used.push_back(plan_.applicant);
    if (plan_.key) used.push_back(*plan_.key);
    for (const ColumnPlan& column : plan_.columns) used.push_back(column.cell);
    for (const PresencePlan& presence : plan_.presences)
      if (presence.cell) used.push_back(*presence.cell);
    return std::ranges::all_of(
        used, [&](std::uint32_t column) { return has_utf8(cells(column), from_, to_); });
  }

  static bool has_utf8(const ArrowCells& cells, std::size_t from, std::size_t to) {
    if (cells.is_coded()) {
      const ArrowCells& values = cells.dictionary();
      return has_utf8(values, 0, values.size());
    }
    if (!cells.format().is_text()) return true;
    for (std::size_t row = from; row < to; ++row) {
      if (cells.is_null(row)) continue;
      const std::string_view text = cells.text(row);
      if (!simdjson::validate_utf8(text.data(), text.size())) return false;
    }
    return true;
  }

  ColumnRows read_presence(const PresencePlan& plan) {
    ColumnRows presence;
    if (plan.always && !plan.cell) return presence;
    std::string own;
    for (std::size_t i = 0; i < count_; ++i) {
      own.clear();
      if (plan.cell) cells(*plan.cell).append_text(own, from_ + i);
      const auto given = [&](std::uint32_t c) { return !cells(c).is_empty(from_ + i); };
      const bool any = std::ranges::any_of(plan.members, given);
      bool wrong = false;
      const FactState state = RowBlock::presence_of(plan, own, any, wrong);
      if (wrong && bad_.empty()) bad_.resize(count_);
      if (wrong) bad_[i] = true;
      if (state == FactState::known) continue;
      if (presence.states.empty()) presence.states.resize(count_, FactState::known);
      presence.states[i] = state;
    }
    return presence;
  }

  // What is wrong with a row is said of the text it would be exported as.
  void report_bad() {
    TableRows report;
    RowBlock block(plan_, report);
    CsvRecord record;
    std::string text;
    for (std::size_t i = 0; i < count_; ++i) {
      if (!bad_[i]) continue;
      table_.write_row(first_ + i, text, record);
      block.read_record(record, text.data(), static_cast<std::size_t>(first_ + i), i);
      if (report.rows > 0) throw std::logic_error("a row is bad and is not");
    }
    rows_.bad = std::move(report.bad);
    rows_.problems = std::move(report.problems);
    rows_.excerpts = std::move(report.excerpts);
  }

  void drop_bad() {
    std::vector<std::uint32_t> good;
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (!bad_[i]) good.push_back(i);
    }
    rows_.rows = static_cast<std::uint32_t>(good.size());
    for (ColumnRows& column : rows_.columns) keep(column, good);
    for (ColumnRows& presence : rows_.presences) keep(presence, good);
    rows_.applicants = rows_.applicants.gathered(good);
    for (IdentifierColumn& parents : rows_.parents) parents = parents.gathered(good);
    if (plan_.key) rows_.keys = rows_.keys.gathered(good);
  }

  static void keep(ColumnRows& column, const std::vector<std::uint32_t>& good) {
    if (!column.values.empty()) column.values = column.values.gathered(good);
    std::map<std::uint32_t, Decimal> exact;
    for (std::uint32_t i = 0; i < good.size(); ++i) {
      if (!column.states.empty()) column.states[i] = column.states[good[i]];
      const auto number = column.exact.find(good[i]);
      if (number != column.exact.end()) exact.emplace(i, number->second);
    }
    if (!column.states.empty()) column.states.resize(good.size());
    column.exact = std::move(exact);
  }

  const TablePlan& plan_;
  const ArrowStructs& table_;
  std::uint64_t first_;
  std::uint64_t count_;
  std::size_t batch_ = 0;
  std::size_t from_ = 0;  // rows of the batch
  std::size_t to_ = 0;
  BadMarks bad_;
  TableRows rows_;
};

}  // namespace

TableRows read_arrow_rows(const TablePlan& plan, const ArrowStructs& table,
                          std::uint64_t from, std::uint64_t to) {
  return ArrowRowsReader(plan, table, from, to).run();
}

}  // namespace jiangbu
