// Powers, roots, exponentials and logarithms of Decimals.
// In: decimals. Out: decimals of 34 digits, worked out with 100 and rounded once.
// Never: binary floating point.
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <ios>
#include <string>

#include "values/decimal.hpp"
#include "values/wide.hpp"

namespace jiangbu {

namespace {

using Real = boost::multiprecision::cpp_dec_float_100;

// e^x overflows above 14149.4 and is below half the smallest decimal under -14221.
constexpr int exponential_bound = 14250;

// Up to this, integer powers are multiplied out, which is exact where 100 digits suffice.
constexpr std::int64_t max_multiplied_power = 1'000'000;

Real to_real(const Decimal& a) {
  // Plain notation of extreme exponents would be thousands of digits long.
  const Decimal coefficient = Decimal::from_parts(a.is_negative(), a.coefficient(), 0);
  return Real(coefficient.to_string() + "e" + std::to_string(a.exponent()));
}

// Rounds to 70 digits first, which removes the noise of the last of Real's digits; then
// exact results (2 to the -49th) meet the half-even rule as exact.
Decimal from_real(const Real& value) {
  constexpr int shown_digits = 70;
  if (!isfinite(value)) return Decimal::invalid();
  if (value.is_zero()) return {};
  std::string text = value.str(shown_digits - 1, std::ios::scientific);
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  const std::size_t mark = text.find('e');
  const int exponent = std::stoi(text.substr(mark + 1));
  text.resize(mark);
  text.erase(text.find('.'), 1);
  const auto fraction_digits = static_cast<int>(text.size()) - 1;
  text.erase(0, text.find_first_not_of('0'));  // a leading 0 would mean octal
  return strip_zeros(round_wide(negative, Wide(text), exponent - fraction_digits), 0);
}

Decimal exponential_of(const Real& x) {
  if (x > exponential_bound) return Decimal::invalid();
  if (x < -exponential_bound) return {};
  return from_real(exp(x));
}

// base^exponent for an integer exponent and a base other than 0.
Decimal integer_power(const Decimal& base, const Decimal& exponent) {
  const bool odd = !modulo(exponent, 2).is_zero();
  const Real magnitude = to_real(abs(base));
  const Real scaled_log = to_real(exponent) * log(magnitude);
  if (abs(scaled_log) > exponential_bound) {
    return scaled_log > 0 ? Decimal::invalid() : Decimal{};
  }
  const auto whole = exponent.to_int64();
  const bool multiplied =
      whole && *whole <= max_multiplied_power && *whole >= -max_multiplied_power;
  const Decimal result = multiplied ? from_real(pow(magnitude, static_cast<int>(*whole)))
                                    : exponential_of(scaled_log);
  return base.is_negative() && odd ? -result : result;
}

}  // namespace

Decimal power(const Decimal& base, const Decimal& exponent) {
  if (!base.is_valid() || !exponent.is_valid()) return Decimal::invalid();
  if (exponent.is_zero()) return 1;
  if (base.is_zero()) return exponent.is_negative() ? Decimal::invalid() : Decimal{};
  if (exponent.is_integer()) return integer_power(base, exponent);
  if (base.is_negative()) return Decimal::invalid();
  if (exponent == Decimal::from_parts(false, 5, -1)) return square_root(base);
  return exponential_of(to_real(exponent) * log(to_real(base)));
}

Decimal square_root(const Decimal& a) {
  if (!a.is_valid() || a.is_negative()) return Decimal::invalid();
  if (a.is_zero()) return {};
  const Wide coefficient(a.coefficient());
  // 71 or 72 digits have a root of 36; the exponent must be even to be halved.
  int shift = 72 - count_digits(coefficient);
  if ((a.exponent() - shift) % 2 != 0) --shift;
  const int exponent = (a.exponent() - shift) / 2;
  Wide remainder;
  const Wide root = boost::multiprecision::sqrt(
      Wide(coefficient * wide_power_of_ten(shift)), remainder);
  if (!remainder.is_zero()) return round_wide(false, root * 10 + 1, exponent - 1);
  return strip_zeros(round_wide(false, root, exponent), a.exponent() / 2);
}

Decimal exponential(const Decimal& a) {
  if (!a.is_valid()) return Decimal::invalid();
  return a.is_zero() ? Decimal(1) : exponential_of(to_real(a));
}

Decimal natural_logarithm(const Decimal& a) {
  if (!a.is_valid() || a.is_negative() || a.is_zero()) return Decimal::invalid();
  return a == 1 ? Decimal{} : from_real(log(to_real(a)));
}

}  // namespace jiangbu
