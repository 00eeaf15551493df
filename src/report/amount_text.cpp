// Amounts as people write them; see amount_text.hpp.
#include "report/amount_text.hpp"

namespace jiangbu {

namespace {

constexpr std::int64_t fen_per_100_yuan = 100 * 100;
constexpr std::int64_t fen_per_wan = 10'000 * 100;

/// A number and the unit behind it, apart, so that a range can name the unit once.
struct DigitsWithUnit {
  std::string number;
  std::string unit;  ///< "万", or "" for yuan
};

/// Plain decimal text with commas between groups of three before the point.
std::string group_digits(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(number.find('.'), number.size());
  for (std::size_t end = point; end > first + 3; end -= 3) number.insert(end - 3, 1, ',');
  return number;
}

DigitsWithUnit figure(Money money, Language language) {
  const bool large = money.fen >= fen_per_wan || money.fen <= -fen_per_wan;
  if (language == Language::zh && large && money.fen % fen_per_100_yuan == 0) {
    return {group_digits(money.format_wan()), "万"};
  }
  return {group_digits(money.to_string()), ""};
}

}  // namespace

std::string amount_text(Money money, const Wording& say) {
  const DigitsWithUnit shown = figure(money, say.language());
  if (say.language() == Language::en) return "CNY " + shown.number;
  return shown.number + shown.unit + "元";
}

std::string amount_text(const AmountRange& range, const Wording& say) {
  if (!range.high) {
    if (range.low == Money{}) return say(Word::amount_any);
    return say(Word::amount_from, amount_text(range.low, say));
  }
  if (range.is_exact()) return amount_text(range.low, say);
  const DigitsWithUnit low = figure(range.low, say.language());
  const DigitsWithUnit high = figure(*range.high, say.language());
  if (say.language() == Language::en) return "CNY " + low.number + "–" + high.number;
  // "5,000元–10万元": where the units differ, each end carries its own.
  const bool same_unit = low.unit == high.unit || range.low == Money{};
  return low.number + low.unit + (same_unit ? "–" : "元–") + high.number + high.unit +
         "元";
}

std::string gain_text(const AmountRange& gain, const Wording& say) {
  if (!gain.high && gain.low == Money{}) return say(Word::gain_open);
  const std::string text = amount_text(gain, say);
  return gain.low < Money{} || !gain.high ? text : "+" + text;
}

}  // namespace jiangbu
