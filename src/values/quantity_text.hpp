// Numbers and money as people write them in facts.
// In: text. Out: Decimal. Never: an expression, a guess.
#pragma once

#include <optional>
#include <string_view>

#include "values/decimal.hpp"

namespace jiangbu {

/// Money as people write it: "3万元", "500", "1.5亿元", "1000 CHF"; a bare number is
/// multiplied by `factor`. The result is in units of the currency ("CNY", "CHF"); nothing
/// if the text is no amount of that currency.
std::optional<Decimal> parse_money(std::string_view text, std::string_view currency,
                                   const Decimal& factor);

/// A number: "12", "-0.5", "70%", "3.8万".
std::optional<Decimal> parse_number(std::string_view text);

}  // namespace jiangbu
