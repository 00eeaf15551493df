// What a policy gives over columns, held against the evaluator of single cases.
// In: the text of a policy, facts. Out: the total in yuan.
#pragma once

#include <string>

#include "batch/amounts.hpp"
#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"
#include "policy_text.hpp"

namespace jiangbu::test {

inline std::string yuan_text(const FenRange& fen) {
  const auto one = [](std::int64_t amount) {
    return Money{amount}.to_yuan().to_string();
  };
  return fen.is_exact() ? one(fen.low) : one(fen.low) + ".." + one(fen.high);
}

/// "50", "0..50"; or why the policy or the applicant does not run over columns.
inline std::string over_columns(const Program& program, const CaseFacts& facts,
                                const std::string& date = "2025-01-01") {
  const Date day = on(date).decision_date;
  const auto readings = chosen_readings(*program.model, {});
  AmountEvaluator amounts(program, day, readings);
  if (!amounts.has_plan()) return amounts.obstacle();
  const FenRange found = amounts.evaluate(facts);
  CaseOptions options;
  options.decision_date = day;
  options.readings = readings;
  options.explain = false;
  CaseEvaluation evaluation(program, facts, options);
  narrow_by_cases(program, facts, options, evaluation);
  CHECK(yuan_text(found) == yuan_text(evaluation.case_amounts().total));
  return amounts.slower() == 0 ? yuan_text(found) : "refused";
}

inline std::string over_columns(const std::string& policy, const std::string& yaml,
                                const std::string& date = "2025-01-01") {
  const Program program = program_of(policy);
  return over_columns(program, facts_of(program, yaml), date);
}

}  // namespace jiangbu::test
