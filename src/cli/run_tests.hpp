// Runs the tests that stand in rule files.
// In: a loaded policy. Out: failures as text. Never: prints.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
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

/// Runs all tests of a compiled policy. Mistakes in the tests themselves (unknown facts,
/// clauses, readings) are diagnostics.
TestOutcome run_tests(const LoadedPolicy& policy, Diagnostics& diagnostics);

}  // namespace jiangbu
