// Amounts and rates as clauses write them: 5-10万元, 最高50万元, 30%-50%, or any
// expression. In: the characters of an amount. Out: a call of `discretion` or `up to`, or
// the expression. Never: reads a plain "5-3" as anything but a subtraction.
#include <algorithm>
#include <array>
#include <utility>

#include "syntax/expression_parser.hpp"
#include "syntax/lexer.hpp"
#include "syntax/parse_expression.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

constexpr std::array range_signs = std::to_array<std::string_view>({
    "至",
    "到",
    "~",
    "～",
    "——",
    "—",
    "–",
    "－",
    "−",
    "-",
});

// Longer words stand before their beginnings.
constexpr std::array upper_bound_words = std::to_array<std::string_view>({
    "最高不超过",
    "最高",
    "最多",
    "不超过",
    "不高于",
    "up to",
    "at most",
});

constexpr std::string_view blanks = " \t\r\n";

// A part of the characters, by offsets.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Part trimmed(std::string_view characters, Part part) {
  while (part.begin < part.end && blanks.find(characters[part.begin]) != blanks.npos) {
    ++part.begin;
  }
  while (part.begin < part.end && blanks.find(characters[part.end - 1]) != blanks.npos) {
    --part.end;
  }
  return part;
}

// The part as a tree when it is one literal: a number or an amount of money.
std::optional<ExpressionSyntax> literal_at(std::string_view characters, Part part,
                                           const SpanOf& span_of) {
  const std::string_view text = characters.substr(part.begin, part.end - part.begin);
  Diagnostics unused;
  const auto tokens = lex_expression(
      text, [](std::size_t, std::size_t) { return Span{}; }, unused);
  if (!tokens || tokens->size() != 2) return std::nullopt;
  const Token& token = tokens->front();
  if (token.kind != TokenKind::number && token.kind != TokenKind::money) {
    return std::nullopt;
  }
  ExpressionSyntax literal;
  literal.kind =
      token.kind == TokenKind::money ? ExpressionKind::money : ExpressionKind::number;
  literal.number = token.number;
  literal.text = token.text;
  literal.span = span_of(part.begin, part.end);
  return literal;
}

// The unit written behind the digits of a literal: "万元" of "10万元".
std::string_view unit_of(std::string_view characters, Part part) {
  const std::size_t digits =
      characters.substr(0, part.end).find_first_not_of("0123456789.eE+", part.begin);
  if (digits == std::string_view::npos) return {};
  const Part unit = trimmed(characters, {digits, part.end});
  return characters.substr(unit.begin, unit.end - unit.begin);
}

// `5-10万元` means 5万元 to 10万元; `5万-10万元` has its own power of ten, not a
// currency.
void take_unit_of(ExpressionSyntax& low, bool has_own_unit, const ExpressionSyntax& high,
                  std::string_view high_unit) {
  if (low.kind == ExpressionKind::money) return;
  low.kind = ExpressionKind::money;
  low.text = high.text;
  const NumberUnit* unit = find_number_unit(high_unit);
  if (unit && !has_own_unit) low.number = scale_by_ten(low.number, unit->power_of_ten);
}

struct AmountRange {
  ExpressionSyntax low;
  ExpressionSyntax high;
};

// Reports what is wrong with the range; false when something is.
bool check_range(const AmountRange& range, Span span, Diagnostics& diagnostics) {
  const auto& [low, high] = range;
  if (low.text != high.text) {
    diagnostics.error(Code::syntax_amount_currencies, span, {low.text, high.text})
        .help = {"两端用同一种货币", "use one currency for both ends"};
    return false;
  }
  if (!low.number.is_valid()) {
    diagnostics.error(Code::syntax_number_too_long, low.span);
    return false;
  }
  if (low.number <= high.number) return true;
  diagnostics.error(Code::syntax_amount_range, span, {to_text(low), to_text(high)}).help =
      {"先写下限，两端都写单位；相减时加括号：(10万元 - 5万元)",
       "write the lower end first, each end with its unit; a difference stands in "
       "parentheses: (10万元 - 5万元)"};
  return false;
}

ExpressionSyntax discretion(AmountRange range, Span span, Span sign) {
  ExpressionSyntax call;
  call.kind = ExpressionKind::call;
  call.text = "discretion";
  call.span = span;
  call.text_span = sign;
  call.operands.push_back(std::move(range.low));
  call.operands.push_back(std::move(range.high));
  return call;
}

// What reading one of the special forms came to.
struct Attempt {
  bool is_form = false;  // otherwise the text is an expression
  std::optional<ExpressionSyntax> tree;
};

// Reads `30%-50%`: both ends are shares, of which the first may lack its sign.
Attempt read_shares(std::string_view characters, AmountRange range, Part low, Part high,
                    const SpanOf& span_of, Diagnostics& diagnostics) {
  const Span span = span_of(low.begin, high.end);
  const auto is_share = [&](Part part) { return characters[part.end - 1] == '%'; };
  if (!is_share(high)) {
    diagnostics.error(Code::syntax_amount_without_unit, span).help = {
        "写上百分号，如 30%-50%", "write the percent sign, as in 30%-50%"};
    return {true, std::nullopt};
  }
  if (!is_share(low)) range.low.number = scale_by_ten(range.low.number, -2);
  // Judged as one figure with its sign, should it be above 300%.
  range.low.span = range.high.span = span;
  if (!check_range(range, span, diagnostics)) return {true, std::nullopt};
  return {true, discretion(std::move(range), span, span)};
}

// Reads `low sign high`, where `sign` stands at `at`.
Attempt read_range(std::string_view characters, Part sign, bool rates,
                   const SpanOf& span_of, Diagnostics& diagnostics) {
  const Part low_part = trimmed(characters, {0, sign.begin});
  const Part high_part = trimmed(characters, {sign.end, characters.size()});
  auto low = literal_at(characters, low_part, span_of);
  auto high = literal_at(characters, high_part, span_of);
  if (!low || !high) return {};
  const Span span = span_of(low_part.begin, high_part.end);
  const bool has_money =
      low->kind == ExpressionKind::money || high->kind == ExpressionKind::money;
  if (rates && !has_money) {
    return read_shares(characters, {std::move(*low), std::move(*high)}, low_part,
                       high_part, span_of, diagnostics);
  }
  if (high->kind != ExpressionKind::money) {
    // With a minus this may be a subtraction; the other signs can only mean a range.
    if (characters.substr(sign.begin, sign.end - sign.begin) == "-") return {};
    Diagnostic& error = diagnostics.error(Code::syntax_amount_without_unit, span);
    error.help = {"写上单位，如 5-10万元", "write the unit, as in 5-10万元"};
    if (characters[high_part.end - 1] == '%') {
      const std::string range(
          characters.substr(low_part.begin, high_part.end - low_part.begin));
      error.help = {"写明是什么的百分之几：{percent: " + range + ", of: …}",
                    "say of what: {percent: " + range + ", of: …}"};
    }
    return {true, std::nullopt};
  }
  const bool has_own_unit = !unit_of(characters, low_part).empty();
  take_unit_of(*low, has_own_unit, *high, unit_of(characters, high_part));
  AmountRange range{std::move(*low), std::move(*high)};
  if (!check_range(range, span, diagnostics)) return {true, std::nullopt};
  return {true, discretion(std::move(range), span, span_of(sign.begin, sign.end))};
}

Attempt try_range(std::string_view characters, bool rates, const SpanOf& span_of,
                  Diagnostics& diagnostics) {
  for (const std::string_view sign : range_signs) {
    const std::size_t found = characters.find(sign);
    if (found == std::string_view::npos) continue;
    const Part place{found, found + sign.size()};
    Attempt attempt = read_range(characters, place, rates, span_of, diagnostics);
    if (attempt.is_form) return attempt;
  }
  return {};
}

// Length of the word for an upper bound the text begins with, or 0. 最高限额 is a name,
// and up to(…) a call.
std::size_t upper_bound_length(std::string_view text) {
  for (const std::string_view word : upper_bound_words) {
    const std::size_t length = word.find(' ') == word.npos
                                   ? (text.starts_with(word) ? word.size() : 0)
                                   : match_spaced_name(text, 0, word);
    if (length == 0 || length >= text.size()) continue;
    const char after = text[length];
    const bool is_digit = (after >= '0' && after <= '9') || after == '.';
    const bool is_chinese = static_cast<unsigned char>(word[0]) >= 0x80;
    if (blanks.find(after) != blanks.npos || is_digit || (is_chinese && after == '(')) {
      return length;
    }
  }
  return 0;
}

Attempt try_upper_bound(std::string_view characters, const SpanOf& span_of,
                        Diagnostics& diagnostics) {
  const Part whole = trimmed(characters, {0, characters.size()});
  const std::string_view text = characters.substr(whole.begin, whole.end - whole.begin);
  const std::size_t length = upper_bound_length(text);
  if (length == 0) return {};
  const std::size_t shift = whole.begin + length;
  const SpanOf shifted = [&](std::size_t begin, std::size_t end) {
    return span_of(begin + shift, end + shift);
  };
  auto bound = parse_expression(text.substr(length), shifted, diagnostics);
  if (!bound) return {true, std::nullopt};
  ExpressionSyntax call;
  call.kind = ExpressionKind::call;
  call.text = "up to";
  call.text_span = span_of(whole.begin, shift);
  call.span = span_of(whole.begin, whole.end);
  call.operands.push_back(std::move(*bound));
  return {true, std::move(call)};
}

std::optional<ExpressionSyntax> parse_form(std::string_view characters, bool rates,
                                           const SpanOf& span_of,
                                           Diagnostics& diagnostics) {
  Attempt attempt = try_range(characters, rates, span_of, diagnostics);
  if (!attempt.is_form) attempt = try_upper_bound(characters, span_of, diagnostics);
  if (attempt.is_form) return std::move(attempt.tree);
  return parse_expression(characters, span_of, diagnostics);
}

}  // namespace

std::optional<ExpressionSyntax> parse_amount(std::string_view characters,
                                             const SpanOf& span_of,
                                             Diagnostics& diagnostics) {
  return parse_form(characters, false, span_of, diagnostics);
}

std::optional<ExpressionSyntax> parse_rate(std::string_view characters,
                                           const SpanOf& span_of,
                                           Diagnostics& diagnostics) {
  return parse_form(characters, true, span_of, diagnostics);
}

}  // namespace jiangbu
