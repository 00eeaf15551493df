#include "diagnostics/json_text.hpp"

#include <doctest/doctest.h>

using namespace jiangbu;
using namespace std::string_view_literals;

TEST_CASE("json text: quotes, backslashes and control characters are escaped") {
  CHECK(json_string("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json_string("\n\r\t") == R"("\n\r\t")");
  CHECK(json_string("\x01\x1f\x7f\0"sv) == R"("\u0001\u001f\u007f\u0000")");
}

TEST_CASE("json text: Chinese stays as it is") {
  CHECK(json_string("3万元😀") == "\"3万元😀\"");
}

TEST_CASE("json text: bad UTF-8 becomes U+FFFD") {
  CHECK(json_string("a\xFFz") == "\"a\uFFFDz\"");
}

TEST_CASE("json text: escapes at every place of a text longer than a word") {
  const std::string plain = "abcdefghijklmnopqrst";
  for (std::size_t size = 0; size <= plain.size(); ++size) {
    CHECK(json_string(plain.substr(0, size)) == '"' + plain.substr(0, size) + '"');
    for (std::size_t at = 0; at < size; ++at) {
      for (const char* special : {"\"", "\x7F", "\xC3\xA9", "\xED\xA0\x80", "商"}) {
        std::string text = plain.substr(0, size);
        text.replace(at, 1, special);
        std::string parts = json_string(plain.substr(0, at));
        parts.pop_back();
        parts += json_string(special).substr(1);
        parts.pop_back();
        parts += json_string(plain.substr(at + 1, size - at - 1)).substr(1);
        CHECK(json_string(text) == parts);
      }
    }
  }
}

TEST_CASE("json text: appending keeps what is there") {
  std::string out = "[";
  append_json_string(out, "");
  CHECK(out == "[\"\"");
}
