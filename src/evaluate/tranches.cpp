#include "evaluate/tranches.hpp"

#include <algorithm>

namespace jiangbu {

std::int64_t tranche_fen(const std::optional<Decimal>& yuan, std::int64_t open) {
  if (!yuan) return open;
  if (yuan->is_negative()) return 0;
  const auto money = Money::from_yuan(*yuan, RoundingMode::half_up);
  return money ? std::clamp<std::int64_t>(money->fen, 0, unbounded_fen) : open;
}

std::vector<std::int64_t> parts_of(std::int64_t whole,
                                   const std::vector<Tranche>& tranches, bool high) {
  std::vector<std::int64_t> parts;
  Decimal shares = 0;
  std::int64_t left = whole;
  for (size_t i = 0; i < tranches.size(); ++i) {
    const Tranche& tranche = tranches[i];
    std::int64_t part = high ? tranche.amount_high : tranche.amount_low;
    if (tranche.share) {
      shares += *tranche.share;
      // 1/3 + 1/3 + 1/3 lacks 1e-34 of 1.
      const Decimal whole_share = round_to_scale(shares, 30, RoundingMode::half_even);
      const bool rest = i + 1 == tranches.size() && whole_share == Decimal(1);
      part = rest || whole >= unbounded_fen
                 ? left
                 : tranche_fen(Money{whole}.to_yuan() * *tranche.share, unbounded_fen);
    }
    part = std::min(part, left);
    if (left < unbounded_fen) left -= part;
    parts.push_back(part);
  }
  return parts;
}

std::int64_t paid_of(std::int64_t whole, const std::vector<Tranche>& tranches,
                     bool high) {
  const std::vector<std::int64_t> parts = parts_of(whole, tranches, high);
  std::int64_t paid = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Truth condition = tranches[i].condition;
    const bool counts = high ? condition != Truth::no : condition == Truth::yes;
    if (counts) paid = add_fen(paid, parts[i]);
  }
  return paid;
}

namespace {

/// How much of any amount is paid, at least and at most; [0, 1] where it depends on it.
struct PaidShare {
  Decimal low = 1;
  Decimal high = 1;
};

PaidShare paid_share(const std::vector<Tranche>& tranches) {
  PaidShare paid{0, 0};
  for (const Tranche& tranche : tranches) {
    if (!tranche.share) return {0, 1};
    if (tranche.condition == Truth::yes) paid.low = paid.low + *tranche.share;
    if (tranche.condition != Truth::no) paid.high = paid.high + *tranche.share;
  }
  return {std::min(paid.low, Decimal(1)), std::min(paid.high, Decimal(1))};
}

/// What is paid of a block of lines; no tranches: all of the line is paid.
class PaidBlock {
 public:
  /// `all_may_be_paid`: of any number of items each has tranches, so that those of the
  /// sum do not tell its upper end.
  void add(const std::vector<Tranche>& tranches, bool all_may_be_paid) {
    const PaidShare paid = tranches.empty() ? PaidShare{} : paid_share(tranches);
    low_ = std::min(low_, paid.low);
    high_ = all_may_be_paid ? Decimal(1) : std::max(high_, paid.high);
    // Every tranche of every line is rounded by itself.
    slack_ += static_cast<std::int64_t>(tranches.size());
    lines_.push_back({&tranches, all_may_be_paid});
  }

  FenRange of(const AmountBounds::Block& block) const {
    return block.single ? of_single(block.total) : of_sum(block.total);
  }

 private:
  // At most one line is positive, and has all of the sum.
  FenRange of_single(const FenRange& total) const {
    FenRange paid{unbounded_fen, 0};
    for (const auto& [tranches, all_may_be_paid] : lines_) {
      const bool whole = tranches->empty();
      paid.low =
          std::min(paid.low, whole ? total.low : paid_of(total.low, *tranches, false));
      paid.high = std::max(paid.high, whole || all_may_be_paid
                                          ? total.high
                                          : paid_of(total.high, *tranches, true));
    }
    return paid;
  }

  FenRange of_sum(const FenRange& total) const {
    const auto part = [](std::int64_t fen, const Decimal& of) {
      return tranche_fen(Money{fen}.to_yuan() * of, unbounded_fen);
    };
    const std::int64_t high = total.high >= unbounded_fen
                                  ? total.high
                                  : add_fen(part(total.high, high_), slack_);
    return {std::max<std::int64_t>(0, part(total.low, low_) - slack_),
            std::min(total.high, high)};
  }

  Decimal low_ = 1;
  Decimal high_ = 0;
  std::int64_t slack_ = 0;
  std::vector<std::pair<const std::vector<Tranche>*, bool>> lines_;
};

}  // namespace

void apply_tranches(const std::vector<std::vector<Tranche>>& tranches,
                    const std::vector<FenRange>& paid, AmountBounds& amounts) {
  const std::vector<AmountBounds::Block> blocks = amounts.blocks();
  for (const AmountBounds::Block& before : blocks) {
    PaidBlock block;
    bool divided = false;
    std::vector<FenRange> ranges;
    for (const size_t i : before.lines) {
      divided = divided || !tranches[i].empty();
      const std::int64_t most = amounts.line(i).high;
      block.add(tranches[i], most > 0 && paid[i].high >= most);
      ranges.push_back(tranches[i].empty() ? amounts.line(i) : paid[i]);
    }
    if (divided)
      amounts.set({before.lines, block.of(before), before.single}, ranges, false);
  }
}

}  // namespace jiangbu
