#include "budget/attribution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace jiangbu {

namespace {

// Changes 0 and 1 bring 100 only together; change 2 brings 7, and 3 more with change 0.
std::vector<double> together(const std::vector<bool>& made) {
  const double pair = made[0] && made[1] ? 100 : 0;
  const double third = made[2] ? (made[0] ? 10 : 7) : 0;
  return {pair + third};
}

}  // namespace

TEST_CASE("what two changes bring together is shared alike, whatever their order") {
  const Attribution result = attribute(3, together, 1);
  CHECK(result.exact);
  CHECK(result.parts[0][0] == doctest::Approx(51.5));
  CHECK(result.parts[1][0] == doctest::Approx(50));
  CHECK(result.parts[2][0] == doctest::Approx(8.5));
}

TEST_CASE("the parts add up to the whole difference, component by component") {
  const auto value = [](const std::vector<bool>& made) {
    double product = 1;
    double count = 0;
    for (const bool one : made) {
      product *= one ? 1.3 : 1;
      count += one ? 1 : 0;
    }
    return std::vector<double>{product, count * count};
  };
  const Attribution result = attribute(8, value, 1);
  double products = 0;
  double squares = 0;
  for (const auto& parts : result.parts) {
    products += parts[0];
    squares += parts[1];
  }
  CHECK(products == doctest::Approx(std::pow(1.3, 8) - 1));
  CHECK(squares == doctest::Approx(64));
}

TEST_CASE("beyond twelve changes orders are sampled, and the error is told") {
  // Each change i brings i, and 10 more with its neighbour: its share of that is 5 + 5.
  const auto value = [](const std::vector<bool>& made) {
    double sum = 0;
    for (std::size_t i = 0; i < made.size(); ++i) {
      if (!made[i]) continue;
      sum += static_cast<double>(i);
      if (i > 0 && made[i - 1]) sum += 10;
    }
    return std::vector<double>{sum};
  };
  const Attribution result = attribute(14, value, 11, 400);
  CHECK_FALSE(result.exact);
  double whole = 0;
  for (std::size_t i = 0; i < 14; ++i) {
    const double expected = static_cast<double>(i) + (i == 0 || i == 13 ? 5 : 10);
    CHECK(std::abs(result.parts[i][0] - expected) <= 5 * result.errors[i][0]);
    CHECK(result.errors[i][0] > 0);
    whole += result.parts[i][0];
  }
  CHECK(whole == doctest::Approx(13 * 14 / 2.0 + 13 * 10));
}

TEST_CASE("each set of changes is valued once") {
  std::vector<std::vector<bool>> asked;
  const auto value = [&](const std::vector<bool>& made) {
    asked.push_back(made);
    return std::vector<double>{0};
  };
  attribute(5, value, 1);
  CHECK(asked.size() == 32);
  std::sort(asked.begin(), asked.end());
  CHECK(std::adjacent_find(asked.begin(), asked.end()) == asked.end());
}

}  // namespace jiangbu
