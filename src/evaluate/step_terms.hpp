// The figures of one stacking step for one group of lines, and what the step does.
// In: amounts or ranges of the group's lines, in order. Out: what is left of them.
// Never: formulas; a line's clause is a number to tell clauses apart.
#pragma once

#include <optional>
#include <vector>

#include "evaluate/line.hpp"
#include "model/policy.hpp"

namespace jiangbu {

/// Evaluated formulas of a step. Which are set depends on the kind of step.
struct StepTerms {
  FenRange limit{0, unbounded_fen};  // cap, aid ceiling, matching: no more than this
  FenRange minus;                    // deduct, top up: this much off
  FenRange take;                     // limit: how many lines
  NumberRange by;                    // scale
  std::optional<Decimal> to;         // round; absent: not known
  Truth funded = Truth::no;          // no double funding

  bool is_exact(StepKind kind) const;
  /// The ends that leave most.
  StepTerms best() const;
};

/// Contains both.
StepTerms hull(const StepTerms& a, const StepTerms& b);

/// The lines of one step that share a limit.
struct StepGroup {
  std::vector<size_t> lines;
  std::vector<std::uint32_t> clauses;  // of each line
  std::vector<bool> uncounted;         // of each line: stands for any number of lines
  bool many = false;                   // stands for any number of groups
  /// What the lines of one clause come to together, clause by clause; empty: no more is
  /// known than of the lines.
  std::vector<FenRange> clause_sums;
};

/// Leaves what the step leaves of exact amounts under exact terms.
void apply_exactly(const StackingStep& step, const StepTerms& terms,
                   const StepGroup& group, std::vector<std::int64_t>& amounts);

/// Whether a line may get more by the step than it had.
constexpr bool may_raise(StepKind kind) {
  return kind == StepKind::scale || kind == StepKind::round;
}

struct RangeOutcome {
  std::vector<FenRange> lines;
  FenRange total;
  bool single = false;     // at most one line is positive
  bool unchanged = false;  // the step takes nothing from anybody, whatever the amounts
};

/// What the step may leave: contains the outcome for every choice of amounts within
/// `lines` that sum up within `total`, under every choice of terms.
RangeOutcome apply_to_ranges(const StackingStep& step, const StepTerms& terms,
                             const StepGroup& group, const std::vector<FenRange>& lines,
                             const FenRange& total);

/// Cuts ranges down to a limit that is a range itself, as cut_to cuts amounts.
RangeOutcome cut_ranges(const std::vector<FenRange>& lines, const FenRange& total,
                        const FenRange& limit, CutOrder order);

/// Yuan to fen within [0, unbounded_fen].
std::int64_t to_fen(const Decimal& yuan, RoundingMode mode);

}  // namespace jiangbu
