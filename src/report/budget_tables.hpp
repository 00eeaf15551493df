// A budget as tables, the same for text, spreadsheet and page.
// In: BudgetEstimate. Out: BudgetTables. Never: computes an amount.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "budget/estimate.hpp"

namespace jiangbu {

/// One cell. Money in fen.
struct TableCell {
  enum class Kind : std::uint8_t { empty, text, money, statistic, count, share };
  Kind kind = Kind::empty;
  Bilingual text;
  Int128 exact = 0;   ///< of money and count
  double number = 0;  ///< of statistic (fen) and share

  static TableCell of(const std::string& text) { return of(Bilingual{text, text}); }
  static TableCell of(const Bilingual& text) {
    TableCell cell;
    cell.kind = Kind::text;
    cell.text = text;
    return cell;
  }
  static TableCell money(Int128 fen);
  /// Without an upper end: said in words.
  static TableCell money(const std::optional<Int128>& fen);
  static TableCell statistic(double fen);
  static TableCell count(Int128 number);
  static TableCell share(double share);
};

struct BudgetTable {
  std::string id;  ///< "clauses", "regions", …; several books have the same ids
  Bilingual title;
  Bilingual book;  ///< payable or indicative; empty: of the whole estimate
  Bilingual note;  ///< what stands beside its totals; may be empty
  std::vector<Bilingual> columns;
  std::vector<std::vector<TableCell>> rows;
};

std::vector<BudgetTable> budget_tables(const BudgetEstimate& estimate);

/// "应付（已施行）" or "测算（草案）".
Bilingual book_title(const Book& book);

/// Fen as yuan with grouped digits: "1,234.50"; a statistic as whole yuan.
std::string yuan_text(Int128 fen);
std::string yuan_text(double fen);
/// One cell as people read it.
std::string cell_text(const TableCell& cell, Language language);

}  // namespace jiangbu
