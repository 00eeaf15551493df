#include "report/budget_text.hpp"

#include <algorithm>

#include "diagnostics/display_width.hpp"
#include "report/budget_tables.hpp"

namespace jiangbu {

namespace {

// Columns that make lines too long for a terminal are left to the other formats.
bool fits_terminal(const Bilingual& column) {
  static const char* const left_out[] = {"all claim, low", "all claim, high", "policy",
                                         "text",           "written in",      "claims",
                                         "awards, low",    "rests on"};
  return std::none_of(std::begin(left_out), std::end(left_out),
                      [&](const char* name) { return column.en == name; });
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const auto cells = static_cast<std::size_t>(display_width(text));
  const std::string blanks(width > cells ? width - cells : 0, ' ');
  return right ? blanks + text : text + blanks;
}

class TextWriter {
 public:
  explicit TextWriter(Language language) : language_(language) {}

  void write(const BudgetTable& table) {
    if (table.rows.empty()) return;
    line("");
    line(table.title.in(language_) +
         (table.book.empty() ? "" : ", " + table.book.in(language_)));
    std::vector<std::size_t> shown;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (fits_terminal(table.columns[c])) shown.push_back(c);
    }
    std::vector<std::vector<std::string>> cells;
    std::vector<bool> right(table.columns.size(), false);
    cells.emplace_back();
    for (const std::size_t c : shown) {
      cells.back().push_back(table.columns[c].in(language_));
    }
    for (const auto& row : table.rows) {
      cells.emplace_back();
      for (const std::size_t c : shown) {
        const TableCell& cell = row[c];
        right[c] = right[c] || (cell.kind != TableCell::Kind::text &&
                                cell.kind != TableCell::Kind::empty);
        cells.back().push_back(cell_text(cell, language_));
      }
    }
    write_aligned(cells, shown, right);
    if (!table.note.empty()) line("  " + table.note.in(language_));
  }

  void line(const std::string& text) { out_ += text + "\n"; }
  std::string take() { return std::move(out_); }

 private:
  void write_aligned(const std::vector<std::vector<std::string>>& cells,
                     const std::vector<std::size_t>& shown,
                     const std::vector<bool>& right) {
    std::vector<std::size_t> widths(shown.size(), 0);
    for (const auto& row : cells) {
      for (std::size_t c = 0; c < row.size(); ++c) {
        widths[c] = std::max(widths[c], static_cast<std::size_t>(display_width(row[c])));
      }
    }
    for (const auto& row : cells) {
      std::string text = " ";
      for (std::size_t c = 0; c < row.size(); ++c) {
        text += " " + padded(row[c], widths[c], right[shown[c]]) + " ";
      }
      text.erase(text.find_last_not_of(' ') + 1);
      line(text);
    }
  }

  Language language_;
  std::string out_;
};

bool is_shown(const std::string& id) {
  static const char* const shown[] = {
      "totals",           "clauses",          "payers",      "regions", "readings",
      "appropriations",   "distribution",     "paid",        "swings",  "scenario",
      "scenario changes", "scenario clauses", "winners",     "losers",  "cliffs",
      "forward",          "targets",          "assumptions", "facts"};
  return std::any_of(std::begin(shown), std::end(shown),
                     [&](const char* name) { return id == name; });
}

}  // namespace

std::string to_text(const BudgetEstimate& estimate, Language language) {
  TextWriter writer(language);
  const bool chinese = language == Language::zh;
  writer.line((chinese ? "预算测算，基准日 " : "Budget, decision date ") +
              estimate.decision_date.to_string() +
              (chinese ? "（金额单位：元）" : " (amounts in CNY)"));
  for (const BudgetTable& table : budget_tables(estimate)) {
    if (is_shown(table.id)) writer.write(table);
  }
  return writer.take();
}

}  // namespace jiangbu
