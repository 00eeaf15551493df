// Decimal: powers, roots, exponential, logarithm. Long expectations are from Python's
// decimal module with 34 digits.
#include <doctest/doctest.h>

#include <string>

#include "decimal_literal.hpp"

using namespace jiangbu;

TEST_CASE("decimal power: integer exponents are exact where 34 digits suffice") {
  CHECK(power("1.1"_d, 3) == "1.331"_d);
  CHECK(power(2, 100) == "1267650600228229401496703205376"_d);
  CHECK(power(-2, 3) == -8);
  CHECK(power(-2, 4) == 16);
  CHECK(power(2, -2) == "0.25"_d);
  CHECK(power(10, 6000) == "1e6000"_d);
  CHECK(power("1e-3000"_d, 2) == "1e-6000"_d);
  CHECK(power(1, "1e30"_d) == 1);
  CHECK(power(-1, "1e30"_d) == 1);
  CHECK(power(-1, "1e30"_d + 1) == -1);
}

TEST_CASE("decimal power: exact ties meet the half-even rule") {
  // 2^-49 has 35 digits and ends in 5.
  CHECK(power(2, -49) == Decimal(1) / power(2, 49));
  CHECK(power(2, -49).to_string() ==
        "0.000000000000001776356839400250464677810668945312");
}

TEST_CASE("decimal power: fractional exponents, special bases, overflow") {
  CHECK(power(2, "0.5"_d) == "1.414213562373095048801688724209698"_d);
  CHECK(power(4, "1.5"_d) == 8);
  CHECK(power(0, 0) == 1);
  CHECK(power(0, 3) == 0);
  CHECK_FALSE(power(0, -1).is_valid());
  CHECK_FALSE(power(-2, "0.5"_d).is_valid());
  CHECK_FALSE(power(10, 7000).is_valid());
  CHECK_FALSE(power(10, "1e30"_d).is_valid());
  CHECK(power(10, -7000) == 0);
  CHECK(power("1.000001"_d, 10'000'000) == "22026.35566282649397740305686615024"_d);
}

TEST_CASE("decimal square root: exact squares and correct rounding") {
  CHECK(square_root(0) == 0);
  CHECK(square_root(144) == 12);
  CHECK(square_root(144).exponent() == 0);
  CHECK(square_root("0.25"_d) == "0.5"_d);
  CHECK(square_root("1e-6176"_d) == "1e-3088"_d);
  CHECK(square_root("1e6144"_d) == "1e3072"_d);
  CHECK(square_root(2) == "1.414213562373095048801688724209698"_d);
  CHECK(square_root(10) == "3.162277660168379331998893544432719"_d);
  CHECK_FALSE(square_root(-1).is_valid());
}

TEST_CASE("decimal exponential and logarithm") {
  CHECK(exponential(0) == 1);
  CHECK(exponential(1) == "2.718281828459045235360287471352662"_d);
  CHECK(exponential(-1) == "0.3678794411714423215955237701614609"_d);
  CHECK_FALSE(exponential(15000).is_valid());
  CHECK(exponential(-15000) == 0);
  CHECK_FALSE(exponential("1e6000"_d).is_valid());
  CHECK(exponential("1e-6000"_d) == 1);
  CHECK(natural_logarithm(1) == 0);
  CHECK(natural_logarithm(10) == "2.302585092994045684017991454684364"_d);
  CHECK(natural_logarithm("1e-6176"_d).is_negative());
  CHECK_FALSE(natural_logarithm(0).is_valid());
  CHECK_FALSE(natural_logarithm(-1).is_valid());
}
