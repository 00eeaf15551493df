// Money: an amount in whole fen.
// In: fen, or yuan as a Decimal with a named rounding mode. Out: fen, Decimal, text.
// Never: a currency (types carry it elsewhere), a fraction of a fen, a wrapped overflow.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "values/decimal.hpp"
#include "values/rounding.hpp"

namespace jiangbu {

/// An amount in fen, the hundredth part of the currency's unit (yuan). May be negative.
struct Money {
  std::int64_t fen = 0;

  friend constexpr auto operator<=>(const Money&, const Money&) = default;

  /// `yuan` rounded to the fen. Nullopt if the number is invalid or too large.
  static std::optional<Money> from_yuan(const Decimal& yuan, RoundingMode mode);

  /// The amount in yuan, exactly.
  Decimal to_yuan() const;

  /// Yuan with two decimals, or none if the fen are zero: "12345.67", "0.50", "12345".
  std::string to_string() const;

  /// Yuan with thousands separators and always two decimals: "1,234,567.80".
  std::string format_grouped() const;

  /// The amount in 万元 (10 000 yuan), exactly, without the unit: "3", "1.25".
  std::string format_wan() const;
};

/// a + b, or nullopt if it does not fit 64 bits.
std::optional<Money> add(Money a, Money b);

/// a - b, or nullopt if it does not fit 64 bits.
std::optional<Money> subtract(Money a, Money b);

}  // namespace jiangbu
