// Tables of scenarios, years ahead, targets, assumptions, facts and rules used.
#include <algorithm>

#include "report/budget_table_parts.hpp"

namespace jiangbu {

namespace {

Bilingual book_of(bool indicative) {
  Book book;
  book.indicative = indicative;
  return book_title(book);
}

BudgetTable& add_table(std::vector<BudgetTable>& tables, const char* id,
                       const Bilingual& title, const Bilingual& book,
                       std::vector<Bilingual> columns) {
  BudgetTable& table = tables.emplace_back();
  table.id = id;
  table.title = title;
  table.book = book;
  table.columns = std::move(columns);
  return table;
}

Bilingual named(const Scenario& scenario, const Bilingual& what) {
  return {"情景“" + scenario.title.zh + "”：" + what.zh,
          "scenario '" + scenario.title.en + "': " + what.en};
}

void add_summary(const Scenario& scenario, const ScenarioBook& book,
                 std::vector<BudgetTable>& tables) {
  BudgetTable& table = add_table(
      tables, "scenario", named(scenario, {"合计", "total"}), book_of(book.indicative),
      {{"", ""}, {"低", "low"}, {"预期", "expected"}, {"高", "high"}});
  const auto row = [&](const Bilingual& name, const AmountEstimate& amount) {
    table.rows.push_back({TableCell::of(name), TableCell::money(amount.low),
                          TableCell::statistic(amount.expected),
                          TableCell::money(amount.high)});
  };
  row({"基准", "base"}, book.base);
  row({"情景", "scenario"}, book.total);
}

void add_changes(const ScenarioEstimate& estimate, const ScenarioBook& book,
                 std::vector<BudgetTable>& tables) {
  const Scenario& scenario = estimate.scenario;
  BudgetTable& table =
      add_table(tables, "scenario changes",
                named(scenario, {"各项改动的影响", "what each change brings"}),
                book_of(book.indicative),
                {{"改动", "change"},
                 {"取值", "value"},
                 {"预期合计的变化", "change of the expected total"},
                 {"标准误", "standard error"},
                 {"出处", "written in"}});
  for (std::size_t i = 0; i < book.by_change.size(); ++i) {
    const Change& change = scenario.changes[i];
    const Bilingual title =
        change.title.empty() ? Bilingual{change.id, change.id} : change.title;
    table.rows.push_back({TableCell::of(title), TableCell::of(change.value),
                          TableCell::statistic(book.by_change[i].amount),
                          TableCell::statistic(book.by_change[i].error),
                          TableCell::of(change.place)});
  }
  table.note = estimate.exact_attribution
                   ? Bilingual{"按所有改动次序平均（Shapley 值，精确）",
                               "averaged over all orders of the changes (Shapley, exact)"}
                   : Bilingual{"按抽取的改动次序平均（Shapley 值，抽样 " +
                                   std::to_string(estimate.orders) + " 次）",
                               "averaged over " + std::to_string(estimate.orders) +
                                   " random orders of the changes (Shapley, sampled)"};
}

void add_clause_changes(const Scenario& scenario, const ScenarioBook& book,
                        std::vector<BudgetTable>& tables) {
  BudgetTable& table = add_table(tables, "scenario clauses",
                                 named(scenario, {"各条款的变化", "change by clause"}),
                                 book_of(book.indicative),
                                 {{"条款", "clause"},
                                  {"名称", "title"},
                                  {"基准", "base"},
                                  {"情景", "scenario"},
                                  {"变化", "change"}});
  std::vector<Bilingual>& columns = table.columns;
  for (const Change& change : scenario.changes) columns.push_back({change.id, change.id});
  for (const ClauseChange& clause : book.clauses) {
    std::vector<TableCell> row = {
        TableCell::of(clause.clause), TableCell::of(clause.title),
        TableCell::statistic(clause.base), TableCell::statistic(clause.scenario),
        TableCell::statistic(clause.scenario - clause.base)};
    for (const Change& change : scenario.changes) {
      const auto part =
          std::find_if(clause.by_change.begin(), clause.by_change.end(),
                       [&](const Contribution& one) { return one.change == change.id; });
      row.push_back(part == clause.by_change.end() ? TableCell{}
                                                   : TableCell::statistic(part->amount));
    }
    table.rows.push_back(std::move(row));
  }
}

void add_applicants(const Scenario& scenario, const ScenarioBook& book, bool winners,
                    std::vector<BudgetTable>& tables) {
  const auto& list = winners ? book.top_winners : book.top_losers;
  if (list.empty()) return;
  BudgetTable& table = add_table(
      tables, winners ? "winners" : "losers",
      named(scenario, winners ? Bilingual{"得益最多的申请人", "who gains most"}
                              : Bilingual{"损失最多的申请人", "who loses most"}),
      book_of(book.indicative),
      {{"申请人", "applicant"},
       {"类别", "kind"},
       {"地区", "region"},
       {"基准·低", "base, low"},
       {"基准·高", "base, high"},
       {"情景·低", "scenario, low"},
       {"情景·高", "scenario, high"}});
  for (const ChangedApplicant& one : list) {
    table.rows.push_back({TableCell::of(one.name), TableCell::of(one.kind),
                          TableCell::of(one.region), TableCell::money(one.base_low),
                          TableCell::money(one.base_high), TableCell::money(one.low),
                          TableCell::money(one.high)});
  }
  const std::string count = std::to_string(winners ? book.winners : book.losers);
  const Int128 sum = (winners ? book.gained : -book.lost) / 2;
  table.note = winners ? Bilingual{"共 " + count + " 个申请人得益，合计 " +
                                       yuan_text(sum) + " 元（全部申领，幅度取中）",
                                   count + " applicants gain, CNY " + yuan_text(sum) +
                                       " in all (all claim, middle of ranges)"}
                       : Bilingual{"共 " + count + " 个申请人损失，合计 " +
                                       yuan_text(sum) + " 元（全部申领，幅度取中）",
                                   count + " applicants lose, CNY " + yuan_text(sum) +
                                       " in all (all claim, middle of ranges)"};
}

void add_targets(const BudgetEstimate& estimate, std::vector<BudgetTable>& tables) {
  if (estimate.targets.empty()) return;
  BudgetTable& table =
      add_table(tables, "targets", {"目标的代价", "what the targets cost"}, {},
                {{"目标", "target"},
                 {"名称", "title"},
                 {"条款", "clause"},
                 {"目标值", "value"},
                 {"已达到", "achieved"},
                 {"目标年", "year"},
                 {"单位奖补", "award of a unit"},
                 {"尚需资金", "still to be paid"},
                 {"每年", "each year"},
                 {"说明", "remark"}});
  const auto number = [](double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return TableCell::of(text);
  };
  for (const TargetExposure& one : estimate.targets) {
    const Bilingual standing = one.indicative ? Bilingual{"草案", "draft"} : Bilingual{};
    table.rows.push_back(
        {TableCell::of(one.target), TableCell::of(one.title), TableCell::of(one.clause),
         number(one.value), number(one.achieved), TableCell::of(std::to_string(one.year)),
         TableCell::statistic(one.unit_amount), TableCell::statistic(one.cost),
         one.by_year.empty() ? TableCell{}
                             : TableCell::statistic(one.by_year.front().second),
         TableCell::of(one.problem.empty() ? standing
                                           : Bilingual{one.problem, one.problem})});
  }
}

void add_policies(const BudgetEstimate& estimate, std::vector<BudgetTable>& tables) {
  BudgetTable& table = add_table(tables, "policies", {"所用规则", "rules used"}, {},
                                 {{"政策", "policy"},
                                  {"名称", "title"},
                                  {"版本", "version"},
                                  {"规则校验码", "hash"},
                                  {"状态", "standing"},
                                  {"说明", "remark"}});
  for (const PolicyUsed& policy : estimate.policies) {
    const Bilingual standing =
        policy.indicative ? Bilingual{"草案", "draft"}
        : policy.applies  ? Bilingual{"施行中", "in force"}
                         : Bilingual{"基准日不适用，不付款", "pays nothing on this day"};
    const Bilingual remark = policy.obstacle.empty()
                                 ? Bilingual{}
                                 : Bilingual{"逐户计算：" + policy.obstacle,
                                             "computed case by case: " + policy.obstacle};
    table.rows.push_back({TableCell::of(policy.id), TableCell::of(policy.title),
                          TableCell::of(policy.version), TableCell::of(policy.hash),
                          TableCell::of(standing), TableCell::of(remark)});
  }
}

void add_facts(const BudgetEstimate& estimate, std::vector<BudgetTable>& tables) {
  const FactQuality& facts = estimate.facts;
  BudgetTable& table = add_table(tables, "facts", {"数据质量", "quality of the facts"},
                                 {}, {{"项目", "item"}, {"数量", "number"}});
  const auto row = [&](const Bilingual& name, std::uint64_t count) {
    table.rows.push_back(
        {TableCell::of(name), TableCell::count(static_cast<Int128>(count))});
  };
  row({"读入的申请人", "applicants read"}, facts.applicants);
  row({"搁置的申请人（未计入）", "applicants set aside (in no total)"}, facts.set_aside);
  row({"有误的行", "bad rows"}, facts.rejected_rows);
  for (const auto& [reason, count] : facts.rejected_by) {
    row({"　" + reason, "  " + reason}, count);
  }
  row({"逐户计算的申请人", "applicants computed case by case"}, facts.one_by_one);
  row({"无法计算的申请人（未计入）", "applicants without a figure (in no total)"},
      facts.failed);
  for (const auto& [applicant, reason] : facts.failures) {
    table.rows.push_back({TableCell::of(Bilingual{"　" + applicant, "  " + applicant}),
                          TableCell::of(reason)});
  }
  const Bilingual source{
      "来源：" + estimate.facts_name + "，校验码 " + estimate.facts_hash,
      "source: " + estimate.facts_name + ", hash " + estimate.facts_hash};
  table.note = source;
}

void add_assumptions(const BudgetEstimate& estimate, std::vector<BudgetTable>& tables) {
  BudgetTable& table =
      add_table(tables, "assumptions", {"假设", "assumptions"}, {},
                {{"编号", "id"}, {"内容", "what is assumed"}, {"出处", "written in"}});
  for (const UsedAssumption& one : estimate.assumptions) {
    table.rows.push_back({TableCell::of(one.id), TableCell::of(one.text),
                          one.place.empty() ? TableCell::of(Bilingual{"内置", "built in"})
                                            : TableCell::of(one.place)});
  }
}

}  // namespace

void add_scenario_tables(const ScenarioEstimate& scenario,
                         std::vector<BudgetTable>& tables) {
  for (const ScenarioBook& book : scenario.books) {
    add_summary(scenario.scenario, book, tables);
    add_changes(scenario, book, tables);
    add_clause_changes(scenario.scenario, book, tables);
    add_applicants(scenario.scenario, book, true, tables);
    add_applicants(scenario.scenario, book, false, tables);
  }
}

void add_forward_tables(const BudgetEstimate& estimate,
                        std::vector<BudgetTable>& tables) {
  for (const auto& [indicative, years] : estimate.forward) {
    if (years.size() < 2) continue;
    BudgetTable& table = add_table(
        tables, "forward", {"以后年度", "years ahead"}, book_of(indicative),
        {{"年度", "year"}, {"低", "low"}, {"预期", "expected"}, {"高", "high"}});
    for (const YearExposure& year : years) {
      table.rows.push_back(
          {TableCell::of(std::to_string(year.year)), TableCell::statistic(year.low),
           TableCell::statistic(year.expected), TableCell::statistic(year.high)});
    }
  }
  add_targets(estimate, tables);
}

void add_provenance_tables(const BudgetEstimate& estimate,
                           std::vector<BudgetTable>& tables) {
  add_assumptions(estimate, tables);
  add_facts(estimate, tables);
  add_policies(estimate, tables);
}

}  // namespace jiangbu
