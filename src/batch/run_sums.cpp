// What the clauses of a chunk come to together, after stacking.
#include <algorithm>

#include "batch/run_plan.hpp"

namespace jiangbu {

bool PlanRun::claims(std::uint32_t applicant) const {
  const std::uint8_t* eligible = this->eligible();
  if (eligible != nullptr && eligible[applicant] == 0) return false;
  return std::any_of(
      plan_.clauses.begin(), plan_.clauses.end(),
      [&](const ClauseOutput& clause) { return numbers_[clause.high][applicant] > 0; });
}

// Who claims so little that no step takes anything.
void PlanRun::find_unharmed() {
  const std::uint32_t n = rows_[0];
  std::fill_n(unharmed_.begin(), n, may_be_unharmed_ ? 1 : 0);
  if (!may_be_unharmed_) return;
  for (const PlanStep& step : plan_.steps) {
    std::fill_n(claimed_.begin(), n, 0);
    for (const StepColumns& of : step.of) {
      const std::int64_t* high = numbers_[plan_.clauses[of.clause].high];
      for (std::uint32_t i = 0; i < n; ++i) {
        claimed_[i] =
            std::min(claimed_[i] + std::min(high[i], unbounded_fen), unbounded_fen);
      }
    }
    const std::int64_t* harmless = numbers_[step.harmless];
    for (std::uint32_t i = 0; i < n; ++i) {
      if (claimed_[i] > harmless[i]) unharmed_[i] = 0;
    }
  }
}

void PlanRun::apply_steps() {
  const Registers registers{truths_.data(), codes_.data(), numbers_.data()};
  for (auto* left : {&left_low_, &left_high_}) {
    for (auto& amounts : *left) std::fill_n(amounts.begin(), rows_[0], 0);
  }
  find_unharmed();
  std::fill(end_.begin(), end_.end(), 0U);
  for (std::uint32_t i = 0; i < rows_[0]; ++i) {
    begin_[0] = i;
    end_[0] = i + 1;
    for (const DomainId d : line_domains_) {
      begin_[d] = end_[d];
      while (end_[d] < rows_[d] &&
             applicant_of(domains_, plan_.layout, d, end_[d]) == i) {
        ++end_[d];
      }
    }
    if (!claims(i)) continue;
    if (unharmed_[i] != 0) {
      take_all(i);
      continue;
    }
    FenRange total;
    if (steps_.run(registers, begin_, end_, left_, total)) {
      take_left(i, total);
    } else {
      refused_[i] = 1;
      any_refused_ = true;
    }
  }
}

void PlanRun::take_all(std::uint32_t applicant) {
  FenRange total;
  for (std::size_t c = 0; c < left_.size(); ++c) {
    const ClauseOutput& clause = plan_.clauses[c];
    left_[c] = {numbers_[clause.low][applicant],
                std::min(numbers_[clause.high][applicant], unbounded_fen)};
    total = add(total, left_[c]);
  }
  take_left(applicant, total);
}

void PlanRun::take_left(std::uint32_t applicant, const FenRange& total) {
  low_[applicant] = total.low;
  high_[applicant] = total.high;
  for (std::size_t c = 0; c < left_.size(); ++c) {
    left_low_[c][applicant] = left_[c].low;
    left_high_[c][applicant] = left_[c].high;
    ClauseSums& sums = sums_[c];
    large_ = large_ || left_[c].high >= unbounded_fen / 4096;
    sums.low += large_ ? 0 : left_[c].low;
    sums.high += large_ ? 0 : left_[c].high;
    sums.applicants += left_[c].high > 0 ? 1U : 0U;
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
    const ClauseOutput& clause = plan_.clauses[c];
    if (clause.low != clause.high) continue;
    ClauseSums& sums = sums_[c];
    sums.low = kernels_.accumulate(low_.data(), clause_low(c), eligible, n,
                                   sums.applicants, large_);
    sums.high = sums.low;
  }
  std::copy_n(low_.begin(), n, high_.begin());
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    if (plan_.clauses[c].low == plan_.clauses[c].high) continue;
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
      const bool overflow =
          __builtin_add_overflow(low_[i], clause_low(c)[i], &low_[i]) ||
          __builtin_add_overflow(high_[i], clause_high(c)[i], &high_[i]);
      if (!overflow) continue;
      refused_[i] = 1;
      any_refused_ = true;
    }
  }
}

}  // namespace jiangbu
