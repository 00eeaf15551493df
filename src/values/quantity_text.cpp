#include "values/quantity_text.hpp"

#include <array>

namespace jiangbu {

namespace {

struct Multiplier {
  std::string_view suffix;
  std::int64_t factor;
};

// Longest suffix first.
constexpr std::array<Multiplier, 6> money_units{{{"百万元", 1'000'000},
                                                 {"千万元", 10'000'000},
                                                 {"万元", 10'000},
                                                 {"亿元", 100'000'000},
                                                 {"千元", 1'000},
                                                 {"元", 1}}};
constexpr std::array<Multiplier, 2> number_units{{{"万", 10'000}, {"亿", 100'000'000}}};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <typename Units>
std::optional<Decimal> with_unit(std::string_view text, const Units& units) {
  for (const Multiplier& unit : units) {
    if (!text.ends_with(unit.suffix)) continue;
    const auto number =
        Decimal::parse(trim(text.substr(0, text.size() - unit.suffix.size())));
    if (!number) return std::nullopt;
    return *number * Decimal(unit.factor);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Decimal> parse_number(std::string_view text) {
  text = trim(text);
  if (text.ends_with('%')) {
    const auto number = Decimal::parse(trim(text.substr(0, text.size() - 1)));
    if (!number) return std::nullopt;
    return *number / Decimal(100);
  }
  if (auto plain = Decimal::parse(text)) return plain;
  return with_unit(text, number_units);
}

std::optional<Decimal> parse_money(std::string_view text, std::string_view currency,
                                   const Decimal& factor) {
  text = trim(text);
  if (auto plain = Decimal::parse(text)) return *plain * factor;
  if (currency == "CNY") return with_unit(text, money_units);
  if (!text.ends_with(currency)) return std::nullopt;
  return Decimal::parse(trim(text.substr(0, text.size() - currency.size())));
}

}  // namespace jiangbu
