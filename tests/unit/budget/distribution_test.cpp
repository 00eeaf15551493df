#include "budget/distribution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numeric>

#include "budget/random_stream.hpp"

namespace jiangbu {

namespace {

Decimal share(std::uint32_t percent) { return Decimal::from_parts(false, percent, -2); }

ChanceTerms certain(std::uint32_t percent, Discretion discretion = {}) {
  return {{share(percent), share(percent), share(percent)}, discretion, 1};
}

std::vector<PossibleAward> awards(std::uint32_t count, std::int64_t least,
                                  std::int64_t span, std::uint32_t clause = 0,
                                  std::uint32_t first = 0) {
  std::vector<PossibleAward> result;
  for (std::uint32_t i = 0; i < count; ++i) {
    result.push_back({first + i, clause, least, span});
  }
  return result;
}

double chance_at_most(const GridDistribution& grid, double amount) {
  return 1 - chance_above(grid, amount);
}

double simulated_at_most(const std::vector<double>& totals, double amount) {
  return 1 - chance_above(totals, amount);
}

}  // namespace

TEST_CASE("philox gives the known answers of its authors") {
  CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
        std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
               {0xffffffff, 0xffffffff}) ==
        std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
               {0xa4093822, 0x299f31d0}) ==
        std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("awards of one amount are binomial, without any error") {
  const GridDistribution grid = convolve(awards(200, 3'000'000, 0), {certain(35)});
  CHECK(grid.step == 3'000'000);
  CHECK(grid.amount_error == 0);
  const boost::math::binomial exact(200, 0.35);
  for (const int count : {50, 60, 70, 80, 90}) {
    CHECK(chance_at_most(grid, count * 3'000'000.0) ==
          doctest::Approx(boost::math::cdf(exact, count)).epsilon(1e-9));
  }
}

TEST_CASE("amounts with a common step are added on that step") {
  std::vector<PossibleAward> mixed = awards(3, 500, 0);
  const std::vector<PossibleAward> others = awards(2, 300, 0, 1, 10);
  mixed.insert(mixed.end(), others.begin(), others.end());
  const GridDistribution grid = convolve(mixed, {certain(50), certain(100)});
  CHECK(grid.step == 100);
  CHECK(grid.amount_error == 0);
  CHECK(chance_at_most(grid, 600) == doctest::Approx(0.125));
  CHECK(chance_at_most(grid, 1100) == doctest::Approx(0.5));
  CHECK(chance_at_most(grid, 2099) == doctest::Approx(0.875));
}

TEST_CASE("what everybody claims and nobody decides is one amount") {
  const GridDistribution grid = convolve(awards(4, 250, 0), {certain(100)});
  CHECK(grid.chances.size() == 1);
  const Distribution result = summarise(grid);
  CHECK(result.mean == 1000);
  CHECK(result.deviation == 0);
}

TEST_CASE("two uniform awards make a triangle") {
  const GridDistribution grid = convolve(awards(2, 0, 1'000'000), {certain(100)});
  CHECK(grid.amount_error < 2'000'000 * 0.001);
  CHECK(chance_at_most(grid, 500'000) == doctest::Approx(0.125).epsilon(0.002));
  CHECK(chance_at_most(grid, 1'000'000) == doctest::Approx(0.5).epsilon(0.002));
  CHECK(chance_at_most(grid, 1'500'000) == doctest::Approx(0.875).epsilon(0.002));
}

TEST_CASE("a triangular award has the mean and the deviation of its triangle") {
  const Discretion low_mode{Discretion::Shape::triangular, share(20)};
  const Distribution result =
      summarise(convolve(awards(1, 1000, 900'000), {certain(100, low_mode)}));
  CHECK(result.mean == doctest::Approx(1000 + 900'000 * 0.4).epsilon(1e-6));
  CHECK(result.deviation ==
        doctest::Approx(900'000 * std::sqrt((1 - 0.2 + 0.04) / 18)).epsilon(1e-3));
}

TEST_CASE("simulation and convolution agree within their stated errors") {
  std::vector<PossibleAward> mixed = awards(300, 3'000'000, 0);
  const std::vector<PossibleAward> bounded = awards(150, 5'000'000, 5'000'000, 1);
  mixed.insert(mixed.end(), bounded.begin(), bounded.end());
  for (std::uint32_t i = 0; i < 400; ++i) {  // percentages of a cost: all different
    mixed.push_back({i, 2, 10'000 + 137 * static_cast<std::int64_t>(i) * i, 0});
  }
  const std::vector<ChanceTerms> terms = {
      certain(60), certain(80, {Discretion::Shape::triangular, share(30)}), certain(45)};
  const GridDistribution grid = convolve(mixed, terms);
  const std::vector<double> totals = simulate(mixed, terms, 7, 4000, 2);
  const Distribution simulated = summarise(totals, 7);
  for (const auto& [percent, amount] : summarise(grid).quantiles) {
    const double simulated_chance = simulated_at_most(totals, amount);
    const double above =
        chance_at_most(grid, amount + grid.amount_error) + simulated.chance_error;
    const double below =
        chance_at_most(grid, amount - grid.amount_error) - simulated.chance_error;
    CHECK(simulated_chance <= above);
    CHECK(simulated_chance >= below);
  }
  CHECK(simulated.mean ==
        doctest::Approx(summarise(grid).mean)
            .epsilon(5 * simulated.deviation / std::sqrt(4000.0) / simulated.mean));
}

TEST_CASE("draws do not depend on the number of threads") {
  const std::vector<PossibleAward> some = awards(500, 1'000'000, 700'000);
  const std::vector<ChanceTerms> terms = {{{share(40), share(60), share(90)}, {}, 1}};
  CHECK(simulate(some, terms, 3, 200, 1) == simulate(some, terms, 3, 200, 4));
  CHECK(simulate(some, terms, 3, 200, 1) != simulate(some, terms, 4, 200, 1));
}

TEST_CASE("uptake that is uncertain moves all applicants of a clause together") {
  const std::vector<PossibleAward> some = awards(1000, 100, 0);
  const Distribution alone = summarise(simulate(some, {certain(65)}, 1, 2000, 2), 1);
  const Distribution together = summarise(
      simulate(some, {{{share(40), share(65), share(90)}, {}, 1}}, 1, 2000, 2), 1);
  CHECK(alone.mean == doctest::Approx(65'000).epsilon(0.005));
  CHECK(together.mean == doctest::Approx(65'000).epsilon(0.02));
  CHECK(together.deviation > 5 * alone.deviation);
}

TEST_CASE("quantiles and the tail of a distribution known point by point") {
  std::vector<double> totals(1000);
  std::iota(totals.begin(), totals.end(), 1.0);
  const Distribution result = summarise(totals, 1);
  CHECK(result.quantiles[4] == std::pair(50.0, 500.0));
  CHECK(result.quantiles[8] == std::pair(99.0, 990.0));
  CHECK(result.tail_mean == doctest::Approx(975.5));
  CHECK(chance_above(totals, 900) == doctest::Approx(0.1));
}

}  // namespace jiangbu
