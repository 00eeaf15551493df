// Tables of one book: clauses, departments, payers, regions, ceilings, distribution.
#include <fmt/format.h>

#include "report/budget_table_parts.hpp"
#include "report/wording.hpp"

namespace jiangbu {

std::string joined_ids(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

namespace {

const Bilingual low_title{"低", "low"};
const Bilingual expected_title{"预期", "expected"};
const Bilingual high_title{"高", "high"};
const Bilingual assumptions_title{"所依据的假设", "rests on"};

Bilingual term(const std::string& name) {
  if (name.empty()) return {"未载明", "not stated"};
  return {Wording(Language::zh).term(name), Wording(Language::en).term(name)};
}

std::vector<TableCell> amounts(const AmountEstimate& amount) {
  return {TableCell::money(amount.low), TableCell::statistic(amount.expected),
          TableCell::money(amount.high), TableCell::money(amount.entitled_low),
          TableCell::money(amount.entitled_high)};
}

const std::vector<Bilingual> amount_columns = {low_title,
                                               expected_title,
                                               high_title,
                                               {"全部申领·低", "all claim, low"},
                                               {"全部申领·高", "all claim, high"}};

TableCell applicants_cell(const AmountEstimate& amount) {
  return amount.applicants ? TableCell::count(static_cast<Int128>(*amount.applicants))
                           : TableCell{};
}

void append(std::vector<TableCell>& to, const std::vector<TableCell>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::vector<Bilingual> columns_of(std::vector<Bilingual> first,
                                  const std::vector<Bilingual>& last) {
  first.insert(first.end(), amount_columns.begin(), amount_columns.end());
  first.insert(first.end(), last.begin(), last.end());
  return first;
}

// The clauses without a figure, which no total of the table holds.
Bilingual unstated_note(const Book& book) {
  if (book.unstated.empty()) return {};
  Bilingual note{"未计入任何合计：", "In no total: "};
  for (const UnstatedClause& clause : book.unstated) {
    const std::string cases = cell_text(
        TableCell::count(clause.cases_high.value_or(clause.cases_low)), Language::en);
    const std::string name = clause.policy + " " + clause.clause;
    note.zh += name +
               (clause.delegated ? "（金额见其他办法：" + clause.delegated_to.zh + "，"
                                 : "（条文未定金额，") +
               cases + " 项）；";
    note.en += name +
               (clause.delegated ? " (amount set by " + clause.delegated_to.en + ", "
                                 : " (no amount in the text, ") +
               cases + " cases); ";
  }
  note.zh.resize(note.zh.size() - std::string("；").size());
  note.en.resize(note.en.size() - 2);
  return note;
}

class BookTables {
 public:
  BookTables(const Book& book, std::vector<BudgetTable>& tables)
      : book_(book), tables_(tables), note_(unstated_note(book)) {}

  void write() {
    totals();
    clauses();
    rows("departments", {"按部门", "by department"}, {"部门", "department"},
         book_.by_department, false);
    rows("payers", {"按资金层级", "by payer"}, {"资金层级", "payer"}, book_.by_payer,
         true);
    rows("regions", {"按地区", "by region"}, {"地区", "region"}, book_.by_region, false);
    rows("kinds", {"按申请人类别", "by kind of applicant"}, {"类别", "kind"},
         book_.by_kind, false);
    rows("years", {"按年度", "by year"}, {"年度", "year"}, book_.by_year, false);
    unstated();
    readings();
    appropriations();
    if (book_.distribution) {
      distribution("distribution", {"申领额分布", "distribution of claims"},
                   *book_.distribution);
    }
    if (book_.paid_distribution) {
      distribution(
          "paid",
          {"支付额分布（额度以内）", "distribution of payments (within ceilings)"},
          *book_.paid_distribution);
    }
    swings();
    add_cliff_table(book_, tables_);
  }

 private:
  BudgetTable& table(const char* id, const Bilingual& title,
                     std::vector<Bilingual> columns) {
    BudgetTable& result = tables_.emplace_back();
    result.id = id;
    result.title = title;
    result.book = book_title(book_);
    result.columns = std::move(columns);
    return result;
  }

  void totals() {
    BudgetTable& to = table("totals", {"合计", "total"},
                            columns_of({{"", ""}}, {{"申请人", "applicants"},
                                                    {"裁量幅度", "open by discretion"},
                                                    {"事实未知", "open by unknown facts"},
                                                    assumptions_title}));
    to.note = note_;
    std::vector<TableCell> row = {TableCell::of(Bilingual{"合计", "total"})};
    append(row, amounts(book_.total));
    append(row, {applicants_cell(book_.total), TableCell::money(book_.by_discretion),
                 TableCell::money(book_.by_unknown_facts),
                 TableCell::of(joined_ids(book_.assumptions))});
    to.rows.push_back(std::move(row));
  }

  void clauses() {
    BudgetTable& to = table(
        "clauses", {"按条款", "by clause"},
        columns_of(
            {{"政策", "policy"}, {"条款", "clause"}, {"名称", "title"}, {"条文", "text"}},
            {{"申请人", "applicants"},
             {"奖补项数·低", "awards, low"},
             {"奖补项数·高", "awards, high"},
             {"裁量幅度", "open by discretion"},
             {"事实未知", "open by unknown facts"},
             assumptions_title}));
    to.note = note_;
    for (const ClauseEstimate& clause : book_.clauses) {
      std::vector<TableCell> row = {TableCell::of(clause.policy),
                                    TableCell::of(clause.id), TableCell::of(clause.title),
                                    TableCell::of(clause.cite)};
      append(row, amounts(clause.amount));
      append(row, {applicants_cell(clause.amount), TableCell::count(clause.awards_low),
                   clause.awards_high ? TableCell::count(*clause.awards_high)
                                      : TableCell::money(std::optional<Int128>()),
                   TableCell::money(clause.by_discretion),
                   TableCell::money(clause.by_unknown_facts),
                   TableCell::of(joined_ids(clause.assumptions))});
      to.rows.push_back(std::move(row));
    }
  }

  void rows(const char* id, const Bilingual& title, const Bilingual& first,
            const std::vector<EstimateRow>& list, bool terms) {
    if (list.empty()) return;
    BudgetTable& to = table(id, title,
                            columns_of({first}, {{"申请人", "applicants"},
                                                 {"申领项", "claims"},
                                                 {"未计入的条款", "not included"},
                                                 assumptions_title}));
    to.note = note_;
    for (const EstimateRow& one : list) {
      Bilingual name = terms || one.key.empty() ? term(one.key) : one.title;
      if (name.empty()) name = {one.key, one.key};
      if (one.depth > 0) {
        const std::string indent(static_cast<std::size_t>(one.depth) * 2, ' ');
        name = {indent + name.zh, indent + name.en};
      }
      std::vector<TableCell> row = {TableCell::of(name)};
      append(row, amounts(one.amount));
      append(row, {applicants_cell(one.amount),
                   TableCell::count(static_cast<Int128>(one.amount.claims)),
                   TableCell::of(joined_ids(one.unstated)),
                   TableCell::of(joined_ids(one.assumptions))});
      to.rows.push_back(std::move(row));
    }
  }

  void unstated() {
    if (book_.unstated.empty()) return;
    BudgetTable& to = table("unstated", {"没有金额的条款", "clauses without a figure"},
                            {{"政策", "policy"},
                             {"条款", "clause"},
                             {"原因", "reason"},
                             {"项数·低", "cases, low"},
                             {"项数·高", "cases, high"}});
    for (const UnstatedClause& clause : book_.unstated) {
      const Bilingual reason =
          clause.delegated ? Bilingual{"金额见其他办法：" + clause.delegated_to.zh,
                                       "amount set by " + clause.delegated_to.en}
                           : Bilingual{"条文未规定金额", "the text states no amount"};
      to.rows.push_back({TableCell::of(clause.policy), TableCell::of(clause.clause),
                         TableCell::of(reason), TableCell::count(clause.cases_low),
                         clause.cases_high ? TableCell::count(*clause.cases_high)
                                           : TableCell::money(std::optional<Int128>())});
    }
  }

  void readings() {
    if (book_.readings.empty()) return;
    BudgetTable& to = table(
        "readings", {"按解读", "by reading"},
        columns_of({{"问题", "question"}, {"解读", "reading"}, {"采用", "used"}}, {}));
    to.note = note_;
    for (const ReadingSpread& one : book_.readings) {
      std::vector<TableCell> row = {
          TableCell::of(one.question_title), TableCell::of(one.option_title),
          TableCell::of(one.chosen ? Bilingual{"是", "yes"} : Bilingual{})};
      append(row, amounts(one.amount));
      to.rows.push_back(std::move(row));
    }
  }

  void appropriations() {
    if (book_.appropriations.empty()) return;
    BudgetTable& to = table("appropriations", {"预算额度", "appropriations"},
                            {{"额度", "appropriation"},
                             {"金额", "amount"},
                             {"分配方式", "rule"},
                             {"情形", "claims"},
                             {"申领额", "claimed"},
                             {"支付额", "paid"},
                             {"足额", "in full"},
                             {"部分", "in part"},
                             {"未付", "unpaid"},
                             {"用完日期", "exhausted on"},
                             {"超出概率", "chance exceeded"},
                             {"未计入的条款", "not included"},
                             assumptions_title});
    for (const AppropriationOutcome& one : book_.appropriations) {
      for (const CutOutcome& outcome : one.outcomes) add_cut(one, outcome, to);
      add_expected(one, to);
    }
  }

  static std::vector<TableCell> appropriation_head(const AppropriationOutcome& one) {
    return {TableCell::of(one.appropriation.title),
            TableCell::money(one.appropriation.amount.fen),
            TableCell::of(term(one.rule))};
  }

  static void add_cut(const AppropriationOutcome& one, const CutOutcome& outcome,
                      BudgetTable& to) {
    std::vector<TableCell> row = appropriation_head(one);
    const bool low = outcome.claims == "low";
    append(row, {TableCell::of(low ? Bilingual{"全部申领，低", "all claim, low"}
                                   : Bilingual{"全部申领，高", "all claim, high"}),
                 TableCell::money(outcome.claimed), TableCell::money(outcome.paid),
                 TableCell::count(static_cast<Int128>(outcome.in_full)),
                 TableCell::count(static_cast<Int128>(outcome.in_part)),
                 TableCell::count(static_cast<Int128>(outcome.unpaid)),
                 TableCell::of(outcome.exhausted_on), TableCell{},
                 TableCell::of(joined_ids(one.unstated)),
                 TableCell::of(joined_ids(one.assumptions))});
    to.rows.push_back(std::move(row));
  }

  static void add_expected(const AppropriationOutcome& one, BudgetTable& to) {
    std::vector<TableCell> row = appropriation_head(one);
    append(
        row,
        {TableCell::of(expected_title), TableCell::statistic(one.expected_claimed),
         TableCell::statistic(one.expected_paid), TableCell{}, TableCell{}, TableCell{},
         TableCell::of(one.exhausted_median), TableCell::share(one.chance_exceeded),
         TableCell::of(joined_ids(one.unstated)),
         TableCell::of(joined_ids(one.assumptions))});
    to.rows.push_back(std::move(row));
  }

  void distribution(const char* id, const Bilingual& title, const Distribution& of) {
    BudgetTable& to =
        table(id, title, {{"不超过的概率", "chance not exceeded"}, {"金额", "amount"}});
    for (const auto& [percent, amount] : of.quantiles) {
      to.rows.push_back({TableCell::share(percent / 100), TableCell::statistic(amount)});
    }
    to.rows.push_back(
        {TableCell::of(Bilingual{"均值", "mean"}), TableCell::statistic(of.mean)});
    to.rows.push_back({TableCell::of(Bilingual{"最坏5%的均值", "mean of the worst 5%"}),
                       TableCell::statistic(of.tail_mean)});
    if (of.method == Distribution::Method::exact) {
      to.note = {
          fmt::format("精确卷积，格距 {} 元；金额误差不超过 {} 元（例外概率 {:.0e}）",
                      yuan_text(of.step), yuan_text(of.amount_error), of.error_chance),
          fmt::format("exact convolution on a grid of CNY {}; no amount is off by "
                      "more than CNY {} (but with chance {:.0e})",
                      yuan_text(of.step), yuan_text(of.amount_error), of.error_chance)};
      return;
    }
    to.note = {
        fmt::format(
            "模拟 {} 次，种子 {}；概率误差不超过 {:.1f} 个百分点（例外概率 {:.0e}）",
            of.draws, of.seed, of.chance_error * 100, of.error_chance),
        fmt::format("{} simulated draws, seed {}; no chance is off by more than "
                    "{:.1f} points (but with chance {:.0e})",
                    of.draws, of.seed, of.chance_error * 100, of.error_chance)};
  }

  void swings() {
    if (book_.swings.empty()) return;
    BudgetTable& to = table("swings", {"影响最大的假设", "assumptions that matter most"},
                            {{"假设", "assumption"},
                             {"一端", "one end"},
                             {"预期合计", "expected total"},
                             {"另一端", "other end"},
                             {"预期合计", "expected total"}});
    for (const Swing& swing : book_.swings) {
      to.rows.push_back({TableCell::of(swing.title), TableCell::of(swing.low_value),
                         TableCell::statistic(swing.at_low),
                         TableCell::of(swing.high_value),
                         TableCell::statistic(swing.at_high)});
    }
  }

  const Book& book_;
  std::vector<BudgetTable>& tables_;
  Bilingual note_;
};

}  // namespace

void add_book_tables(const Book& book, std::vector<BudgetTable>& tables) {
  BookTables(book, tables).write();
}

}  // namespace jiangbu
