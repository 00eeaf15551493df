// Runs a plan over columns.
// In: Plan, Columns. Out: amounts by applicant, in fen, before stacking. Never: explains.
#pragma once

#include <vector>

#include "batch/plan.hpp"

namespace jiangbu {

/// Working memory of one plan on one thread. Allocates while the columns grow beyond what
/// it has seen, and for texts it has not seen; else not at all.
class PlanRun {
 public:
  explicit PlanRun(const Plan& plan);

  /// Computes all applicants of the columns, which follow the plan's layout. `texts` must
  /// be the same dictionary in every call.
  void run(const Columns& columns, const TextDictionary& texts);

  /// Results of the last run, by applicant.
  const std::vector<std::int64_t>& low() const { return low_; }
  const std::vector<std::int64_t>& high() const { return high_; }
  /// The plan cannot tell: this applicant needs the evaluator of single cases.
  const std::vector<std::uint8_t>& refused() const { return refused_; }
  /// What clause `index` of Plan::clauses comes to, eligible or not.
  const std::int64_t* clause_low(std::size_t index) const {
    return numbers_[plan_.clauses[index].low];
  }
  const std::int64_t* clause_high(std::size_t index) const {
    return numbers_[plan_.clauses[index].high];
  }

 private:
  void prepare(const Columns& columns);
  bool anybody_eligible() const;
  void execute(const PlanOp& operation, const Columns& columns);
  void execute_number(const PlanOp& operation);
  void execute_fold(const PlanOp& operation, const Columns& columns);
  void execute_spread(const PlanOp& operation, const Columns& columns);
  void lookup(const PlanOp& operation);
  void fold(const PlanOp& operation, const Columns& columns);
  void test_texts(const PlanOp& operation, const TextDictionary& texts);
  void refuse(RegisterId mask, const Columns& columns);
  void add_up();
  void refuse_overflow();

  const Plan& plan_;
  const TextDictionary* texts_ = nullptr;
  std::vector<std::uint32_t> rows_;      // by domain
  std::vector<std::uint32_t> capacity_;  // by domain
  std::vector<std::vector<std::uint8_t>> truth_memory_;
  std::vector<std::vector<std::int32_t>> code_memory_;
  std::vector<std::vector<std::int64_t>> number_memory_;
  std::vector<const std::uint8_t*> truths_;  // by register, of its width only
  std::vector<const std::int32_t*> codes_;
  std::vector<const std::int64_t*> numbers_;
  std::vector<std::vector<std::int8_t>> answers_;  // by text test, by text; -1: not asked
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
  std::vector<std::uint8_t> refused_;
  bool overflow_ = false;
};

}  // namespace jiangbu
