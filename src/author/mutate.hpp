// Small changes of a policy, to learn which of them its tests notice.
// In: a program, its tests, the sources. Out: the changes no test noticed. Never: prints,
// changes a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "author/run_tests.hpp"
#include "diagnostics/source.hpp"

namespace jiangbu {

/// One change of what a policy says. A formula that the model holds several times (a
/// band's bound) is changed wherever it stands.
struct Mutation {
  Span place;
  std::string before;  ///< as written: "5万元", ">= 3"
  std::string after;   ///< "50001元", "> 3"
  Op op = Op::literal;
  std::optional<Span> operand;    ///< of a comparison: where its right side stands
  std::optional<Constant> value;  ///< of a literal: what it becomes
};

/// Every change that is tried, in the order of the text: literals of all formulas the
/// policy itself writes, one step up (numbers and money +1, percentages +1 point, other
/// fractions x1.01, dates and durations one unit, enum values their neighbour, booleans
/// flipped), the dates between which a parameter's value or the policy holds (a day
/// later), and comparisons (>= to >, < to <=, = to !=, and back; not those bounds between
/// constants that differ, which mean the same). `syntax` is what the model was made from.
std::vector<Mutation> mutations_of(const PolicyModel& model, const PolicySyntax& syntax);

/// The model with one change made.
PolicyModel mutated(const PolicyModel& model, const PolicySyntax& syntax,
                    const Mutation& mutation);

struct MutationOptions {
  std::optional<std::size_t> sample;  ///< try so many at most
  std::uint64_t seed = 1;
};

struct MutationOutcome {
  std::string policy;
  std::size_t possible = 0;
  std::size_t tried = 0;
  bool tests_hold = true;           ///< without any change; else nothing is tried
  std::vector<Mutation> survivors;  ///< no test noticed them
};

/// Runs the tests against every mutant, up to its first failure.
MutationOutcome test_mutants(const Program& program, const PolicySyntax& syntax,
                             const std::vector<TestSyntax>& tests,
                             const MutationOptions& options = {});

}  // namespace jiangbu
