// Bounds at which a clause's amount may jump: figures and dates compared with a limit.
// In: PolicyModel, one clause. Out: Thresholds, the policy with a bound moved.
// Never: a fact; a meaning of its own: the changed policy is evaluated as any other.
#pragma once

#include <string>
#include <vector>

#include "budget/assumptions.hpp"
#include "model/policy.hpp"

namespace jiangbu {

/// By what a bound is moved.
enum class BoundStep : std::uint8_t {
  share,   // of it
  items,   // whole numbers: counts, facts that are integers
  days,    // dates and durations in days
  months,  // durations in months
};

/// One limit on one subject: every place of the clause (and of who may apply) where the
/// two are compared, so that bands that meet there move together.
struct Threshold {
  struct Place {
    FormulaId formula = no_formula;
    std::vector<std::uint32_t> path;  ///< from its root to the bound, by operand
  };
  std::string subject;  ///< as written
  std::string bound;    ///< its value; as written where that depends on a reading or day
  BoundStep step = BoundStep::share;
  std::vector<Place> places;
};

/// In the order in which the clause names them. Equality, enums and regions have none.
std::vector<Threshold> thresholds_of(const PolicyModel& model, std::uint32_t clause,
                                     const std::vector<std::uint32_t>& readings);

/// The distance in words: "5%", "1", "30 d", "1 m".
std::string distance_text(BoundStep step, const CliffDistances& distances);

PolicyModel with_moved_bound(PolicyModel model, const Threshold& threshold,
                             const CliffDistances& distances, bool up);

}  // namespace jiangbu
