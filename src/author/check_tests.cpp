#include "author/check_tests.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "diagnostics/suggest.hpp"
#include "evaluate/readings.hpp"
#include "read/read_facts.hpp"

namespace jiangbu {

namespace {

constexpr std::array<std::string_view, 3> whole_totals = {"total", "payable",
                                                          "indicative"};

std::vector<std::string> payers_of(const PolicyModel& model) {
  std::vector<std::string> payers;
  for (const Clause& clause : model.clauses) {
    if (clause.payers.alternatives.empty()) payers.emplace_back("payer.");  // not stated
    for (const PayerShares& shares : clause.payers.alternatives) {
      for (const auto& [payer, share] : shares) payers.push_back("payer." + payer);
    }
  }
  return payers;
}

bool is_year(std::string_view text) {
  return text.size() == 4 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> subjects_of(const PolicyModel& model) {
  std::vector<std::string> names = payers_of(model);
  for (const Clause& clause : model.clauses) names.push_back(clause.id);
  for (const Figure& figure : model.figures) names.push_back(figure.id);
  names.insert(names.end(), whole_totals.begin(), whole_totals.end());
  return names;
}

class TestChecker {
 public:
  TestChecker(const PolicyModel& model, Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics) {}

  void check(const TestSyntax& test) {
    if (!Date::parse(test.decision_date.text)) {
      diagnostics_.error(Code::model_bad_date, test.decision_date.span,
                         {test.decision_date.text});
    }
    for (const TestRunSyntax& run : test.runs) check(test, run);
  }

 private:
  void check(const TestSyntax& test, const TestRunSyntax& run) {
    for (const auto& [question, option] : run.readings) {
      if (has_reading(model_, question.text, option.text)) continue;
      diagnostics_.error(Code::tests_unknown_reading, question.span,
                         {question.text, option.text});
    }
    for (const auto& [name, expectations] : run.expect) {
      const auto is_named = [&, &name = name](const auto& one) {
        return one.first.text == name.text;
      };
      if (std::ranges::none_of(test.applicants, is_named)) {
        diagnostics_.error(Code::tests_unknown_applicant, name.span, {name.text});
      }
      for (const ExpectationSyntax& expectation : expectations) {
        check_subject(expectation.subject);
      }
    }
  }

  void check_subject(const Word& subject) {
    if (has_subject(model_, subject.text)) return;
    Diagnostic& error =
        diagnostics_.error(Code::tests_unknown_subject, subject.span, {subject.text});
    suggest(error, subject.text, subjects_of(model_));
  }

  const PolicyModel& model_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool has_subject(const PolicyModel& model, const std::string& subject) {
  if (std::ranges::find(whole_totals, subject) != whole_totals.end()) return true;
  if (subject.starts_with("year.")) return is_year(subject.substr(5));
  if (subject.starts_with("payer.")) {
    const std::vector<std::string> payers = payers_of(model);
    return std::ranges::find(payers, subject) != payers.end();
  }
  return std::ranges::find(model.clauses, subject, &Clause::id) != model.clauses.end() ||
         std::ranges::find(model.figures, subject, &Figure::id) != model.figures.end();
}

std::vector<CaseFacts> facts_of_test(const PolicyModel& model, const TestSyntax& test,
                                     Diagnostics& diagnostics) {
  ReadFactsOptions reading;
  reading.closed_world = test.closed;
  std::vector<CaseFacts> applicants;
  for (const auto& [name, facts] : test.applicants) {
    applicants.push_back(read_facts(facts, model.vocabulary, reading, diagnostics));
    applicants.back().applicant = name.text;
  }
  return applicants;
}

void check_tests(const PolicyModel& model, const std::vector<TestSyntax>& tests,
                 Diagnostics& diagnostics) {
  TestChecker checker(model, diagnostics);
  for (const TestSyntax& test : tests) checker.check(test);
}

}  // namespace jiangbu
