// What the clauses of a chunk come to together, after stacking.
#include <algorithm>

#include "batch/run_plan.hpp"

namespace jiangbu {

void PlanRun::apply_steps() {
  steps_.run({truths_.data(), codes_.data(), numbers_.data()}, domains_, eligible());
  for (const std::uint32_t applicant : steps_.refused()) {
    refused_[applicant] = 1;
    any_refused_ = true;
  }
}

// Ranges of clauses that compete for one sum do not add up to what is known of it.
void PlanRun::take_range_totals() {
  for (const auto& [applicant, of_lines] : steps_.range_totals()) {
    FenRange total = of_lines;
    for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
      if (plan_.clauses[c].by_line()) continue;
      total = add(total, {clause_low(c)[applicant],
                          std::min(clause_high(c)[applicant], unbounded_fen)});
    }
    low_[applicant] = total.low;
    high_[applicant] = total.high;
  }
}

void PlanRun::add_up_one() {
  const std::uint8_t* eligible = this->eligible();
  if (eligible != nullptr && eligible[0] == 0) return;
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    ClauseSums& sums = sums_[c];
    sums.low = clause_low(c)[0];
    sums.high = clause_high(c)[0];
    sums.applicants = sums.high > 0 ? 1 : 0;
    overflow_ |= __builtin_add_overflow(low_[0], sums.low, low_.data());
    overflow_ |= __builtin_add_overflow(high_[0], sums.high, high_.data());
  }
}

void PlanRun::add_up() {
  const std::uint8_t* eligible = this->eligible();
  const std::uint32_t n = rows_[0];
  // Clauses of exact amounts first: they add the same to both ends.
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    if (clause_low(c) != clause_high(c)) continue;
    ClauseSums& sums = sums_[c];
    sums.low = kernels_.accumulate(low_.data(), clause_low(c), eligible, n,
                                   sums.applicants, large_);
    sums.high = sums.low;
  }
  std::copy_n(low_.begin(), n, high_.begin());
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    if (clause_low(c) == clause_high(c)) continue;
    ClauseSums& sums = sums_[c];
    std::uint64_t ignored = 0;
    sums.low =
        kernels_.accumulate(low_.data(), clause_low(c), eligible, n, ignored, large_);
    sums.high = kernels_.accumulate(high_.data(), clause_high(c), eligible, n,
                                    sums.applicants, large_);
  }
  if (large_) add_up_carefully();
}

// Beyond what the quick sums can tell: once more, applicant by applicant.
void PlanRun::add_up_carefully() {
  const std::uint8_t* eligible = this->eligible();
  for (std::uint32_t i = 0; i < rows_[0]; ++i) {
    low_[i] = high_[i] = 0;
    if (eligible != nullptr && eligible[i] == 0) continue;
    for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
      low_[i] = add_fen(low_[i], clause_low(c)[i]);
      high_[i] = add_fen(high_[i], clause_high(c)[i]);
    }
  }
}

}  // namespace jiangbu
