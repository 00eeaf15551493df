// Largest-remainder apportionment.
// In: a pool, claims. Out: parts. Never: binary floating point.
#include "values/apportion.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "values/decimal.hpp"

namespace jiangbu {

namespace {

std::int64_t counted(std::int64_t fen) {
  assert(fen >= 0 && "pools and claims are not negative");
  return std::max<std::int64_t>(fen, 0);
}

std::uint64_t bits_of(std::int64_t fen) { return static_cast<std::uint64_t>(fen); }

/// What rounding down to the fen takes from each share, in parts of the claims' sum.
class Remainders {
 public:
  explicit Remainders(std::size_t claims) : many_(claims <= few_.size() ? 0 : claims) {}

  Uint128& operator[](std::size_t i) { return many_.empty() ? few_[i] : many_[i]; }

 private:
  std::array<Uint128, 8> few_{};
  std::vector<Uint128> many_;
};

// Gives one fen each to the `count` shares with the largest remainders. Positions break
// ties, so the order is total and the result the same everywhere.
void give_left_over(std::span<std::int64_t> parts, Remainders& remainders,
                    std::uint64_t count) {
  if (count == 1) {
    std::size_t largest = 0;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (remainders[i] > remainders[largest]) largest = i;
    }
    ++parts[largest];
    return;
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(order.begin(), middle, order.end(), [&](std::size_t a, std::size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  });
  std::for_each(order.begin(), middle, [&](std::size_t i) { ++parts[i]; });
}

}  // namespace

void apportion(std::int64_t total, std::span<std::int64_t> claims) {
  const std::int64_t pool = counted(total);
  // 128 bits hold the sum of any number of 63-bit claims.
  Uint128 claimed = 0;
  for (std::int64_t& claim : claims) {
    claim = counted(claim);
    claimed += bits_of(claim);
  }
  if (bits_of(pool) >= claimed) return;

  Remainders remainders(claims.size());
  std::uint64_t left_over = bits_of(pool);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Uint128 product = Uint128{bits_of(pool)} * bits_of(claims[i]);
    std::uint64_t share = 0;
    // Most products fit 64 bits, whose division is several times as fast.
    if ((product | claimed) >> 64U == 0) {
      share = static_cast<std::uint64_t>(product) / static_cast<std::uint64_t>(claimed);
    } else {
      share = static_cast<std::uint64_t>(product / claimed);
    }
    claims[i] = static_cast<std::int64_t>(share);
    remainders[i] = product - share * claimed;
    left_over -= share;
  }
  // Fewer fen are left than shares with a remainder, so nobody gets more than claimed.
  if (left_over > 0) give_left_over(claims, remainders, left_over);
}

std::vector<Money> apportion(Money total, std::span<const Money> claims) {
  std::vector<std::int64_t> fen;
  fen.reserve(claims.size());
  for (const Money claim : claims) fen.push_back(claim.fen);
  apportion(total.fen, fen);
  std::vector<Money> parts;
  parts.reserve(fen.size());
  for (const std::int64_t part : fen) parts.push_back(Money{part});
  return parts;
}

}  // namespace jiangbu
