#include "report/text.hpp"

#include <doctest/doctest.h>

#include "diagnostics/display_width.hpp"
#include "result_parts.hpp"
#include "sample_result.hpp"

namespace jiangbu {

using namespace report_test;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

CaseResult case_of(std::vector<ClauseResult> clauses) {
  CaseResult result;
  result.decision_date = day("2024-06-01");
  PolicyResult& policy = result.policies.emplace_back();
  policy.policy = "p";
  policy.title = {"办法", "policy"};
  policy.status = "in force";
  policy.in_force = true;
  policy.clauses = std::move(clauses);
  policy.totals.payable = exactly(0);
  policy.totals.indicative = exactly(0);
  result.totals = policy.totals;
  return result;
}

std::string english(const CaseResult& result, bool all = false) {
  TextOptions options;
  options.all = all;
  return to_text(result, Language::en, options);
}

}  // namespace

TEST_CASE("text: no line is wider than asked, in either language") {
  for (const int width : {40, 48, 60, 88, 120}) {
    for (const Language language : {Language::zh, Language::en}) {
      TextOptions options;
      options.width = width;
      std::string text = to_text(sample_result(), language, options);
      for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
        CAPTURE(text.substr(0, end));
        CHECK_LE(display_width(std::string_view(text).substr(0, end)), width);
        text.erase(0, end + 1);
      }
    }
  }
}

TEST_CASE("text: every clause is named, with or without all") {
  const CaseResult sample = sample_result();
  for (const bool all : {false, true}) {
    const std::string text = english(sample, all);
    for (const PolicyResult& policy : sample.policies) {
      for (const ClauseResult& clause : policy.clauses) {
        CAPTURE(clause.id);
        CHECK(contains(text, clause.id));
      }
    }
  }
}

TEST_CASE("text: clauses without bearing are one line of ids, all shows them") {
  const CaseResult result =
      case_of({clause("A", {"甲", "first"}, "", LineStatus::no_money, exactly(0)),
               clause("B", {"乙", "second"}, "", LineStatus::not_met, exactly(0))});
  CHECK(contains(english(result), "Clauses not shown: B (no items); A (no money)"));
  CHECK_FALSE(contains(english(result), "second"));
  CHECK(contains(english(result, true), "B  second"));
  CHECK(contains(english(result, true), "A  first"));
}

TEST_CASE("text: an amount that is not stated is never shown as 0") {
  ClauseResult silent = clause("A", {"甲", "a"}, "", LineStatus::unspecified, exactly(0));
  silent.lines = {line("x[1]", "", LineStatus::unspecified, exactly(0))};
  CaseResult result = case_of({silent});
  result.totals.unspecified = {"A"};
  const std::string text = english(result);
  CHECK(contains(text, "Not in the total (the text states no amount): A"));
  CHECK_FALSE(contains(text.substr(text.find("Not in the total")), "CNY 0"));
}

TEST_CASE("text: a clause that failed is named beside the total") {
  ClauseResult mixed = clause("A", {"甲", "a"}, "", LineStatus::due, exactly(10000));
  mixed.lines = {line("x[1]", "", LineStatus::due, exactly(10000)),
                 line("x[2]", "", LineStatus::error, exactly(0))};
  const std::string text = english(case_of({mixed}));
  CHECK(contains(text, "Not in the total (could not be computed): A"));
  CHECK(contains(text, "- x[2]: error"));
}

TEST_CASE("text: items with the same outcome stand in one line, many are counted") {
  ClauseResult many = clause("A", {"甲", "a"}, "", LineStatus::due, exactly(80000));
  for (int i = 1; i <= 8; ++i) {
    many.lines.push_back(
        line("x[" + std::to_string(i) + "]", "", LineStatus::due, exactly(10000)));
  }
  CHECK(contains(english(case_of({many})),
                 "x[1], x[2], x[3], x[4], x[5], x[6] … 8 in all: CNY 10,000 each"));
  CHECK(contains(english(case_of({many}), true), "x[7], x[8]: CNY 10,000 each"));
}

TEST_CASE("text: groups of lines left out are counted") {
  ClauseResult many = clause("A", {"甲", "a"}, "", LineStatus::due, exactly(550000));
  for (int i = 1; i <= 10; ++i) {
    many.lines.push_back(
        line("x[" + std::to_string(i) + "]", "", LineStatus::due, exactly(i * 10000)));
  }
  CHECK(contains(english(case_of({many})), "… 2 more groups not shown"));
  CHECK_FALSE(contains(english(case_of({many}), true), "not shown"));
}

TEST_CASE("text: facts still needed are ranked by the money at stake") {
  CaseResult result = case_of({});
  result.policies[0].missing = {{"small", {}, {}, between(0, 1000), {}},
                                {"large", {}, {}, between(0, 9000), {}},
                                {"open", {}, {}, at_least(0), {}}};
  const std::string text = english(result);
  CHECK_LT(text.find("open"), text.find("large"));
  CHECK_LT(text.find("large"), text.find("small"));
}

TEST_CASE("text: one payment on the decision date needs no schedule, a later one does") {
  ClauseResult paid = clause("A", {"甲", "a"}, "", LineStatus::due, exactly(10000));
  paid.lines = {line("", "", LineStatus::due, exactly(10000))};
  paid.lines[0].instalments = {{{}, day("2024-06-01"), exactly(10000), Truth::yes}};
  CHECK_FALSE(contains(english(case_of({paid})), "Payment schedule"));
  paid.lines[0].instalments[0].due = day("2025-01-01");
  CHECK(contains(english(case_of({paid})), "2025-01-01  CNY 10,000  A a"));
}

TEST_CASE("text: an open clause without lines says why it is open") {
  ClauseResult open = clause("A", {"甲", "a"}, "", LineStatus::possible, at_least(0));
  open.causes = {Cause::unknown_fact};
  open.refusal = {unknown_leaf("marks", {"marks"})};
  const std::string text = english(case_of({open}));
  CHECK(contains(text, "Open because facts are missing"));
  CHECK(contains(text, "not given: marks"));
}

TEST_CASE("text: a policy outside its period says so") {
  CaseResult result = case_of({});
  result.policies[0].in_force = false;
  CHECK(contains(english(result), "The decision date lies outside the period"));
  result.policies[0].status = "expired";
  CHECK(contains(english(result), "This policy is expired and pays nothing"));
}

TEST_CASE(
    "text: a policy that does not concern the applicant is one entry, all shows it") {
  CaseResult result =
      case_of({clause("A", {"甲", "first"}, "", LineStatus::not_met, exactly(0))});
  PolicyResult& policy = result.policies[0];
  policy.eligibility = {leaf(Truth::no, "local", {{"local", "false"}})};
  policy.figures = {{"F-1", {"指标", "figure"}, "", "12", {}}};
  CHECK(contains(english(result),
                 "- policy (p): The applicant is not eligible: local = "
                 "no; 1 clause not shown"));
  CHECK_FALSE(contains(english(result), "F-1"));
  CHECK(contains(english(result, true), "F-1  figure: 12"));
  policy.problems = {{"问题", "a problem"}};
  CHECK(contains(english(result), "a problem"));
}

TEST_CASE("text: figures that lack facts are counted, all shows them") {
  CaseResult result = case_of({});
  result.policies[0].figures = {{"F-1", {"甲", "first"}, "", "10000000元", {}},
                                {"F-2", {"乙", "second"}, "", "unknown", {"input"}}};
  CHECK(contains(english(result), "F-1  first: CNY 10,000,000"));
  CHECK(contains(english(result), "1 more lacks facts and is not shown"));
  CHECK_FALSE(contains(english(result), "F-2"));
  CHECK(contains(english(result, true), "F-2  second: unknown; not given: input"));
}

TEST_CASE("text: what a set of applicants gets together stands at the end") {
  CaseResult one = case_of({});
  one.totals.payable = exactly(3);
  CaseResult two = one;
  two.totals.payable = between(4, 5);
  const std::string text = to_text(std::vector{one, two}, Language::en);
  CHECK(contains(text, "\nAll 2 applicants together:\n  Payable total: CNY 7–8\n"));
  CHECK(contains(text, "upper ends need not be reached together"));
  CHECK(to_text(std::vector{one}, Language::en) == english(one));
}

TEST_CASE("text: a payer's share that is no whole percentage is rounded and says so") {
  CaseResult result = case_of({});
  ClauseResult shared = clause("C", {"甲", "first"}, "", LineStatus::due, exactly(1));
  shared.payers = {{"city", "0.3333333333333333333333333333333333"}, {"county", "0.25"}};
  result.policies[0].clauses = {shared};
  CHECK(contains(english(result), "payer: city ≈33.33%, county 25%"));
}

TEST_CASE("text: the registered name heads the report") {
  CaseResult result = case_of({});
  result.name = "太行药茶";
  CHECK(contains(english(result), "Applicant: 太行药茶\n"));
  result.applicant = "a1";
  CHECK(contains(english(result), "Applicant: 太行药茶 (a1)\n"));
}

TEST_CASE("text: a fact that decides no stated amount is not said to decide 0") {
  CaseResult result = case_of({});
  result.policies[0].missing = {{"a", {}, {}, exactly(0), {"A"}, {"A"}},
                                {"b", {}, {}, exactly(0), {"B"}}};
  const std::string text = english(result);
  CHECK(contains(text, "amount not stated  a; decides A"));
  CHECK(contains(text, "no money  b; decides B"));
  CHECK_FALSE(contains(text, "up to CNY 0"));
}

TEST_CASE(
    "text: an empty version leaves no gap, an unnamed payer is said to be unnamed") {
  CaseResult result = case_of({});
  result.policies[0].totals.by_payer = {{"", exactly(100)}};
  result.policies[0].totals.by_year = {{"?", exactly(100)}};
  const std::string text = english(result);
  CHECK(contains(text, "\np · in force\n"));
  CHECK(contains(text, "payer not stated  CNY 100"));
  CHECK(contains(text, "year not known  CNY 100"));
}

TEST_CASE("text: parts that are ranges are marked as not adding up") {
  CaseResult result = case_of({});
  Totals& totals = result.policies[0].totals;
  totals.by_payer = {{"city", between(0, 100)}};
  CHECK_FALSE(contains(english(result), "the rows are open"));
  totals.by_payer.push_back({"county", between(0, 100)});
  CHECK(contains(english(result), "By payer (the rows are open;"));
}

TEST_CASE("text: readings are called by their titles, defaults are counted") {
  CaseResult result = case_of({});
  std::vector<ReadingUsed>& readings = result.policies[0].readings;
  readings = {{"q", "a", {"问题", "question"}, {"甲", "first"}, true}};
  CHECK(contains(english(result), "Readings used: the default on the one question"));
  readings.push_back({"r", "b", {"另一问题", "other"}, {"乙", "second"}, false});
  CHECK(contains(english(result),
                 "Readings used: other (r): second (b); the default on the other one"));
  CHECK(contains(english(result, true), "- question (q): first (a)"));
}

TEST_CASE("text: questions whose readings change nothing are counted") {
  CaseResult result = case_of({});
  ReadingComparison comparison;
  comparison.outcomes = {{"q", "a", true, exactly(10), {}},
                         {"q", "b", false, exactly(10), {}},
                         {"r", "a", true, exactly(10), {}},
                         {"r", "b", false, exactly(20), {{"A", exactly(20)}}}};
  comparison.spread = between(10, 20);
  result.policies[0].comparison = comparison;
  const std::string text = english(result);
  CHECK(contains(text,
                 "  r\n    a (default)  CNY 10\n    b            CNY 20  A: CNY 20\n"));
  CHECK(contains(text, "1 other question changes nothing"));
  CHECK_FALSE(contains(text, "  q\n"));
  CHECK(contains(english(result, true), "  q\n"));
}

TEST_CASE("text: a near miss names the clause, the new item and what it must be") {
  CaseResult result = case_of({});
  NearMiss miss{"A", "+", {}, exactly(100)};
  miss.changes = {{"marks", {"商标", "marks"}, "1", "2", 1},
                  {"marks[2].form", {"形式", "form"}, "?", "\"gi\""},
                  {"size", {"规模", "size"}, "1", "2"}};
  miss.changes[1].names = {{"\"gi\"", {"地理标志", "indication"}}};
  result.policies[0].near_misses = {miss};
  CHECK(contains(english(result),
                 "+CNY 100  A: one more in “marks” (form: indication); "
                 "size from “1” to “2”"));
  result.policies[0].near_misses.assign(10, miss);
  CHECK(contains(english(result), "2 more not shown"));
  CHECK_FALSE(contains(english(result, true), "more not shown"));
}

TEST_CASE("text: who is not eligible is told why") {
  CaseResult result = case_of({});
  result.policies[0].eligibility = {
      leaf(Truth::no, "kind = \"enterprise\"", {{"kind", "school"}})};
  const std::string text = english(result);
  CHECK(contains(text, "The applicant is not eligible"));
  CHECK(contains(text, "kind = school, needed \"enterprise\""));
}

TEST_CASE("text: a clause refused for the applicant gives the reason once") {
  ClauseResult refused = clause("A", {"甲", "a"}, "", LineStatus::excluded, exactly(0));
  refused.lines = {line("x[1]", "", LineStatus::excluded, exactly(0)),
                   line("x[2]", "", LineStatus::excluded, exactly(0))};
  refused.refusal = {
      node_of(ProofKind::exclusion, Truth::yes, "listed", {{"listed", "true"}})};
  const std::string text = english(case_of({refused}));
  CHECK(contains(text, "- Exclusion: listed = yes"));
  CHECK_FALSE(contains(text, "x[1]"));
}

TEST_CASE("text: the payable total and the total of drafts stand apart") {
  const std::string text = to_text(sample_result(), Language::zh);
  CHECK(contains(text, "应付合计：不低于147,345元，无上限\n"));
  CHECK(contains(text, "草案测算：5万元（草案尚未生效"));
}

TEST_CASE("text: parts of drafts and of payable sums are never put in one table") {
  CaseResult mixed = sample_result();
  CHECK_FALSE(contains(english(mixed), "All policies together"));
  mixed.policies[1] = mixed.policies[0];
  CHECK(contains(english(mixed), "All policies together"));
}

TEST_CASE("text: without policies it says so") {
  CaseResult result;
  result.decision_date = day("2024-06-01");
  CHECK_EQ(english(result), "Decision date: 2024-06-01\n\nNo policy was evaluated.\n");
}

}  // namespace jiangbu
