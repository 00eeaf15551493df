// Decimal: the number type of rules, with the meaning FEEL gives to numbers.
// In: integers, literal text, other decimals. Out: decimals, integers, plain text.
// Never: binary floating point, a silently wrong figure (overflow becomes `invalid`).
#pragma once

#include <cassert>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "values/rounding.hpp"

namespace jiangbu {

// ISO C++ has no 128-bit integers; __extension__ keeps -Wpedantic quiet about it.
__extension__ typedef unsigned __int128 Uint128;
__extension__ typedef __int128 Int128;

/// The integer types a Decimal is built from without being asked: no bool, no char.
template <typename T>
concept DecimalSource =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// A decimal number of up to 34 significant digits: (-1)^negative * coefficient *
/// 10^exponent. Immutable in effect, trivially copyable, share freely.
///
/// Results that need more than 34 digits are rounded half-even, exactly as IEEE 754
/// decimal128 does; everything else is exact. Overflow (10^6145 and beyond), division
/// by zero and undefined functions give the invalid number, and every operation on an
/// invalid number is invalid again. There is one zero, without sign.
class Decimal {
 public:
  static constexpr int max_digits = 34;
  static constexpr std::int32_t min_exponent = -6176;
  static constexpr std::int32_t max_exponent = 6111;

  /// Zero.
  constexpr Decimal() = default;

  /// The integer itself, exactly.
  template <DecimalSource T>
  constexpr Decimal(T value)  // NOLINT(google-explicit-constructor)
      : coefficient_(magnitude(value)), negative_(value < T{0}) {}

  /// Binary floating point never becomes a figure.
  template <std::floating_point T>
  Decimal(T) = delete;

  /// The number that is none: the result of overflow, x / 0, ln(-1), ...
  static constexpr Decimal invalid() {
    Decimal result;
    result.valid_ = false;
    return result;
  }

  /// (-1)^negative * coefficient * 10^exponent, rounded half-even if it needs more than
  /// 34 digits, invalid if it is too large. from_parts(false, 125, -2) is 1.25.
  static constexpr Decimal from_parts(bool negative, Uint128 coefficient,
                                      std::int64_t exponent) {
    if (coefficient < coefficient_limit && exponent >= min_exponent &&
        exponent <= max_exponent) [[likely]] {
      return Decimal(negative, coefficient, static_cast<std::int32_t>(exponent));
    }
    return round_parts(negative, coefficient, exponent);
  }

  /// Reads "12", "-0.5", ".5" or "1.2e-3", and nothing else: no blanks, no leading '+',
  /// no separators, no trailing point. Returns nullopt for other text, and for a value
  /// that 34 digits cannot hold exactly: a literal is never rounded. Zeros at either end
  /// do not count as digits.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr bool is_valid() const { return valid_; }
  /// The three below are false for the invalid number.
  constexpr bool is_zero() const { return valid_ && coefficient_ == 0; }
  constexpr bool is_negative() const { return negative_; }
  bool is_integer() const;

  /// The parts; meaningless on the invalid number. Equal numbers may differ in them.
  constexpr Uint128 coefficient() const { return coefficient_; }
  constexpr std::int32_t exponent() const { return exponent_; }

  /// The value if it is an integer that fits, otherwise nullopt.
  std::optional<std::int64_t> to_int64() const;

  /// Plain notation, no exponent, no trailing zeros: "1.1", "-0.05", "1200", "0".
  /// The invalid number is written "invalid".
  std::string to_string() const;

  /// Equal numbers have equal hashes (1.0 and 1).
  std::size_t hash() const;

  friend constexpr Decimal operator-(const Decimal& a) {
    Decimal result = a;
    result.negative_ = !a.negative_ && a.coefficient_ != 0;
    return result;
  }

  friend Decimal operator+(const Decimal& a, const Decimal& b) {
    if (a.exponent_ == b.exponent_ && a.valid_ && b.valid_) [[likely]] {
      return add_aligned(a, b.negative_, b.coefficient_);
    }
    return add_any(a, b);
  }

  friend Decimal operator-(const Decimal& a, const Decimal& b) {
    if (a.exponent_ == b.exponent_ && a.valid_ && b.valid_) [[likely]] {
      return add_aligned(a, !b.negative_, b.coefficient_);
    }
    return add_any(a, -b);
  }

  friend Decimal operator*(const Decimal& a, const Decimal& b) {
    if (a.is_small() && b.is_small()) [[likely]] {
      return from_parts(a.negative_ != b.negative_, a.coefficient_ * b.coefficient_,
                        std::int64_t{a.exponent_} + b.exponent_);
    }
    return multiply_any(a, b);
  }

  friend Decimal operator/(const Decimal& a, const Decimal& b) {
    return divide_any(a, b);
  }

  Decimal& operator+=(const Decimal& b) { return *this = *this + b; }
  Decimal& operator-=(const Decimal& b) { return *this = *this - b; }
  Decimal& operator*=(const Decimal& b) { return *this = *this * b; }
  Decimal& operator/=(const Decimal& b) { return *this = *this / b; }

  /// Numeric order: 1.0 equals 1. The invalid number has no place in it: comparing one
  /// is a programming error (asserted). Without assertions it equals itself and stands
  /// before every number, so that containers stay sound.
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return (a <=> b) == std::strong_ordering::equal;
  }

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    assert(a.valid_ && b.valid_ && "an invalid Decimal cannot be compared");
    if (a.exponent_ == b.exponent_ && a.negative_ == b.negative_ && a.valid_ && b.valid_)
        [[likely]] {
      const auto order = a.coefficient_ <=> b.coefficient_;
      return a.negative_ ? 0 <=> order : order;
    }
    return compare_any(a, b);
  }

 private:
  static constexpr std::uint64_t ten_to_17 = 100'000'000'000'000'000U;
  // 10^34: the first coefficient that has too many digits.
  static constexpr Uint128 coefficient_limit = Uint128{ten_to_17} * ten_to_17;

  constexpr Decimal(bool negative, Uint128 coefficient, std::int32_t exponent)
      : coefficient_(coefficient),
        exponent_(coefficient == 0 ? 0 : exponent),
        negative_(negative && coefficient != 0) {}

  template <DecimalSource T>
  static constexpr std::uint64_t magnitude(T value) {
    const auto bits = static_cast<std::uint64_t>(value);
    return value < T{0} ? 0 - bits : bits;
  }

  // Small numbers are the common case, and their products fit 128 bits.
  constexpr bool is_small() const { return valid_ && (coefficient_ >> 64) == 0; }

  // a plus a number of the same exponent. Neither sum nor difference of two
  // coefficients (below 10^34 each) can leave 128 bits.
  static Decimal add_aligned(const Decimal& a, bool b_negative, Uint128 b_coefficient) {
    if (a.negative_ == b_negative) {
      return from_parts(a.negative_, a.coefficient_ + b_coefficient, a.exponent_);
    }
    if (a.coefficient_ >= b_coefficient) {
      return from_parts(a.negative_, a.coefficient_ - b_coefficient, a.exponent_);
    }
    return from_parts(b_negative, b_coefficient - a.coefficient_, a.exponent_);
  }

  static Decimal round_parts(bool negative, Uint128 coefficient, std::int64_t exponent);
  static Decimal add_any(const Decimal& a, const Decimal& b);
  static Decimal multiply_any(const Decimal& a, const Decimal& b);
  static Decimal divide_any(const Decimal& a, const Decimal& b);
  static std::strong_ordering compare_any(const Decimal& a, const Decimal& b);

  Uint128 coefficient_ = 0;    // below 10^34
  std::int32_t exponent_ = 0;  // within [min_exponent, max_exponent]; 0 for zero
  bool negative_ = false;      // never set for zero or the invalid number
  bool valid_ = true;
};

/// |a|.
Decimal abs(const Decimal& a);
/// The largest integer not above `a`.
Decimal floor(const Decimal& a);
/// The smallest integer not below `a`.
Decimal ceiling(const Decimal& a);
/// `a` without its fraction.
Decimal truncate(const Decimal& a);

/// `a` to `scale` digits after the point; a negative scale rounds before the point:
/// round_to_scale(1250, -2, half_even) is 1200. A number already that coarse is
/// unchanged.
Decimal round_to_scale(const Decimal& a, int scale, RoundingMode mode);

/// The multiple of `increment` next to `a` in the sense of `mode`; the decision is taken
/// on the exact quotient. An increment that is not positive gives invalid.
Decimal round_to_multiple(const Decimal& a, const Decimal& increment, RoundingMode mode);

/// FEEL's modulo, a - b * floor(a / b), computed from the exact quotient. The result has
/// the sign of `b`; b = 0 gives invalid.
Decimal modulo(const Decimal& a, const Decimal& b);

/// base^exponent. x^0 is 1, also for x = 0. Invalid where no real number exists: 0 to a
/// negative power, a negative base with a fractional exponent.
Decimal power(const Decimal& base, const Decimal& exponent);

/// The square root, correctly rounded; invalid for negative numbers.
Decimal square_root(const Decimal& a);
/// e^a.
Decimal exponential(const Decimal& a);
/// ln(a); invalid unless a > 0.
Decimal natural_logarithm(const Decimal& a);

}  // namespace jiangbu

template <>
struct std::hash<jiangbu::Decimal> {
  std::size_t operator()(const jiangbu::Decimal& number) const noexcept {
    return number.hash();
  }
};
