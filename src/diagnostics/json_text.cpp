// Text as a JSON string literal; see json_text.hpp.
#include "diagnostics/json_text.hpp"

#include <cstddef>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

/// The escape of an ASCII character, empty when it needs none.
std::string_view short_escape(char character) {
  switch (character) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return {};
  }
}

void append_ascii(std::string& out, char character) {
  const std::string_view escape = short_escape(character);
  if (!escape.empty()) {
    out += escape;
  } else if (character >= 0x20 && character != 0x7F) {
    out += character;
  } else {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(character);
    out += "\\u00";
    out += digits[byte >> 4];
    out += digits[byte & 0xF];
  }
}

/// ASCII that stands for itself in JSON.
bool is_plain(unsigned char byte) {
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/// How many bytes from `at` on can be copied as they are.
std::size_t plain_run(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const auto byte = static_cast<unsigned char>(text[end]);
    if (byte < 0x80) {
      if (!is_plain(byte)) break;
      ++end;
      continue;
    }
    const DecodedCharacter character = decode_utf8(text, end);
    if (!character.valid) break;
    end += character.length;
  }
  return end - at;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t run = plain_run(text, at);
    out.append(text.data() + at, run);
    at += run;
    if (at == text.size()) break;
    const DecodedCharacter character = decode_utf8(text, at);
    if (character.code_point < 0x80) {
      append_ascii(out, static_cast<char>(character.code_point));
    } else {
      append_utf8(out, character.code_point);
    }
    at += character.length;
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace jiangbu
