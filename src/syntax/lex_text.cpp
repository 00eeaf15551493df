// Quoted text as the lexer reads it, with its escapes.
// In: characters at a quotation mark. Out: a token with the unescaped text, or an error.
#include <algorithm>
#include <charconv>

#include "syntax/lexer.hpp"

namespace jiangbu {

namespace {

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<char> simple_escape(char escaped) {
  switch (escaped) {
    case '"':
    case '\'':
    case '\\':
      return escaped;
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return std::nullopt;
  }
}

bool is_high_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDBFF; }
bool is_low_surrogate(char32_t code) { return code >= 0xDC00 && code <= 0xDFFF; }

}  // namespace

void Lexer::read_text(TokenKind kind, std::size_t begin) {
  const std::size_t quote = position_++;
  std::string text;
  while (!at_end() && peek() != '"' && peek() != '\n') {
    if (peek() == '\\') {
      read_escape(text);
      continue;
    }
    const DecodedCharacter character = decode_utf8(characters_, position_);
    if (!character.valid) {
      error(Code::syntax_invalid_utf8, position_, position_ + 1);
    }
    text += slice(position_, position_ + character.length);
    position_ += character.length;
  }
  if (peek() != '"') {
    error(Code::syntax_text_not_closed, quote, position_).help = {
        "在文字末尾写 \"；文字里的引号写作 \\\"，换行写作 \\n",
        "close the text with \"; a quotation mark inside is written \\\", a line break "
        "\\n"};
    return;
  }
  ++position_;
  add_token(kind, begin, std::move(text));
}

void Lexer::read_escape(std::string& text) {
  const std::size_t begin = position_;
  const char escaped = peek(1);
  ++position_;
  if (escaped == 'u' || escaped == 'U') {
    if (const std::optional<char32_t> code_point = read_code_point()) {
      append_utf8(text, *code_point);
      return;
    }
  } else {
    if (!at_end()) position_ += decode_utf8(characters_, position_).length;
    if (const std::optional<char> meaning = simple_escape(escaped)) {
      text += *meaning;
      return;
    }
  }
  error(Code::syntax_bad_escape, begin, position_, {std::string(slice(begin, position_))})
      .help = {"可用：\\\" \\\\ \\n \\r \\t \\u4E2D \\U0001F600",
               "known are \\\" \\\\ \\n \\r \\t \\u4E2D \\U0001F600"};
}

// Begins at the u or U. FEEL writes six digits behind U, most languages eight. All eight
// of a character begin with 00; where more than six could be meant there, eight are, so
// that nothing is cut in the middle.
std::optional<char32_t> Lexer::read_code_point() {
  const bool is_long = peek() == 'U';
  ++position_;
  std::size_t digits = 4;
  if (is_long) digits = starts_with("00") && count_hex_digits() > 6 ? 8 : 6;
  std::optional<char32_t> code = read_hex_digits(digits);
  if (!code) return std::nullopt;
  if (!is_long && is_high_surrogate(*code) && starts_with("\\u")) {
    position_ += 2;
    const std::optional<char32_t> low = read_hex_digits(4);
    if (!low || !is_low_surrogate(*low)) return std::nullopt;
    code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
  }
  const bool is_surrogate = is_high_surrogate(*code) || is_low_surrogate(*code);
  if (*code == 0 || is_surrogate || *code > 0x10FFFF) return std::nullopt;
  return code;
}

std::size_t Lexer::count_hex_digits() const {
  std::size_t count = 0;
  while (count < 8 && is_hex_digit(peek(count))) ++count;
  return count;
}

// Reads exactly `count` digits; stops in front of the first character that is none.
std::optional<char32_t> Lexer::read_hex_digits(std::size_t count) {
  const std::size_t found = std::min(count_hex_digits(), count);
  const std::string_view digits = slice(position_, position_ + found);
  position_ += found;
  if (found < count) return std::nullopt;
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return char32_t{value};
}

}  // namespace jiangbu
