// Stacking over all lines of a chunk: each step is run once.
// In: Plan, the registers of a run. Out: what is left of each clause, by applicant.
// Never: a meaning of its own: what a step does is evaluate/step_terms.hpp.
//
// What groups come to is added up line by line and held against their limits; only the
// lines of groups that a limit binds are shared out. An applicant of whom anything but
// what no step touches is a range is left to run_ranges.hpp.
#pragma once

#include <span>
#include <vector>

#include "batch/key_numbers.hpp"
#include "batch/run_ranges.hpp"
#include "batch/run_terms.hpp"

namespace jiangbu {

/// Working memory of one thread.
class StepsRun {
 public:
  explicit StepsRun(const Plan& plan);

  /// Forgets the lines of the last run.
  void clear() { first_line_.assign(plan_.clauses.size() + 1, 0); }
  /// Room for the results of so many applicants.
  void reserve(std::size_t applicants);
  /// Runs all steps, and leaves out what is not paid, for those of the applicants that
  /// are eligible (null: all of them).
  void run(const Registers& registers, const std::vector<DomainSlice>& domains,
           const std::uint8_t* eligible);

  /// Results of the last run: what is left of a clause of Plan::clauses that is told by
  /// its lines, by applicant; one array where no amount is a range.
  const std::int64_t* low(std::size_t clause) const { return low_[clause].data(); }
  const std::int64_t* high(std::size_t clause) const {
    return (ranges_left_ ? high_ : low_)[clause].data();
  }
  /// What these clauses come to together where less is known of them one by one.
  struct RangeTotal {
    std::uint32_t applicant = 0;
    FenRange total;
  };
  const std::vector<RangeTotal>& range_totals() const { return range_totals_; }
  /// Calls use(clause, applicant, row, fen) for each line of which anything may be left,
  /// by clause of Plan::clauses, in the order of rows; a row of its clause's lines. Only
  /// where the plan is for lines.
  template <typename Use>
  void each_line(Use use) const {
    for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
      for (std::uint32_t i = begin_of(c); i < end_of(c); ++i) {
        if (amounts_[i] == 0) continue;
        const std::int64_t low = is_open(applicants_[i]) ? lows_[i] : amounts_[i];
        use(c, applicants_[i], rows_[i], FenRange{low, amounts_[i]});
      }
    }
  }
  /// Applicants of whom it cannot be told this way.
  const std::vector<std::uint32_t>& refused() const { return refused_; }

 private:
  using ColumnsOfClauses = std::span<const StepColumns>;
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::uint32_t longest_run = 16;  // whose keys are compared

  void gather(const std::vector<DomainSlice>& domains, const std::uint8_t* eligible);
  template <typename ApplicantOf>
  void gather(const ClauseLines& of, std::uint32_t rows, const std::uint8_t* eligible,
              ApplicantOf applicant_of);
  void apply(const PlanStep& step);
  void apply(const PlanStep& step, ColumnsOfClauses of);
  void form_groups(const PlanStep& step, ColumnsOfClauses of);
  void group_by_keys(ColumnsOfClauses of);
  template <typename Use>
  void with_keys(const StepColumns& of, std::size_t part, const Use& use);
  template <typename Value>
  void number_keys(std::size_t clause, const Value* values, const std::uint8_t* null);
  bool has_short_runs(const StepColumns& of) const;
  template <typename Value>
  void compare_keys(std::size_t clause, const Value* values, const std::uint8_t* null);
  void leave_open_to_ranges(ColumnsOfClauses of);
  template <typename Term>
  void read_terms(ColumnsOfClauses of, Term term);
  template <typename Size>
  void add_up_groups(ColumnsOfClauses of, Size size);
  template <typename Size, typename LimitOf>
  void chain_bound(ColumnsOfClauses of, Size size, LimitOf limit_of);
  void chain(std::uint32_t group, std::uint32_t line);
  void cut(const PlanStep& step, ColumnsOfClauses of);
  void deduct(const PlanStep& step, ColumnsOfClauses of);
  template <typename LimitOf>
  void cut_to_limits(const PlanStep& step, ColumnsOfClauses of, LimitOf limit_of);
  void take(const PlanStep& step, ColumnsOfClauses of);
  void keep_highest(ColumnsOfClauses of);
  void keep_first_clause(ColumnsOfClauses of);
  void drop_funded(ColumnsOfClauses of);
  void apply_in_turn(const PlanStep& step, ColumnsOfClauses of);
  void apply_to_group(const PlanStep& step, const StepColumns& first,
                      std::uint32_t group);
  void collect(std::uint32_t group);
  void put_back();
  void leave_unpaid();
  template <typename Amount>
  void add_up_lines(std::size_t clause, std::vector<std::int64_t>& sums, Amount amount);
  void add_up();
  void run_ranges();
  void refuse_ranged();
  bool is_open(std::uint32_t applicant) const {
    return has_ranges_ && open_[applicant] != 0;
  }
  void leave_to_ranges(std::uint32_t line) {
    ranged_[applicants_[line]] = 1;
    any_ranged_ = true;
  }
  std::uint32_t begin_of(std::size_t clause) const { return first_line_[clause]; }
  std::uint32_t end_of(std::size_t clause) const { return first_line_[clause + 1]; }

  const Plan& plan_;
  bool has_ranges_ = false;  // there are clauses whose ends are computed apart
  Registers registers_{};
  std::uint32_t applicant_count_ = 0;
  // By line; clause by clause, in the order of rows.
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> applicants_;
  std::vector<std::int64_t> amounts_;      // what is left, at the upper end
  std::vector<std::int64_t> lows_;         // before all steps, where there are ranges
  std::vector<std::uint32_t> first_line_;  // by clause of Plan::clauses, and the end
  std::vector<std::uint8_t> open_;         // by applicant: a line is a range
  std::vector<std::uint8_t> ranged_;       // by applicant: left to ranges
  bool any_ranged_ = false;
  // Groups of the step that runs.
  const std::uint32_t* group_of_ = nullptr;  // by line
  std::uint32_t groups_ = 0;
  std::vector<std::uint32_t> own_group_;  // each line by itself
  std::vector<std::uint32_t> keyed_group_;
  KeyNumbers numbers_;
  std::vector<FenRange> terms_;       // by group: the number beside its first line
  std::vector<std::int64_t> sizes_;   // by group
  std::vector<std::uint32_t> heads_;  // by group: the first of its lines in a chain
  std::vector<std::uint32_t> next_;   // by line
  std::vector<std::uint32_t> bound_;  // groups with a chain
  StepGroup group_;                   // the lines of one of them
  std::vector<std::int64_t> part_;    // their amounts
  RangeSteps ranges_;
  std::vector<RangeLine> lines_of_one_;
  std::vector<FenRange> clauses_of_one_;
  // Results, by clause and applicant.
  std::vector<std::vector<std::int64_t>> low_;
  std::vector<std::vector<std::int64_t>> high_;
  bool ranges_left_ = false;
  std::vector<RangeTotal> range_totals_;
  std::vector<std::uint32_t> refused_;
};

}  // namespace jiangbu
