// Checked arithmetic and text of Money.
// In: fen, yuan. Out: fen, yuan, text. Never: a rounding that was not asked for.
#include "values/money.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>

namespace jiangbu {

namespace {

struct YuanFen {
  bool negative;
  std::uint64_t yuan;
  unsigned fen;
};

// Works on the unsigned magnitude, since the smallest int64 has no positive counterpart.
YuanFen split(Money money) {
  const bool negative = money.fen < 0;
  const auto bits = static_cast<std::uint64_t>(money.fen);
  const std::uint64_t magnitude = negative ? 0 - bits : bits;
  return {negative, magnitude / 100, static_cast<unsigned>(magnitude % 100)};
}

}  // namespace

std::optional<Money> Money::from_yuan(const Decimal& yuan, RoundingMode mode) {
  const auto fen = (round_to_scale(yuan, 2, mode) * 100).to_int64();
  if (!fen) return std::nullopt;
  return Money{*fen};
}

Decimal Money::to_yuan() const {
  const auto [negative, yuan, rest] = split(*this);
  // Whole yuan keep exponent 0, where arithmetic is fastest.
  if (rest == 0) return Decimal::from_parts(negative, yuan, 0);
  return Decimal::from_parts(negative, Uint128{yuan} * 100 + rest, -2);
}

std::string Money::to_string() const {
  const auto [negative, yuan, rest] = split(*this);
  std::array<char, 32> digits;
  char* const end = digits.data() + digits.size();
  char* begin = end;
  if (rest != 0) {
    *--begin = static_cast<char>('0' + rest % 10);
    *--begin = static_cast<char>('0' + rest / 10);
    *--begin = '.';
  }
  std::uint64_t left = yuan;
  do {
    *--begin = static_cast<char>('0' + left % 10);
  } while ((left /= 10) != 0);
  if (negative) *--begin = '-';
  return {begin, end};
}

std::string Money::format_grouped() const {
  const auto [negative, yuan, rest] = split(*this);
  std::string digits = std::to_string(yuan);
  for (std::size_t end = digits.size(); end > 3; end -= 3) digits.insert(end - 3, 1, ',');
  return fmt::format("{}{}.{:02}", negative ? "-" : "", digits, rest);
}

std::string Money::format_wan() const {
  constexpr std::int32_t fen_per_wan_digits = 6;
  const auto [negative, yuan, rest] = split(*this);
  return Decimal::from_parts(negative, Uint128{yuan} * 100 + rest, -fen_per_wan_digits)
      .to_string();
}

std::optional<Money> add(Money a, Money b) {
  Money sum;
  if (__builtin_add_overflow(a.fen, b.fen, &sum.fen)) return std::nullopt;
  return sum;
}

std::optional<Money> subtract(Money a, Money b) {
  Money difference;
  if (__builtin_sub_overflow(a.fen, b.fen, &difference.fen)) return std::nullopt;
  return difference;
}

}  // namespace jiangbu
