// Names of rounding modes.
#include "values/rounding.hpp"

#include <doctest/doctest.h>

using namespace jiangbu;

TEST_CASE("rounding: every mode is found again by its name") {
  for (const RoundingMode mode :
       {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down,
        RoundingMode::up, RoundingMode::down, RoundingMode::floor,
        RoundingMode::ceiling}) {
    CHECK(rounding_mode_named(name_of(mode)) == mode);
  }
}

TEST_CASE("rounding: names are spelled as rules write them") {
  CHECK(name_of(RoundingMode::half_up) == "half up");
  CHECK(name_of(RoundingMode::half_even) == "half even");
  CHECK(name_of(RoundingMode::half_down) == "half down");
  CHECK(name_of(RoundingMode::ceiling) == "ceiling");
  CHECK_FALSE(rounding_mode_named("half_up").has_value());
  CHECK_FALSE(rounding_mode_named("Half up").has_value());
  CHECK_FALSE(rounding_mode_named("").has_value());
}
