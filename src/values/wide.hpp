// Wide: 256-bit intermediates of decimal arithmetic, and the one rounding to 34 digits.
// In: coefficients of exact results, or of results cut off with a sticky digit.
// Out: Decimals. Never: included outside the decimal*.cpp files.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>

#include "values/decimal.hpp"
#include "values/rounded_quotient.hpp"

namespace jiangbu {

/// Fixed width, no allocation. Products of two coefficients have at most 68 digits and
/// the largest shifted operand 72; 256 bits hold 77.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    256, 256, boost::multiprecision::unsigned_magnitude, boost::multiprecision::unchecked,
    void>>;

constexpr int max_power = 38;
constexpr int max_wide_power = 77;

/// 10^n, n in [0, 38].
Uint128 power_of_ten(int n);

/// 10^n, n in [0, 77].
const Wide& wide_power_of_ten(int n);

/// Number of decimal digits, 0 for zero.
int count_digits(const Wide& value);

Uint128 narrow(const Wide& value);

/// (-1)^negative * coefficient * 10^exponent rounded half-even to decimal128's precision
/// and exponent range; invalid on overflow. `coefficient` may end in a sticky digit (a 1
/// standing for any nonzero remainder) provided it has at least 36 digits.
Decimal round_wide(bool negative, const Wide& coefficient, std::int64_t exponent);

/// The same number with its trailing zeros moved into the exponent, as long as that does
/// not exceed `highest_exponent`. Short coefficients keep later operations on fast paths.
Decimal strip_zeros(const Decimal& value, std::int32_t highest_exponent);

}  // namespace jiangbu
