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

TEST_CASE("json text: appending keeps what is there") {
  std::string out = "[";
  append_json_string(out, "");
  CHECK(out == "[\"\"");
}
