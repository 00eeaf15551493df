// The table of bounds that decide much money for those beside them.
#include "report/budget_table_parts.hpp"

namespace jiangbu {

void add_cliff_table(const Book& book, std::vector<BudgetTable>& tables) {
  if (book.cliffs.empty() && book.quiet_bounds == 0) return;
  BudgetTable& table = tables.emplace_back();
  table.id = "cliffs";
  table.title = {"临界：差一点就多得或少得的申请人", "cliffs: applicants beside a bound"};
  table.book = book_title(book);
  table.columns = {{"条款", "clause"},
                   {"名称", "title"},
                   {"比较", "compared"},
                   {"界限", "bound"},
                   {"移动", "moved by"},
                   {"界限之下的人数", "just below"},
                   {"界限下移则变化", "change if lowered"},
                   {"界限之上的人数", "just above"},
                   {"界限上移则变化", "change if raised"}};
  for (const Cliff& cliff : book.cliffs) {
    table.rows.push_back({TableCell::of(cliff.clause), TableCell::of(cliff.title),
                          TableCell::of(cliff.subject), TableCell::of(cliff.bound),
                          TableCell::of(cliff.distance),
                          TableCell::count(static_cast<Int128>(cliff.below.applicants)),
                          TableCell::money(cliff.below.change / 2),
                          TableCell::count(static_cast<Int128>(cliff.above.applicants)),
                          TableCell::money(cliff.above.change / 2)});
  }
  const std::string quiet = std::to_string(book.quiet_bounds);
  table.note = {
      "只计金额因此改变的申请人，每条单独计算（全部申领，幅度取中）；另有 " + quiet +
          " 个界限附近无人受影响",
      "applicants whose amount changes, each clause by itself (all claim, middle of "
      "ranges); near " +
          quiet + " other bounds nobody's does"};
}

}  // namespace jiangbu
