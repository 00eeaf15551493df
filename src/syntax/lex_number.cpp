// Numbers as the lexer reads them: 12, .5, 1e6, 70%, 3.8万, 3万元, 1000 CHF.
// In: characters at a digit. Out: a number or money token, or an error.
#include <algorithm>
#include <array>
#include <utility>

#include "syntax/lexer.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii(std::string_view word) {
  return std::ranges::all_of(word,
                             [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What clauses write behind an amount, and the comparison that says the same. The law
// includes the figure itself in 以上, 以下 and 以内.
std::string_view comparison_for_suffix(std::string_view suffix) {
  if (suffix == "以上" || suffix == "及以上" || suffix == "起") return ">=";
  if (suffix == "以下" || suffix == "及以下" || suffix == "以内") return "<=";
  return {};
}

// The ISO code for a currency's Chinese name; empty if it is none.
std::string_view currency_named(std::string_view word) {
  constexpr std::array names =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"美元", "USD"},
                                                                    {"欧元", "EUR"},
                                                                    {"港元", "HKD"},
                                                                    {"港币", "HKD"},
                                                                    {"日元", "JPY"},
                                                                    {"英镑", "GBP"},
                                                                    {"瑞士法郎", "CHF"},
                                                                    {"新加坡元", "SGD"}});
  const auto found =
      std::ranges::find(names, word, [](const auto& name) { return name.first; });
  return found == names.end() ? std::string_view{} : found->second;
}

}  // namespace

void Lexer::read_digits() {
  while (is_digit(peek())) ++position_;
}

void Lexer::read_exponent() {
  if (peek() != 'e' && peek() != 'E') return;
  const bool is_signed = peek(1) == '+' || peek(1) == '-';
  if (!is_digit(peek(is_signed ? 2 : 1))) return;
  position_ += is_signed ? 2 : 1;
  read_digits();
}

void Lexer::read_number() {
  const std::size_t begin = position_;
  read_digits();
  if (reject_grouped_digits(begin)) return;
  if (peek() == '.' && peek(1) != '.') {
    ++position_;
    if (!is_digit(peek())) {
      error(Code::syntax_malformed_number, begin, position_,
            {std::string(slice(begin, position_))})
          .help = {"小数点后必须有数字", "digits must follow the decimal point"};
      return;
    }
    read_digits();
  }
  read_exponent();
  std::string digits(slice(begin, position_));
  std::erase(digits, '+');
  const std::optional<Decimal> value = Decimal::parse(digits);
  if (!value) return reject_long_number(begin);
  read_unit(begin, *value);
}

// Whether "1,000" stands here. It is an error even where it could be two arguments: the
// two readings differ by a factor of a thousand, so the author has to say which.
bool Lexer::reject_grouped_digits(std::size_t begin) {
  if (position_ - begin > 3 || position_ == begin) return false;
  const auto is_group = [&] {
    return peek() == ',' && is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) &&
           !is_digit(peek(4));
  };
  if (!is_group()) return false;
  while (is_group()) position_ += 4;
  const std::string written(slice(begin, position_));
  std::string joined = written;
  std::erase(joined, ',');
  std::string separate;
  for (const char c : written)
    separate += c == ',' ? std::string(", ") : std::string(1, c);
  error(Code::syntax_grouped_digits, begin, position_, {written}).help = {
      "一个数写作 " + joined + "；几个数要在逗号后空一格：" + separate,
      "write one number as " + joined + ", several numbers with blanks as " + separate};
  // The rest of the number is not to be reported once more.
  if (peek() == '.' && is_digit(peek(1))) ++position_;
  read_digits();
  return true;
}

// Begins behind the digits that started at `begin`; ends the token.
void Lexer::read_unit(std::size_t begin, const Decimal& value) {
  if (peek() == '%') {
    ++position_;
    return add_figure(TokenKind::number, begin, "", scale_by_ten(value, -2));
  }
  const std::size_t digits_end = position_;
  const std::size_t word_begin =
      std::min(characters_.find_first_not_of(" \t\r\n", position_), characters_.size());
  position_ = word_begin;
  skip_name_characters();
  const std::string_view word = slice(word_begin, position_);
  if (const NumberUnit* unit = find_number_unit(word)) {
    const Decimal scaled = scale_by_ten(value, unit->power_of_ten);
    if (unit->is_money) return add_figure(TokenKind::money, begin, "CNY", scaled);
    if (read_currency(begin, position_, scaled)) return;
    return add_figure(TokenKind::number, begin, "", scaled);
  }
  if (read_currency(begin, digits_end, value)) return;
  // A word of its own behind a number may be an operator; what is joined to the digits,
  // and what is Chinese, can only be meant as a unit.
  const bool is_joined = word_begin == digits_end && !word.empty();
  if (is_joined || (!is_ascii(word) && feel_word_instead_of(word).empty())) {
    return reject_unit(begin, word_begin);
  }
  position_ = digits_end;
  add_figure(TokenKind::number, begin, "", value);
}

// Adds the token, unless scaling made its value too large or too small.
void Lexer::add_figure(TokenKind kind, std::size_t begin, std::string text,
                       const Decimal& value) {
  if (!value.is_valid()) return reject_long_number(begin);
  add_token(kind, begin, std::move(text)).number = value;
}

void Lexer::reject_long_number(std::size_t begin) {
  error(Code::syntax_number_too_long, begin, position_).help = {
      "最多 34 位有效数字，指数在 ±6000 以内",
      "at most 34 significant digits, and exponents within ±6000"};
}

// Reads "CHF" behind blanks at `word_begin`; leaves the position alone when it is not
// there.
bool Lexer::read_currency(std::size_t begin, std::size_t word_begin,
                          const Decimal& value) {
  const std::size_t code = characters_.find_first_not_of(" \t\r\n", word_begin);
  if (code == std::string_view::npos) return false;
  const std::string_view word = characters_.substr(code, 3);
  if (!is_currency_code(word) || match_spaced_name(characters_, code, word) == 0) {
    return false;
  }
  position_ = code + word.size();
  add_figure(TokenKind::money, begin, std::string(word), value);
  return true;
}

void Lexer::reject_unit(std::size_t begin, std::size_t word_begin) {
  const std::string word(slice(word_begin, position_));
  Diagnostic& found = error(Code::syntax_unknown_unit, word_begin, position_, {word});
  if (word.starts_with('_')) {
    found.help = {"数字里不能有下划线", "a number holds no underscores"};
    return;
  }
  const NumberUnit* const prefix = find_unit_prefix(word);
  const std::string_view scale = prefix && !prefix->is_money ? prefix->word : "";
  const std::string_view currency =
      currency_named(std::string_view(word).substr(scale.size()));
  if (!currency.empty()) {
    const std::string right = std::string(slice(begin, word_begin)) + std::string(scale) +
                              " " + std::string(currency);
    found.help = {"外币写作 " + right, "write foreign money as " + right};
    return;
  }
  if (const NumberUnit* unit = prefix) {
    const std::string_view sign =
        comparison_for_suffix(std::string_view(word).substr(unit->word.size()));
    if (!sign.empty()) {
      const std::string amount(slice(begin, word_begin + unit->word.size()));
      const std::string right = std::string(sign) + " " + amount;
      found.help = {"写成比较：" + right, "write a comparison: " + right};
      return;
    }
  }
  found.help = {
      "数字后可写：%、元、千元、万元、百万元、千万元、亿元、千、万、百万、千万、亿，"
      "外币写 ISO 代码，如 1000 USD",
      "a number may be followed by %, 元 (yuan), 千元, 万元, 百万元, 千万元, 亿元, 千, "
      "万, "
      "百万, 千万, 亿, or an ISO currency code as in 1000 USD"};
}

}  // namespace jiangbu
