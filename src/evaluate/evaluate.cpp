#include "evaluate/evaluate.hpp"

#include "evaluate/across.hpp"
#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

PolicyResult evaluate_policy(const Program& program, const CaseFacts& facts,
                             const EvaluateOptions& options) {
  CaseOptions case_options;
  case_options.decision_date = options.decision_date;
  case_options.readings = chosen_readings(*program.model, options.readings);
  case_options.explain = options.explain;
  case_options.interrupt = options.interrupt;
  CaseOptions observed = case_options;
  observed.observer = options.observer;
  CaseEvaluation evaluation(program, facts, observed);
  narrow_by_cases(program, facts, case_options, evaluation);
  PolicyResult result = evaluation.result();
  if (options.explain && options.near_misses) {
    result.near_misses =
        find_near_misses(program, facts, case_options, result, evaluation);
  }
  if (options.compare_readings && !program.model->readings.empty()) {
    result.comparison = compare_readings(program, facts, case_options);
  }
  return result;
}

std::vector<std::unique_ptr<CaseEvaluation>> evaluate_set(
    const Program& program, const std::vector<CaseFacts>& applicants,
    CaseOptions options) {
  options.in_population = true;
  CaseOptions quiet = options;
  quiet.observer = nullptr;
  const auto aggregates = aggregate_facts(program, applicants, quiet);
  std::vector<std::unique_ptr<CaseEvaluation>> evaluations;
  for (size_t i = 0; i < applicants.size(); ++i) {
    options.aggregates = aggregates[i];
    evaluations.push_back(
        std::make_unique<CaseEvaluation>(program, applicants[i], options));
  }
  apply_across(*program.model, evaluations);
  return evaluations;
}

std::vector<PolicyResult> evaluate_applicants(const Program& program,
                                              const std::vector<CaseFacts>& applicants,
                                              const EvaluateOptions& options) {
  CaseOptions case_options;
  case_options.decision_date = options.decision_date;
  case_options.readings = chosen_readings(*program.model, options.readings);
  case_options.explain = options.explain;
  case_options.observer = options.observer;
  case_options.interrupt = options.interrupt;
  std::vector<PolicyResult> results;
  const auto evaluations = evaluate_set(program, applicants, case_options);
  narrow_unconnected(program, applicants, evaluations);
  for (const auto& evaluation : evaluations) results.push_back(evaluation->result());
  if (options.compare_readings && !program.model->readings.empty()) {
    auto comparisons = compare_readings(program, applicants, case_options);
    for (size_t i = 0; i < results.size(); ++i) {
      results[i].comparison = std::move(comparisons[i]);
    }
  }
  return results;
}

std::vector<PolicyResult> evaluate_cases(const Program& program,
                                         const std::vector<CaseFacts>& applicants,
                                         bool is_set, const EvaluateOptions& options) {
  if (is_set) return evaluate_applicants(program, applicants, options);
  return {evaluate_policy(program, applicants.front(), options)};
}

void evaluate_into(std::vector<CaseResult>& results, const Program& program,
                   const std::vector<CaseFacts>& applicants, bool is_set,
                   const EvaluateOptions& options) {
  std::vector<PolicyResult> outcomes =
      evaluate_cases(program, applicants, is_set, options);
  results.resize(outcomes.size());
  for (size_t i = 0; i < outcomes.size(); ++i) {
    CaseResult& result = results[i];
    result.applicant = applicants[i].applicant;
    if (result.name.empty()) {
      result.name = applicant_name(applicants[i], program.model->vocabulary);
    }
    result.decision_date = options.decision_date;
    result.closed_world = applicants[i].closed_world;
    result.policies.push_back(std::move(outcomes[i]));
  }
}

}  // namespace jiangbu
