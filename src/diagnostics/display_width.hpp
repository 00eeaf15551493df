// UTF-8 as characters, and how many terminal cells they take.
// In: bytes. Out: code points, validity, cells. Never: changes a text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace jiangbu {

/// One character read from UTF-8.
struct DecodedCharacter {
  char32_t code_point = 0;  ///< U+FFFD for a bad byte
  std::size_t length = 0;   ///< bytes it takes: 1 to 4, and 1 for a bad byte
  bool valid = true;
};

/// The character at `offset` (less than the size). Overlong forms, surrogates and values
/// above U+10FFFF are bad bytes, taken one at a time, so a loop always comes to the end.
DecodedCharacter decode_utf8(std::string_view text, std::size_t offset);

/// All code points, bad bytes as U+FFFD.
std::u32string decode_utf8(std::string_view text);

/// Appends one code point as UTF-8; a surrogate or a value above U+10FFFF as U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

/// Offset of the first byte that is not valid UTF-8; nothing when all is valid.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

bool is_valid_utf8(std::string_view text);

/// Number of code points, a bad byte counting as one.
std::size_t count_characters(std::string_view text);

/// Cells a code point takes: 2 for East Asian wide and fullwidth, 0 for combining marks
/// and format characters, 0 for control characters, 1 for the rest (ambiguous too).
int display_width(char32_t code_point);

/// Cells a text takes; a tab counts as 1 (whoever shows it expands it first).
int display_width(std::string_view utf8);

}  // namespace jiangbu
