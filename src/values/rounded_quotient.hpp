// Rounding as the modes say, where very many numbers are rounded one after another.
// In: a quotient's parts, a mode. Out: the rounded quotient. Never: Decimals.
#pragma once

#include <compare>

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

/// What divide_rounded() gives; in a loop with a constant mode nothing is called.
constexpr std::int64_t rounded_quotient(std::int64_t value, std::int64_t divisor,
                                        RoundingMode mode) {
  const std::int64_t kept = value / divisor;
  const std::int64_t signed_rest = value - kept * divisor;
  const std::int64_t rest = signed_rest < 0 ? -signed_rest : signed_rest;
  const bool away =
      rounds_away(mode, value < 0, kept % 2 != 0, rest == 0, rest <=> divisor - rest);
  return kept + (away ? (value < 0 ? -1 : 1) : 0);
}

}  // namespace jiangbu
