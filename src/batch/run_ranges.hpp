// Stacking over the lines of one applicant of whom something is a range.
// In: Plan, the registers of a run, the lines. Out: what is left of each clause. Never: a
// meaning of its own: what a step does is evaluate/step_terms.hpp.
#pragma once

#include <vector>

#include "batch/key_numbers.hpp"
#include "batch/run_terms.hpp"

namespace jiangbu {

struct RangeLine {
  std::size_t clause = 0;  // of Plan::clauses
  std::uint32_t row = 0;
};

/// Working memory of one thread.
class RangeSteps {
 public:
  explicit RangeSteps(const Plan& plan) : plan_(plan) {}

  /// `lines` are those of the applicant, a row of the chunk, clause by clause, in the
  /// order of their rows. Writes what is left of each clause of Plan::clauses, and of all
  /// together. False: that cannot be told this way.
  bool run(const Registers& registers, std::uint32_t applicant,
           const std::vector<RangeLine>& lines, std::vector<FenRange>& clauses,
           FenRange& total);

 private:
  /// The lines of one group of a step.
  struct Group {
    const StepColumns* first = nullptr;  // of the clause of the first line
    std::vector<std::size_t> lines;
  };

  void form_groups(const PlanStep& step);
  std::uint32_t group_of(const StepColumns& of, std::uint32_t row);
  void apply(const PlanStep& step, const Group& group, AmountBounds& bounds) const;
  void leave_unpaid(AmountBounds& bounds) const;

  const Plan& plan_;
  Registers registers_{};
  std::uint32_t applicant_ = 0;
  const std::vector<RangeLine>* lines_ = nullptr;
  KeyNumbers numbers_;
  std::vector<Group> groups_;
};

}  // namespace jiangbu
