// Largest-remainder apportionment.
// In: a pool, claims. Out: parts. Never: binary floating point.
#include "values/apportion.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "values/decimal.hpp"

namespace jiangbu {

namespace {

std::uint64_t counted_fen(Money money) {
  assert(money.fen >= 0 && "pools and claims are not negative");
  return static_cast<std::uint64_t>(std::max<std::int64_t>(money.fen, 0));
}

Money to_money(std::uint64_t fen) { return Money{static_cast<std::int64_t>(fen)}; }

// Gives one fen each to the `count` shares with the largest remainders. Positions break
// ties, so the order is total and the result the same everywhere.
void give_left_over(std::vector<Money>& parts, const std::vector<Uint128>& remainders,
                    std::uint64_t count) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(order.begin(), middle, order.end(), [&](std::size_t a, std::size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  });
  std::for_each(order.begin(), middle, [&](std::size_t i) { ++parts[i].fen; });
}

}  // namespace

std::vector<Money> apportion(Money total, std::span<const Money> claims) {
  const std::uint64_t pool = counted_fen(total);
  // 128 bits hold the sum of any number of 63-bit claims.
  Uint128 claimed = 0;
  for (const Money claim : claims) claimed += counted_fen(claim);

  std::vector<Money> parts;
  parts.reserve(claims.size());
  if (pool >= claimed) {
    for (const Money claim : claims) parts.push_back(to_money(counted_fen(claim)));
    return parts;
  }

  std::vector<Uint128> remainders;
  remainders.reserve(claims.size());
  std::uint64_t left_over = pool;
  for (const Money claim : claims) {
    const Uint128 product = Uint128{pool} * counted_fen(claim);
    const auto share = static_cast<std::uint64_t>(product / claimed);
    parts.push_back(to_money(share));
    remainders.push_back(product - share * claimed);
    left_over -= share;
  }
  // Fewer fen are left than shares with a remainder, so nobody gets more than claimed.
  give_left_over(parts, remainders, left_over);
  return parts;
}

}  // namespace jiangbu
