// The four operations and comparison of Decimal, where the inline fast paths give up.
// In: any decimals. Out: correctly rounded decimals.
// Never: text (decimal_text.cpp), scales and multiples (decimal_rounding.cpp), functions
// (decimal_functions.cpp).
#include "values/decimal.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "values/wide.hpp"

namespace jiangbu {

namespace {

// 10^19 is the largest power of ten in 64 bits.
constexpr int max_short_power = 19;

bool fits_64_bits(Uint128 value) { return (value >> 64) == 0; }

// a and b are small and their exponents close, so that the operand with the higher
// exponent can be scaled to the other's within 128 bits.
bool aligns_in_128_bits(const Decimal& a, const Decimal& b) {
  return fits_64_bits(a.coefficient()) && fits_64_bits(b.coefficient()) &&
         std::abs(a.exponent() - b.exponent()) <= max_short_power;
}

// Coefficient of `a` at the lower of both exponents. Requires aligns_in_128_bits(a, b).
Uint128 aligned_coefficient(const Decimal& a, const Decimal& b) {
  const int shift = std::max(a.exponent() - b.exponent(), 0);
  return a.coefficient() * power_of_ten(shift);
}

Decimal add_signed(bool a_negative, const Wide& a, bool b_negative, const Wide& b,
                   std::int64_t exponent) {
  if (a_negative == b_negative) return round_wide(a_negative, a + b, exponent);
  if (a >= b) return round_wide(a_negative, a - b, exponent);
  return round_wide(b_negative, b - a, exponent);
}

// Sum where a's exponent exceeds b's by more than a's scaled coefficient may hold: b only
// matters through the digits above a's 36 added zeros and one sticky digit below them.
Decimal add_distant(const Decimal& a, const Decimal& b) {
  constexpr int added_zeros = 36;
  const int cut = a.exponent() - added_zeros - b.exponent();
  const Wide b_coefficient(b.coefficient());
  Wide above = 0;
  Wide below = b_coefficient;
  if (cut <= max_wide_power) {
    above = b_coefficient / wide_power_of_ten(cut);
    below = b_coefficient % wide_power_of_ten(cut);
  }
  const Wide scaled_a = Wide(a.coefficient()) * wide_power_of_ten(added_zeros + 1);
  const Wide scaled_b = above * 10 + (below.is_zero() ? 0 : 1);
  return add_signed(a.is_negative(), scaled_a, b.is_negative(), scaled_b,
                    std::int64_t{a.exponent()} - added_zeros - 1);
}

Decimal add_wide(const Decimal& high, const Decimal& low) {
  const int shift = high.exponent() - low.exponent();
  if (shift > 36) return add_distant(high, low);
  return add_signed(high.is_negative(),
                    Wide(high.coefficient()) * wide_power_of_ten(shift),
                    low.is_negative(), Wide(low.coefficient()), low.exponent());
}

// a / b for small coefficients whose quotient ends within 19 digits more; otherwise
// invalid. Most quotients in rules end at once (30000 / 3) or soon (x / 100), where the
// division is still a short one.
Decimal divide_short(const Decimal& a, const Decimal& b, bool negative) {
  const std::int32_t exponent = a.exponent() - b.exponent();
  const auto divisor = static_cast<std::uint64_t>(b.coefficient());
  for (const int shift : {0, 4, max_short_power}) {
    const Uint128 dividend = a.coefficient() * power_of_ten(shift);
    const Uint128 quotient = dividend / divisor;
    if (quotient * divisor != dividend) continue;
    return strip_zeros(Decimal::from_parts(negative, quotient, exponent - shift),
                       exponent);
  }
  return Decimal::invalid();
}

// a / b with at least 36 digits before rounding.
Decimal divide_wide(const Decimal& a, const Decimal& b, bool negative) {
  const Wide divisor(b.coefficient());
  const Wide dividend(a.coefficient());
  const int shift = 36 + count_digits(divisor) - count_digits(dividend);
  const std::int64_t exponent = std::int64_t{a.exponent()} - b.exponent() - shift;
  Wide quotient;
  Wide remainder;
  divide_qr(Wide(dividend * wide_power_of_ten(shift)), divisor, quotient, remainder);
  if (!remainder.is_zero()) {
    return round_wide(negative, quotient * 10 + 1, exponent - 1);
  }
  return strip_zeros(round_wide(negative, quotient, exponent),
                     a.exponent() - b.exponent());
}

}  // namespace

Uint128 power_of_ten(int n) {
  static constexpr auto powers = [] {
    std::array<Uint128, max_power + 1> result{1};
    for (std::size_t i = 1; i < result.size(); ++i) result[i] = result[i - 1] * 10;
    return result;
  }();
  assert(n >= 0 && n <= max_power);
  return powers[static_cast<std::size_t>(n)];
}

const Wide& wide_power_of_ten(int n) {
  static const auto powers = [] {
    std::array<Wide, max_wide_power + 1> result;
    result[0] = 1;
    for (std::size_t i = 1; i < result.size(); ++i) result[i] = result[i - 1] * 10;
    return result;
  }();
  assert(n >= 0 && n <= max_wide_power);
  return powers[static_cast<std::size_t>(n)];
}

int count_digits(const Wide& value) {
  if (value.is_zero()) return 0;
  // log10(2) = 0.30103; the estimate is the number of digits or one less.
  const int estimate = static_cast<int>((msb(value) + 1) * 30103 / 100000);
  return value >= wide_power_of_ten(estimate) ? estimate + 1 : estimate;
}

Uint128 narrow(const Wide& value) { return static_cast<Uint128>(value); }

Decimal round_wide(bool negative, const Wide& coefficient, std::int64_t exponent) {
  if (coefficient.is_zero()) return {};
  const int digits = count_digits(coefficient);
  // Too many digits, or (subnormal) digits below the smallest exponent.
  const std::int64_t excess = std::max<std::int64_t>(digits - Decimal::max_digits,
                                                     Decimal::min_exponent - exponent);
  if (excess > digits) return {};
  Wide kept = coefficient;
  if (excess > 0) {
    const Wide& step = wide_power_of_ten(static_cast<int>(excess));
    Wide remainder;
    divide_qr(coefficient, step, kept, remainder);
    const Wide half = step / 2;
    if (remainder > half || (remainder == half && bit_test(kept, 0))) ++kept;
    exponent += excess;
    if (kept == wide_power_of_ten(Decimal::max_digits)) {
      kept /= 10;
      ++exponent;
    }
  }
  // A short coefficient may still lend zeros to an exponent that is too high.
  if (exponent > Decimal::max_exponent) {
    const std::int64_t lent = exponent - Decimal::max_exponent;
    if (lent > Decimal::max_digits - count_digits(kept)) return Decimal::invalid();
    kept *= wide_power_of_ten(static_cast<int>(lent));
    exponent = Decimal::max_exponent;
  }
  return Decimal::from_parts(negative, narrow(kept), exponent);
}

Decimal strip_zeros(const Decimal& value, std::int32_t highest_exponent) {
  if (!value.is_valid()) return value;
  Uint128 coefficient = value.coefficient();
  std::int32_t exponent = value.exponent();
  while (coefficient != 0 && exponent < highest_exponent && !fits_64_bits(coefficient) &&
         coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  if (fits_64_bits(coefficient)) {
    auto rest = static_cast<std::uint64_t>(coefficient);
    while (rest != 0 && exponent < highest_exponent && rest % 10 == 0) {
      rest /= 10;
      ++exponent;
    }
    coefficient = rest;
  }
  return Decimal::from_parts(value.is_negative(), coefficient, exponent);
}

Decimal Decimal::round_parts(bool negative, Uint128 coefficient, std::int64_t exponent) {
  return round_wide(negative, Wide(coefficient), exponent);
}

Decimal Decimal::add_any(const Decimal& a, const Decimal& b) {
  if (!a.valid_ || !b.valid_) return invalid();
  if (a.coefficient_ == 0) return b;
  if (b.coefficient_ == 0) return a;
  if (!aligns_in_128_bits(a, b)) {
    return a.exponent_ >= b.exponent_ ? add_wide(a, b) : add_wide(b, a);
  }
  const Uint128 a_coefficient = aligned_coefficient(a, b);
  const Uint128 b_coefficient = aligned_coefficient(b, a);
  const std::int32_t exponent = std::min(a.exponent_, b.exponent_);
  if (a.negative_ == b.negative_) {
    return from_parts(a.negative_, a_coefficient + b_coefficient, exponent);
  }
  if (a_coefficient >= b_coefficient) {
    return from_parts(a.negative_, a_coefficient - b_coefficient, exponent);
  }
  return from_parts(b.negative_, b_coefficient - a_coefficient, exponent);
}

Decimal Decimal::multiply_any(const Decimal& a, const Decimal& b) {
  if (!a.valid_ || !b.valid_) return invalid();
  return round_wide(a.negative_ != b.negative_,
                    Wide(a.coefficient_) * Wide(b.coefficient_),
                    std::int64_t{a.exponent_} + b.exponent_);
}

Decimal Decimal::divide_any(const Decimal& a, const Decimal& b) {
  if (!a.valid_ || !b.valid_ || b.coefficient_ == 0) return invalid();
  if (a.coefficient_ == 0) return {};
  const bool negative = a.negative_ != b.negative_;
  if (a.is_small() && b.is_small()) {
    const Decimal exact = divide_short(a, b, negative);
    if (exact.valid_) return exact;
  }
  return divide_wide(a, b, negative);
}

std::strong_ordering Decimal::compare_any(const Decimal& a, const Decimal& b) {
  if (a.valid_ != b.valid_) return a.valid_ <=> b.valid_;
  if (a.negative_ != b.negative_) return b.negative_ <=> a.negative_;
  const auto directed = [&](std::strong_ordering order) {
    return a.negative_ ? 0 <=> order : order;
  };
  if (a.coefficient_ == 0 || b.coefficient_ == 0) {
    return directed(a.coefficient_ <=> b.coefficient_);
  }
  if (aligns_in_128_bits(a, b)) {
    return directed(aligned_coefficient(a, b) <=> aligned_coefficient(b, a));
  }
  const Wide a_wide(a.coefficient_);
  const Wide b_wide(b.coefficient_);
  const int a_top = count_digits(a_wide) + a.exponent_;
  const int b_top = count_digits(b_wide) + b.exponent_;
  if (a_top != b_top) return directed(a_top <=> b_top);
  // Same leading position, so the exponents differ by less than 34.
  const int shift = a.exponent_ - b.exponent_;
  const Wide a_aligned = a_wide * wide_power_of_ten(std::max(shift, 0));
  const Wide b_aligned = b_wide * wide_power_of_ten(std::max(-shift, 0));
  return directed(a_aligned.compare(b_aligned) <=> 0);
}

}  // namespace jiangbu
