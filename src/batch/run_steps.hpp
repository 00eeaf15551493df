// Stacking over the lines of one applicant after another.
// In: Plan, the registers of a run. Out: what is left of each clause. Never: a meaning of
// its own: what a step does is evaluate/step_terms.hpp.
#pragma once

#include <vector>

#include "batch/plan.hpp"
#include "evaluate/amount_bounds.hpp"
#include "evaluate/step_terms.hpp"
#include "evaluate/tranches.hpp"

namespace jiangbu {

/// The registers of a chunk, by register id; of the width that the plan says.
struct Registers {
  const std::uint8_t* const* truths;
  const std::int32_t* const* codes;
  const std::int64_t* const* numbers;
};

/// Working memory of one thread.
class StepsRun {
 public:
  explicit StepsRun(const Plan& plan) : plan_(plan) {}

  /// Rows [begin, end) of each domain are the applicant's. Writes what is left of each
  /// clause of Plan::clauses, and of all together. False: that cannot be told this way.
  bool run(const Registers& registers, const std::vector<std::uint32_t>& begin,
           const std::vector<std::uint32_t>& end, std::vector<FenRange>& clauses,
           FenRange& total);

 private:
  struct Line {
    std::size_t clause = 0;  // of Plan::clauses
    std::uint32_t row = 0;
  };
  /// Some of members_: the lines of one group of a step.
  struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t of = 0;  // PlanStep::of of the first line
  };
  /// A line that a step looks at, at its place among them; its key in keys_.
  struct Keyed {
    std::size_t line = 0;
    std::size_t of = 0;
    std::size_t place = 0;
  };

  void gather(const std::vector<std::uint32_t>& begin,
              const std::vector<std::uint32_t>& end);
  void form_groups(const PlanStep& step);
  void group_by_keys(const PlanStep& step);
  void add_key(const StepColumns& of, std::uint32_t row);
  void look_at(const Group& group);
  std::vector<std::size_t> lines_of(std::size_t clause) const;
  static FenRange part_of(const FenRange& total, const Decimal& part);
  StepTerms terms_of(const PlanStep& step, const Group& group,
                     const FenRange& total) const;
  FenRange fen_of(const TermColumn& term, std::uint32_t row) const;
  NumberRange number_of(const TermColumn& term, std::uint32_t row) const;
  bool run_exactly(std::vector<std::int64_t>& amounts);
  void run_ranges(AmountBounds& bounds);
  std::vector<Tranche> tranches_of(const Line& line) const;
  bool leave_unpaid(std::vector<std::int64_t>& amounts) const;
  void leave_unpaid(AmountBounds& bounds) const;

  const Plan& plan_;
  const Registers* registers_ = nullptr;
  std::vector<Line> lines_;
  std::vector<FenRange> amounts_;
  std::vector<std::size_t> first_line_;  // by clause of Plan::clauses, and the end
  std::vector<std::size_t> members_;     // lines, group by group
  std::vector<Group> groups_;
  std::vector<Keyed> keyed_;
  std::vector<std::int64_t> keys_;  // by place, each of as many parts
  StepGroup group_;                 // the one looked at
  std::vector<std::int64_t> part_;  // its amounts
  std::vector<std::int64_t> left_;  // by line
};

}  // namespace jiangbu
