// Runs the tests that stand in rule files.
// In: a loaded policy. Out: failures as text. Never: prints.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "evaluate/evaluate.hpp"
#include "read/load_rules.hpp"

namespace jiangbu {

/// One expectation that was not met.
struct TestFailure {
  std::string test;
  Span place;
  std::string subject;
  std::string expected;
  std::string found;
};

struct TestOutcome {
  std::size_t runs = 0;
  std::size_t expectations = 0;
  std::vector<TestFailure> failures;
};

struct TestOptions {
  bool stop_at_first_failure = false;
  EvaluationObserver* observer = nullptr;
  /// Called with every result, before it is compared.
  std::function<void(const PolicyResult&)> on_result = nullptr;
};

/// Runs tests against a program. Mistakes in the tests themselves (unknown facts,
/// clauses, readings) are diagnostics.
TestOutcome run_tests(const Program& program, const std::vector<TestSyntax>& tests,
                      Diagnostics& diagnostics, const TestOptions& options = {});

}  // namespace jiangbu
