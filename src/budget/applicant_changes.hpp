// Who gets more and who less than before, without a list of everybody.
// In: applicants' amounts before and after. Out: counts, sums, the largest changes.
// Never: a name, an expectation.
#pragma once

#include <cstdint>
#include <vector>

#include "values/money.hpp"

namespace jiangbu {

/// Fen; from unbounded_fen on there is no upper end.
struct ApplicantChange {
  std::uint32_t applicant = 0;
  std::int64_t base_low = 0;
  std::int64_t base_high = 0;
  std::int64_t low = 0;
  std::int64_t high = 0;

  /// Of low + high; an amount without an upper end counts its low.
  Int128 twice_middle() const;
};

/// The same whatever order the changes come in.
class ApplicantChanges {
 public:
  explicit ApplicantChanges(std::size_t listed = 0) : listed_(listed) {}

  void add(const ApplicantChange& change);
  void add(const ApplicantChanges& others);

  std::uint64_t winners() const { return winners_; }
  std::uint64_t losers() const { return losers_; }
  Int128 gained() const { return gained_; }  ///< halves of low + high
  Int128 lost() const { return lost_; }
  /// The largest changes first; of equal ones, in the order of the population.
  std::vector<ApplicantChange> top_winners() const { return top(winning_); }
  std::vector<ApplicantChange> top_losers() const { return top(losing_); }

 private:
  using List = std::vector<ApplicantChange>;
  void keep(List& list, const ApplicantChange& change) const;
  List top(List list) const;

  std::size_t listed_;
  std::uint64_t winners_ = 0;
  std::uint64_t losers_ = 0;
  Int128 gained_ = 0;
  Int128 lost_ = 0;
  List winning_;  // the largest are among them
  List losing_;
};

}  // namespace jiangbu
