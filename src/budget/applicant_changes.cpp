#include "budget/applicant_changes.hpp"

#include <algorithm>

#include "evaluate/line.hpp"

namespace jiangbu {

namespace {

Int128 doubled(std::int64_t low, std::int64_t high) {
  return Int128{low} + (high >= unbounded_fen ? low : high);
}

Int128 size_of(const ApplicantChange& change) {
  const Int128 twice = change.twice_middle();
  return twice < 0 ? -twice : twice;
}

bool comes_before(const ApplicantChange& a, const ApplicantChange& b) {
  const Int128 size = size_of(a);
  const Int128 other = size_of(b);
  return size != other ? size > other : a.applicant < b.applicant;
}

}  // namespace

Int128 ApplicantChange::twice_middle() const {
  return doubled(low, high) - doubled(base_low, base_high);
}

void ApplicantChanges::add(const ApplicantChange& change) {
  const Int128 twice = change.twice_middle();
  if (twice == 0) return;
  ++(twice > 0 ? winners_ : losers_);
  (twice > 0 ? gained_ : lost_) += twice;
  keep(twice > 0 ? winning_ : losing_, change);
}

void ApplicantChanges::add(const ApplicantChanges& others) {
  winners_ += others.winners_;
  losers_ += others.losers_;
  gained_ += others.gained_;
  lost_ += others.lost_;
  for (const ApplicantChange& change : others.winning_) keep(winning_, change);
  for (const ApplicantChange& change : others.losing_) keep(losing_, change);
}

// The list grows to twice what is shown before it is cut.
void ApplicantChanges::keep(List& list, const ApplicantChange& change) const {
  list.push_back(change);
  if (list.size() < 2 * listed_ + 1) return;
  list = top(std::move(list));
}

ApplicantChanges::List ApplicantChanges::top(List list) const {
  std::sort(list.begin(), list.end(), comes_before);
  list.resize(std::min(list.size(), listed_));
  return list;
}

}  // namespace jiangbu
