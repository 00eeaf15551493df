// NumberRange: all numbers a figure may still turn out to be.
// In: bounds and other ranges. Out: ranges, and three-valued comparisons.
// Never: why a figure is open (the amount that holds the range keeps the cause).
#pragma once

#include <optional>

#include "values/decimal.hpp"
#include "values/rounding.hpp"
#include "values/truth.hpp"

namespace jiangbu {

/// The closed interval [low, high]; a bound of nullopt is open to infinity.
///
/// Every operation below is inclusion-isotonic: narrower operands never give a wider
/// result, so learning a fact never contradicts an earlier answer. It also contains
/// what the Decimal operation gives for any members of its operands, because decimal
/// rounding is monotone. A bound that cannot be computed (overflow) makes the whole
/// range invalid, and so does an invalid operand; check is_valid() before use.
struct NumberRange {
  std::optional<Decimal> low;
  std::optional<Decimal> high;

  /// The range of one number.
  static NumberRange exact(const Decimal& value) { return {value, value}; }
  /// Any number at all.
  static NumberRange unbounded() { return {}; }
  /// The range that stands for a failed computation.
  static NumberRange invalid() { return exact(Decimal::invalid()); }

  /// Bounds are valid numbers, in order.
  bool is_valid() const;
  /// Valid, and a single number.
  bool is_exact() const;
  /// `value` is a member. False for an invalid range or value.
  bool contains(const Decimal& value) const;
  /// Every member of `other` is a member. False if either is invalid.
  bool contains(const NumberRange& other) const;

  /// Same bounds; both ranges must be valid.
  friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

NumberRange add(const NumberRange& a, const NumberRange& b);
NumberRange subtract(const NumberRange& a, const NumberRange& b);
NumberRange negate(const NumberRange& a);
NumberRange multiply(const NumberRange& a, const NumberRange& b);

/// a / b. Unbounded if `b` contains zero besides other numbers, since the quotient may
/// then be arbitrarily large either way; invalid if `b` is exactly zero.
NumberRange divide(const NumberRange& a, const NumberRange& b);

NumberRange min(const NumberRange& a, const NumberRange& b);
NumberRange max(const NumberRange& a, const NumberRange& b);
NumberRange abs(const NumberRange& a);
NumberRange floor(const NumberRange& a);
NumberRange ceiling(const NumberRange& a);

/// As for Decimal, applied to both bounds: all modes are monotone.
NumberRange round_to_scale(const NumberRange& a, int scale, RoundingMode mode);
NumberRange round_to_multiple(const NumberRange& a, const Decimal& increment,
                              RoundingMode mode);

/// The smallest range that contains both.
NumberRange hull(const NumberRange& a, const NumberRange& b);

/// Yes if it holds for all members of both ranges, no if for none, otherwise unknown.
/// An invalid operand gives unknown.
Truth less(const NumberRange& a, const NumberRange& b);
Truth less_or_equal(const NumberRange& a, const NumberRange& b);
Truth equal(const NumberRange& a, const NumberRange& b);

}  // namespace jiangbu
