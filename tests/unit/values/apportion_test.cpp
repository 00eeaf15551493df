// Apportionment by largest remainder.
#include "values/apportion.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <vector>

using namespace jiangbu;

namespace {

std::vector<Money> moneys(const std::vector<std::int64_t>& fen) {
  std::vector<Money> result;
  for (const std::int64_t amount : fen) result.push_back(Money{amount});
  return result;
}

std::int64_t sum_fen(const std::vector<Money>& parts) {
  std::int64_t sum = 0;
  for (const Money part : parts) sum += part.fen;
  return sum;
}

}  // namespace

TEST_CASE("apportion: a pool that covers all claims pays them") {
  CHECK(apportion(Money{100}, moneys({30, 70})) == moneys({30, 70}));
  CHECK(apportion(Money{1000}, moneys({30, 70})) == moneys({30, 70}));
  CHECK(apportion(Money{5}, moneys({})).empty());
  CHECK(apportion(Money{0}, moneys({0, 0})) == moneys({0, 0}));
}

TEST_CASE("apportion: the fen left over goes to the largest remainder") {
  // Exact shares 16.67, 33.33, 50 of 100 fen.
  CHECK(apportion(Money{100}, moneys({100, 200, 300})) == moneys({17, 33, 50}));
}

TEST_CASE("apportion: equal remainders are served by position") {
  CHECK(apportion(Money{100}, moneys({50, 50, 50})) == moneys({34, 33, 33}));
  CHECK(apportion(Money{2}, moneys({1, 1, 1})) == moneys({1, 1, 0}));
}

TEST_CASE("apportion: an empty pool and zero claims get nothing") {
  CHECK(apportion(Money{0}, moneys({5, 7})) == moneys({0, 0}));
  CHECK(apportion(Money{3}, moneys({0, 5, 0})) == moneys({0, 3, 0}));
}

TEST_CASE("apportion: claims whose sum leaves 64 bits") {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  const auto parts = apportion(Money{largest}, moneys({largest, largest, largest}));
  CHECK(sum_fen(parts) == largest);
  CHECK(parts[0].fen - parts[2].fen <= 1);
}

TEST_CASE(
    "apportion: parts sum exactly, never exceed the claim, differ from the exact "
    "share by less than a fen") {
  std::mt19937_64 random(17);
  for (int round = 0; round < 2000; ++round) {
    const std::size_t count = 1 + random() % 30;
    const std::uint64_t limit = round % 2 == 0 ? 20 : 100'000'000;
    std::vector<Money> claims;
    for (std::size_t i = 0; i < count; ++i) {
      claims.push_back(Money{static_cast<std::int64_t>(random() % limit)});
    }
    const std::int64_t claimed = sum_fen(claims);
    const Money pool{
        static_cast<std::int64_t>(random() % (static_cast<std::uint64_t>(claimed) + 5))};
    const auto parts = apportion(pool, claims);
    REQUIRE(parts.size() == count);
    REQUIRE(sum_fen(parts) == std::min(pool.fen, claimed));
    for (std::size_t i = 0; i < count; ++i) {
      REQUIRE(parts[i].fen >= 0);
      REQUIRE(parts[i].fen <= claims[i].fen);
      if (pool.fen >= claimed) continue;
      const std::int64_t distance = parts[i].fen * claimed - pool.fen * claims[i].fen;
      REQUIRE(std::abs(distance) < claimed);
    }
    REQUIRE(apportion(pool, claims) == parts);
  }
}
