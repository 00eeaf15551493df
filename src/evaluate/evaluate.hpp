// One case, or a set of applicants, under compiled policies.
// In: programs, facts, options. Out: results. Never: does I/O, knows the day's date.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evaluate/evaluation_observer.hpp"
#include "evaluate/interrupt.hpp"
#include "evaluate/result.hpp"
#include "facts/case_facts.hpp"
#include "program/program.hpp"

namespace jiangbu {

struct EvaluateOptions {
  Date decision_date;
  /// Question to option; a question not named takes its default.
  std::map<std::string, std::string> readings;
  bool compare_readings = false;  ///< also show all readings side by side
  bool explain = true;            ///< proofs, missing facts, near misses
  bool near_misses = true;        ///< of what `explain` brings
  EvaluationObserver* observer = nullptr;
  Interrupt* interrupt = nullptr;  ///< null, or asked whether to go on
};

/// Evaluates one applicant under one policy. Safe to call from several threads with the
/// same program. `facts` must have been read with this program's vocabulary.
PolicyResult evaluate_policy(const Program& program, const CaseFacts& facts,
                             const EvaluateOptions& options);

/// Evaluates a set of applicants together: group caps, rankings, pools, aggregates.
/// Results in the order of the applicants.
std::vector<PolicyResult> evaluate_applicants(const Program& program,
                                              const std::vector<CaseFacts>& applicants,
                                              const EvaluateOptions& options);

/// The cases of one file: a set of applicants together, or one applicant alone.
std::vector<PolicyResult> evaluate_cases(const Program& program,
                                         const std::vector<CaseFacts>& applicants,
                                         bool is_set, const EvaluateOptions& options);

/// Evaluates the cases under one more policy and adds that to what is there for each, or
/// begins it. The totals are left to add_totals().
void evaluate_into(std::vector<CaseResult>& results, const Program& program,
                   const std::vector<CaseFacts>& applicants, bool is_set,
                   const EvaluateOptions& options);

/// Adds up policies into totals of the whole case.
Totals add_totals(const std::vector<PolicyResult>& policies);

/// Adds up what is payable and indicative over the applicants of a set. Each one's upper
/// end is its own: a pool may not reach all of them.
Totals add_applicants(const std::vector<CaseResult>& results);

}  // namespace jiangbu
