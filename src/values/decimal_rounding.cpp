// Rounding of Decimals to scales and multiples, and the floored modulo.
// In: decimals, a mode. Out: decimals; the choice is made on the exact remainder.
// Never: rounds a quotient before deciding.
#include <algorithm>

#include "values/decimal.hpp"
#include "values/wide.hpp"

namespace jiangbu {

namespace {

// 10^power modulo `modulus` by repeated squaring; factors stay below 10^35 * 10^34.
Wide power_of_ten_modulo(std::int64_t power, const Wide& modulus) {
  Wide result = 1 % modulus;
  Wide factor = 10 % modulus;
  for (; power > 0; power /= 2) {
    if (power % 2 != 0) result = result * factor % modulus;
    factor = factor * factor % modulus;
  }
  return result;
}

// |a| modulo |b| * multiplier, exactly, as a coefficient at the lower exponent of both.
Wide remainder_of(const Decimal& a, const Decimal& b, unsigned multiplier) {
  const Wide dividend(a.coefficient());
  const Wide divisor = Wide(b.coefficient()) * multiplier;
  const std::int64_t shift = std::int64_t{a.exponent()} - b.exponent();
  if (shift >= 0) return dividend * power_of_ten_modulo(shift, divisor) % divisor;
  // Beyond 34 digits of shift the divisor exceeds every coefficient.
  if (-shift > Decimal::max_digits) return dividend;
  return dividend % (divisor * wide_power_of_ten(static_cast<int>(-shift)));
}

std::int32_t lower_exponent(const Decimal& a, const Decimal& b) {
  return std::min(a.exponent(), b.exponent());
}

}  // namespace

std::int64_t divide_rounded(std::int64_t value, std::int64_t divisor, RoundingMode mode) {
  return rounded_from(value / divisor, value, divisor, mode);
}

Decimal abs(const Decimal& a) { return a.is_negative() ? -a : a; }

Decimal floor(const Decimal& a) { return round_to_scale(a, 0, RoundingMode::floor); }

Decimal ceiling(const Decimal& a) { return round_to_scale(a, 0, RoundingMode::ceiling); }

Decimal truncate(const Decimal& a) { return round_to_scale(a, 0, RoundingMode::down); }

Decimal round_to_scale(const Decimal& a, int scale, RoundingMode mode) {
  const std::int64_t cut = -std::int64_t{scale} - a.exponent();
  if (!a.is_valid() || a.is_zero() || cut <= 0) return a;
  Uint128 kept = 0;
  bool exact = false;
  // Cutting 35 digits or more leaves less than half a step, whatever the digits are.
  std::strong_ordering to_half = std::strong_ordering::less;
  if (cut <= Decimal::max_digits) {
    const Uint128 step = power_of_ten(static_cast<int>(cut));
    kept = a.coefficient() / step;
    const Uint128 remainder = a.coefficient() % step;
    exact = remainder == 0;
    to_half = remainder <=> step / 2;
  }
  if (rounds_away(mode, a.is_negative(), kept % 2 != 0, exact, to_half)) ++kept;
  return Decimal::from_parts(a.is_negative(), kept, -std::int64_t{scale});
}

Decimal round_to_multiple(const Decimal& a, const Decimal& increment, RoundingMode mode) {
  if (!a.is_valid() || !increment.is_valid() || increment.is_zero() ||
      increment.is_negative()) {
    return Decimal::invalid();
  }
  const Wide remainder = remainder_of(a, increment, 1);
  if (remainder.is_zero()) return a;
  const std::int32_t exponent = lower_exponent(a, increment);
  const Decimal excess = Decimal::from_parts(false, narrow(remainder), exponent);
  // |a| modulo two steps reaches a whole step exactly if the quotient is odd.
  const bool odd = remainder_of(a, increment, 2) != remainder;
  const Decimal rest = increment - excess;
  Decimal result = abs(a) - excess;
  if (rounds_away(mode, a.is_negative(), odd, false, excess <=> rest))
    result += increment;
  return a.is_negative() ? -result : result;
}

Decimal modulo(const Decimal& a, const Decimal& b) {
  if (!a.is_valid() || !b.is_valid() || b.is_zero()) return Decimal::invalid();
  const Wide remainder = remainder_of(a, b, 1);
  const Decimal truncated =
      Decimal::from_parts(a.is_negative(), narrow(remainder), lower_exponent(a, b));
  const bool floored = truncated.is_zero() || a.is_negative() == b.is_negative();
  return floored ? truncated : truncated + b;
}

}  // namespace jiangbu
