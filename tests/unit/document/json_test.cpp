#include <doctest/doctest.h>

#include "diagnostics/render.hpp"
#include "document/dump.hpp"
#include "document/read_document.hpp"

using namespace jiangbu;
using namespace std::string_literals;

namespace {

struct Reading {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Node> root;

  std::string rendered() const { return render(diagnostics, sources, Language::en); }
};

Reading read(const std::string& text, const ReadLimits& limits = {}) {
  Reading reading;
  const FileId file = reading.sources.add("x.json", text);
  reading.root = read_json(reading.sources, file, reading.diagnostics, limits);
  return reading;
}

/// Code and column of the one finding, or "" when all is well.
std::string finding(const std::string& text) {
  const Reading reading = read(text);
  CHECK(reading.root.has_value() == reading.diagnostics.empty());
  if (reading.diagnostics.empty()) return "";
  const Diagnostic& one = reading.diagnostics.all()[0];
  const LineColumn place = reading.sources.file(0).line_column(one.span.begin);
  return std::string(code_text(one.code)) + " " + std::to_string(place.column);
}

}  // namespace

TEST_CASE("json: all kinds of values have their places") {
  const Reading reading =
      read("{\"名\": [1, -2.5e+3, \"\"],\n \"b\": {\"c\": null, \"d\": true}}\n");
  REQUIRE(reading.root.has_value());
  CHECK(dump(*reading.root, reading.sources) ==
        "1:1-2:30 mapping\n"
        "  1:2-1:5 key double-quoted \"名\"\n"
        "    1:7-1:23 sequence\n"
        "      1:8-1:9 plain \"1\"\n"
        "      1:11-1:18 plain \"-2.5e+3\"\n"
        "      1:20-1:22 double-quoted \"\"\n"
        "  2:2-2:5 key double-quoted \"b\"\n"
        "    2:7-2:29 mapping\n"
        "      2:8-2:11 key double-quoted \"c\"\n"
        "        2:13-2:17 null\n"
        "      2:19-2:22 key double-quoted \"d\"\n"
        "        2:24-2:28 plain \"true\"\n");
}

TEST_CASE("json: escapes are one place each, surrogate pairs too") {
  const Reading reading = read(R"(["a\u4e07\ud83d\ude00\n\/z"])");
  REQUIRE(reading.root.has_value());
  const Node& string = reading.root->items[0];
  CHECK(string.text == "a万😀\n/z");
  const auto under = [&](std::string_view part) {
    const std::size_t begin = string.text.find(part);
    return std::string(reading.sources.text(string.span_of(begin, begin + part.size())));
  };
  CHECK(under("万") == R"(\u4e07)");
  CHECK(under("😀") == R"(\ud83d\ude00)");
  CHECK(under("\n") == R"(\n)");
  CHECK(under("/z") == R"(\/z)");
  CHECK(under("a") == "a");
}

TEST_CASE("json: text without escapes needs no table") {
  const Reading reading = read("\"万元\"");
  REQUIRE(reading.root.has_value());
  CHECK(reading.root->segments.empty());
  CHECK(reading.root->span_of(3, 6) == Span{0, 4, 7});
  CHECK(reading.root->span_of(6, 6) == Span{0, 7, 7});
}

TEST_CASE("json: a byte order mark is passed over") {
  CHECK(finding("\xEF\xBB\xBF{}") == "");
}

TEST_CASE("json: numbers are as RFC 8259 has them") {
  for (const char* number : {"0", "-0", "10", "1.5", "1e5", "1E-5", "-1.25e+10"}) {
    CHECK(finding(number) == "");
  }
  for (const char* number :
       {"01", "-", "1.", "1.e5", "1e", "1e+", "--1", "1x", "0x10", "-.5"}) {
    CAPTURE(number);
    CHECK(finding(number) == "JB1041 1");
  }
  CHECK(finding(".5") == "JB1040 1");
  CHECK(finding("+1") == "JB1040 1");
}

TEST_CASE("json: what YAML allows and JSON does not is refused") {
  CHECK(finding("[1,]") == "JB1040 4");
  CHECK(finding("{\"a\":1,}") == "JB1040 8");
  CHECK(finding("[,1]") == "JB1040 2");
  CHECK(finding("{a: 1}") == "JB1040 2");
  CHECK(finding("['a']") == "JB1040 2");
  CHECK(finding("[1 2]") == "JB1040 4");
  CHECK(finding("{\"a\" 1}") == "JB1040 6");
  CHECK(finding("[nul]") == "JB1040 2");
  CHECK(finding("[NaN]") == "JB1040 2");
  CHECK(finding("[1] // x") == "JB1010 5");
  CHECK(finding("{}{}") == "JB1010 3");
  CHECK(finding("[1}") == "JB1040 3");
  CHECK(finding("[\0]"s) == "JB1040 2");
}

TEST_CASE("json: bad escapes and control characters in strings are refused") {
  CHECK(finding(R"(["\q"])") == "JB1042 3");
  CHECK(finding(R"(["\u12G4"])") == "JB1042 3");
  CHECK(finding(R"(["\ud83d"])") == "JB1042 3");
  CHECK(finding(R"(["\ud83d\u0041"])") == "JB1042 3");
  CHECK(finding(R"(["\ude00"])") == "JB1042 3");
  CHECK(finding("[\"a\nb\"]") == "JB1002 4");
  CHECK(finding("[\"\xC0\xAF\"]") == "JB1001 3");
  CHECK(finding("[\"\x7f\"]") == "");
}

TEST_CASE("json: a file that ends too early says what is open") {
  const Reading reading = read("{\"a\": [1,\n 2");
  CHECK(reading.rendered() ==
        "x.json:2:3: error JB1007: unexpected end of file: expected ',' or ']'\n"
        "   2 |  2\n"
        "     |   ^\n"
        "   1 | {\"a\": [1,\n"
        "     |       - this is still open\n");
  CHECK(finding("") == "JB1006 1");
  CHECK(finding(" \n") == "JB1006 1");
  CHECK(finding("\"abc") == "JB1007 5");
  CHECK(finding("\"abc\\") == "JB1007 6");
  CHECK(finding("\"\\u12") == "JB1007 6");
}

TEST_CASE("json: duplicate keys are errors, escapes or not, and the first stays") {
  const Reading reading = read("{\"a\": 1, \"\\u0061\": 2}");
  CHECK(reading.rendered().starts_with("x.json:1:10: error JB1008: duplicate key 'a'"));
  REQUIRE(reading.root.has_value());
  CHECK(reading.root->find("a")->text == "1");
  CHECK(reading.root->entries.size() == 1);
}

TEST_CASE("json: depth and number of nodes are limited") {
  CHECK(read("[[1]]", {.max_depth = 1}).rendered().find("JB1004") != std::string::npos);
  CHECK(read("[[1]]", {.max_depth = 2}).root.has_value());
  CHECK(read("[1, 2]", {.max_nodes = 2}).rendered().find("JB1005") != std::string::npos);
  CHECK(read("[1]", {.max_bytes = 2}).rendered().find("JB1003") != std::string::npos);
}

TEST_CASE("document: the name chooses the reader") {
  SourceMap sources;
  Diagnostics diagnostics;
  CHECK(read_document(sources, sources.add("x.yaml", "{a: 1}"), diagnostics));
  CHECK(read_document(sources, sources.add("json", "{a: 1}"), diagnostics));
  CHECK(diagnostics.empty());
  CHECK_FALSE(read_document(sources, sources.add("x.JSON", "{a: 1}"), diagnostics));
  CHECK(diagnostics.has_errors());
}
