// The rich result the golden tests render. No test of its own stands here; the name ends
// in _test because only such sources are built into the test program.
#include "sample_result.hpp"

#include "result_parts.hpp"

namespace jiangbu::report_test {

namespace {

using Kind = ProofKind;

ClauseResult marks_clause() {
  ClauseResult result = clause(
      "GI-1",
      {"地理标志证明商标注册奖励", "award for registered geographical indications"},
      "三(一)3", LineStatus::due, exactly(80000));
  result.departments = {"市市场监督管理局", "市财政局"};
  result.payers = {{"city", "1"}};
  result.automatic = true;
  result.proofs = {{"商标注册证复印件", "copy of the registration"},
                   {"营业执照复印件", "copy of the business licence"}};
  for (const char* label : {"上党党参", "沁州黄小米", "武乡梅杏"}) {
    const std::string index = std::to_string(result.lines.size() + 1);
    result.lines.push_back(line("marks[" + index + "]", label, LineStatus::due,
                                exactly(result.lines.size() < 2 ? 30000 : 20000)));
  }
  result.lines[2].computed = exactly(30000);
  result.lines[2].reductions = {
      {"cap", {"每户每年最高8万元", "at most CNY 80,000 a year"}, yuan(10000), {}}};
  result.lines.push_back(
      line("marks[4]", "平顺潞党参", LineStatus::superseded, exactly(0)));
  result.lines[3].computed = exactly(30000);
  result.lines[3].reductions = {{"highest only", {}, yuan(30000), {"GI-2"}}};
  for (const char* item : {"marks[5]", "marks[6]"}) {
    result.lines.push_back(line(item, "", LineStatus::not_met, exactly(0)));
    result.lines.back().proof = {
        leaf(Truth::yes, "m.kind = \"geographical_indication\""),
        leaf(Truth::no, "m.registered in period", {{"m.registered", "2019-11-05"}},
             {"注册日期在政策期限内", "registered within the period"}, "二")};
  }
  return result;
}

ClauseResult project_clause() {
  ClauseResult result =
      clause("PJ-1", {"专利转化实施项目配套资助", "matching grant for patent projects"},
             "三(一)4", LineStatus::due, between(50000, 100000));
  result.departments = {"市科学技术局"};
  result.payers = {{"city", "0.5"}, {"county", "0.5"}};
  result.mode = "matching";
  result.causes = {Cause::discretion};
  result.obligations = {{"五年内不得迁出本市", "stay in the city for five years"}};
  LineResult only =
      line("projects[1]", "2023-118", LineStatus::due, between(50000, 100000));
  only.causes = {Cause::discretion};
  only.instalments = {
      {{"立项", "on approval"}, day("2024-06-01"), between(30000, 60000), Truth::yes},
      {{"验收", "on acceptance"}, std::nullopt, between(20000, 40000), Truth::unknown}};
  only.deadlines = {{{"公示", "public notice"}, day("2024-07-01")}};
  only.clawbacks = {{{"两年内未实施", "not carried out within two years"},
                     Truth::unknown,
                     between(30000, 60000)}};
  result.lines = {only};
  return result;
}

ClauseResult fee_clause() {
  ClauseResult result =
      clause("FE-1", {"国际注册费用资助", "subsidy for international registration"},
             "三(一)5", LineStatus::due, {Money{1234567}, Money{1234567}});
  result.lines = {line("", "", LineStatus::due, result.amount)};
  result.lines[0].instalments = {{{"次年拨付", "paid the year after"},
                                  day("2025-03-01"),
                                  result.amount,
                                  Truth::yes}};
  return result;
}

ClauseResult possible_clause() {
  ClauseResult result =
      clause("MD-1", {"马德里商标国际注册奖励", "award for Madrid marks"}, "三(二)1",
             LineStatus::possible, between(0, 20000));
  result.causes = {Cause::unknown_fact};
  LineResult open = line("", "", LineStatus::possible, between(0, 20000));
  open.causes = {Cause::unknown_fact};
  open.missing = {"marks[2].designations", "revenue"};
  open.proof = {
      leaf(Truth::yes, "kind = \"enterprise\""),
      unknown_leaf("count distinct(marks.designations) >= 10", {"marks[2].designations"},
                   {"指定十个以上国家", "ten or more countries designated"})};
  result.lines = {open};
  return result;
}

ClauseResult open_ended_clause() {
  ClauseResult result =
      clause("EQ-1", {"公共服务平台设备补助", "equipment of service platforms"},
             "三(二)7", LineStatus::possible, at_least(5000));
  result.lines = {line("", "", LineStatus::possible, at_least(5000))};
  result.lines[0].causes = {Cause::unknown_fact, Cause::other_applicants};
  return result;
}

ClauseResult prize_clause() {
  ClauseResult result =
      clause("PR-1", {"知识产权示范企业奖励", "award for model enterprises"}, "三(三)1",
             LineStatus::not_met, exactly(0));
  result.lines = {line("", "", LineStatus::not_met, exactly(0))};
  result.lines[0].proof = {group(
      Kind::all, Truth::no,
      {leaf(Truth::no, "count(marks) >= 10", {{"count(marks)", "6"}}, {}, "三(三)1"),
       leaf(Truth::yes, "kind = \"enterprise\"", {{"kind", "enterprise"}}),
       group(Kind::any, Truth::no,
             {leaf(Truth::no, "revenue >= 2000万元", {{"revenue", "1500万元"}},
                   {"规模以上企业", "above the statistical scale"}),
              leaf(Truth::no, "has_lab", {{"has_lab", "false"}})}),
       group(
           Kind::not_, Truth::no,
           {leaf(Truth::yes, "serious_dishonesty", {{"serious_dishonesty", "true"}})})})};
  return result;
}

ClauseResult refused_clause() {
  ClauseResult result = clause(
      "AG-1", {"专利代理机构引进补助", "subsidy for newly settled patent agencies"},
      "三(三)4", LineStatus::not_met, exactly(0));
  result.lines = {line("branches[1]", "", LineStatus::not_met, exactly(0))};
  result.refusal = {leaf(Truth::no, "kind = \"agency\"", {{"kind", "enterprise"}},
                         {"限专利代理机构", "patent agencies only"})};
  return result;
}

ClauseResult excluded_clause() {
  ClauseResult result =
      clause("IN-1", {"发明专利授权奖励", "award for granted inventions"}, "三(一)1",
             LineStatus::excluded, exactly(0));
  const ProofNode exclusion =
      node_of(Kind::exclusion, Truth::yes, "p.abnormal", {{"p.abnormal", "true"}},
              {"非正常专利申请", "abnormal patent application"}, "五(二)");
  result.lines = {line("patents[1]", "ZL202210001", LineStatus::excluded, exactly(0))};
  result.lines[0].proof = {leaf(Truth::yes, "p.status = \"granted\""), exclusion};
  return result;
}

ClauseResult superseded_clause() {
  ClauseResult result =
      clause("GI-2", {"地理标志产品保护奖励", "award for protected products"}, "三(一)2",
             LineStatus::superseded, exactly(0));
  result.lines = {line("products[1]", "沁州黄小米", LineStatus::superseded, exactly(0))};
  result.lines[0].computed = exactly(20000);
  result.lines[0].reductions = {{"highest only",
                                 {"同一产品只奖励一次", "one award for one product"},
                                 yuan(20000),
                                 {"GI-1"}}};
  return result;
}

ClauseResult paid_clause() {
  ClauseResult result =
      clause("TR-1", {"首次获评优势企业奖励", "first title of leading firm"}, "三(三)2",
             LineStatus::already_paid, exactly(0));
  const ProofNode history = node_of(Kind::history, Truth::yes, "once ever",
                                    {{"payments[1].date", "2021-09-30"}});
  result.mode = "one-time";
  result.lines = {line("", "", LineStatus::already_paid, exactly(0))};
  result.lines[0].proof = {history};
  return result;
}

std::vector<ClauseResult> clauses_without_figures() {
  ClauseResult unspecified =
      clause("SV-1", {"知识产权质押融资贴息", "interest subsidy for pledged loans"},
             "三(四)1", LineStatus::unspecified, AmountRange{});
  unspecified.lines = {line("", "", LineStatus::unspecified, AmountRange{})};
  ClauseResult delegated =
      clause("DL-1", {"省级专利奖配套", "match of the provincial prize"}, "三(四)2",
             LineStatus::delegated, AmountRange{});
  delegated.lines = {line("", "", LineStatus::delegated, AmountRange{})};
  delegated.lines[0].delegated_to =
      Bilingual{"山西省知识产权专项资金管理办法", "Shanxi special funds measure"};
  ClauseResult error = clause("ER-1", {"贷款利息补助", "loan interest"}, "三(四)3",
                              LineStatus::error, AmountRange{});
  error.lines = {line("", "", LineStatus::error, AmountRange{})};
  ClauseResult no_items = clause("NI-1", {"植物新品种奖励", "award for plant varieties"},
                                 "三(五)1", LineStatus::not_met, exactly(0));
  no_items.refusal = {leaf(Truth::no, "varieties", {{"count(varieties)", "0"}})};
  const ClauseResult no_money = clause("NM-1", {"宣传培训", "publicity and training"},
                                       "三(五)2", LineStatus::no_money, exactly(0));
  return {unspecified, delegated, error, no_items, no_money};
}

ReadingComparison comparison() {
  ReadingComparison result;
  result.outcomes = {{"madrid_countries", "distinct", true, between(147345, 217345), {}},
                     {"madrid_countries",
                      "each",
                      false,
                      between(147345, 197345),
                      {{"MD-1", exactly(0)}}},
                     {"cap_scope",
                      "per_item",
                      false,
                      between(157345, 227345),
                      {{"GI-1", exactly(90000)}, {"PJ-1", between(50000, 100000)}}}};
  result.spread = between(147345, 227345);
  result.exhaustive = false;
  return result;
}

Totals policy_totals() {
  Totals totals;
  totals.payable = at_least(147345);
  totals.indicative = exactly(0);
  totals.causes = {Cause::discretion, Cause::unknown_fact};
  totals.by_payer = {{"city", between(117345, 142345)},
                     {"county", between(25000, 50000)}};
  totals.by_year = {{"2024", between(110000, 160000)},
                    {"2025", {Money{1234567}, Money{1234567}}}};
  totals.by_form = {{"cash", at_least(147345)}};
  totals.unspecified = {"SV-1"};
  totals.delegated = {"DL-1"};
  return totals;
}

PolicyResult policy_in_force() {
  PolicyResult policy;
  policy.policy = "example-ip";
  policy.version = "2024";
  policy.title = {"示例市知识产权奖补办法",
                  "Example City intellectual property incentives"};
  policy.status = "in force";
  policy.in_force = true;
  policy.hash = "9f2c1a7be05d44c8a1";
  policy.readings = {{"madrid_countries",
                      "distinct",
                      {"十国怎样计数", "how countries are counted"},
                      {"合计不重复国家", "distinct countries"}},
                     {"cap_scope", "per_item", {}, {}, false}};
  policy.eligibility = {leaf(Truth::yes, "within(region, \"1404\")",
                             {{"region", "140402"}},
                             {"注册地在本市", "seated in the city"})};
  policy.clauses = {marks_clause(),    project_clause(),    fee_clause(),
                    possible_clause(), open_ended_clause(), prize_clause(),
                    refused_clause(),  excluded_clause(),   superseded_clause(),
                    paid_clause()};
  for (ClauseResult& clause : clauses_without_figures()) {
    policy.clauses.push_back(std::move(clause));
  }
  policy.figures = {{"F-1",
                     {"投入是否达到1000万元", "input of 10 million reached"},
                     "二(二)1",
                     "unknown",
                     {"city_input"}}};
  policy.totals = policy_totals();
  policy.missing = {
      {"marks[2].designations",
       {"指定国家", "designated countries"},
       {"该商标指定了哪些国家？", "Which countries does the mark designate?"},
       between(0, 20000),
       {"MD-1"},
       {},
       "WO-2"},
      {"equipment",
       {"设备投资额", "investment in equipment"},
       {},
       at_least(0),
       {"EQ-1"}}};
  policy.near_misses = {
      {"PR-1", "", {{"marks", {"商标", "trade marks"}, "2", "3", 1}}, exactly(20000)},
      {"PR-1",
       "",
       {{"revenue", {"营业收入", "revenue"}, "1500万元", "2000万元"},
        {"has_lab", {"设有研发机构", "has a laboratory"}, "false", "true"}},
       between(20000, 50000)}};
  policy.comparison = comparison();
  policy.problems = {{"ER-1：参数 lpr 在 2024-06-01 没有取值",
                      "ER-1: parameter lpr has no value on 2024-06-01"}};
  return policy;
}

PolicyResult draft_policy() {
  PolicyResult policy;
  policy.policy = "changzhi-ip";
  policy.version = "2023-draft";
  policy.title = {"长治市知识产权高质量发展若干措施（征求意见稿）",
                  "Changzhi measures for intellectual property (draft for comments)"};
  policy.status = "draft";
  policy.clauses = {clause("CZ-03",
                           {"省级专利奖配套奖励", "match of provincial patent prizes"},
                           "三(一)2", LineStatus::due, exactly(50000))};
  policy.clauses[0].lines = {line("prizes[1]", "", LineStatus::due, exactly(50000))};
  policy.totals.payable = exactly(0);
  policy.totals.indicative = exactly(50000);
  policy.totals.by_payer = {{"city", exactly(50000)}};
  policy.totals.by_year = {{"2024", exactly(50000)}};
  policy.totals.by_form = {{"cash", exactly(50000)}};
  return policy;
}

}  // namespace

CaseResult sample_result() {
  CaseResult result;
  result.applicant = "长治市某某生物科技有限公司";
  result.decision_date = day("2024-06-01");
  result.policies = {policy_in_force(), draft_policy()};
  result.totals = policy_totals();
  result.totals.indicative = exactly(50000);
  return result;
}

}  // namespace jiangbu::report_test
