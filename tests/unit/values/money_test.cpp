// Money: checked arithmetic, conversion, text.
#include "values/money.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

#include "decimal_literal.hpp"

using namespace jiangbu;

namespace {

constexpr Money largest{std::numeric_limits<std::int64_t>::max()};
constexpr Money smallest{std::numeric_limits<std::int64_t>::min()};

}  // namespace

TEST_CASE("money: sums and differences are exact") {
  CHECK(add(Money{1050}, Money{-50}) == Money{1000});
  CHECK(subtract(Money{1050}, Money{1100}) == Money{-50});
}

TEST_CASE("money: overflow is reported, never wrapped") {
  CHECK_FALSE(add(largest, Money{1}).has_value());
  CHECK_FALSE(add(smallest, Money{-1}).has_value());
  CHECK_FALSE(subtract(smallest, Money{1}).has_value());
  CHECK_FALSE(subtract(Money{0}, smallest).has_value());
  CHECK(add(largest, smallest) == Money{-1});
}

TEST_CASE("money: amounts are ordered by value") {
  CHECK(Money{-1} < Money{0});
  CHECK(Money{100} == Money{100});
}

TEST_CASE("money: yuan are rounded to the fen by the named mode") {
  CHECK(Money::from_yuan("12345.67"_d, RoundingMode::half_up) == Money{1234567});
  CHECK(Money::from_yuan("0.005"_d, RoundingMode::half_up) == Money{1});
  CHECK(Money::from_yuan("0.005"_d, RoundingMode::half_even) == Money{0});
  CHECK(Money::from_yuan("-0.005"_d, RoundingMode::half_up) == Money{-1});
  CHECK(Money::from_yuan(Decimal(100) / 3, RoundingMode::down) == Money{3333});
  CHECK(Money::from_yuan(30000, RoundingMode::half_up) == Money{3000000});
}

TEST_CASE("money: yuan that do not fit give nothing") {
  CHECK(Money::from_yuan("92233720368547758.07"_d, RoundingMode::half_up) == largest);
  CHECK(Money::from_yuan("-92233720368547758.08"_d, RoundingMode::half_up) == smallest);
  CHECK_FALSE(
      Money::from_yuan("92233720368547758.08"_d, RoundingMode::half_up).has_value());
  CHECK_FALSE(
      Money::from_yuan("92233720368547758.075"_d, RoundingMode::half_up).has_value());
  CHECK_FALSE(Money::from_yuan("1e6000"_d, RoundingMode::half_up).has_value());
  CHECK_FALSE(Money::from_yuan(Decimal::invalid(), RoundingMode::half_up).has_value());
}

TEST_CASE("money: conversion to yuan is exact and reversible") {
  CHECK(Money{1234567}.to_yuan() == "12345.67"_d);
  CHECK(Money{3000000}.to_yuan() == 30000);
  for (const Money amount : {largest, smallest, Money{0}, Money{-1}, Money{99}}) {
    CHECK(Money::from_yuan(amount.to_yuan(), RoundingMode::half_up) == amount);
  }
}

TEST_CASE("money: plain text") {
  CHECK(Money{1234567}.to_string() == "12345.67");
  CHECK(Money{1234500}.to_string() == "12345");
  CHECK(Money{1234550}.to_string() == "12345.50");
  CHECK(Money{5}.to_string() == "0.05");
  CHECK(Money{-5}.to_string() == "-0.05");
  CHECK(Money{}.to_string() == "0");
  CHECK(smallest.to_string() == "-92233720368547758.08");
}

TEST_CASE("money: grouped text") {
  CHECK(Money{123456780}.format_grouped() == "1,234,567.80");
  CHECK(Money{-12345678}.format_grouped() == "-123,456.78");
  CHECK(Money{99900}.format_grouped() == "999.00");
  CHECK(Money{100000}.format_grouped() == "1,000.00");
  CHECK(Money{}.format_grouped() == "0.00");
  CHECK(smallest.format_grouped() == "-92,233,720,368,547,758.08");
}

TEST_CASE("money: text in units of ten thousand yuan") {
  CHECK(Money{3000000}.format_wan() == "3");
  CHECK(Money{1250000}.format_wan() == "1.25");
  CHECK(Money{1}.format_wan() == "0.000001");
  CHECK(Money{-150000000}.format_wan() == "-150");
  CHECK(Money{}.format_wan() == "0");
}
