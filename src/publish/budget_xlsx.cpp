#include "publish/budget_xlsx.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "diagnostics/display_width.hpp"
#include "report/budget_tables.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t longest_sheet_name = 31;
constexpr double widest_column = 46;
constexpr const char* whole =
    "#,##"
    "0";
constexpr const char* with_fen =
    "#,##"
    "0.00";

// Excel allows 31 characters, none of []:*?/\, no name twice.
class SheetNames {
 public:
  std::string next(const std::string& title) {
    std::string name;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < title.size(); ++i) {
      const bool begins = (static_cast<unsigned char>(title[i]) & 0xC0U) != 0x80U;
      if (begins && ++characters > longest_sheet_name - 4) break;
      const bool allowed = std::string("[]:*?/\\'").find(title[i]) == std::string::npos;
      name += allowed ? title[i] : ' ';
    }
    const int count = ++used_[name];
    return count == 1 ? name : name + " " + std::to_string(count);
  }

 private:
  std::map<std::string, int> used_;
};

// Exact to the fen up to 90 万亿元, which a spreadsheet's numbers hold.
double yuan(Int128 fen) { return static_cast<double>(fen) / 100; }

class Workbook {
 public:
  Workbook(const std::string& path, Language language)
      : book_(workbook_new(path.c_str())), language_(language) {
    if (book_ == nullptr) return;
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    format_set_font_size(title_, 14);
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_bottom(head_, LXW_BORDER_MEDIUM);
    format_set_bg_color(head_, 0xE8EEF4);
    money_ = with_number(with_fen);
    statistic_ = with_number(whole);
    count_ = with_number(whole);
    share_ = with_number("0.0%");
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  }

  bool is_open() const { return book_ != nullptr; }

  void add(const BudgetTable& table) {
    const std::string title = table.title.in(language_);
    lxw_worksheet* sheet = workbook_add_worksheet(book_, names_.next(title).c_str());
    const std::string book = table.book.in(language_);
    text(sheet, 0, 0, title + (book.empty() ? "" : "（" + book + "）"), title_);
    const lxw_row_t first = 2;
    widths_.assign(table.columns.size(), 8);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      text(sheet, first, c, table.columns[c].in(language_), head_);
      widen(c, table.columns[c].in(language_));
    }
    auto row = static_cast<lxw_row_t>(first + 1);
    for (const auto& cells : table.rows) {
      for (std::size_t c = 0; c < cells.size(); ++c) write(sheet, row, c, cells[c]);
      ++row;
    }
    for (std::size_t c = 0; c < widths_.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      worksheet_set_column(sheet, column, column, widths_[c] + 2, nullptr);
    }
    worksheet_freeze_panes(sheet, first + 1, 1);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, first, first);
    if (!table.note.empty()) text(sheet, row + 1, 0, table.note.in(language_), nullptr);
  }

  bool close() { return workbook_close(book_) == LXW_NO_ERROR; }

 private:
  lxw_format* with_number(const char* number) {
    lxw_format* format = workbook_add_format(book_);
    format_set_num_format(format, number);
    return format;
  }

  static void text(lxw_worksheet* sheet, lxw_row_t row, std::size_t column,
                   const std::string& words, lxw_format* format) {
    worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), words.c_str(),
                           format);
  }

  void widen(std::size_t column, const std::string& words) {
    const double width = display_width(words);
    widths_[column] = std::min(widest_column, std::max(widths_[column], width));
  }

  void write(lxw_worksheet* sheet, lxw_row_t row, std::size_t c, const TableCell& cell) {
    const auto column = static_cast<lxw_col_t>(c);
    widen(c, cell_text(cell, language_) +
                 (cell.kind == TableCell::Kind::money ? ".00" : ""));
    switch (cell.kind) {
      case TableCell::Kind::empty:
        return;
      case TableCell::Kind::text:
        return text(sheet, row, c, cell.text.in(language_), wrapped_);
      case TableCell::Kind::money:
        worksheet_write_number(sheet, row, column, yuan(cell.exact), money_);
        return;
      case TableCell::Kind::statistic:
        worksheet_write_number(sheet, row, column, std::round(cell.number) / 100,
                               statistic_);
        return;
      case TableCell::Kind::count:
        worksheet_write_number(sheet, row, column, static_cast<double>(cell.exact),
                               count_);
        return;
      case TableCell::Kind::share:
        worksheet_write_number(sheet, row, column, cell.number, share_);
        return;
    }
  }

  lxw_workbook* book_;
  Language language_;
  SheetNames names_;
  std::vector<double> widths_;
  lxw_format* title_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_format* statistic_ = nullptr;
  lxw_format* count_ = nullptr;
  lxw_format* share_ = nullptr;
  lxw_format* wrapped_ = nullptr;
};

}  // namespace

bool write_xlsx(const BudgetEstimate& estimate, Language language,
                const std::string& path) {
  Workbook workbook(path, language);
  if (!workbook.is_open()) return false;
  for (const BudgetTable& table : budget_tables(estimate)) {
    if (!table.rows.empty()) workbook.add(table);
  }
  return workbook.close();
}

}  // namespace jiangbu
