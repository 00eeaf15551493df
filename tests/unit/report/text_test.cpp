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
  CHECK(contains(english(result), "This policy is expired and pays nothing."));
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
  ProofNode exclusion = leaf(Truth::yes, "listed", {{"listed", "true"}});
  exclusion.kind = ProofNode::Kind::exclusion;
  refused.refusal = {exclusion};
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
