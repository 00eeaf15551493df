// See lexer.hpp. Words, symbols and everything that is written differently in FEEL than
// people type it; numbers are in lex_number.cpp, quoted text in lex_text.cpp.
#include "syntax/lexer.hpp"

#include <algorithm>
#include <array>

#include "syntax/words.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t length_limit = 64 * 1024;

// So many errors say enough about one expression; more would only cost time.
constexpr std::size_t error_limit = 20;

// Longer symbols stand before their beginnings.
constexpr std::array symbols = std::to_array<std::string_view>({
    "**", "..", "!=", "<=", ">=", "+", "-", "*", "/", "=", "<",
    ">",  "(",  ")",  "[",  "]",  "{", "}", ",", ":", ".",
});

// Operators of other languages. Only what can never be right FEEL: "=>" and "=<" too.
constexpr std::array foreign_operators = std::to_array<std::string_view>({
    "===",
    "==",
    "=>",
    "=<",
    "<>",
    "&&",
    "||",
    "&",
    "|",
    "^",
    ";",
});

struct QuotePair {
  std::string_view opening;
  std::string_view closing;
};

constexpr std::array foreign_quotes = std::to_array<QuotePair>({
    {"'", "'"},
    {"“", "”"},
    {"‘", "’"},
    {"「", "」"},
    {"”", "”"},
    {"’", "’"},
    {"＂", "＂"},
});

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::vector<Token>> lex_expression(std::string_view characters,
                                                 const SpanOf& span_of,
                                                 Diagnostics& diagnostics) {
  return Lexer(characters, span_of, diagnostics).run();
}

std::optional<std::vector<Token>> Lexer::run() {
  if (characters_.size() > length_limit) {
    error(Code::syntax_expression_too_long, 0, characters_.size(),
          {std::to_string(characters_.size()), std::to_string(length_limit)})
        .help = {"把它拆成几个有名称的部分", "split it into parts with names"};
    return std::nullopt;
  }
  skip_blanks();
  while (!at_end() && error_count_ < error_limit) {
    read_token();
    skip_blanks();
  }
  reject_joined_figures();
  if (error_count_ > 0) return std::nullopt;
  add_token(TokenKind::end, characters_.size(), "");
  return std::move(tokens_);
}

char Lexer::peek(std::size_t ahead) const {
  const std::size_t offset = position_ + ahead;
  return offset < characters_.size() ? characters_[offset] : '\0';
}

bool Lexer::starts_with(std::string_view text) const {
  return characters_.substr(position_).starts_with(text);
}

std::string_view Lexer::slice(std::size_t begin, std::size_t end) const {
  return characters_.substr(begin, end - begin);
}

Token& Lexer::add_token(TokenKind kind, std::size_t begin, std::string text) {
  tokens_.push_back({kind, begin, position_, std::move(text), {}});
  return tokens_.back();
}

Diagnostic& Lexer::error(Code code, std::size_t begin, std::size_t end,
                         std::vector<std::string> arguments) {
  ++error_count_;
  return diagnostics_.error(code, span_of_(begin, end), std::move(arguments));
}

void Lexer::skip_blanks() {
  while (!at_end()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++position_;
    } else if (starts_with("//")) {
      skip_comment("//", "\n");
    } else if (starts_with("/*")) {
      skip_comment("/*", "*/");
    } else {
      return;
    }
  }
}

void Lexer::skip_comment(std::string_view opening, std::string_view closing) {
  const std::size_t begin = position_;
  const std::size_t found = characters_.find(closing, begin + opening.size());
  const bool is_closed = found != std::string_view::npos;
  position_ = is_closed ? found + closing.size() : characters_.size();
  if (!is_closed && opening == "/*") {
    error(Code::syntax_comment_not_closed, begin, begin + opening.size()).help = {
        "在注释末尾写 */", "close the comment with */"};
  }
}

void Lexer::read_token() {
  const std::size_t begin = position_;
  const char c = peek();
  const bool is_fraction = c == '.' && is_digit(peek(1));
  if (is_digit(c) || is_fraction) return read_number();
  if (c == '"') return read_text(TokenKind::text, begin);
  if (c == '@' && peek(1) == '"') {
    ++position_;
    return read_text(TokenKind::at_literal, begin);
  }
  if (is_name_start(decode_utf8(characters_, position_).code_point)) return read_word();
  if (read_foreign_operator() || read_symbol() || read_foreign_quotes() ||
      read_foreign_punctuation()) {
    return;
  }
  reject_character();
}

void Lexer::skip_name_characters() {
  while (!at_end()) {
    const DecodedCharacter character = decode_utf8(characters_, position_);
    if (!is_name_character(character.code_point)) return;
    position_ += character.length;
  }
}

void Lexer::read_word() {
  const std::size_t begin = position_;
  skip_name_characters();
  std::size_t end = position_;
  std::string word(slice(begin, end));
  // "date and time" is one name only where it is called: `date and time` alone may just
  // as well be two facts joined by `and`.
  for (const std::string_view name : spaced_function_names()) {
    const std::size_t length = match_spaced_name(characters_, begin, name);
    if (length == 0 || begin + length <= end) continue;
    const std::size_t next = characters_.find_first_not_of(" \t\r\n", begin + length);
    if (next == std::string_view::npos || characters_[next] != '(') continue;
    end = begin + length;
    word = name;
  }
  position_ = end;
  add_token(TokenKind::word, begin, std::move(word));
}

bool Lexer::read_symbol() {
  const auto found =
      std::ranges::find_if(symbols, [&](auto symbol) { return starts_with(symbol); });
  if (found == symbols.end()) return false;
  const std::size_t begin = position_;
  position_ += found->size();
  add_token(TokenKind::symbol, begin, std::string(*found));
  return true;
}

bool Lexer::read_foreign_operator() {
  const std::size_t begin = position_;
  if (peek() == '!' && peek(1) != '=') {
    ++position_;
    error(Code::syntax_foreign_operator, begin, position_, {"!"}).help = {
        "否定写作 not(…)", "write not(…)"};
    return true;
  }
  if (peek() == '%') {
    ++position_;
    if (reject_share_of_name(begin)) return true;
    error(Code::syntax_foreign_operator, begin, position_, {"%"}).help = {
        "求余写作 modulo(a, b)；百分号须紧跟数字，如 70%",
        "write modulo(a, b) for the remainder; a percent sign follows its digits "
        "directly, as in 70%"};
    return true;
  }
  const auto found = std::ranges::find_if(
      foreign_operators, [&](auto foreign) { return starts_with(foreign); });
  if (found == foreign_operators.end()) return false;
  position_ += found->size();
  const std::string right(feel_word_instead_of(*found));
  error(Code::syntax_foreign_operator, begin, position_, {std::string(*found)}).help = {
      "写作 " + right, "write " + right};
  return true;
}

// 投资额的30%: the words of a clause, not a formula. `begin` is the place of the sign.
bool Lexer::reject_share_of_name(std::size_t begin) {
  constexpr std::string_view of = "的";
  if (tokens_.empty() || tokens_.back().kind != TokenKind::word) return false;
  const Token& word = tokens_.back();
  const std::size_t split = word.text.rfind(of);
  if (word.end != begin || split == std::string::npos || split == 0) return false;
  const std::string share = word.text.substr(split + of.size()) + "%";
  std::string base = word.text.substr(0, split);
  bool is_bound = false;
  for (const std::string_view bound : {"最高不超过", "不超过", "最高", "最多"}) {
    if (is_bound || !base.starts_with(bound) || base == bound) continue;
    base.erase(0, bound.size());
    is_bound = true;
  }
  const std::string product = share + " * " + base;
  const std::string right = is_bound ? "up to(" + product + ")" : product;
  error(Code::syntax_foreign_operator, word.begin, position_, {"%"}).help = {
      "写作 " + right + "，或 {percent: …, of: …}",
      "write " + right + ", or {percent: …, of: …}"};
  return true;
}

bool Lexer::read_foreign_punctuation() {
  const std::size_t begin = position_;
  std::string right;
  while (!at_end()) {
    const DecodedCharacter character = decode_utf8(characters_, position_);
    const std::optional<std::string> ascii = ascii_instead_of(character.code_point);
    if (!ascii) break;
    right += *ascii;
    position_ += character.length;
  }
  if (position_ == begin) return false;
  const bool is_blank = right.find_first_not_of(' ') == std::string::npos;
  error(Code::syntax_foreign_character, begin, position_,
        {std::string(slice(begin, position_))})
      .help = is_blank ? Bilingual{"改用普通空格", "use an ordinary blank"}
                       : Bilingual{"改用半角字符 " + right,
                                   "write " + right + " in ASCII characters"};
  return true;
}

bool Lexer::read_foreign_quotes() {
  const auto pair = std::ranges::find_if(foreign_quotes, [&](const QuotePair& quotes) {
    return starts_with(quotes.opening);
  });
  if (pair == foreign_quotes.end()) return false;
  const std::size_t begin = position_;
  const std::size_t inside = begin + pair->opening.size();
  const std::size_t closing = characters_.find(pair->closing, inside);
  const bool is_closed = closing != std::string_view::npos;
  position_ = is_closed ? closing + pair->closing.size() : inside;
  const std::string right =
      is_closed ? '"' + std::string(slice(inside, closing)) + '"' : "\"";
  error(Code::syntax_foreign_quotes, begin, position_).help = {
      "文字用半角双引号：" + right, "put text in double quotes: " + right};
  return true;
}

void Lexer::reject_character() {
  const std::size_t begin = position_;
  const DecodedCharacter character = decode_utf8(characters_, begin);
  position_ += character.length;
  if (!character.valid) {
    error(Code::syntax_invalid_utf8, begin, position_);
    return;
  }
  Diagnostic& found = error(Code::syntax_unexpected_character, begin, position_,
                            {std::string(slice(begin, position_))});
  switch (character.code_point) {
    case U'@':
      found.help = {"日期和期间写作 @\"2024-01-01\"",
                    "dates and durations are written @\"2024-01-01\""};
      break;
    case U'?':
      found.help = {"单元格里直接写条件，如 >= 5 或 \"a\", \"b\"",
                    "a cell holds the test alone, as in >= 5 or \"a\", \"b\""};
      break;
    case U'￥':
    case U'¥':
    case U'$':
    case U'€':
      found.help = {"币种写在数字后面：50元、1000 USD",
                    "the currency follows the number: 50元, 1000 USD"};
      break;
    case U'~':
    case U'～':
      found.help = {
          "幅度写作 discretion(30% * x, 50% * x)，或在 award 里写 5~10万元、"
          "percent: 30%~50%",
          "a range is discretion(30% * x, 50% * x), or in an award 5~10万元, "
          "percent: 30%~50%"};
      break;
    case U'‰':
      found.help = {"千分数写作小数：5‰ 是 0.005", "write a decimal: 5‰ is 0.005"};
      break;
    default:
      found.help = {"名称由字母、汉字、数字和下划线组成；其他文字放在双引号里",
                    "names consist of letters, digits and underscores; other text "
                    "stands in double quotes"};
  }
}

}  // namespace jiangbu
