// Steps across applicants: aggregates, group caps, rankings, pools.
// In: the evaluations of all applicants. Out: their amounts changed. Never: conditions.
//
// As in stacking, amounts may be ranges: a step is run with all claims at their low end,
// all at their high end, and for every open claim with it at one end and the others at
// the other.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// For each applicant the values of its facts that total over all applicants.
std::vector<std::map<std::uint32_t, NumberRange>> aggregate_facts(
    const Program& program, const std::vector<CaseFacts>& applicants,
    const CaseOptions& options);

/// The most a step lets all claims of its clauses come to, fen; unbounded_fen unless it
/// is a pool.
std::int64_t most_of_all(const AcrossStep& step, CaseEvaluation& applicant);

/// Applies the policy's steps across applicants, in order.
void apply_across(const PolicyModel& model,
                  std::vector<std::unique_ptr<CaseEvaluation>>& applicants);

}  // namespace jiangbu
