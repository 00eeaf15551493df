// A literal for exact decimals in tests: "1.1"_d.
// In: literal text. Out: a Decimal. Never: a rounded one.
#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

#include "values/decimal.hpp"

namespace jiangbu {

/// Throws std::bad_optional_access on text that is not a literal.
inline Decimal operator""_d(const char* text, std::size_t length) {
  return Decimal::parse(std::string_view(text, length)).value();
}

/// Lets failed assertions show the number.
inline std::ostream& operator<<(std::ostream& out, const Decimal& number) {
  return out << number.to_string();
}

}  // namespace jiangbu
