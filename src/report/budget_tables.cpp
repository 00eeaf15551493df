#include "report/budget_tables.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/budget_table_parts.hpp"

namespace jiangbu {

TableCell TableCell::money(Int128 fen) {
  TableCell cell;
  cell.kind = Kind::money;
  cell.exact = fen;
  return cell;
}

TableCell TableCell::money(const std::optional<Int128>& fen) {
  return fen ? money(*fen) : of(Bilingual{"无上限", "no upper bound"});
}

TableCell TableCell::statistic(double fen) {
  TableCell cell;
  cell.kind = Kind::statistic;
  cell.number = fen;
  return cell;
}

TableCell TableCell::count(Int128 number) {
  TableCell cell;
  cell.kind = Kind::count;
  cell.exact = number;
  return cell;
}

TableCell TableCell::share(double share) {
  TableCell cell;
  cell.kind = Kind::share;
  cell.number = share;
  return cell;
}

Bilingual book_title(const Book& book) {
  return book.indicative ? Bilingual{"草案测算（尚不支付）",
                                     "drafts, indicative (nothing is paid yet)"}
                         : Bilingual{"应付（已施行）", "payable (in force)"};
}

namespace {

std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t end = digits.size(); end > first + 3; end -= 3) {
    digits.insert(end - 3, 1, ',');
  }
  return digits;
}

std::string digits_of(Int128 value) {
  if (value < 0) return "-" + digits_of(-value);
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value > 0);
  return text;
}

}  // namespace

std::string yuan_text(Int128 fen) {
  const Int128 magnitude = fen < 0 ? -fen : fen;
  const auto rest = static_cast<int>(magnitude % 100);
  const std::string text = (fen < 0 ? "-" : "") + grouped(digits_of(magnitude / 100));
  return rest == 0 ? text : text + fmt::format(".{:02}", rest);
}

std::string yuan_text(double fen) {
  return grouped(fmt::format("{:.0f}", std::round(fen / 100)));
}

std::string cell_text(const TableCell& cell, Language language) {
  switch (cell.kind) {
    case TableCell::Kind::empty:
      return "";
    case TableCell::Kind::text:
      return cell.text.in(language);
    case TableCell::Kind::money:
      return yuan_text(cell.exact);
    case TableCell::Kind::statistic:
      return yuan_text(cell.number);
    case TableCell::Kind::count:
      return grouped(digits_of(cell.exact));
    case TableCell::Kind::share:
      return fmt::format("{:.1f}%", cell.number * 100);
  }
  return "";
}

std::vector<BudgetTable> budget_tables(const BudgetEstimate& estimate) {
  std::vector<BudgetTable> tables;
  for (const Book& book : estimate.books) add_book_tables(book, tables);
  for (const ScenarioEstimate& scenario : estimate.scenarios) {
    add_scenario_tables(scenario, tables);
  }
  add_forward_tables(estimate, tables);
  add_provenance_tables(estimate, tables);
  return tables;
}

}  // namespace jiangbu
