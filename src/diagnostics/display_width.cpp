// UTF-8 as characters, and how many terminal cells they take; see display_width.hpp.
#include "diagnostics/display_width.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "diagnostics/display_width_ranges.hpp"

namespace jiangbu {

namespace {

constexpr char32_t replacement_character = 0xFFFD;
constexpr DecodedCharacter bad_byte{replacement_character, 1, false};

struct LeadByte {
  std::size_t length;
  char32_t bits;
  char32_t minimum;  // below it the form is overlong
};

LeadByte read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte <= 0xEF) return {3, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte <= 0xF4) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

bool is_surrogate(char32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}

// Behind ASCII and the characters of three bytes that are most of Chinese, which masks
// tell from everything else; four bytes are looked at, so it stops before the end.
std::size_t skip_common(std::string_view text, std::size_t at) {
  while (text.size() - at >= 4) {
    const auto byte = [&](std::size_t i) {
      return std::uint32_t{static_cast<unsigned char>(text[at + i])};
    };
    const std::uint32_t four = byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
    const std::uint32_t lead = four & 0xFF;
    if ((four & 0x80808080) == 0) {
      at += 4;
    } else if ((four & 0x00C0C0F0) == 0x008080E0 && lead != 0xE0 && lead != 0xED) {
      at += 3;
    } else if (lead < 0x80) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

template <std::size_t size>
bool lies_in(char32_t code_point, const CharacterRange (&ranges)[size]) {
  const auto behind =
      std::ranges::upper_bound(ranges, code_point, {}, &CharacterRange::first);
  return behind != std::begin(ranges) && code_point <= std::prev(behind)->last;
}

}  // namespace

DecodedCharacter decode_utf8(std::string_view text, std::size_t offset) {
  const LeadByte lead = read_lead(static_cast<unsigned char>(text[offset]));
  if (lead.length == 0 || lead.length > text.size() - offset) return bad_byte;
  char32_t code_point = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if ((byte & 0xC0) != 0x80) return bad_byte;
    code_point = (code_point << 6) | (byte & 0x3FU);
  }
  if (code_point < lead.minimum || code_point > 0x10FFFF || is_surrogate(code_point)) {
    return bad_byte;
  }
  return {code_point, lead.length, true};
}

std::u32string decode_utf8(std::string_view text) {
  std::u32string characters;
  characters.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    characters += character.code_point;
    at += character.length;
  }
  return characters;
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || is_surrogate(code_point))
    code_point = replacement_character;
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = skip_common(text, 0); at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    if (!character.valid) return at;
    at = skip_common(text, at + character.length);
  }
  return std::nullopt;
}

bool is_valid_utf8(std::string_view text) { return !find_invalid_utf8(text).has_value(); }

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode_utf8(text, at).length;
  return count;
}

int display_width(char32_t code_point) {
  if (code_point == U'\t') return 1;
  if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) return 0;
  if (code_point < 0x300) return 1;
  if (lies_in(code_point, wide_characters)) return 2;
  return lies_in(code_point, zero_width_characters) ? 0 : 1;
}

int display_width(std::string_view utf8) {
  int width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const DecodedCharacter character = decode_utf8(utf8, at);
    width += display_width(character.code_point);
    at += character.length;
  }
  return width;
}

}  // namespace jiangbu
