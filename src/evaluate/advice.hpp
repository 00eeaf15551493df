// What an applicant can do: tighter totals by cases, near misses priced by re-evaluation.
// In: a program, facts, a result. Out: advice. Never: changes the facts it is given.
#pragma once

#include <vector>

#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// The total of an evaluation of these facts, narrowed by evaluating with every value of
/// each missing yes/no fact and short enum: it lies in the span of the outcomes, which
/// may be narrower than the sum of the lines.
FenRange narrowed_total(const Program& program, const CaseFacts& facts,
                        const CaseOptions& options, const CaseEvaluation& evaluation);

/// The same for the totals of the evaluation's result.
void narrow_by_cases(const Program& program, const CaseFacts& facts,
                     const CaseOptions& options, const CaseEvaluation& evaluation,
                     Totals& totals);

/// For clauses that are not met: small changes of changeable facts that turn them, each
/// priced by evaluating the changed case. Best gain first. `evaluation` is the one that
/// gave `result`.
std::vector<NearMiss> find_near_misses(const Program& program, const CaseFacts& facts,
                                       const CaseOptions& options,
                                       const PolicyResult& result,
                                       CaseEvaluation& evaluation);

}  // namespace jiangbu
