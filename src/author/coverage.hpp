// What the tests of a policy reach in it, and what they never do.
// In: a program, its tests. Out: PolicyCoverage. Never: prints, judges a test.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "author/run_tests.hpp"

namespace jiangbu {

/// What tests can reach. A condition is a leaf: and/or are taken apart.
enum class CoverageKind : std::uint8_t {
  clause_granted,   // a line is paid, or would be if the authority chose it
  clause_refused,   // a line is refused, or there is nothing to ask for
  condition_yes,    // over all lines of all tests
  condition_no,     //
  table_row,        // certainly hit; bands and amounts by value are rows too
  reading_option,   // asked for while it was chosen
  parameter_value,  // a dated value is one of its own
};
inline constexpr std::size_t coverage_kinds = 7;

/// "clause granted", "condition yes", …
const char* name_of(CoverageKind kind, Language language = Language::en);

struct CoverageGoal {
  CoverageKind kind = CoverageKind::clause_granted;
  Span place;
  std::string subject;  ///< the clause's id, the condition as written, …
  bool reached = false;
};

struct PolicyCoverage {
  std::string policy;
  std::vector<CoverageGoal> goals;

  std::size_t count(std::optional<CoverageKind> kind = std::nullopt) const;
  std::size_t reached(std::optional<CoverageKind> kind = std::nullopt) const;
};

/// Runs the tests and tells what they reach. Their outcome goes to `outcome`.
PolicyCoverage measure_coverage(const Program& program,
                                const std::vector<TestSyntax>& tests,
                                Diagnostics& diagnostics, TestOutcome& outcome);

/// Whole percent of the goals of all policies, rounded down; 100 if there are none.
int coverage_percent(const std::vector<PolicyCoverage>& policies);

}  // namespace jiangbu
