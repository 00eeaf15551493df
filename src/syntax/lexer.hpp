// The first half of reading FEEL: characters to tokens.
// In: the characters of one expression. Out: its tokens, the last one being `end`.
// Never: knows the grammar; a word is only a word here, keyword or not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/display_width.hpp"
#include "syntax/parse_expression.hpp"
#include "values/decimal.hpp"

namespace jiangbu {

enum class TokenKind { number, money, text, at_literal, word, symbol, end };

/// One token; [begin, end) are offsets into the characters that were read.
struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;
  std::size_t end = 0;
  /// The word (a function name of several words with single blanks between them), the
  /// symbol, the unescaped text, or the currency code of a money literal.
  std::string text;
  /// Of number (70% is 0.7, 3万 is 30000) and money (in units of its currency).
  Decimal number;

  bool is_symbol(std::string_view symbol) const {
    return kind == TokenKind::symbol && text == symbol;
  }
  bool is_word(std::string_view word) const {
    return kind == TokenKind::word && text == word;
  }
};

/// Splits one expression of at most 64 KiB into tokens. All wrong characters are
/// reported (up to 20), not only the first; then there are no tokens.
std::optional<std::vector<Token>> lex_expression(std::string_view characters,
                                                 const SpanOf& span_of,
                                                 Diagnostics& diagnostics);

/// The work of lex_expression(). One expression, one thread.
class Lexer {
 public:
  /// Both references must outlive the lexer.
  Lexer(std::string_view characters, const SpanOf& span_of, Diagnostics& diagnostics)
      : characters_(characters), span_of_(span_of), diagnostics_(diagnostics) {}

  /// Call once.
  std::optional<std::vector<Token>> run();

 private:
  // lexer.cpp
  bool at_end() const { return position_ >= characters_.size(); }
  char peek(std::size_t ahead = 0) const;
  bool starts_with(std::string_view text) const;
  std::string_view slice(std::size_t begin, std::size_t end) const;
  Token& add_token(TokenKind kind, std::size_t begin, std::string text);
  Diagnostic& error(Code code, std::size_t begin, std::size_t end,
                    std::vector<std::string> arguments = {});
  void skip_blanks();
  void skip_comment(std::string_view opening, std::string_view closing);
  void read_token();
  void skip_name_characters();
  void read_word();
  bool read_symbol();
  bool read_foreign_operator();
  bool read_foreign_punctuation();
  bool read_foreign_quotes();
  bool reject_share_of_name(std::size_t begin);
  void reject_character();

  // lex_number.cpp
  void read_number();
  void read_digits();
  void read_exponent();
  bool reject_grouped_digits(std::size_t begin);
  void read_unit(std::size_t begin, const Decimal& value);
  bool read_currency(std::size_t begin, std::size_t word_begin, const Decimal& value);
  void add_figure(TokenKind kind, std::size_t begin, std::string text,
                  const Decimal& value);
  void reject_long_number(std::size_t begin);
  void reject_unit(std::size_t begin, std::size_t word_begin);

  // lex_joined.cpp
  void reject_joined_figures();

  // lex_text.cpp
  void read_text(TokenKind kind, std::size_t begin);
  void read_escape(std::string& text);
  std::optional<char32_t> read_code_point();
  std::optional<char32_t> read_hex_digits(std::size_t count);
  std::size_t count_hex_digits() const;

  std::string_view characters_;
  const SpanOf& span_of_;
  Diagnostics& diagnostics_;
  std::size_t position_ = 0;
  std::size_t error_count_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace jiangbu
