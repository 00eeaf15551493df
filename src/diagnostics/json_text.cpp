// Text as a JSON string literal; see json_text.hpp.
#include "diagnostics/json_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

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

char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

char* put_escaped(char* out, char character) {
  const std::string_view escape = short_escape(character);
  if (!escape.empty()) return put(out, escape);
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(character);
  out = put(out, "\\u00");
  *out++ = digits[byte >> 4];
  *out++ = digits[byte & 0xF];
  return out;
}

/// ASCII that stands for itself in JSON.
bool is_plain(unsigned char byte) {
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/// Whether all eight bytes are. A byte is not if one of these sums or differences sets
/// its highest bit; a carry may only add doubt, never remove it.
bool are_plain(std::uint64_t bytes) {
  constexpr std::uint64_t each = 0x0101010101010101U;
  constexpr std::uint64_t high = 0x80 * each;
  const auto zero_in = [](std::uint64_t word) { return (word - each) & ~word; };
  const std::uint64_t doubts = bytes | (bytes - 0x20 * each) | (bytes + each) |
                               zero_in(bytes ^ ('"' * each)) |
                               zero_in(bytes ^ ('\\' * each));
  return (doubts & high) == 0;
}

/// Whether a character of three bytes stands there, as Chinese ones do; those next to
/// overlong forms and surrogates are left to decode_utf8().
bool is_plain_triple(std::string_view rest) {
  if (rest.size() < 3) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  return byte(0) > 0xE0 && byte(0) <= 0xEF && byte(0) != 0xED &&
         (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

/// Writes the character at `text[at]`, which is not plain, and moves `at` behind it.
char* put_other(char* out, std::string_view text, std::size_t& at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) return put_escaped(out, text[at++]);
  if (is_plain_triple(text.substr(at))) {
    out = put(out, text.substr(at, 3));
    at += 3;
    return out;
  }
  const DecodedCharacter character = decode_utf8(text, at);
  if (character.valid) {
    out = put(out, text.substr(at, character.length));
  } else {
    out = put(out, "\xEF\xBF\xBD");  // U+FFFD
  }
  at += character.length;
  return out;
}

}  // namespace

char* write_json_string(char* out, std::string_view text) {
  *out++ = '"';
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t bytes = 0;
    if (text.size() >= sizeof bytes) {
      // The last eight bytes reach back into what is written already, the same bytes.
      const std::size_t begin = std::min(at, text.size() - sizeof bytes);
      std::memcpy(&bytes, text.data() + begin, sizeof bytes);
      if (are_plain(bytes)) {
        std::memcpy(out - (at - begin), &bytes, sizeof bytes);
        out += sizeof bytes - (at - begin);
        at = begin + sizeof bytes;
        continue;
      }
    }
    if (is_plain(static_cast<unsigned char>(text[at]))) {
      *out++ = text[at++];
    } else {
      out = put_other(out, text, at);
    }
  }
  *out++ = '"';
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  out.resize(begin + json_string_room(text.size()));
  const char* end = write_json_string(out.data() + begin, text);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace jiangbu
