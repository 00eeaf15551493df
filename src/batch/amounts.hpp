// Amounts without explanation, fast.
// In: Program, facts. Out: totals and clauses in fen. Never: proofs, statuses.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "batch/run_plan.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

/// Amounts of single cases under one policy, one day and one choice of readings. Equal to
/// those of evaluate_policy without explanation. One thread at a time.
class AmountEvaluator {
 public:
  /// `program` outlives the evaluator.
  AmountEvaluator(const Program& program, Date decision_date,
                  std::vector<std::uint32_t> readings);

  /// Whether the policy runs over columns; else every case takes the slower way.
  bool has_plan() const { return plan_ != nullptr; }
  const std::string& obstacle() const { return obstacle_; }
  const Plan& plan() const { return *plan_; }

  /// The total of one applicant, in fen.
  FenRange evaluate(const CaseFacts& facts);
  /// The same over columns; nothing if the facts, or the policy, need the slower way.
  std::optional<FenRange> evaluate_over_columns(const CaseFacts& facts);
  /// Facts that are columns already.
  std::optional<FenRange> evaluate(const Columns& columns);
  TextDictionary& texts() { return texts_; }
  /// How many cases took the slower way.
  std::size_t slower() const { return slower_; }

 private:
  FenRange evaluate_slowly(const CaseFacts& facts);

  const Program& program_;
  Date decision_date_;
  std::vector<std::uint32_t> readings_;
  std::unique_ptr<const Plan> plan_;
  std::string obstacle_;
  std::unique_ptr<PlanRun> run_;
  std::unique_ptr<Columns> columns_;
  Chunk chunk_;
  TextDictionary texts_;
  std::size_t slower_ = 0;
};

}  // namespace jiangbu
