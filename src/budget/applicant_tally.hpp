// What applicants get from several policies together, one chunk at a time.
// In: ChunkAmounts. Out: ApplicantSums. Never: keeps an amount beyond its chunk, but
// where applicants depend on each other.
#pragma once

#include <vector>

#include "budget/exposure.hpp"

namespace jiangbu {

/// Amounts of all applicants under policies that cannot be computed chunk by chunk; by
/// standing, empty if there are none.
struct HeldAmounts {
  std::vector<std::int64_t> low[2];
  std::vector<std::int64_t> high[2];

  /// Chunks are disjoint: any number of threads.
  void add(std::size_t standing, const ChunkAmounts& chunk);
};

/// One thread's share for one question.
class ApplicantTally {
 public:
  /// `has_standing`: whether any policy of the question has it.
  ApplicantTally(const Ground& ground, const HeldAmounts& held,
                 const std::array<bool, 2>& has_standing);

  void add(std::size_t standing, const ChunkAmounts& chunk);
  /// All policies have given their amounts of these applicants; those of `base`, if
  /// given, too.
  void close(std::uint32_t first, std::uint32_t rows, ApplicantTally* base);
  void join_into(Exposure& all) const;

 private:
  struct Amounts {
    std::vector<std::int64_t> low;
    std::vector<std::int64_t> high;
  };

  void open(std::uint32_t first, std::uint32_t rows);
  void count(std::size_t standing, std::uint32_t row);

  const Ground& ground_;
  const HeldAmounts& held_;
  std::optional<ApplicantSums> sums_[2];
  std::optional<std::uint32_t> first_;  // of the chunk at hand
  Amounts amounts_[2];
};

}  // namespace jiangbu
