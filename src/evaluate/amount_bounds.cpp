#include "evaluate/amount_bounds.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace jiangbu {

std::int64_t subtract_fen(std::int64_t a, std::int64_t b) {
  return a >= unbounded_fen ? a : std::max<std::int64_t>(0, a - b);
}

FenRange meet(const FenRange& a, const FenRange& b) {
  return {std::max(a.low, b.low), std::min(a.high, b.high)};
}

FenRange add(const FenRange& a, const FenRange& b) {
  return {add_fen(a.low, b.low), add_fen(a.high, b.high)};
}

AmountBounds::AmountBounds(const std::vector<FenRange>& lines) : lines_(lines) {
  blocks_.reserve(lines.size());
  block_of_.reserve(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    blocks_.push_back({std::vector<size_t>(1, i), lines[i], true});
    block_of_.push_back(i);
  }
}

/// A block divided into the lines that are chosen and the rest.
struct AmountBounds::Cut {
  std::vector<size_t> rest;
  FenRange chosen_sum;
  FenRange rest_sum;
};

AmountBounds::Cut AmountBounds::cut(const Block& block,
                                    const std::vector<bool>& chosen) const {
  Cut result;
  bool any = false;
  for (const size_t i : block.lines) {
    FenRange& sum = chosen[i] ? result.chosen_sum : result.rest_sum;
    sum = add(sum, lines_[i]);
    any = any || chosen[i];
    if (!chosen[i]) result.rest.push_back(i);
  }
  if (result.rest.empty()) {
    result.chosen_sum = block.total;
  } else if (!any) {
    result.rest_sum = block.total;
  } else {
    const auto without = [&](const FenRange& others) {
      const bool open = others.high >= unbounded_fen;
      return FenRange{open ? 0 : subtract_fen(block.total.low, others.high),
                      subtract_fen(block.total.high, others.low)};
    };
    const FenRange chosen_sum = meet(result.chosen_sum, without(result.rest_sum));
    result.rest_sum = meet(result.rest_sum, without(result.chosen_sum));
    result.chosen_sum = chosen_sum;
  }
  return result;
}

std::vector<bool> AmountBounds::chosen(const std::vector<size_t>& lines) const {
  std::vector<bool> result(lines_.size(), false);
  for (const size_t i : lines) result[i] = true;
  return result;
}

std::vector<size_t> AmountBounds::blocks_with(const std::vector<size_t>& lines) const {
  std::vector<size_t> result;
  for (const size_t i : lines) result.push_back(block_of_[i]);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

FenRange AmountBounds::sum_of_blocks(const std::vector<size_t>& lines) const {
  FenRange sum;
  std::vector<size_t> among_others;
  for (const size_t i : lines) {
    const Block& block = blocks_[block_of_[i]];
    if (block.lines.size() == 1) {
      sum = add(sum, block.total);
    } else {
      among_others.push_back(i);
    }
  }
  if (among_others.empty()) return sum;
  const std::vector<bool> wanted = chosen(among_others);
  for (const size_t b : blocks_with(among_others)) {
    sum = add(sum, cut(blocks_[b], wanted).chosen_sum);
  }
  return sum;
}

std::vector<FenRange> AmountBounds::clause_sums(
    const std::vector<size_t>& lines, const std::vector<std::uint32_t>& clauses) const {
  std::vector<FenRange> sums;
  std::vector<size_t> of_one;
  for (size_t i = 0; i < lines.size(); ++i) {
    of_one.push_back(lines[i]);
    if (i + 1 < lines.size() && clauses[i + 1] == clauses[i]) continue;
    sums.push_back(sum_of(of_one));
    of_one.clear();
  }
  return sums;
}

FenRange AmountBounds::sum_of(const std::vector<size_t>& lines) const {
  FenRange sum = sum_of_blocks(lines);
  for (const Ceiling& ceiling : ceilings_) {
    if (lines.size() < 2) break;
    const std::vector<bool> below = chosen(ceiling.lines);
    std::vector<size_t> others;
    for (const size_t i : lines) {
      if (!below[i]) others.push_back(i);
    }
    sum.high = std::min(sum.high, add_fen(ceiling.high, sum_of_blocks(others).high));
  }
  return sum;
}

FenRange AmountBounds::total() const {
  FenRange sum;
  for (const Block& block : blocks_) sum = add(sum, block.total);
  if (ceilings_.empty()) return sum;
  std::vector<size_t> all(lines_.size());
  std::iota(all.begin(), all.end(), size_t{0});
  sum.high = std::min(sum.high, sum_of(all).high);
  return sum;
}

void AmountBounds::set(Block block, const std::vector<FenRange>& ranges, bool raises) {
  const std::vector<bool> replaced = chosen(block.lines);
  const std::int64_t most = raises ? unbounded_fen : sum_of(block.lines).high;
  if (raises) {
    std::erase_if(ceilings_, [&](const Ceiling& ceiling) {
      return std::ranges::any_of(ceiling.lines, [&](size_t i) { return replaced[i]; });
    });
  }
  for (const size_t b : blocks_with(block.lines)) {
    Cut parts = cut(blocks_[b], replaced);
    Block& old = blocks_[b];
    const bool divided = !parts.rest.empty() && !old.is_rest;
    if (divided && !raises && old.total.high < unbounded_fen) {
      ceilings_.push_back({old.lines, old.total.high});
    }
    old.is_rest = true;
    blocks_[b].lines = std::move(parts.rest);
    blocks_[b].total = parts.rest_sum;
  }
  FenRange sum;
  for (size_t k = 0; k < ranges.size(); ++k) {
    lines_[block.lines[k]] = ranges[k];
    block_of_[block.lines[k]] = blocks_.size();
    sum = add(sum, ranges[k]);
  }
  block.total = meet(block.total, sum);
  block.total.high = std::min(block.total.high, most);
  blocks_.push_back(std::move(block));
}

void AmountBounds::open_below(const std::vector<size_t>& lines) {
  const std::vector<bool> opened = chosen(lines);
  for (Block& block : blocks_) {
    block.total.low = cut(block, opened).rest_sum.low;
  }
  for (const size_t i : lines) lines_[i].low = 0;
}

}  // namespace jiangbu
