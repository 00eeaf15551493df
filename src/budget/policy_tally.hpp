// Adds up what one policy comes to, chunk by chunk.
// In: ChunkAmounts. Out: cells of an Exposure. Never: evaluates.
#pragma once

#include <vector>

#include "budget/exposure.hpp"
#include "evaluate/totals.hpp"

namespace jiangbu {

/// One thread's share for one question: sums of whole numbers do not depend on the order
/// in which they are joined.
class PolicyTally {
 public:
  /// `numbers`: those of the policy's clauses, in its order.
  PolicyTally(const PolicyModel& model, const std::vector<std::uint32_t>& readings,
              std::vector<std::uint32_t> numbers, const ExposureQuestion& question,
              const std::vector<Grouping>& groupings);

  void take(const ChunkAmounts& chunk);
  /// Adds its cells, and gives up its claims.
  void join_into(std::size_t policy, Exposure& all);

 private:
  void take_clause(const ChunkAmounts& chunk, std::size_t clause);
  void add_payers(std::size_t clause, const FenRange& amount);

  std::vector<std::uint32_t> numbers_;
  bool groups_asked_;
  bool claims_asked_;
  const std::vector<Grouping>& groupings_;
  std::vector<const PayerShares*> shares_;
  ExposureCell total_;
  std::vector<ExposureCell> clauses_;
  std::vector<std::vector<ExposureCell>> groups_;
  std::vector<std::vector<ExposureCell>> payers_;
  std::vector<Claim> claims_;
};

}  // namespace jiangbu
