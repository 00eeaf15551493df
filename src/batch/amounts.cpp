#include "batch/amounts.hpp"

#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

AmountEvaluator::AmountEvaluator(const Program& program, Date decision_date,
                                 std::vector<std::uint32_t> readings)
    : program_(program), decision_date_(decision_date), readings_(std::move(readings)) {
  PlanResult result = build_plan(program, decision_date, readings_);
  obstacle_ = std::move(result.obstacle);
  if (!result.plan) return;
  plan_ = std::make_unique<const Plan>(std::move(*result.plan));
  run_ = std::make_unique<PlanRun>(*plan_);
  columns_ = std::make_unique<Columns>(plan_->layout);
}

FenRange AmountEvaluator::evaluate(const CaseFacts& facts) {
  const auto amounts = evaluate_over_columns(facts);
  return amounts ? *amounts : evaluate_slowly(facts);
}

std::optional<FenRange> AmountEvaluator::evaluate_over_columns(const CaseFacts& facts) {
  if (plan_ == nullptr) return std::nullopt;
  columns_->clear();
  if (!columns_->append(facts, texts_)) return std::nullopt;
  return evaluate(*columns_);
}

std::optional<FenRange> AmountEvaluator::evaluate(const Columns& columns) {
  columns.slice(chunk_);
  run_->run(chunk_, texts_);
  if (run_->refused()[0] != 0) return std::nullopt;
  return FenRange{run_->low()[0], run_->high()[0]};
}

FenRange AmountEvaluator::evaluate_slowly(const CaseFacts& facts) {
  ++slower_;
  CaseOptions options;
  options.decision_date = decision_date_;
  options.readings = readings_;
  options.explain = false;
  CaseEvaluation evaluation(program_, facts, options);
  narrow_by_cases(program_, facts, options, evaluation);
  return evaluation.case_amounts().total;
}

}  // namespace jiangbu
