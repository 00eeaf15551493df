// What stands behind the classes of include/jiangbu.
// In: loaded rules, read facts. Out: the State of each class. Never: leaves api/.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "evaluate/result.hpp"
#include "facts/case_facts.hpp"
#include "jiangbu/explanation.hpp"
#include "read/load_rules.hpp"

namespace jiangbu {

struct Rules::State {
  LoadedRules rules;
  SourceMap sources;  ///< what places in the rules refer to
  std::vector<Policy> policies;
  std::vector<Problem> problems;
  std::shared_ptr<const std::set<std::string>> fact_names;
  bool ok = false;
};

struct Facts::State {
  std::shared_ptr<const Rules::State> rules;
  FactOptions options;
  std::vector<Problem> problems;
  std::vector<std::string> applicants;
  std::vector<std::vector<CaseFacts>> cases;  ///< by policy, by applicant
  bool is_set = false;                        ///< written as a set of applicants
  bool ok = false;
};

struct Evaluation::State {
  std::shared_ptr<const Rules::State> rules;  ///< whose titles the results point to
  std::vector<Problem> problems;
  std::vector<CaseResult> results;
  std::vector<ApplicantOutcome> applicants;
  Interruption interruption = Interruption::none;
  mutable std::once_flag explained;
  mutable std::vector<ApplicantExplanation> explanations;
  bool ok = false;
};

/// What callers see of a policy; of one with errors its file only.
Rules::Policy public_policy(const LoadedPolicy& policy);

Amount public_amount(const AmountRange& range);
ClauseStatus public_status(LineStatus status);
/// Whether the text states one; where it does not, the 0 of a result is no figure.
bool has_amount(LineStatus status);

}  // namespace jiangbu
