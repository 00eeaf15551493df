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
  /// call.
  void run(const Chunk& chunk, const TextDictionary& texts);

  /// Results of the last run, by applicant.
  const std::vector<std::int64_t>& low() const { return low_; }
  const std::vector<std::int64_t>& high() const { return high_; }
  /// The plan cannot tell: this applicant needs the evaluator of single cases. Its
  /// amounts above mean nothing, but they are in the sums.
  const std::vector<std::uint8_t>& refused() const { return refused_; }
  bool any_refused() const { return any_refused_; }
  /// Of the last chunk.
  std::uint32_t rows() const { return rows_[0]; }
  /// By clause of Plan::clauses; of no meaning where sums_overflow().
  const std::vector<ClauseSums>& sums() const { return sums_; }
  /// The sums may have left 64 bits; the amounts by applicant have not.
  bool sums_overflow() const { return large_; }
  /// What clause `index` of Plan::clauses comes to, eligible or not.
  const std::int64_t* clause_low(std::size_t index) const {
    const ClauseOutput& clause = plan_.clauses[index];
    return clause.by_line() ? steps_.low(index) : numbers_[clause.low];
  }
  const std::int64_t* clause_high(std::size_t index) const {
    const ClauseOutput& clause = plan_.clauses[index];
    return clause.by_line() ? steps_.high(index) : numbers_[clause.high];
  }
  /// As StepsRun::each_line().
  template <typename Use>
  void each_line(Use use) const {
    steps_.each_line(use);
  }
  /// By applicant; null: everybody is.
  const std::uint8_t* eligible() const {
    return plan_.eligible == no_register ? nullptr : truths_[plan_.eligible];
  }

 private:
  void prepare(const Chunk& chunk);
  void grow(const Chunk& chunk);
  void grow(DomainId domain);
  void bind_column(ColumnId column, const ColumnSlice& slice);
  bool anybody_eligible() const;
  void execute(const PlanOp& operation);
  void execute_truths(const PlanOp& operation);
  void execute_numbers(const PlanOp& operation);
  void execute_one(const PlanOp& operation);
  static bool divides(const PlanOp& operation, std::int64_t number);

  // run_endless.cpp
  bool execute_endless(const PlanOp& operation);
  template <typename Combine>
  void combine_endless(const PlanOp& operation, Combine combine);
  void sum_endless(const PlanOp& operation);
  void fold_endless(const PlanOp& operation);
  template <typename Value, typename Held>
  void add_endless(const PlanOp& operation, DomainId items, Value value, Held held);
  /// Calls each(d, a) with the operation's registers, which are of one width.
  template <typename Each>
  void by_width(const PlanOp& operation, const Each& each) {
    switch (plan_.registers[operation.d].width) {
      case Width::truth:
        return each(truth_memory_[operation.d].data(), truths_[operation.a]);
      case Width::code:
        return each(code_memory_[operation.d].data(), codes_[operation.a]);
      case Width::number:
        return each(number_memory_[operation.d].data(), numbers_[operation.a]);
    }
  }
  void spread(const PlanOp& operation);
  void count(const PlanOp& operation);
  void sum(const PlanOp& operation);
  void extreme(const PlanOp& operation);

  // run_rows.cpp
  struct GroupedRow {
    std::uint32_t group = 0;
    std::uint32_t row = 0;
  };

  void make_rows(const PlanOp& operation);
  void set_rows(DomainId domain);
  void group(const PlanOp& operation);
  void nested(const PlanOp& operation);
  void pairs(const PlanOp& operation);
  template <typename Above, typename KeyOf>
  void pair_up(const PlanOp& operation, Above above, KeyOf key_of);
  void count_distinct(const PlanOp& operation);
  void gather(const PlanOp& operation);
  void first(const PlanOp& operation);
  /// The row of `of`, above, that a row belongs to.
  std::uint32_t ancestor(DomainId domain, std::uint32_t row, DomainId of) const;
  template <typename Body>
  void with_ancestors(DomainId domain, DomainId of, Body body) const;
  template <typename Body>
  void with_keys(RegisterId key, Body body) const;
  /// Null if there is no register.
  const std::uint8_t* truth_if_any(RegisterId id) const;

  void lookup(const PlanOp& operation);
  template <typename Value>
  void add_to_places(const Lookup::Input& input, const Value* values);
  void test_texts(const PlanOp& operation);
  void ask_text(const TextTest& test, std::int32_t code, std::int8_t& answer);
  void refuse(const PlanOp& operation);
  void refuse_repeated(const PlanOp& operation);
  template <typename Key>
  void refuse_repeated(const DomainSlice& rows, const Key* keys);
  void apply_steps();
  void take_range_totals();
  void add_up();
  void add_up_carefully();
  void add_up_one();
  void refuse_overflow();

  // run_dates.cpp
  void execute_dates(const PlanOp& operation);
  void choose_code(const PlanOp& operation);

  // run_fold.cpp
  void fold(const PlanOp& operation);
  std::int64_t fold_one(const Fold& fold);
  template <typename Value>
  void fold_many(const Fold& fold, std::int64_t* sums, Value value);

  const Plan& plan_;
  const Kernels& kernels_;
  const Chunk* chunk_ = nullptr;
  std::vector<DomainSlice> domains_;               // of the chunk, and those made
  std::vector<std::vector<std::int32_t>> owners_;  // by domain, of those made
  std::vector<std::int32_t> rows_made_;            // of the domain being made
  std::vector<std::int32_t> places_;               // by row: in the lookup at work
  KeyNumbers key_numbers_;
  std::vector<GroupedRow> grouped_;
  std::vector<std::uint32_t> ends_;   // by group
  std::vector<std::uint32_t> heads_;  // by key: the first of a chain of rows
  std::vector<std::uint32_t> next_;   // by row
  const TextDictionary* texts_ = nullptr;
  bool refuses_later_ = false;           // after it is known who is eligible
  std::vector<std::uint32_t> rows_;      // by domain
  std::vector<std::uint32_t> capacity_;  // by domain
  std::vector<std::vector<std::uint8_t>> truth_memory_;
  std::vector<std::vector<std::int32_t>> code_memory_;
  std::vector<std::vector<std::int64_t>> number_memory_;
  std::vector<const std::uint8_t*> truths_;  // by register, of its width only
  std::vector<const std::int32_t*> codes_;
  std::vector<const std::int64_t*> numbers_;
  std::vector<bool> is_column_;                    // by register
  std::vector<std::vector<std::int8_t>> answers_;  // by text test, by text; -1: not asked
  StepsRun steps_;
  bool by_line_ = false;  // some clauses are told by their lines
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
  std::vector<std::uint8_t> refused_;
  std::vector<ClauseSums> sums_;
  bool any_refused_ = false;
  bool overflow_ = false;
  bool large_ = false;
};

}  // namespace jiangbu
