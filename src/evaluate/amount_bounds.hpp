// What is known of the amounts of one applicant's lines, and of their sums.
// In: ranges by line, and what the steps leave of groups of lines. Out: ranges of lines
// and of sums. Never: a rule.
//
// Sums are known better than their parts: of two lines under one cap each may get all of
// it, together they get no more. So the lines are divided into blocks, and each block
// carries the range of its sum.
#pragma once

#include <vector>

#include "evaluate/line.hpp"

namespace jiangbu {

class AmountBounds {
 public:
  struct Block {
    std::vector<size_t> lines;
    FenRange total;
    bool single = false;   // at most one of the lines is positive
    bool is_rest = false;  // of a block, some of whose lines went to another
  };

  AmountBounds() = default;
  /// Nothing is known of sums but their parts.
  explicit AmountBounds(const std::vector<FenRange>& lines);

  const FenRange& line(size_t index) const { return lines_[index]; }
  /// Every line is in one of them; some may be empty.
  const std::vector<Block>& blocks() const { return blocks_; }
  /// Outcomes with any sum of `lines` outside the range are impossible.
  FenRange sum_of(const std::vector<size_t>& lines) const;
  /// Of lines that stand clause by clause, given with their clauses: what those of each
  /// clause come to.
  std::vector<FenRange> clause_sums(const std::vector<size_t>& lines,
                                    const std::vector<std::uint32_t>& clauses) const;
  FenRange total() const;
  /// Makes the lines of `block` one block, with new ranges in their order. What is known
  /// of other lines stays, as far as it can be told without these; unless `raises`, so do
  /// upper ends of sums of these and others: no line gets more than before.
  void set(Block block, const std::vector<FenRange>& ranges, bool raises);
  /// The lines may get less than was known, down to nothing.
  void open_below(const std::vector<size_t>& lines);

 private:
  struct Cut;
  /// What lines get together at most, though they are in several blocks by now.
  struct Ceiling {
    std::vector<size_t> lines;
    std::int64_t high = 0;
  };
  FenRange sum_of_blocks(const std::vector<size_t>& lines) const;
  Cut cut(const Block& block, const std::vector<bool>& chosen) const;
  std::vector<bool> chosen(const std::vector<size_t>& lines) const;
  /// The blocks that hold any of the lines, once each.
  std::vector<size_t> blocks_with(const std::vector<size_t>& lines) const;

  std::vector<FenRange> lines_;
  std::vector<Block> blocks_;
  std::vector<size_t> block_of_;  // by line
  std::vector<Ceiling> ceilings_;
};

/// a − b for upper ends: unbounded stays so, nothing falls below zero.
std::int64_t subtract_fen(std::int64_t a, std::int64_t b);

/// Both ranges hold.
FenRange meet(const FenRange& a, const FenRange& b);

FenRange add(const FenRange& a, const FenRange& b);

}  // namespace jiangbu
