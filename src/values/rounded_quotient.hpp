// Rounding as the modes say, where very many numbers are rounded one after another.
// In: a quotient's parts, a mode. Out: the rounded quotient. Never: Decimals.
#pragma once

#include <compare>
#include <limits>

#include "values/decimal.hpp"
#include "values/rounding.hpp"

namespace jiangbu {

/// Whether rounding takes the neighbour farther from zero. `remainder` is what stands
/// above the nearer-to-zero neighbour, compared with half a step.
constexpr bool rounds_away(RoundingMode mode, bool negative, bool neighbour_is_odd,
                           bool remainder_is_zero,
                           std::strong_ordering remainder_to_half) {
  if (remainder_is_zero) return false;
  switch (mode) {
    case RoundingMode::half_up:
      return remainder_to_half >= 0;
    case RoundingMode::half_down:
      return remainder_to_half > 0;
    case RoundingMode::half_even:
      return remainder_to_half > 0 || (remainder_to_half == 0 && neighbour_is_odd);
    case RoundingMode::up:
      return true;
    case RoundingMode::down:
      return false;
    case RoundingMode::floor:
      return negative;
    case RoundingMode::ceiling:
      return !negative;
  }
  return false;
}

/// What divide_rounded() gives, of a quotient towards zero; in a loop with a constant
/// mode nothing is called.
constexpr std::int64_t rounded_from(std::int64_t quotient, std::int64_t value,
                                    std::int64_t divisor, RoundingMode mode) {
  const std::int64_t signed_rest = value - quotient * divisor;
  const std::int64_t rest = signed_rest < 0 ? -signed_rest : signed_rest;
  const bool away =
      rounds_away(mode, value < 0, quotient % 2 != 0, rest == 0, rest <=> divisor - rest);
  return quotient + (away ? (value < 0 ? -1 : 1) : 0);
}

/// A positive number that many others are divided by: a multiplication with its inverse,
/// rounded up to 64 binary places, is as exact for all but the largest.
class RepeatedDivisor {
 public:
  constexpr explicit RepeatedDivisor(std::int64_t divisor)
      : divisor_(divisor),
        largest_(std::numeric_limits<std::uint64_t>::max() /
                 static_cast<std::uint64_t>(divisor)),
        inverse_(largest_ + 1) {
    // The inverse of 1 needs one digit more.
    if (divisor == 1) largest_ = 0;
  }

  /// Towards zero. The inverse is too large by at most divisor / 2^64, so the product, of
  /// a value below 2^64 / divisor, by less than one part of the divisor.
  constexpr std::int64_t quotient(std::int64_t value) const {
    const bool negative = value < 0;
    const auto bits = static_cast<std::uint64_t>(value);
    const std::uint64_t size = negative ? 0 - bits : bits;
    if (size > largest_) return value / divisor_;
    const auto kept = static_cast<std::int64_t>((Uint128{size} * inverse_) >> 64U);
    return negative ? -kept : kept;
  }

  constexpr std::int64_t rounded_quotient(std::int64_t value, RoundingMode mode) const {
    return rounded_from(quotient(value), value, divisor_, mode);
  }

 private:
  std::int64_t divisor_;
  std::uint64_t largest_;
  std::uint64_t inverse_;
};

}  // namespace jiangbu
