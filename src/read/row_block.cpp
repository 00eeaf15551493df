#include "read/row_block.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

// Messages kept of one stretch; the others are counted.
constexpr std::size_t most_excerpts = Diagnostics::capacity;

/// A cell of PlainRows.
struct PlainCell {
  const char* text;
  std::size_t size;
};

inline PlainCell cell_at(const PlainRows& rows, std::size_t row, std::size_t cell) {
  const auto* end = rows.ends + row * rows.cells + cell;
  const std::uint32_t begin = *(end - 1) + 1;
  std::size_t size = *end - begin;
  const char* text = rows.origin + begin;
  if (cell + 1 == rows.cells && size > 0 && text[size - 1] == '\r') --size;
  return {text, size};
}

inline bool read_number(const PlainCell& cell, std::int64_t& number) {
  std::uint64_t low = 0;
  if (cell.size == 0 || (cell.size > 1 && *cell.text == '0')) return false;
  if (cell.size <= 8) {
    if (!read_digits(cell.text, cell.size, low)) return false;
    number = static_cast<std::int64_t>(low);
    return true;
  }
  std::uint64_t high = 0;
  if (cell.size > 16 || !read_digits(cell.text, cell.size - 8, high) ||
      !read_digits(cell.text + cell.size - 8, 8, low)) {
    return false;
  }
  number = static_cast<std::int64_t>(high * 100'000'000 + low);
  return true;
}

}  // namespace

RowBlock::RowBlock(const TablePlan& plan, TableRows& rows)
    : plan_(plan),
      rows_(rows),
      columns_(plan.columns.size()),
      presences_(plan.presences.size()),
      parents_(plan.parents.size()),
      bad_(most_rows) {
  parsers_.reserve(plan.columns.size());
  for (const ColumnPlan& column : plan.columns) parsers_.emplace_back(column.cells);
  for (auto* all : {&columns_, &presences_}) {
    for (Values& values : *all) {
      values.values.resize(most_rows);
      values.states.resize(most_rows);
    }
  }
  rows_.parents.resize(plan.parents.size());
  rows_.columns.resize(plan.columns.size());
  rows_.presences.resize(plan.presences.size());
}

void RowBlock::put(Values& values, std::size_t row, const Cell& cell) const {
  values.values[row] = cell.value;
  if (cell.state == FactState::known && values.all_known) return;
  if (values.all_known) {
    std::fill(values.states.begin(), values.states.end(), FactState::known);
    values.all_known = false;
  }
  values.states[row] = cell.state;
}

void RowBlock::set_bad(std::size_t row) {
  if (!any_bad_) std::fill(bad_.begin(), bad_.end(), false);
  any_bad_ = true;
  bad_[row] = true;
}

void RowBlock::other_cell(const char* text, std::size_t size, std::size_t column,
                          std::size_t row) {
  Cell cell;
  if (!parsers_[column].parse(text, size, cell)) {
    set_bad(row);
  } else {
    put(columns_[column], row, cell);
  }
}

// `parse` takes a cell that is not empty; all in registers, for this is where the time
// goes.
template <bool is_last, typename Parse>
void RowBlock::read_cells(const PlainRows& rows, std::size_t column, const Parse& parse) {
  Values& values = columns_[column];
  values.all_known = true;
  const std::size_t cells = rows.cells;
  const std::size_t count = rows.rows;
  const char* const origin = rows.origin;
  const std::uint32_t* end = rows.ends + plan_.columns[column].cell;
  std::int64_t* const to = values.values.data();
  for (std::size_t row = 0; row < count; ++row, end += cells) {
    const char* text = origin + (end[-1] + 1);
    std::size_t size = *end - (end[-1] + 1);
    if constexpr (is_last) {
      if (size > 0 && text[size - 1] == '\r') --size;
    }
    std::int64_t value = 0;
    if (size == 0 || !parse(text, size, value)) [[unlikely]] {
      other_cell(text, size, column, row);
      continue;
    }
    to[row] = value;
  }
}

void RowBlock::read_column(const PlainRows& rows, std::size_t column) {
  const CellParser& parser = parsers_[column];
  const auto each = [&](const auto& parse) {
    if (plan_.columns[column].cell + 1 == rows.cells) {
      read_cells<true>(rows, column, parse);
    } else {
      read_cells<false>(rows, column, parse);
    }
  };
  using Form = CellPlan::Form;
  switch (plan_.columns[column].cells.form) {
    case Form::lexicon:
      return each([&](const char* t, std::size_t n, std::int64_t& v) {
        return parser.parse_lexicon(t, n, v);
      });
    case Form::date:
      return each([&](const char* t, std::size_t n, std::int64_t& v) {
        return parser.parse_date(t, n, v);
      });
    case Form::number:
      return each([&](const char* t, std::size_t n, std::int64_t& v) {
        return parser.parse_digits(t, n, v);
      });
    case Form::text:
    case Form::region:
      return each([&](const char* t, std::size_t n, std::int64_t& v) {
        return parser.parse_text(t, n, v);
      });
    case Form::other:
      return each([](const char*, std::size_t, std::int64_t&) { return false; });
  }
}

FactState RowBlock::presence_of(const PresencePlan& plan, std::string_view own,
                                bool any_member, bool& wrong) {
  if (own == "?" || own == "unknown") return FactState::unknown;
  if (own == "null" && plan.optional) return FactState::null_;
  wrong = !own.empty();
  return plan.always || any_member ? FactState::known : plan.not_given;
}

void RowBlock::read_presence(const PlainRows& rows, std::size_t presence) {
  const PresencePlan& plan = plan_.presences[presence];
  Values& values = presences_[presence];
  values.all_known = true;
  if (plan.always && !plan.cell) return;
  for (std::size_t row = 0; row < rows.rows; ++row) {
    std::string_view own;
    if (plan.cell) {
      const auto [text, size] = cell_at(rows, row, *plan.cell);
      own = {text, size};
    }
    const bool any = std::any_of(
        plan.members.begin(), plan.members.end(),
        [&](std::uint32_t cell) { return cell_at(rows, row, cell).size > 0; });
    bool wrong = false;
    put(values, row, {presence_of(plan, own, any, wrong), 1});
    if (wrong) set_bad(row);
  }
}

// Identifiers are mostly numbers, and then none is missing.
void RowBlock::read_identifiers(const PlainRows& rows, std::size_t cell, bool needed,
                                Identifiers& to) {
  to.all_numbers = true;
  for (std::size_t row = 0; row < rows.rows; ++row) {
    const PlainCell of = cell_at(rows, row, cell);
    if (!read_number(of, to.numbers[row])) [[unlikely]] {
      to.all_numbers = false;
      if (needed && of.size == 0) set_bad(row);
    }
  }
}

void RowBlock::append_identifiers(const PlainRows& rows, std::size_t cell,
                                  const Identifiers& from, IdentifierColumn& to) const {
  if (from.all_numbers && !any_bad_) {
    return to.append_numbers(from.numbers.data(), rows.rows);
  }
  for (std::size_t row = 0; row < rows.rows; ++row) {
    const PlainCell of = cell_at(rows, row, cell);
    if (!any_bad_ || !bad_[row]) to.push_back({of.text, of.size});
  }
}

void RowBlock::read(const PlainRows& rows) {
  parse(rows);
  if (any_bad_) report_bad(rows);
  append(rows);
}

void RowBlock::parse(const PlainRows& rows) {
  any_bad_ = false;
  for (std::size_t c = 0; c < columns_.size(); ++c) read_column(rows, c);
  for (std::size_t p = 0; p < presences_.size(); ++p) read_presence(rows, p);
  read_identifiers(rows, plan_.applicant, true, applicants_);
  for (std::size_t p = 0; p < parents_.size(); ++p) {
    read_identifiers(rows, plan_.parents[p], true, parents_[p]);
  }
  if (plan_.key) read_identifiers(rows, *plan_.key, false, keys_);
}

void RowBlock::append(const PlainRows& rows) {
  append_identifiers(rows, plan_.applicant, applicants_, rows_.applicants);
  for (std::size_t p = 0; p < parents_.size(); ++p) {
    append_identifiers(rows, plan_.parents[p], parents_[p], rows_.parents[p]);
  }
  if (plan_.key) append_identifiers(rows, *plan_.key, keys_, rows_.keys);
  std::size_t good = rows.rows;
  if (any_bad_) {
    const auto end = bad_.begin() + static_cast<std::ptrdiff_t>(rows.rows);
    good -= static_cast<std::size_t>(std::count(bad_.begin(), end, true));
    for (Values& values : columns_) drop_bad(values, rows.rows);
    for (Values& values : presences_) drop_bad(values, rows.rows);
  }
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    append_states(rows_.columns[c], columns_[c], good);
    append_values(rows_.columns[c], columns_[c], good, parsers_[c]);
  }
  // The state of a presence is all there is to it.
  for (std::size_t p = 0; p < presences_.size(); ++p) {
    append_states(rows_.presences[p], presences_[p], good);
  }
  rows_.rows += static_cast<std::uint32_t>(good);
}

void RowBlock::drop_bad(Values& values, std::size_t count) const {
  std::size_t kept = 0;
  for (std::size_t row = 0; row < count; ++row) {
    if (bad_[row]) continue;
    values.values[kept] = values.values[row];
    values.states[kept] = values.states[row];
    ++kept;
  }
}

void RowBlock::append_states(ColumnRows& to, const Values& from,
                             std::size_t count) const {
  if (from.all_known && to.states.empty()) return;
  to.states.resize(rows_.rows, FactState::known);
  if (from.all_known) {
    to.states.resize(rows_.rows + count, FactState::known);
  } else {
    to.states.insert(to.states.end(), from.states.begin(),
                     from.states.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

void RowBlock::append_values(ColumnRows& to, Values& from, std::size_t count,
                             const CellParser& parser) const {
  for (std::size_t row = 0; row < count && !from.all_known; ++row) {
    if (from.states[row] != FactState::exact) continue;
    const auto place = static_cast<std::size_t>(from.values[row]);
    to.exact.emplace(rows_.rows + static_cast<std::uint32_t>(row), parser.exact()[place]);
    from.values[row] = 0;
  }
  to.values.append(from.values.data(), count);
}

void RowBlock::finish() {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto& texts = parsers_[c].texts().texts();
    rows_.columns[c].texts.assign(texts.begin(), texts.end());
  }
}

void RowBlock::report_bad(const PlainRows& rows) {
  for (std::size_t row = 0; row < rows.rows; ++row) {
    if (!bad_[row]) continue;
    const std::size_t begin = *(rows.ends + row * rows.cells - 1) + std::uint32_t{1};
    const std::size_t end = rows.ends[(row + 1) * rows.cells - 1] + std::size_t{1};
    jiangbu::read_record({rows.origin + begin, end - begin}, true, record_);
    report(record_, rows.origin + begin, rows.offset + begin, rows.line + row);
  }
}

void RowBlock::report(const CsvRecord& record, const char* text, std::size_t offset,
                      std::uint64_t line) {
  BadRow bad;
  bad.offset = offset;
  bad.length = record.length;
  bad.line = line;
  if (plan_.applicant < record.cells.size()) {
    bad.applicant = std::string(record.cells[plan_.applicant].text);
  }
  const auto file = static_cast<FileId>(rows_.excerpts.size());
  Diagnostics problems;
  if (record.fault != CsvRecord::Fault::none) {
    problems.error(record.fault == CsvRecord::Fault::stray_quote ? Code::facts_stray_quote
                                                                 : Code::facts_open_quote,
                   {file, record.fault_at, record.fault_at + 1});
  } else if (record.cells.size() != plan_.cells) {
    problems.error(Code::facts_cell_count, {file, 0, record.cells.back().end},
                   {std::to_string(record.cells.size()), std::to_string(plan_.cells)});
  } else {
    report_cells(record, file, problems);
    report_presences(record, file, problems);
  }
  bad.code = problems.all().front().code;
  // Messages beyond what anyone reads are only counted.
  if (rows_.excerpts.size() < most_excerpts) {
    rows_.excerpts.push_back({std::string(text, record.length), line});
  }
  for (const Diagnostic& one : problems.all()) rows_.problems.error(one.code, {}) = one;
  rows_.bad.push_back(std::move(bad));
}

void RowBlock::report_cells(const CsvRecord& record, FileId file, Diagnostics& problems) {
  const auto span_of = [&](std::uint32_t cell) {
    return Span{file, record.cells[cell].begin, record.cells[cell].end};
  };
  const auto needed = [&](std::uint32_t cell) {
    if (!record.cells[cell].text.empty()) return;
    problems.error(Code::facts_reference_empty, span_of(cell));
  };
  needed(plan_.applicant);
  for (const std::uint32_t cell : plan_.parents) needed(cell);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const CsvCell& cell = record.cells[plan_.columns[c].cell];
    Cell value;
    padded_.assign(text_padding, '\0');
    padded_.append(cell.text).append(text_padding, '\0');
    const char* text = padded_.data() + text_padding;
    if (parsers_[c].parse(text, cell.text.size(), value)) continue;
    parsers_[c].report(std::string(cell.text), span_of(plan_.columns[c].cell), problems);
  }
}

void RowBlock::report_presences(const CsvRecord& record, FileId file,
                                Diagnostics& problems) const {
  for (const PresencePlan& plan : plan_.presences) {
    if (!plan.cell) continue;
    const CsvCell& cell = record.cells[*plan.cell];
    bool wrong = false;
    presence_of(plan, cell.text, true, wrong);
    if (!wrong) continue;
    const Span span{file, cell.begin, cell.end};
    if (cell.text == "null") {
      report_null_given(*plan.field, span, problems);
    } else {
      ScalarReader(*plan.vocabulary, Spelling::table)
          .report_wrong(std::string(cell.text), span, plan.field->type, *plan.field,
                        problems);
    }
  }
}

void RowBlock::read_record(const CsvRecord& record, const char* text, std::size_t offset,
                           std::uint64_t line) {
  const bool sound =
      record.fault == CsvRecord::Fault::none && record.cells.size() == plan_.cells;
  if (sound && take_cells(record)) return;
  report(record, text, offset, line);
}

// The cells as plain rows hold them: behind one another, with ends.
bool RowBlock::take_cells(const CsvRecord& record) {
  std::string row(text_padding, '\0');
  std::vector<std::uint32_t> ends(1, text_padding - 1);
  for (const CsvCell& cell : record.cells) {
    row += cell.text;
    ends.push_back(static_cast<std::uint32_t>(row.size()));
    row += ',';
  }
  row.append(text_padding, '\0');
  // As if another cell followed: a line end belongs to none of these.
  const PlainRows rows{row.data(), ends.data() + 1, record.cells.size() + 1, 1, 0, 0};
  parse(rows);
  if (any_bad_) return false;
  append(rows);
  return true;
}

}  // namespace jiangbu
