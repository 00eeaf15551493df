#include "batch/amounts.hpp"

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

CaseAmounts AmountEvaluator::evaluate(const CaseFacts& facts) {
  if (plan_ == nullptr) return evaluate_slowly(facts);
  columns_->clear();
  CaseAmounts amounts;
  const bool done = columns_->append(facts, texts_) && evaluate(*columns_, amounts);
  return done ? amounts : evaluate_slowly(facts);
}

bool AmountEvaluator::evaluate(const Columns& columns, CaseAmounts& amounts) {
  run_->run(columns, texts_);
  amounts = {run_->low()[0], run_->high()[0]};
  return run_->refused()[0] == 0;
}

CaseAmounts AmountEvaluator::evaluate_slowly(const CaseFacts& facts) {
  ++slower_;
  CaseOptions options;
  options.decision_date = decision_date_;
  options.readings = readings_;
  options.explain = false;
  const CaseEvaluation evaluation(program_, facts, options);
  const FenRange total = evaluation.amounts().total();
  return {total.low, total.high};
}

}  // namespace jiangbu
