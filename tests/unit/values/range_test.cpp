// NumberRange: interval arithmetic, three-valued comparison, isotony.
#include "values/range.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "decimal_literal.hpp"

using namespace jiangbu;

namespace {

NumberRange range(const Decimal& low, const Decimal& high) { return {low, high}; }
NumberRange from(const Decimal& low) { return {low, std::nullopt}; }
NumberRange up_to(const Decimal& high) { return {std::nullopt, high}; }
const NumberRange anything = NumberRange::unbounded();

struct BinaryOperation {
  std::string name;
  std::function<NumberRange(const NumberRange&, const NumberRange&)> on_ranges;
  std::function<Decimal(const Decimal&, const Decimal&)> on_numbers;
};

const std::vector<BinaryOperation> binary_operations = {
    {"add", add, std::plus<Decimal>()},
    {"subtract", subtract, std::minus<Decimal>()},
    {"multiply", multiply, std::multiplies<Decimal>()},
    {"divide", divide, std::divides<Decimal>()},
    {"min", [](const NumberRange& a, const NumberRange& b) { return min(a, b); },
     [](const Decimal& a, const Decimal& b) { return b < a ? b : a; }},
    {"max", [](const NumberRange& a, const NumberRange& b) { return max(a, b); },
     [](const Decimal& a, const Decimal& b) { return a < b ? b : a; }},
    {"hull", hull, [](const Decimal& a, const Decimal&) { return a; }},
};

template <typename Number>
Number apply_rounding(const Number& a, int choice) {
  switch (choice) {
    case 0:
      return abs(a);
    case 1:
      return floor(a);
    case 2:
      return ceiling(a);
    case 3:
      return round_to_scale(a, 1, RoundingMode::half_even);
    case 4:
      return round_to_scale(a, -1, RoundingMode::half_up);
    case 5:
      return round_to_scale(a, 0, RoundingMode::up);
    default:
      return round_to_multiple(a, Decimal(3), RoundingMode::half_down);
  }
}

// Small numbers, so that signs, zeros, ties and equal bounds are frequent; now and then
// thirds, whose quotients and products need rounding.
class RandomRanges {
 public:
  explicit RandomRanges(unsigned seed) : random_(seed) {}

  Decimal number() {
    const Decimal quarter = Decimal(pick(61) - 30) / 4;
    return pick(5) == 0 ? quarter / 3 : quarter;
  }

  NumberRange range() {
    Decimal low = number();
    Decimal high = pick(4) == 0 ? low : number();
    if (high < low) std::swap(low, high);
    NumberRange result{low, high};
    if (pick(8) == 0) result.low = std::nullopt;
    if (pick(8) == 0) result.high = std::nullopt;
    return result;
  }

  Decimal member(const NumberRange& outer) {
    for (int tries = 0; tries < 20; ++tries) {
      const Decimal candidate = number();
      if (outer.contains(candidate)) return candidate;
    }
    return outer.low ? *outer.low : *outer.high;
  }

  NumberRange part_of(const NumberRange& outer) {
    if (pick(6) == 0) return outer;
    NumberRange result = NumberRange::exact(member(outer));
    return pick(2) == 0 ? result : hull(result, NumberRange::exact(member(outer)));
  }

  int pick(int count) {
    return static_cast<int>(random_() % static_cast<unsigned>(count));
  }

 private:
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("range: exact, bounded, half-open and unbounded ranges contain their members") {
  CHECK(NumberRange::exact(5).is_exact());
  CHECK(NumberRange::exact(5).contains(5));
  CHECK_FALSE(NumberRange::exact(5).contains("5.01"_d));
  CHECK_FALSE(range(1, 2).is_exact());
  CHECK(range(1, 2).contains(1));
  CHECK(range(1, 2).contains(2));
  CHECK_FALSE(range(1, 2).contains(3));
  CHECK(from(1).contains("1e6000"_d));
  CHECK_FALSE(from(1).contains(0));
  CHECK(anything.contains("-1e6000"_d));
  CHECK_FALSE(anything.is_exact());
  CHECK(range(1, 5).contains(range(2, 5)));
  CHECK_FALSE(range(1, 5).contains(from(2)));
}

TEST_CASE("range: sums and differences") {
  CHECK(add(range(1, 2), range(10, 20)) == range(11, 22));
  CHECK(subtract(range(1, 2), range(10, 20)) == range(-19, -8));
  CHECK(add(from(1), range(10, 20)) == from(11));
  CHECK(subtract(from(1), from(1)) == anything);
  CHECK(negate(from(1)) == up_to(-1));
}

TEST_CASE("range: products take the extreme corners") {
  CHECK(multiply(range(-2, 3), range(-5, 7)) == range(-15, 21));
  CHECK(multiply(range(2, 3), range(5, 7)) == range(10, 21));
  CHECK(multiply(from(2), range(5, 7)) == from(10));
  CHECK(multiply(from(2), range(-7, -5)) == up_to(-10));
  CHECK(multiply(from(2), range(-1, 1)) == anything);
}

TEST_CASE("range: zero times anything is zero") {
  CHECK(multiply(anything, NumberRange::exact(0)) == NumberRange::exact(0));
  CHECK(multiply(from(0), from(0)) == from(0));
}

TEST_CASE("range: quotients") {
  CHECK(divide(range(10, 20), range(2, 5)) == range(2, 10));
  CHECK(divide(range(-10, 20), range(-5, -2)) == range(-10, 5));
  CHECK(divide(NumberRange::exact(1), from(2)) == range(0, "0.5"_d));
  CHECK(divide(from(1), from(2)) == from(0));
}

TEST_CASE("range: a divisor that may be zero leaves the quotient unbounded") {
  CHECK(divide(range(1, 2), range(-1, 1)) == anything);
  CHECK(divide(range(1, 2), range(0, 1)) == anything);
  CHECK(divide(range(1, 2), anything) == anything);
  CHECK_FALSE(divide(range(1, 2), NumberRange::exact(0)).is_valid());
}

TEST_CASE("range: minimum, maximum, absolute value, hull") {
  CHECK(min(range(1, 5), range(2, 3)) == range(1, 3));
  CHECK(max(range(1, 5), range(2, 3)) == range(2, 5));
  CHECK(min(from(1), range(0, 3)) == range(0, 3));
  CHECK(max(from(1), range(0, 3)) == from(1));
  CHECK(min(anything, NumberRange::exact(50)) == up_to(50));
  CHECK(abs(range(-3, 2)) == range(0, 3));
  CHECK(abs(range(-3, -2)) == range(2, 3));
  CHECK(abs(range(2, 3)) == range(2, 3));
  CHECK(abs(up_to(-2)) == from(2));
  CHECK(abs(anything) == from(0));
  CHECK(hull(range(1, 2), range(5, 6)) == range(1, 6));
  CHECK(hull(range(1, 2), from(5)) == from(1));
}

TEST_CASE("range: rounding applies to both bounds") {
  CHECK(floor(range("1.5"_d, "2.5"_d)) == range(1, 2));
  CHECK(ceiling(range("1.5"_d, "2.5"_d)) == range(2, 3));
  CHECK(round_to_scale(range("1.25"_d, "1.35"_d), 1, RoundingMode::half_even) ==
        range("1.2"_d, "1.4"_d));
  CHECK(round_to_multiple(from(17), 5, RoundingMode::up) == from(20));
  CHECK_FALSE(round_to_multiple(range(1, 2), 0, RoundingMode::up).is_valid());
}

TEST_CASE("range: overflow and invalid operands are visible") {
  const NumberRange huge = range(1, "9e6144"_d);
  CHECK_FALSE(add(huge, huge).is_valid());
  CHECK_FALSE(multiply(huge, huge).is_valid());
  CHECK_FALSE(NumberRange::exact(Decimal::invalid()).is_valid());
  CHECK_FALSE(range(2, 1).is_valid());
  const NumberRange invalid = NumberRange::invalid();
  for (const auto& operation : binary_operations) {
    CAPTURE(operation.name);
    CHECK_FALSE(operation.on_ranges(invalid, anything).is_valid());
    CHECK_FALSE(operation.on_ranges(range(1, 2), invalid).is_valid());
  }
  CHECK_FALSE(abs(invalid).is_valid());
  CHECK_FALSE(floor(invalid).is_valid());
  CHECK_FALSE(invalid.contains(1));
  CHECK_FALSE(anything.contains(Decimal::invalid()));
  CHECK_FALSE(invalid.is_exact());
  CHECK(less(invalid, range(1, 2)) == Truth::unknown);
  CHECK(less_or_equal(range(1, 2), invalid) == Truth::unknown);
  CHECK(equal(invalid, invalid) == Truth::unknown);
}

TEST_CASE("range: comparison is yes for all, no for none, else unknown") {
  CHECK(less(range(1, 2), range(3, 4)) == Truth::yes);
  CHECK(less(range(1, 3), range(3, 4)) == Truth::unknown);
  CHECK(less_or_equal(range(1, 3), range(3, 4)) == Truth::yes);
  CHECK(less(range(3, 4), range(1, 3)) == Truth::no);
  CHECK(less_or_equal(range(3, 4), range(1, 3)) == Truth::unknown);
  CHECK(less_or_equal(range(4, 5), range(1, 3)) == Truth::no);
  CHECK(less(up_to(2), from(3)) == Truth::yes);
  CHECK(less(anything, from(3)) == Truth::unknown);
  CHECK(equal(NumberRange::exact("1.0"_d), NumberRange::exact(1)) == Truth::yes);
  CHECK(equal(NumberRange::exact(1), NumberRange::exact(2)) == Truth::no);
  CHECK(equal(range(1, 2), range(3, 4)) == Truth::no);
  CHECK(equal(range(1, 2), range(1, 2)) == Truth::unknown);
}

TEST_CASE("range: narrower operands give narrower results that hold every member") {
  RandomRanges random(29);
  for (int i = 0; i < 4000; ++i) {
    const NumberRange a = random.range();
    const NumberRange b = random.range();
    const NumberRange narrow_a = random.part_of(a);
    const NumberRange narrow_b = random.part_of(b);
    const Decimal member_a = random.member(narrow_a);
    const Decimal member_b = random.member(narrow_b);
    for (const auto& operation : binary_operations) {
      CAPTURE(operation.name);
      const NumberRange wide = operation.on_ranges(a, b);
      const NumberRange narrow = operation.on_ranges(narrow_a, narrow_b);
      const Decimal one = operation.on_numbers(member_a, member_b);
      if (!narrow.is_valid() || !one.is_valid()) {
        REQUIRE(operation.name == "divide");
        continue;
      }
      REQUIRE(wide.contains(narrow));
      REQUIRE(narrow.contains(one));
    }
    for (int choice = 0; choice < 7; ++choice) {
      CAPTURE(choice);
      REQUIRE(apply_rounding(a, choice).contains(apply_rounding(narrow_a, choice)));
      REQUIRE(
          apply_rounding(narrow_a, choice).contains(apply_rounding(member_a, choice)));
    }
  }
}

TEST_CASE("range: a decided comparison is never contradicted by narrower operands") {
  RandomRanges random(31);
  for (int i = 0; i < 4000; ++i) {
    const NumberRange a = random.range();
    const NumberRange b = random.range();
    const NumberRange narrow_a = random.part_of(a);
    const NumberRange narrow_b = random.part_of(b);
    for (const auto compare : {less, less_or_equal, equal}) {
      const Truth decided = compare(a, b);
      if (decided != Truth::unknown) REQUIRE(compare(narrow_a, narrow_b) == decided);
    }
    const Decimal x = random.member(a);
    const Decimal y = random.member(b);
    REQUIRE(less(NumberRange::exact(x), NumberRange::exact(y)) == truth_from(x < y));
    REQUIRE(equal(NumberRange::exact(x), NumberRange::exact(y)) == truth_from(x == y));
  }
}
