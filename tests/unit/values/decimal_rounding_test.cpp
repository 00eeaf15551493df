// Decimal: rounding to scales and multiples, floor, modulo.
#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include "decimal_literal.hpp"
#include "values/rounded_quotient.hpp"

using namespace jiangbu;

namespace {

constexpr std::array all_modes = {RoundingMode::half_up,   RoundingMode::half_even,
                                  RoundingMode::half_down, RoundingMode::up,
                                  RoundingMode::down,      RoundingMode::floor,
                                  RoundingMode::ceiling};

struct ModeCase {
  Decimal value;
  std::array<int, 7> rounded;  // in the order of all_modes
};

}  // namespace

TEST_CASE("decimal rounding: every mode on ties and off ties, for both signs") {
  // half_up, half_even, half_down, up, down, floor, ceiling
  const std::array<ModeCase, 10> cases = {{{"2.5"_d, {3, 2, 2, 3, 2, 2, 3}},
                                           {"-2.5"_d, {-3, -2, -2, -3, -2, -3, -2}},
                                           {"3.5"_d, {4, 4, 3, 4, 3, 3, 4}},
                                           {"-3.5"_d, {-4, -4, -3, -4, -3, -4, -3}},
                                           {"2.1"_d, {2, 2, 2, 3, 2, 2, 3}},
                                           {"-2.1"_d, {-2, -2, -2, -3, -2, -3, -2}},
                                           {"2.9"_d, {3, 3, 3, 3, 2, 2, 3}},
                                           {"-2.9"_d, {-3, -3, -3, -3, -2, -3, -2}},
                                           {"2.500001"_d, {3, 3, 3, 3, 2, 2, 3}},
                                           {"7"_d, {7, 7, 7, 7, 7, 7, 7}}}};
  for (const ModeCase& mode_case : cases) {
    const Decimal& value = mode_case.value;
    const auto& rounded = mode_case.rounded;
    for (std::size_t i = 0; i < all_modes.size(); ++i) {
      CAPTURE(value);
      CAPTURE(name_of(all_modes[i]));
      CHECK(round_to_scale(value, 0, all_modes[i]) == rounded[i]);
      CHECK(round_to_multiple(value, 1, all_modes[i]) == rounded[i]);
      CHECK(round_to_scale(value * 100, -2, all_modes[i]) == rounded[i] * 100);
      CHECK(round_to_scale(value / 1000, 3, all_modes[i]) == Decimal(rounded[i]) / 1000);
    }
  }
}

TEST_CASE("decimal rounding: a number already coarse enough is unchanged") {
  CHECK(round_to_scale("1.25"_d, 2, RoundingMode::up) == "1.25"_d);
  CHECK(round_to_scale("1.25"_d, 100, RoundingMode::up) == "1.25"_d);
  CHECK(round_to_scale(1200, -2, RoundingMode::up) == 1200);
  CHECK(round_to_scale(0, 5, RoundingMode::up) == 0);
}

TEST_CASE("decimal rounding: steps far larger than the number") {
  CHECK(round_to_scale(1, -40, RoundingMode::half_up) == 0);
  CHECK(round_to_scale(1, -40, RoundingMode::up) == "1e40"_d);
  CHECK(round_to_scale(-1, -40, RoundingMode::floor) == "-1e40"_d);
  CHECK(round_to_scale(-1, -40, RoundingMode::ceiling) == 0);
  const Decimal nines = Decimal::parse(std::string(34, '9')).value();
  CHECK(round_to_scale(nines, -34, RoundingMode::half_up) == "1e34"_d);
  CHECK(round_to_scale(nines, -35, RoundingMode::half_up) == 0);
  CHECK_FALSE(round_to_scale(1, -7000, RoundingMode::up).is_valid());
  CHECK(round_to_scale(1, -2147483647 - 1, RoundingMode::down) == 0);
}

TEST_CASE("decimal rounding: floor, ceiling, truncate and abs") {
  CHECK(floor("-1.5"_d) == -2);
  CHECK(floor("1.5"_d) == 1);
  CHECK(ceiling("-1.5"_d) == -1);
  CHECK(ceiling("1.5"_d) == 2);
  CHECK(truncate("-1.5"_d) == -1);
  CHECK(truncate("1.5"_d) == 1);
  CHECK(floor("-1e-6000"_d) == -1);
  CHECK(abs("-1.5"_d) == "1.5"_d);
  CHECK(abs("1.5"_d) == "1.5"_d);
}

TEST_CASE("decimal rounding: to multiples of any positive increment") {
  CHECK(round_to_multiple(17, 5, RoundingMode::half_up) == 15);
  CHECK(round_to_multiple(18, 5, RoundingMode::half_up) == 20);
  CHECK(round_to_multiple("1.37"_d, "0.05"_d, RoundingMode::half_up) == "1.35"_d);
  CHECK(round_to_multiple("1.375"_d, "0.05"_d, RoundingMode::half_even) == "1.4"_d);
  CHECK(round_to_multiple("1.325"_d, "0.05"_d, RoundingMode::half_even) == "1.3"_d);
  CHECK(round_to_multiple(-17, 5, RoundingMode::floor) == -20);
  CHECK(round_to_multiple(12345, 1000, RoundingMode::down) == 12000);
  CHECK(round_to_multiple(20, 5, RoundingMode::up) == 20);
  CHECK_FALSE(round_to_multiple(1, 0, RoundingMode::up).is_valid());
  CHECK_FALSE(round_to_multiple(1, -5, RoundingMode::up).is_valid());
}

TEST_CASE("decimal rounding: multiples are decided on the exact quotient") {
  // The quotient 0.4999...9 (35 digits) would itself round to the tie 0.5.
  const Decimal increment = Decimal::parse("2" + std::string(33, '0')).value();
  const Decimal below_half = "1e33"_d - "0.1"_d;
  CHECK(round_to_multiple(below_half, increment, RoundingMode::half_up) == 0);
  CHECK(round_to_multiple("1e33"_d, increment, RoundingMode::half_up) == increment);
  CHECK(round_to_multiple("1e-6000"_d, "1e6000"_d, RoundingMode::up) == "1e6000"_d);
  CHECK(round_to_multiple("1e-6000"_d, "1e6000"_d, RoundingMode::half_up) == 0);
}

TEST_CASE("decimal rounding: multiples of a power of ten agree with scales") {
  std::mt19937_64 random(11);
  std::uniform_int_distribution<std::int64_t> values(-10'000'000, 10'000'000);
  for (int i = 0; i < 500; ++i) {
    const Decimal value = Decimal(values(random)) / 10'000;
    for (const RoundingMode mode : all_modes) {
      REQUIRE(round_to_multiple(value, "0.01"_d, mode) == round_to_scale(value, 2, mode));
    }
  }
}

TEST_CASE("decimal modulo: has the sign of the divisor") {
  CHECK(modulo(12, 5) == 2);
  CHECK(modulo(-12, 5) == 3);
  CHECK(modulo(12, -5) == -3);
  CHECK(modulo(-12, -5) == -2);
  CHECK(modulo("10.1"_d, "4.5"_d) == "1.1"_d);
  CHECK(modulo("-10.1"_d, "4.5"_d) == "3.4"_d);
  CHECK(modulo("10.1"_d, "-4.5"_d) == "-3.4"_d);
  CHECK(modulo(10, 5) == 0);
  CHECK(modulo(-10, 5) == 0);
  CHECK_FALSE(modulo(1, 0).is_valid());
}

TEST_CASE("decimal modulo: is exact over any distance of exponents") {
  CHECK(modulo("1e50"_d, 3) == 1);
  CHECK(modulo("1e6000"_d, 7) == 1);  // 10^6 is 1 modulo 7
  CHECK(modulo("1e-50"_d, 3) == "1e-50"_d);
  CHECK(modulo("2e40"_d, "1e-40"_d) == 0);
}

TEST_CASE("decimal modulo: a - b * floor(a / b) for small numbers") {
  std::mt19937_64 random(13);
  std::uniform_int_distribution<std::int64_t> values(-100'000, 100'000);
  for (int i = 0; i < 2000; ++i) {
    const Decimal a = Decimal(values(random)) / 100;
    const Decimal b = Decimal(values(random)) / 1000;
    if (b.is_zero()) continue;
    REQUIRE(modulo(a, b) == a - b * floor(a / b));
  }
}

TEST_CASE("rounding: a divisor used again and again gives what one division gives") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t divisor :
       {std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, std::int64_t{10},
        std::int64_t{1000}, std::int64_t{999'999'937}, most}) {
    const RepeatedDivisor by(divisor);
    for (const std::int64_t near : {std::int64_t{0}, divisor, most / divisor, most / 2}) {
      for (std::int64_t off = -5; off <= 5; ++off) {
        if (near > most - 5 && off > 0) continue;
        for (const std::int64_t value : {near + off, -(near + off)}) {
          for (const RoundingMode mode : all_modes) {
            REQUIRE(by.rounded_quotient(value, mode) ==
                    divide_rounded(value, divisor, mode));
          }
        }
      }
    }
  }
}
