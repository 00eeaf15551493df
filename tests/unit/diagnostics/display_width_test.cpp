#include "diagnostics/display_width.hpp"

#include <doctest/doctest.h>

using namespace jiangbu;

TEST_CASE("width: Latin takes one cell, Chinese two, combining none") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("奖补") == 4);
  CHECK(display_width("e\xCC\x81") == 1);  // e and U+0301
  CHECK(display_width("") == 0);
}

TEST_CASE("width: fullwidth forms take two cells, halfwidth and ambiguous one") {
  CHECK(display_width("，：（Ａ") == 8);
  CHECK(display_width("　") == 2);   // ideographic space
  CHECK(display_width("ｱ") == 1);    // halfwidth katakana
  CHECK(display_width("—") == 1);    // ambiguous
  CHECK(display_width("“”…") == 3);  // ambiguous
}

TEST_CASE("width: emoji and rare ideographs take two cells, zero width space none") {
  CHECK(display_width("😀") == 2);
  CHECK(display_width("𠀀") == 2);
  CHECK(display_width("\xE2\x80\x8B") == 0);
  CHECK(display_width(U'\0') == 0);
}

TEST_CASE("utf-8: each length is read") {
  CHECK(decode_utf8("a万é😀") == U"a万é😀");
  CHECK(decode_utf8("é", 0).length == 2);
  CHECK(decode_utf8("😀", 0).length == 4);
}

TEST_CASE("utf-8: the offset of the first bad byte is found") {
  CHECK(is_valid_utf8("万元"));
  CHECK(find_invalid_utf8("ab\xFFz") == 2U);
  CHECK(find_invalid_utf8("万\x80") == 3U);
  CHECK(find_invalid_utf8("ab\xE4\xB8") == 2U);                // cut
  CHECK(find_invalid_utf8("\xC0\xAF") == 0U);                  // overlong
  CHECK(find_invalid_utf8("\xE0\x80\xAF") == 0U);              // overlong
  CHECK(find_invalid_utf8("\xF0\x80\x80\xAF") == 0U);          // overlong
  CHECK(find_invalid_utf8("x\xED\xA0\x80") == 1U);             // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0U);          // above U+10FFFF
  CHECK_FALSE(find_invalid_utf8("\xF4\x8F\xBF\xBF"));          // U+10FFFF
  CHECK_FALSE(find_invalid_utf8("\xED\x9F\xBF\xEE\x80\x80"));  // around the surrogates
}

TEST_CASE("utf-8: bad bytes decode to U+FFFD one at a time") {
  CHECK(decode_utf8("a\xE4\xB8z") == U"a\uFFFD\uFFFDz");
  CHECK(count_characters("a\xE4\xB8z") == 4);
}

TEST_CASE("utf-8: every code point is written as it is read") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; code_point += 7) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code_point);
    const DecodedCharacter read = decode_utf8(text, 0);
    REQUIRE(read.valid);
    REQUIRE(read.code_point == code_point);
    REQUIRE(read.length == text.size());
  }
}

TEST_CASE("utf-8: the first bad byte of a text is the first that cannot be decoded") {
  // Bytes at the bounds of what each form allows, four at a time between ASCII and 万.
  const std::string bytes =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xE0\xE1\xED\xEF\xF0\xF4\xF5";
  const auto first_bad = [](const std::string& text) -> std::optional<std::size_t> {
    for (std::size_t at = 0; at < text.size();) {
      const DecodedCharacter character = decode_utf8(text, at);
      if (!character.valid) return at;
      at += character.length;
    }
    return std::nullopt;
  };
  for (const char a : bytes) {
    for (const char b : bytes) {
      for (const char c : bytes) {
        for (const char d : bytes) {
          const std::string text = std::string("万x") + a + b + c + d + "万";
          REQUIRE(find_invalid_utf8(text) == first_bad(text));
        }
      }
    }
  }
}

TEST_CASE("utf-8: a surrogate is written as U+FFFD") {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  CHECK(decode_utf8(text) == U"\uFFFD\uFFFD");
}
