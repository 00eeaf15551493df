// Decimal from and to text and integers.
// In: literals. Out: decimals, plain notation, 64-bit integers, hashes.
// Never: locale, exponent notation on output, rounding.
#include <charconv>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

#include "values/decimal.hpp"
#include "values/wide.hpp"

namespace jiangbu {

namespace {

// Every number of so many digits fits 64 bits.
constexpr int short_digits = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes the longest run of digits off the front of `text`.
std::string_view take_digits(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

// Takes "e-3" off the front of `text`: 0 if there is none, nullopt if it is malformed or
// so large that only zero could survive it.
std::optional<std::int64_t> take_exponent(std::string_view& text) {
  if (text.empty() || (text.front() != 'e' && text.front() != 'E')) return 0;
  text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = take_digits(text);
  std::int32_t magnitude = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude);
  if (error != std::errc{}) return std::nullopt;
  return negative ? -std::int64_t{magnitude} : magnitude;
}

// Collects the digits of a literal; trailing zeros go to the exponent.
struct DigitCollector {
  Uint128 coefficient = 0;
  int digits = 0;                  // of the coefficient
  std::int64_t pending_zeros = 0;  // read, but perhaps trailing

  // False once there are more significant digits than a Decimal has.
  bool append(std::string_view text) {
    for (const char c : text) {
      if (c == '0') {
        if (digits > 0) ++pending_zeros;
        continue;
      }
      if (digits + pending_zeros + 1 > Decimal::max_digits) return false;
      for (; pending_zeros > 0; --pending_zeros, ++digits) coefficient *= 10;
      coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
      ++digits;
    }
    return true;
  }
};

std::string digits_of(Uint128 value) {
  std::string reversed;
  for (; value != 0; value /= 10) {
    reversed.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
  }
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::string_view whole = take_digits(text);
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_digits(text);
    if (fraction.empty()) return std::nullopt;
  } else if (whole.empty()) {
    return std::nullopt;
  }
  const auto written_exponent = take_exponent(text);
  if (!written_exponent || !text.empty()) return std::nullopt;

  DigitCollector collector;
  if (!collector.append(whole) || !collector.append(fraction)) return std::nullopt;
  if (collector.coefficient == 0) return Decimal{};
  std::int64_t exponent = *written_exponent - static_cast<std::int64_t>(fraction.size()) +
                          collector.pending_zeros;
  // Below the smallest exponent digits would be lost.
  if (exponent < min_exponent) return std::nullopt;
  // Integers keep exponent 0, where arithmetic is fastest.
  if (exponent > 0 && collector.digits + exponent <= short_digits) {
    collector.coefficient *= power_of_ten(static_cast<int>(exponent));
    exponent = 0;
  }
  const Decimal value = from_parts(negative, collector.coefficient, exponent);
  return value.is_valid() ? std::optional(value) : std::nullopt;
}

std::string Decimal::to_string() const {
  if (!valid_) return "invalid";
  if (coefficient_ == 0) return "0";
  const Decimal stripped = strip_zeros(*this, 0);
  std::string text = digits_of(stripped.coefficient_);
  if (stripped.exponent_ >= 0) {
    text.append(static_cast<std::size_t>(stripped.exponent_), '0');
  } else {
    const auto places = static_cast<std::size_t>(-stripped.exponent_);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  return negative_ ? "-" + text : text;
}

bool Decimal::is_integer() const {
  return valid_ && strip_zeros(*this, 0).exponent_ >= 0;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (!valid_) return std::nullopt;
  const Decimal stripped = strip_zeros(*this, 0);
  // A coefficient of 1 or more times 10^19 no longer fits.
  if (stripped.exponent_ < 0 || stripped.exponent_ > 18) return std::nullopt;
  constexpr Uint128 limit = std::numeric_limits<std::int64_t>::max();
  Uint128 magnitude = stripped.coefficient_;
  for (int i = 0; i < stripped.exponent_; ++i) {
    if (magnitude > limit) return std::nullopt;
    magnitude *= 10;
  }
  if (magnitude > limit + (negative_ ? 1 : 0)) return std::nullopt;
  const auto bits = static_cast<std::uint64_t>(magnitude);
  return static_cast<std::int64_t>(negative_ ? 0 - bits : bits);
}

std::size_t Decimal::hash() const {
  if (!valid_) return 0;
  const Decimal canonical = strip_zeros(*this, max_exponent);
  std::size_t seed = static_cast<std::size_t>(canonical.exponent_) * 2 + negative_;
  for (const Uint128 half : {canonical.coefficient_, canonical.coefficient_ >> 64}) {
    seed ^= std::hash<std::uint64_t>{}(static_cast<std::uint64_t>(half)) +
            0x9e3779b97f4a7c15U + (seed << 6) + (seed >> 2);
  }
  return seed;
}

}  // namespace jiangbu
