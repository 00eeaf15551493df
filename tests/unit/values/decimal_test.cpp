// Decimal: literals, text, the four operations, order, integers, hashes.
#include "values/decimal.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>

#include "decimal_literal.hpp"

using namespace jiangbu;

namespace {

const std::string nines_34(34, '9');

}  // namespace

static_assert(std::is_trivially_copyable_v<Decimal>);
static_assert(std::is_convertible_v<int, Decimal>);
static_assert(std::is_convertible_v<std::int64_t, Decimal>);
static_assert(!std::is_constructible_v<Decimal, double>);
static_assert(!std::is_constructible_v<Decimal, float>);
static_assert(!std::is_constructible_v<Decimal, bool>);
static_assert(Decimal(-7).is_negative() && Decimal().is_zero());

TEST_CASE("decimal: literals print in plain notation without trailing zeros") {
  CHECK("12"_d.to_string() == "12");
  CHECK("-0.5"_d.to_string() == "-0.5");
  CHECK(".5"_d.to_string() == "0.5");
  CHECK("1.2e-3"_d.to_string() == "0.0012");
  CHECK("1.2E+3"_d.to_string() == "1200");
  CHECK("1.10"_d.to_string() == "1.1");
  CHECK("-0.050"_d.to_string() == "-0.05");
  CHECK("007.00"_d.to_string() == "7");
  CHECK("100"_d.to_string() == "100");
  CHECK("-0"_d.to_string() == "0");
  CHECK("0e5"_d.to_string() == "0");
  CHECK("1e40"_d.to_string() == "1" + std::string(40, '0'));
  CHECK(Decimal::invalid().to_string() == "invalid");
}

TEST_CASE("decimal: text that is not a literal is refused") {
  for (const char* text : {"",
                           "-",
                           "+1",
                           " 1",
                           "1 ",
                           ".",
                           "-.",
                           "1.",
                           "1e",
                           "1e+",
                           "1e1.5",
                           "e5",
                           ".e5",
                           "1,000",
                           "0x10",
                           "--1",
                           "1.2.3",
                           "NaN",
                           "Infinity",
                           "inf",
                           "invalid",
                           "1_000",
                           "1e99999999999",
                           "\xEF\xBC\x91"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text).has_value());
  }
}

TEST_CASE("decimal: a literal is never rounded") {
  CHECK(Decimal::parse(nines_34).value().to_string() == nines_34);
  CHECK_FALSE(Decimal::parse(nines_34 + "9").has_value());
  CHECK_FALSE(Decimal::parse("1." + std::string(33, '0') + "01").has_value());
  CHECK(Decimal::parse("1." + std::string(32, '0') + "1").has_value());
}

TEST_CASE("decimal: zeros at either end of a literal do not count as digits") {
  const std::string zeros(50, '0');
  CHECK(Decimal::parse(zeros + "7." + zeros).value() == 7);
  CHECK(Decimal::parse("0." + zeros + nines_34).has_value());
  CHECK(Decimal::parse(nines_34 + zeros).value().to_string() == nines_34 + zeros);
}

TEST_CASE("decimal: literals outside the exponent range of decimal128 are refused") {
  CHECK(Decimal::parse("9e6144").has_value());
  CHECK_FALSE(Decimal::parse("1e6145").has_value());
  CHECK_FALSE(Decimal::parse("1e2147483647").has_value());
  CHECK(Decimal::parse("1e-6176").has_value());
  CHECK_FALSE(Decimal::parse("1e-6177").has_value());
  CHECK_FALSE(Decimal::parse("1.5e-6176").has_value());
}

TEST_CASE("decimal: 0.1 + 0.2 equals 0.3") {
  CHECK("0.1"_d + "0.2"_d == "0.3"_d);
  CHECK(("0.1"_d + "0.2"_d).to_string() == "0.3");
  CHECK(("0.3"_d - "0.1"_d).to_string() == "0.2");
}

TEST_CASE("decimal: sums of numbers with equal, near and distant exponents") {
  CHECK(Decimal(5) + -7 == -2);
  CHECK(Decimal(5) - 5 == 0);
  CHECK((Decimal(-5) - -5).is_negative() == false);
  CHECK(("1e10"_d + "1e-10"_d).to_string() == "10000000000.0000000001");
  CHECK("1e30"_d + "1e-30"_d == "1e30"_d);
  CHECK("1e6000"_d + "1e-6000"_d == "1e6000"_d);
  CHECK("1e6000"_d - "1e-6000"_d == "1e6000"_d);
  CHECK(Decimal(0) + "1e-6176"_d == "1e-6176"_d);
}

TEST_CASE("decimal: a distant operand decides a tie at the 34th digit") {
  // 10^33 + 0.5 is a tie and goes to the even neighbour; the least bit more or less
  // must be seen.
  CHECK("1e33"_d + "0.5"_d == "1e33"_d);
  CHECK(Decimal::parse("1" + std::string(32, '0') + "1").value() + "0.5"_d ==
        Decimal::parse("1" + std::string(32, '0') + "2").value());
  const Decimal above_half = "0.5"_d + "1e-30"_d;
  CHECK("1e33"_d + above_half ==
        Decimal::parse("1" + std::string(32, '0') + "1").value());
  CHECK("1e50"_d - "1e-50"_d == "1e50"_d);
  CHECK("1e34"_d - "0.4"_d == "1e34"_d);
  CHECK("1e34"_d - "0.6"_d == Decimal::parse(nines_34).value());
}

TEST_CASE("decimal: quotients are rounded half-even at the 34th digit") {
  CHECK((Decimal(1) / 3).to_string() == "0." + std::string(34, '3'));
  CHECK((Decimal(2) / 3).to_string() == "0." + std::string(33, '6') + "7");
  CHECK((Decimal(-2) / 3).to_string() == "-0." + std::string(33, '6') + "7");
  CHECK((Decimal(1) / 3) * 3 == Decimal::parse("0." + nines_34).value());
}

TEST_CASE("decimal: exact ties of 35 digits go to the even neighbour") {
  const std::string head = "1" + std::string(32, '0');
  const Decimal even = Decimal::parse(head + "2").value();
  const Decimal odd = Decimal::parse(head + "3").value();
  CHECK(even + "0.5"_d == even);
  CHECK(odd + "0.5"_d == odd + 1);
  CHECK(even * "1e-3"_d + "0.0005"_d == even * "1e-3"_d);
  CHECK(Decimal::parse(nines_34).value() + "0.5"_d == "1e34"_d);
}

TEST_CASE("decimal: exact quotients end where they end") {
  CHECK((Decimal(1) / 8).to_string() == "0.125");
  CHECK((Decimal(30000) / 3).to_string() == "10000");
  CHECK((Decimal(30000) / 3).exponent() == 0);
  CHECK(("1"_d / "1e20"_d).to_string() == "0.00000000000000000001");
  CHECK((Decimal(1) / "1e-20"_d).to_string() == "100000000000000000000");
  CHECK("1e30"_d / 1024 == "976562500000000000000000000"_d);
}

TEST_CASE("decimal: products are exact up to 34 digits and rounded beyond") {
  CHECK(("0.7"_d * 123456789).to_string() == "86419752.3");
  CHECK(Decimal(std::numeric_limits<std::int64_t>::max()) * 2 ==
        "18446744073709551614"_d);
  const Decimal large = Decimal::parse(nines_34).value();
  CHECK(large * large == Decimal::parse(std::string(33, '9') + "8e34").value());
  CHECK((Decimal(-3) * 0).is_negative() == false);
}

TEST_CASE("decimal: overflow and division by zero give the invalid number") {
  const Decimal largest = Decimal::parse(nines_34 + "e6111").value();
  CHECK_FALSE((largest + largest).is_valid());
  CHECK_FALSE((largest * 10).is_valid());
  CHECK_FALSE((-largest - largest).is_valid());
  CHECK_FALSE((largest / "0.1"_d).is_valid());
  CHECK_FALSE(("1e4000"_d * "1e4000"_d).is_valid());
  CHECK_FALSE((Decimal(1) / 0).is_valid());
  CHECK_FALSE((Decimal(0) / 0).is_valid());
  CHECK(("1e4000"_d * "1e2144"_d).is_valid());
  CHECK(largest + 1 == largest);
}

TEST_CASE("decimal: underflow rounds to the smallest step, then to zero") {
  const Decimal smallest = "1e-6176"_d;
  CHECK(smallest / 2 == 0);
  CHECK(smallest * 3 / 2 == smallest * 2);
  CHECK(smallest * "0.6"_d == smallest);
  CHECK("1e-4000"_d * "1e-4000"_d == 0);
}

TEST_CASE("decimal: any operation on the invalid number is invalid") {
  const Decimal none = Decimal::invalid();
  for (const Decimal& other : {Decimal(0), Decimal(1), "1e40"_d, none}) {
    CHECK_FALSE((none + other).is_valid());
    CHECK_FALSE((other + none).is_valid());
    CHECK_FALSE((none - other).is_valid());
    CHECK_FALSE((other - none).is_valid());
    CHECK_FALSE((none * other).is_valid());
    CHECK_FALSE((other * none).is_valid());
    CHECK_FALSE((none / other).is_valid());
    CHECK_FALSE((other / none).is_valid());
    CHECK_FALSE(modulo(none, other).is_valid());
    CHECK_FALSE(power(other, none).is_valid());
  }
  CHECK_FALSE((-none).is_valid());
  CHECK_FALSE(abs(none).is_valid());
  CHECK_FALSE(floor(none).is_valid());
  CHECK_FALSE(round_to_scale(none, 2, RoundingMode::up).is_valid());
  CHECK_FALSE(round_to_multiple(1, none, RoundingMode::up).is_valid());
  CHECK_FALSE(square_root(none).is_valid());
  CHECK_FALSE(none.to_int64().has_value());
  CHECK_FALSE(none.is_integer());
  CHECK_FALSE(none.is_zero());
}

TEST_CASE("decimal: order is numeric, whatever the notation") {
  CHECK("1.0"_d == 1);
  CHECK("1e2"_d == Decimal::from_parts(false, 10000, -2));
  CHECK("-1"_d < "-0.9"_d);
  CHECK("-1"_d < 0);
  CHECK(0 < "1e-6176"_d);
  CHECK("9.99e33"_d < "1e34"_d);
  CHECK("1e6144"_d > "1e-6176"_d);
  CHECK("-1e6144"_d < "-1e-6176"_d);
  const Decimal third = Decimal(1) / 3;
  CHECK(third < "0.34"_d);
  CHECK(third > "0.3333"_d);
  CHECK(-third > "-0.34"_d);
  CHECK(Decimal::from_parts(false, 123, 0) ==
        Decimal::parse("123").value() *
            Decimal::parse("1.000000000000000000000000000000").value());
}

TEST_CASE("decimal: equal numbers have equal hashes") {
  CHECK("1.0"_d.hash() == Decimal(1).hash());
  CHECK(Decimal::from_parts(false, 10000, -2).hash() == "1e2"_d.hash());
  CHECK(Decimal(1).hash() != Decimal(-1).hash());
  CHECK(Decimal(1).hash() != Decimal(10).hash());
}

TEST_CASE("decimal: 64-bit integers survive in both directions") {
  for (const std::int64_t value : {std::numeric_limits<std::int64_t>::min(),
                                   std::numeric_limits<std::int64_t>::max(),
                                   std::int64_t{-1}, std::int64_t{0}, std::int64_t{42}}) {
    CHECK(Decimal(value).to_int64() == value);
    CHECK(Decimal(value).to_string() == std::to_string(value));
  }
  CHECK(Decimal(std::numeric_limits<std::uint64_t>::max()).to_string() ==
        "18446744073709551615");
  CHECK("1.2e3"_d.to_int64() == 1200);
  CHECK("12.00"_d.to_int64() == 12);
  CHECK("9e18"_d.to_int64() == 9'000'000'000'000'000'000);
  CHECK_FALSE("9223372036854775808"_d.to_int64().has_value());
  CHECK("-9223372036854775808"_d.to_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE("-9223372036854775809"_d.to_int64().has_value());
  CHECK_FALSE("1e19"_d.to_int64().has_value());
  CHECK_FALSE("1e6000"_d.to_int64().has_value());
  CHECK_FALSE("0.5"_d.to_int64().has_value());
}

TEST_CASE("decimal: integers are recognised by value") {
  CHECK("3.00"_d.is_integer());
  CHECK("1e30"_d.is_integer());
  CHECK(Decimal(0).is_integer());
  CHECK_FALSE("3.01"_d.is_integer());
}

TEST_CASE("decimal: small numbers agree with 64-bit integers in thousandths") {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> thousandths(-2'000'000'000, 2'000'000'000);
  const auto number = [](std::int64_t value) {
    const auto magnitude = static_cast<std::uint64_t>(value < 0 ? -value : value);
    return Decimal::from_parts(value < 0, magnitude, -3);
  };
  for (int i = 0; i < 2000; ++i) {
    const std::int64_t a = thousandths(random);
    const std::int64_t b = thousandths(random);
    REQUIRE(number(a) + number(b) == number(a + b));
    REQUIRE(number(a) - number(b) == number(a - b));
    REQUIRE(number(a) * b == number(a * b));
    REQUIRE((number(a) <=> number(b)) == (a <=> b));
    REQUIRE(Decimal::parse(number(a).to_string()).value() == number(a));
  }
}
