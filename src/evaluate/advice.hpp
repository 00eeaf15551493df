// What an applicant can do: tighter totals by cases, near misses priced by re-evaluation.
// In: a program, facts, a result. Out: advice. Never: changes the facts it is given.
#pragma once

#include <vector>

#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// Evaluates with every value of each missing yes/no fact and short enum; the total lies
/// in the span of the outcomes, which may be narrower than the sum of the lines.
void narrow_by_cases(const Program& program, const CaseFacts& facts,
                     const CaseOptions& options, PolicyResult& result);

/// For clauses that are not met: small changes of changeable facts that turn them, each
/// priced by evaluating the changed case. Best gain first. `evaluation` is the one that
/// gave `result`.
std::vector<NearMiss> find_near_misses(const Program& program, const CaseFacts& facts,
                                       const CaseOptions& options,
                                       const PolicyResult& result,
                                       CaseEvaluation& evaluation);

}  // namespace jiangbu
