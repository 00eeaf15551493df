// What an applicant can do: tighter amounts by cases, near misses priced by
// re-evaluation. In: a program, facts, a result. Out: advice. Never: changes the facts it
// is given.
#pragma once

#include <memory>
#include <vector>

#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// Evaluates these facts, of which `evaluation` was made, once more with the values of
/// missing yes/no facts and short enums, and narrows the total and the amounts of its
/// clauses to the span of the outcomes.
void narrow_by_cases(const Program& program, const CaseFacts& facts,
                     const CaseOptions& options, CaseEvaluation& evaluation);

/// The same for a set of applicants (evaluate_set()) whom no step across applicants
/// connects; where one does, it started from all that lines may come to.
void narrow_unconnected(const Program& program, const std::vector<CaseFacts>& applicants,
                        const std::vector<std::unique_ptr<CaseEvaluation>>& evaluations);

/// How many combinations of values of missing facts are tried together.
inline constexpr std::size_t most_combinations = 16;

/// How many values there are of a fact that is tried, null included: 0 if it is not.
std::size_t values_to_try(const Type& type, const Vocabulary& vocabulary);

/// For clauses that are not met: small changes of changeable facts that turn them, each
/// priced by evaluating the changed case. Best gain first. `evaluation` is the one that
/// gave `result`.
std::vector<NearMiss> find_near_misses(const Program& program, const CaseFacts& facts,
                                       const CaseOptions& options,
                                       const PolicyResult& result,
                                       CaseEvaluation& evaluation);

}  // namespace jiangbu
