// Runs a plan over a chunk of applicants.
// In: Plan, Chunk. Out: amounts by applicant and clause, in fen. Never: explains.
#pragma once

#include <vector>

#include "batch/chunk.hpp"
#include "batch/kernels.hpp"
#include "batch/plan.hpp"
#include "batch/run_steps.hpp"

namespace jiangbu {

/// Sums over the eligible applicants of a chunk.
struct ClauseSums {
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::uint64_t applicants = 0;  // with a positive upper end
};

/// Working memory of one plan on one thread. Allocates while chunks grow beyond what it
/// has seen, and for texts it has not seen; else not at all.
class PlanRun {
 public:
  explicit PlanRun(const Plan& plan, const Kernels& kernels = jiangbu::kernels());

  /// Computes all applicants of the chunk. `texts` must be the same dictionary in every
  /// call. Unless `by_clause`, clause_low() and clause_high() may not be asked.
  void run(const Chunk& chunk, const TextDictionary& texts, bool by_clause = true);

  /// Results of the last run, by applicant.
  const std::vector<std::int64_t>& low() const { return low_; }
  const std::vector<std::int64_t>& high() const { return high_; }
  /// The plan cannot tell: this applicant needs the evaluator of single cases. Its
  /// amounts above mean nothing, but they are in the sums.
  const std::vector<std::uint8_t>& refused() const { return refused_; }
  /// By clause of Plan::clauses; of no meaning where sums_overflow().
  const std::vector<ClauseSums>& sums() const { return sums_; }
  /// The sums may have left 64 bits; the amounts by applicant have not.
  bool sums_overflow() const { return large_; }
  /// What clause `index` of Plan::clauses comes to, eligible or not.
  const std::int64_t* clause_low(std::size_t index) const {
    return has_steps() ? left_low_[index].data() : numbers_[plan_.clauses[index].low];
  }
  const std::int64_t* clause_high(std::size_t index) const {
    return has_steps() ? left_high_[index].data() : numbers_[plan_.clauses[index].high];
  }
  /// By applicant; null: everybody is.
  const std::uint8_t* eligible() const {
    return plan_.eligible == no_register ? nullptr : truths_[plan_.eligible];
  }

 private:
  struct Picked {
    std::vector<std::uint32_t> rows;
    std::size_t count = 0;
    bool done = false;
  };

  void prepare(const Chunk& chunk);
  void enter(DomainId domain);
  void grow(const Chunk& chunk);
  void bind_column(ColumnId column, const ColumnSlice& slice);
  void mark_columns_read();
  bool anybody_eligible() const;
  void execute(const PlanOp& operation);
  void execute_truths(const PlanOp& operation);
  void execute_numbers(const PlanOp& operation);
  void execute_one(const PlanOp& operation);
  void spread(const PlanOp& operation);
  void count(const PlanOp& operation);
  void sum(const PlanOp& operation);
  void extreme(const PlanOp& operation);
  void lookup(const PlanOp& operation);
  void test_texts(const PlanOp& operation);
  void ask_text(const TextTest& test, std::int32_t code, std::int8_t& answer);
  void refuse(const PlanOp& operation);
  bool has_steps() const { return !plan_.steps.empty(); }
  void apply_steps();
  bool claims(std::uint32_t applicant) const;
  void add_up();
  void add_up_carefully();
  void add_up_one();
  void refuse_overflow();

  // run_dates.cpp
  void execute_dates(const PlanOp& operation);
  void choose_code(const PlanOp& operation);
  void count_distinct(const PlanOp& operation);

  // run_fold.cpp
  void fold(const PlanOp& operation);
  std::int64_t fold_one(const Fold& fold);
  const Picked& pick(std::size_t selection);
  /// Calls add(owner's row, value) for each item that counts.
  template <typename Add>
  void each_counted(const Fold& fold, Add add);
  template <typename Value, typename Add>
  void each_counted(const Fold& fold, Value value, Add add);
  ClauseSums add_directly(const Fold& fold, const std::uint8_t* eligible);

  const Plan& plan_;
  const Kernels& kernels_;
  const Chunk* chunk_ = nullptr;
  const TextDictionary* texts_ = nullptr;
  bool by_clause_ = true;
  bool natural_ = true;                  // columns have the width of their registers
  std::vector<std::uint32_t> rows_;      // by domain
  std::vector<std::uint32_t> capacity_;  // by domain
  std::vector<bool> column_read_;        // as a register, by an operation but folds
  std::vector<std::vector<std::uint8_t>> truth_memory_;
  std::vector<std::vector<std::int32_t>> code_memory_;
  std::vector<std::vector<std::int64_t>> number_memory_;
  std::vector<const std::uint8_t*> truths_;  // by register, of its width only
  std::vector<const std::int32_t*> codes_;
  std::vector<const std::int64_t*> numbers_;
  std::vector<ColumnId> column_of_;    // by register; ~0: none
  std::vector<Picked> picked_;         // by selection
  std::vector<std::uint8_t> entered_;  // by domain: narrowed to its selection
  std::vector<bool> direct_;           // by fold: added up where its items are
  std::vector<std::uint8_t> marks_;
  std::vector<std::vector<std::int8_t>> answers_;  // by text test, by text; -1: not asked
  StepsRun steps_;
  std::vector<std::vector<std::int64_t>> left_low_;  // by clause, where there are steps
  std::vector<std::vector<std::int64_t>> left_high_;
  std::vector<FenRange> left_;  // of one applicant, by clause
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> end_;
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
  std::vector<std::uint8_t> refused_;
  std::vector<ClauseSums> sums_;
  bool overflow_ = false;
  bool large_ = false;
};

}  // namespace jiangbu
