#include "budget/policy_tally.hpp"

#include "evaluate/readings.hpp"

namespace jiangbu {

PolicyTally::PolicyTally(const PolicyModel& model,
                         const std::vector<std::uint32_t>& readings,
                         std::vector<std::uint32_t> numbers,
                         const ExposureQuestion& question,
                         const std::vector<Grouping>& groupings)
    : numbers_(std::move(numbers)),
      groups_asked_(question.groups),
      claims_asked_(question.claims),
      groupings_(groupings),
      clauses_(numbers_.size()) {
  if (!groups_asked_) return;
  for (const Grouping& grouping : groupings_) {
    groups_.emplace_back(numbers_.size() * grouping.keys.size());
  }
  for (const Clause& clause : model.clauses) {
    shares_.push_back(&payers_of(clause, readings));
    payers_.emplace_back(shares_.back()->size());
  }
}

void PolicyTally::take(const ChunkAmounts& chunk) {
  for (std::uint32_t i = 0; i < chunk.rows; ++i) total_.add(chunk.low[i], chunk.high[i]);
  for (std::size_t c = 0; c < chunk.clauses.size(); ++c) {
    if (chunk.clauses[c].high != nullptr) take_clause(chunk, c);
  }
}

void PolicyTally::take_clause(const ChunkAmounts& chunk, std::size_t clause) {
  const ChunkAmounts::Clause& amounts = chunk.clauses[clause];
  for (std::uint32_t i = 0; i < chunk.rows; ++i) {
    const FenRange amount{amounts.low[i], amounts.high[i]};
    if (amount.high <= 0) continue;
    const std::uint32_t applicant = chunk.first + i;
    clauses_[clause].add(amount.low, amount.high);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const Grouping& grouping = groupings_[g];
      groups_[g][clause * grouping.keys.size() + grouping.of_applicant[applicant]].add(
          amount.low, amount.high);
    }
    if (groups_asked_) add_payers(clause, amount);
    if (claims_asked_) {
      claims_.push_back({applicant, numbers_[clause], amount.low, amount.high});
    }
  }
}

void PolicyTally::add_payers(std::size_t clause, const FenRange& amount) {
  if (shares_[clause]->size() == 1) {
    return payers_[clause][0].add(amount.low, amount.high);
  }
  const std::vector<FenRange> parts = split_among(*shares_[clause], amount);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    payers_[clause][p].add(parts[p].low, parts[p].high);
  }
}

void PolicyTally::join_into(std::size_t policy, Exposure& all) {
  const auto add_cells = [](std::vector<ExposureCell>& to,
                            const std::vector<ExposureCell>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  all.policies[policy] += total_;
  for (std::size_t c = 0; c < numbers_.size(); ++c) {
    all.clauses[numbers_[c]] += clauses_[c];
    if (!groups_asked_) continue;
    all.payers[numbers_[c]].resize(payers_[c].size());
    add_cells(all.payers[numbers_[c]], payers_[c]);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const std::size_t count = groupings_[g].keys.size();
      for (std::size_t k = 0; k < count; ++k) {
        all.groups[g][numbers_[c] * count + k] += groups_[g][c * count + k];
      }
    }
  }
  if (all.claims.empty()) {
    all.claims.swap(claims_);
  } else {
    all.claims.insert(all.claims.end(), claims_.begin(), claims_.end());
  }
  claims_ = {};
}

}  // namespace jiangbu
