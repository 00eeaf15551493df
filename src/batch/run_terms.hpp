// The terms of stacking steps and the parts of instalments, read beside a line.
// In: Plan, the registers of a chunk, a row. Out: StepTerms, Tranches. Never: applies
// them.
#pragma once

#include <algorithm>
#include <vector>

#include "batch/plan.hpp"
#include "evaluate/step_terms.hpp"
#include "evaluate/tranches.hpp"

namespace jiangbu {

/// The registers of a chunk, by register id; of the width that the plan says.
struct Registers {
  const std::uint8_t* const* truths;
  const std::int32_t* const* codes;
  const std::int64_t* const* numbers;
};

/// A step's terms are at least 0, and beyond unbounded_fen there is no limit.
inline std::int64_t clamped_fen(std::int64_t fen) {
  return std::clamp<std::int64_t>(fen, 0, unbounded_fen);
}

/// Fen; the same for both ends if the registers are.
inline FenRange fen_of(const Registers& registers, const TermColumn& term,
                       std::uint32_t row) {
  return {clamped_fen(registers.numbers[term.low][row]),
          clamped_fen(registers.numbers[term.high][row])};
}

/// What a cap leaves of its limit when something is used up.
FenRange less_used(const FenRange& limit, const FenRange& used);

/// Where a line stands: in its clause's domain, and among the applicants.
struct LinePlace {
  std::uint32_t row = 0;
  std::uint32_t applicant = 0;
};

/// As they stand beside the first line of a group, which is one of the clause's of `of`;
/// `total` is what the lines of the group come to.
StepTerms terms_of(const Registers& registers, const PlanStep& step,
                   const StepColumns& of, const LinePlace& first, const FenRange& total);

/// One part of the key of a line; all nulls are equal.
struct Key {
  bool null = false;
  std::int64_t value = 0;
};
Key key_of(const Plan& plan, const Registers& registers, const KeyColumn& key,
           std::uint32_t row);

std::vector<Tranche> tranches_of(const Registers& registers,
                                 const std::vector<TrancheColumns>& columns,
                                 std::uint32_t row);

}  // namespace jiangbu
