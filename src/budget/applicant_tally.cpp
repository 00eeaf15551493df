#include "budget/applicant_tally.hpp"

#include "evaluate/line.hpp"

namespace jiangbu {

namespace {

void add_at(std::vector<std::int64_t>& to, std::size_t from, const std::int64_t* amounts,
            std::uint32_t rows) {
  for (std::uint32_t i = 0; i < rows; ++i) {
    to[from + i] = add_fen(to[from + i], amounts[i]);
  }
}

}  // namespace

void HeldAmounts::add(std::size_t standing, const ChunkAmounts& chunk) {
  add_at(low[standing], chunk.first, chunk.low, chunk.rows);
  add_at(high[standing], chunk.first, chunk.high, chunk.rows);
}

ApplicantTally::ApplicantTally(const Ground& ground, const HeldAmounts& held,
                               const std::array<bool, 2>& has_standing)
    : ground_(ground), held_(held) {
  for (std::size_t standing = 0; standing < 2; ++standing) {
    if (!has_standing[standing]) continue;
    ApplicantSums& sums = sums_[standing].emplace();
    sums.changes = ApplicantChanges(ground.listed);
    for (const Grouping& grouping : ground.groupings) {
      sums.by_group.emplace_back(grouping.keys.size());
    }
  }
}

void ApplicantTally::open(std::uint32_t first, std::uint32_t rows) {
  if (first_ == first) return;
  first_ = first;
  for (std::size_t standing = 0; standing < 2; ++standing) {
    if (!sums_[standing]) continue;
    Amounts& amounts = amounts_[standing];
    amounts.low.assign(rows, 0);
    amounts.high.assign(rows, 0);
    if (held_.low[standing].empty()) continue;
    add_at(amounts.low, 0, held_.low[standing].data() + first, rows);
    add_at(amounts.high, 0, held_.high[standing].data() + first, rows);
  }
}

void ApplicantTally::add(std::size_t standing, const ChunkAmounts& chunk) {
  open(chunk.first, chunk.rows);
  add_at(amounts_[standing].low, 0, chunk.low, chunk.rows);
  add_at(amounts_[standing].high, 0, chunk.high, chunk.rows);
}

void ApplicantTally::count(std::size_t standing, std::uint32_t row) {
  if (amounts_[standing].high[row] <= 0) return;
  ApplicantSums& sums = *sums_[standing];
  ++sums.applicants;
  for (std::size_t g = 0; g < sums.by_group.size(); ++g) {
    ++sums.by_group[g][ground_.groupings[g].of_applicant[*first_ + row]];
  }
}

void ApplicantTally::close(std::uint32_t first, std::uint32_t rows,
                           ApplicantTally* base) {
  open(first, rows);
  if (base != nullptr) base->open(first, rows);
  for (std::size_t standing = 0; standing < 2; ++standing) {
    if (!sums_[standing]) continue;
    for (std::uint32_t i = 0; i < rows; ++i) count(standing, i);
    if (base == nullptr || !base->sums_[standing]) continue;
    const Amounts& before = base->amounts_[standing];
    const Amounts& after = amounts_[standing];
    for (std::uint32_t i = 0; i < rows; ++i) {
      sums_[standing]->changes.add(
          {first + i, before.low[i], before.high[i], after.low[i], after.high[i]});
    }
  }
}

void ApplicantTally::join_into(Exposure& all) const {
  for (std::size_t standing = 0; standing < 2; ++standing) {
    if (!sums_[standing]) continue;
    if (!all.applicants[standing]) {
      all.applicants[standing] = sums_[standing];
      continue;
    }
    ApplicantSums& sums = *all.applicants[standing];
    sums.applicants += sums_[standing]->applicants;
    sums.changes.add(sums_[standing]->changes);
    for (std::size_t g = 0; g < sums.by_group.size(); ++g) {
      for (std::size_t k = 0; k < sums.by_group[g].size(); ++k) {
        sums.by_group[g][k] += sums_[standing]->by_group[g][k];
      }
    }
  }
}

}  // namespace jiangbu
