// Mistakes in the tests of rule files that show without running them.
// In: a policy's model, its tests. Out: diagnostics. Never: evaluates.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "facts/case_facts.hpp"
#include "model/policy.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// Whether the policy has what is expected of: a clause, a figure, a total, or a part of
/// it by a payer or year that a clause can have.
bool has_subject(const PolicyModel& model, const std::string& subject);

/// The facts of a test's applicants, in its order. Facts that cannot be read are
/// diagnostics.
std::vector<CaseFacts> facts_of_test(const PolicyModel& model, const TestSyntax& test,
                                     Diagnostics& diagnostics);

/// Reports decision dates that are none, and readings, applicants and subjects of
/// expectations that the policy or the test does not have.
void check_tests(const PolicyModel& model, const std::vector<TestSyntax>& tests,
                 Diagnostics& diagnostics);

}  // namespace jiangbu
