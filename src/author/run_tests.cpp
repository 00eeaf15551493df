#include "author/run_tests.hpp"

#include <algorithm>

#include "author/check_tests.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

namespace {

// ---- expected amounts: constants, and ranges of constants ---------------------------

struct ExpectedRange {
  Decimal low;
  std::optional<Decimal> high;
  std::string currency = "";  // of money; empty: a number
};

std::optional<ExpectedRange> constant_range(const ExpressionSyntax& syntax) {
  switch (syntax.kind) {
    case ExpressionKind::number:
      return ExpectedRange{syntax.number, syntax.number};
    case ExpressionKind::money:
      return ExpectedRange{syntax.number, syntax.number, syntax.text};
    case ExpressionKind::negate: {
      const auto value = constant_range(syntax.operands[0]);
      if (!value || !value->high) return std::nullopt;
      return ExpectedRange{-*value->high, -value->low, value->currency};
    }
    case ExpressionKind::call: {
      if (syntax.text != "discretion" && syntax.text != "up to" &&
          syntax.text != "from") {
        return std::nullopt;
      }
      const auto first = constant_range(syntax.operands[0]);
      if (!first) return std::nullopt;
      if (syntax.text == "up to") return ExpectedRange{0, first->high, first->currency};
      if (syntax.text == "from")
        return ExpectedRange{first->low, std::nullopt, first->currency};
      const auto second = constant_range(syntax.operands[1]);
      if (!second) return std::nullopt;
      return ExpectedRange{first->low, second->high, second->currency};
    }
    default:
      return std::nullopt;
  }
}

std::string yuan_text(const AmountRange& amount) {
  if (amount.is_exact()) return amount.low.to_string() + "元";
  return amount.low.to_string() + "-" + (amount.high ? amount.high->to_string() : "∞") +
         "元";
}

std::string range_text(const ExpectedRange& range) {
  const std::string unit = range.currency.empty()    ? ""
                           : range.currency == "CNY" ? "元"
                                                     : " " + range.currency;
  if (range.high && *range.high == range.low) return range.low.to_string() + unit;
  return range.low.to_string() + unit + ".." +
         (range.high ? range.high->to_string() + unit : "");
}

class PolicyTests {
 public:
  PolicyTests(const Program& program, Diagnostics& diagnostics,
              const TestOptions& options)
      : program_(program), diagnostics_(diagnostics), options_(options) {}

  TestOutcome run(const std::vector<TestSyntax>& tests) {
    for (const TestSyntax& test : tests) {
      if (is_decided()) break;
      run_test(test);
    }
    return std::move(outcome_);
  }

 private:
  void run_test(const TestSyntax& test) {
    const auto date = Date::parse(test.decision_date.text);
    if (!date) return;
    const size_t errors = diagnostics_.error_count();
    const std::vector<CaseFacts> applicants =
        facts_of_test(*program_.model, test, diagnostics_);
    // What misread facts give would only be false failures beside the error.
    if (diagnostics_.error_count() > errors) return;
    for (const TestRunSyntax& run : test.runs) {
      if (is_decided()) return;
      EvaluateOptions options;
      options.decision_date = *date;
      options.near_misses = false;
      options.observer = options_.observer;
      if (!choose_readings(test.runs.front(), options)) continue;
      if (&run != &test.runs.front() && !choose_readings(run, options)) continue;
      ++outcome_.runs;
      check_run(test, run, applicants, options);
    }
  }

  bool is_decided() const {
    return options_.stop_at_first_failure && !outcome_.failures.empty();
  }

  // The readings of an `under` entry come on top of the test's own.
  bool choose_readings(const TestRunSyntax& run, EvaluateOptions& options) {
    for (const auto& [question, option] : run.readings) {
      if (!has_reading(*program_.model, question.text, option.text)) return false;
      options.readings[question.text] = option.text;
    }
    return true;
  }

  void check_run(const TestSyntax& test, const TestRunSyntax& run,
                 const std::vector<CaseFacts>& applicants,
                 const EvaluateOptions& options) {
    const bool single = test.applicants.size() == 1 && test.applicants[0].first.empty();
    const std::vector<PolicyResult> results =
        evaluate_cases(program_, applicants, !single, options);
    if (options_.on_result) {
      for (const PolicyResult& result : results) options_.on_result(result);
    }
    for (const auto& [name, expectations] : run.expect) {
      size_t index = 0;
      while (!single && index < applicants.size() &&
             applicants[index].applicant != name.text) {
        ++index;
      }
      if (index >= results.size()) continue;
      const std::string label =
          test.name.text + (single ? "" : "/" + name.text) + reading_label(run);
      for (const ExpectationSyntax& expectation : expectations) {
        check(label, expectation, results[index]);
      }
    }
  }

  static std::string reading_label(const TestRunSyntax& run) {
    std::string label;
    for (const auto& [question, option] : run.readings) {
      label += " [" + question.text + ": " + option.text + "]";
    }
    return label;
  }

  void fail(const std::string& test, const ExpectationSyntax& expectation,
            std::string expected, std::string found) {
    outcome_.failures.push_back({test, expectation.span, expectation.subject.text,
                                 std::move(expected), std::move(found)});
  }

  void check(const std::string& test, const ExpectationSyntax& expectation,
             const PolicyResult& result) {
    const std::string& subject = expectation.subject.text;
    if (!has_subject(*program_.model, subject)) return;
    ++outcome_.expectations;
    if (subject == "total" || subject == "payable" || subject == "indicative") {
      const bool draft = result.status == name_of(PolicyStatus::draft);
      const bool indicative = subject == "indicative" || (subject == "total" && draft);
      const Totals& totals = result.totals;
      return check_amount(test, expectation,
                          indicative ? totals.indicative : totals.payable);
    }
    if (const AmountRange* total = total_named(subject, result.totals)) {
      return check_amount(test, expectation, *total);
    }
    for (const FigureResult& figure : result.figures) {
      if (figure.id == subject) return check_figure(test, expectation, figure);
    }
    for (const ClauseResult& clause : result.clauses) {
      if (clause.id == subject) return check_clause(test, expectation, clause);
    }
    // A clause that does not exist under these readings pays nothing.
    ClauseResult nothing;
    nothing.amount.high = Money{0};
    check_clause(test, expectation, nothing);
  }

  /// "payer.city", "year.2025": a part of the total; what is not there is zero.
  const AmountRange* total_named(const std::string& subject, const Totals& totals) {
    nothing_.high = Money{0};
    const std::vector<TotalBy>* list = nullptr;
    std::string key;
    if (subject.starts_with("payer.")) {
      list = &totals.by_payer;
      key = subject.substr(6);
    } else if (subject.starts_with("year.")) {
      list = &totals.by_year;
      key = subject.substr(5);
    }
    if (list == nullptr) return nullptr;
    for (const TotalBy& total : *list) {
      if (total.key == key) return &total.amount;
    }
    return &nothing_;
  }

  void check_clause(const std::string& test, const ExpectationSyntax& expectation,
                    const ClauseResult& clause) {
    if (!expectation.status.empty()) {
      const std::string found = name_of(clause.status);
      if (found != expectation.status.text) {
        fail(test, expectation, expectation.status.text, found + describe(clause));
      }
    }
    if (expectation.amount) {
      const size_t before = outcome_.failures.size();
      check_amount(test, expectation, clause.amount);
      if (outcome_.failures.size() > before) {
        outcome_.failures.back().found += describe(clause);
      } else if (clause.status == LineStatus::unspecified ||
                 clause.status == LineStatus::delegated ||
                 clause.status == LineStatus::error) {
        // No amount is not an amount of zero.
        fail(test, expectation, "an amount", name_of(clause.status));
      }
    }
    check_schedule(test, expectation, clause);
    if (expectation.lines) {
      const auto paying = std::count_if(clause.lines.begin(), clause.lines.end(),
                                        [](const LineResult& line) {
                                          return line.status <= LineStatus::possible ||
                                                 line.status == LineStatus::unspecified ||
                                                 line.status == LineStatus::delegated;
                                        });
      if (paying != *expectation.lines) {
        fail(test, expectation, std::to_string(*expectation.lines) + " lines",
             std::to_string(paying) + " lines");
      }
    }
  }

  void check_schedule(const std::string& test, const ExpectationSyntax& expectation,
                      const ClauseResult& clause) {
    std::vector<AmountRange> instalments;
    AmountRange repay{Money{0}, Money{0}};
    std::string deadline = "unknown";
    for (const LineResult& line : clause.lines) {
      for (const InstalmentResult& item : line.instalments)
        instalments.push_back(item.amount);
      for (const ClawbackResult& item : line.clawbacks) {
        repay.low.fen += item.amount.low.fen;
        if (repay.high && item.amount.high) {
          repay.high->fen += item.amount.high->fen;
        } else {
          repay.high.reset();
        }
      }
      if (!line.deadlines.empty() && line.deadlines.front().by && deadline == "unknown") {
        deadline = line.deadlines.front().by->to_string();
      }
    }
    if (!expectation.deadline.empty() && expectation.deadline.text != deadline) {
      fail(test, expectation, expectation.deadline.text, deadline);
    }
    ExpectationSyntax part = expectation;
    if (expectation.repay) {
      part.amount = expectation.repay;
      check_amount(test, part, repay);
    }
    if (expectation.instalments.empty()) return;
    if (expectation.instalments.size() != instalments.size()) {
      fail(test, expectation,
           std::to_string(expectation.instalments.size()) + " instalments",
           std::to_string(instalments.size()));
      return;
    }
    for (size_t i = 0; i < instalments.size(); ++i) {
      part.amount = expectation.instalments[i];
      check_amount(test, part, instalments[i]);
    }
  }

  static std::string describe(const ClauseResult& clause) {
    std::string text = " (" + std::string(name_of(clause.status)) + ": ";
    for (const LineResult& line : clause.lines) {
      text += std::string(name_of(line.status)) + " " + yuan_text(line.amount) + "; ";
    }
    return text + ")";
  }

  void check_amount(const std::string& test, const ExpectationSyntax& expectation,
                    const AmountRange& amount) {
    const auto expected =
        expectation.amount ? constant_range(*expectation.amount) : std::nullopt;
    if (!expected) {
      diagnostics_.error(Code::tests_not_constant, expectation.span);
      return;
    }
    if (!expected->currency.empty() && expected->currency != "CNY") {
      diagnostics_.error(Code::tests_foreign_amount, expectation.span,
                         {expected->currency});
      return;
    }
    const bool low = amount.low.to_yuan() == expected->low;
    const bool high = amount.high.has_value() == expected->high.has_value() &&
                      (!amount.high || amount.high->to_yuan() == *expected->high);
    if (!low || !high) fail(test, expectation, range_text(*expected), yuan_text(amount));
  }

  void check_figure(const std::string& test, const ExpectationSyntax& expectation,
                    const FigureResult& figure) {
    std::string expected = expectation.status.text;
    if (expectation.amount) {
      if (const auto range = constant_range(*expectation.amount)) {
        expected = range_text(*range);
      } else if (expectation.amount->kind == ExpressionKind::at_literal ||
                 expectation.amount->kind == ExpressionKind::text) {
        expected = expectation.amount->text;
      } else {
        diagnostics_.error(Code::tests_not_constant, expectation.span);
        return;
      }
    }
    const std::string quoted = '"' + expected + '"';
    if (expected == "0" && figure.value == "0元") return;
    if (figure.value != expected && figure.value != quoted) {
      fail(test, expectation, expected, figure.value);
    }
  }

  const Program& program_;
  Diagnostics& diagnostics_;
  const TestOptions& options_;
  TestOutcome outcome_;
  AmountRange nothing_;
};

}  // namespace

TestOutcome run_tests(const Program& program, const std::vector<TestSyntax>& tests,
                      Diagnostics& diagnostics, const TestOptions& options) {
  check_tests(*program.model, tests, diagnostics);
  return PolicyTests(program, diagnostics, options).run(tests);
}

}  // namespace jiangbu
