// Interval arithmetic of NumberRange.
// In: ranges. Out: ranges and truths.
// Never: narrows a range by anything but its operands.
#include "values/range.hpp"

#include <algorithm>
#include <array>

namespace jiangbu {

namespace {

// A bound with its infinities as values, so that products need no case per open side.
struct Bound {
  int infinity = 0;  // -1, 0 (a number), +1
  Decimal value;

  bool is_valid() const { return infinity != 0 || value.is_valid(); }
  int sign() const {
    if (infinity != 0) return infinity;
    return value.is_zero() ? 0 : value.is_negative() ? -1 : 1;
  }
};

Bound low_bound(const NumberRange& a) { return a.low ? Bound{0, *a.low} : Bound{-1, {}}; }

Bound high_bound(const NumberRange& a) {
  return a.high ? Bound{0, *a.high} : Bound{1, {}};
}

bool is_less(const Bound& a, const Bound& b) {
  if (a.infinity != b.infinity) return a.infinity < b.infinity;
  return a.infinity == 0 && a.value < b.value;
}

std::optional<Decimal> to_side(const Bound& bound) {
  return bound.infinity == 0 ? std::optional(bound.value) : std::nullopt;
}

// 0 * infinity is 0: an open side stands for arbitrarily large numbers, none of which
// makes a product with zero anything but zero.
Bound multiply_bounds(const Bound& a, const Bound& b) {
  const int sign = a.sign() * b.sign();
  if (sign == 0) return {};
  if (a.infinity != 0 || b.infinity != 0) return {sign, {}};
  return {0, a.value * b.value};
}

// Requires b to be on one side of zero. What is divided by ever larger numbers tends to
// 0.
Bound divide_bounds(const Bound& a, const Bound& b) {
  if (b.infinity != 0) return {};
  if (a.infinity != 0) return {a.infinity * b.sign(), {}};
  return {0, a.value / b.value};
}

// The range itself if all its bounds could be computed.
NumberRange checked(const NumberRange& a) {
  return a.is_valid() ? a : NumberRange::invalid();
}

// The range spanned by an operation's results at all corners, for an operation that is
// monotone in each operand.
template <typename Operation>
NumberRange span_corners(const NumberRange& a, const NumberRange& b,
                         Operation operation) {
  if (a.is_exact() && b.is_exact()) {
    return checked(NumberRange::exact(operation(low_bound(a), low_bound(b)).value));
  }
  const std::array<Bound, 4> corners = {
      operation(low_bound(a), low_bound(b)), operation(low_bound(a), high_bound(b)),
      operation(high_bound(a), low_bound(b)), operation(high_bound(a), high_bound(b))};
  if (!std::all_of(corners.begin(), corners.end(),
                   [](const Bound& corner) { return corner.is_valid(); })) {
    return NumberRange::invalid();
  }
  const auto [least, greatest] =
      std::minmax_element(corners.begin(), corners.end(), is_less);
  return {to_side(*least), to_side(*greatest)};
}

bool are_valid(const NumberRange& a, const NumberRange& b) {
  return a.is_valid() && b.is_valid();
}

// Applies a monotone function to both bounds.
template <typename Function>
NumberRange map_bounds(const NumberRange& a, Function function) {
  if (!a.is_valid()) return NumberRange::invalid();
  NumberRange result;
  if (a.low) result.low = function(*a.low);
  if (a.high) result.high = function(*a.high);
  return checked(result);
}

}  // namespace

bool NumberRange::is_valid() const {
  if ((low && !low->is_valid()) || (high && !high->is_valid())) return false;
  return !low || !high || *low <= *high;
}

bool NumberRange::is_exact() const {
  return low && high && low->is_valid() && high->is_valid() && *low == *high;
}

bool NumberRange::contains(const Decimal& value) const { return contains(exact(value)); }

bool NumberRange::contains(const NumberRange& other) const {
  return is_valid() && other.is_valid() && !is_less(low_bound(other), low_bound(*this)) &&
         !is_less(high_bound(*this), high_bound(other));
}

NumberRange add(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return NumberRange::invalid();
  NumberRange result;
  if (a.low && b.low) result.low = *a.low + *b.low;
  if (a.high && b.high) result.high = *a.high + *b.high;
  return checked(result);
}

NumberRange subtract(const NumberRange& a, const NumberRange& b) {
  return add(a, negate(b));
}

NumberRange negate(const NumberRange& a) {
  if (!a.is_valid()) return NumberRange::invalid();
  NumberRange result;
  if (a.high) result.low = -*a.high;
  if (a.low) result.high = -*a.low;
  return result;
}

NumberRange multiply(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return NumberRange::invalid();
  return span_corners(a, b, multiply_bounds);
}

NumberRange divide(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return NumberRange::invalid();
  if (b.contains(0)) {
    return b.is_exact() ? NumberRange::invalid() : NumberRange::unbounded();
  }
  return span_corners(a, b, divide_bounds);
}

NumberRange min(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return NumberRange::invalid();
  return {to_side(std::min(low_bound(a), low_bound(b), is_less)),
          to_side(std::min(high_bound(a), high_bound(b), is_less))};
}

NumberRange max(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return NumberRange::invalid();
  return {to_side(std::max(low_bound(a), low_bound(b), is_less)),
          to_side(std::max(high_bound(a), high_bound(b), is_less))};
}

NumberRange abs(const NumberRange& a) {
  return max(max(a, negate(a)), NumberRange::exact(0));
}

NumberRange floor(const NumberRange& a) {
  return map_bounds(a, [](const Decimal& value) { return floor(value); });
}

NumberRange ceiling(const NumberRange& a) {
  return map_bounds(a, [](const Decimal& value) { return ceiling(value); });
}

NumberRange round_to_scale(const NumberRange& a, int scale, RoundingMode mode) {
  return map_bounds(
      a, [&](const Decimal& value) { return round_to_scale(value, scale, mode); });
}

NumberRange round_to_multiple(const NumberRange& a, const Decimal& increment,
                              RoundingMode mode) {
  return map_bounds(
      a, [&](const Decimal& value) { return round_to_multiple(value, increment, mode); });
}

NumberRange hull(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return NumberRange::invalid();
  return {to_side(std::min(low_bound(a), low_bound(b), is_less)),
          to_side(std::max(high_bound(a), high_bound(b), is_less))};
}

Truth less(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return Truth::unknown;
  if (a.high && b.low && *a.high < *b.low) return Truth::yes;
  if (a.low && b.high && *a.low >= *b.high) return Truth::no;
  return Truth::unknown;
}

Truth less_or_equal(const NumberRange& a, const NumberRange& b) {
  return not_(less(b, a));
}

Truth equal(const NumberRange& a, const NumberRange& b) {
  if (!are_valid(a, b)) return Truth::unknown;
  if (a.is_exact() && b.is_exact()) return truth_from(*a.low == *b.low);
  const bool apart = less(a, b) == Truth::yes || less(b, a) == Truth::yes;
  return apart ? Truth::no : Truth::unknown;
}

}  // namespace jiangbu
