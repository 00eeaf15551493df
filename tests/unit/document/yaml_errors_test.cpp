// What YAML is refused, with which code and where.
#include <doctest/doctest.h>

#include "diagnostics/render.hpp"
#include "document/read_document.hpp"

using namespace jiangbu;
using namespace std::string_literals;

namespace {

struct Reading {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Node> root;

  /// "JB1008 2:1; " for each finding.
  std::string findings() const {
    std::string text;
    for (const Diagnostic& one : diagnostics.all()) {
      const LineColumn place = sources.file(one.span.file).line_column(one.span.begin);
      text += std::string(code_text(one.code)) + " " + std::to_string(place.line) + ":" +
              std::to_string(place.column) + "; ";
    }
    return text;
  }

  std::string rendered() const { return render(diagnostics, sources, Language::en); }
};

Reading read(const std::string& text, const ReadLimits& limits = {}) {
  Reading reading;
  const FileId file = reading.sources.add("x.yaml", text);
  reading.root = read_yaml(reading.sources, file, reading.diagnostics, limits);
  return reading;
}

std::string findings(const std::string& text) { return read(text).findings(); }

}  // namespace

TEST_CASE("yaml errors: a duplicate key points at the first, which stays") {
  const Reading reading = read("甲: 1\nb:\n  c: 1\n  'c': 2\n甲: 3\n");
  CHECK(reading.findings() == "JB1008 4:3; JB1008 5:1; ");
  REQUIRE(reading.root.has_value());
  CHECK(reading.root->find("甲")->text == "1");
  CHECK(reading.root->entries.size() == 2);
  CHECK(reading.rendered().find("   5 | 甲: 3\n"
                                "     | ^~\n"
                                "   1 | 甲: 1\n"
                                "     | -- first given here\n") != std::string::npos);
}

TEST_CASE("yaml errors: duplicate keys are found in flow mappings, not across mappings") {
  CHECK(findings("{a: 1, \"a\": 2}") == "JB1008 1:8; ");
  CHECK(findings("- {a: 1}\n- {a: 1}\n") == "");
}

TEST_CASE("yaml errors: anchors, aliases, tags and merge keys are refused") {
  CHECK(findings("a: &x 1\nb: *x\n") == "JB1021 1:4; JB1022 2:4; ");
  CHECK(findings("a: *nobody\n") == "JB1022 1:4; ");
  CHECK(findings("a: !!str 1\nb: !own [1]\nc: ! x\n") ==
        "JB1023 1:4; JB1023 2:4; JB1023 3:4; ");
  CHECK(findings("a: &x\nb: !!null\n") == "JB1021 1:4; JB1023 2:4; ");
  CHECK(findings("a: !t &x {b: 1}\n") == "JB1023 1:4; JB1021 1:7; ");
  CHECK(findings("<<: {a: 1}\n") == "JB1024 1:1; ");
  CHECK(findings("'<<': 1\na: <<\n") == "");
}

TEST_CASE("yaml errors: a refused value keeps its place in the tree") {
  const Reading reading = read("a: !!str 甲\nb: *x\nc: &x 1\n");
  CHECK_FALSE(reading.root.has_value());  // yaml-cpp gives up at an unknown alias
  const Reading tagged = read("a: !!str 甲\nb: &x 'y'\n<<: 1\n");
  REQUIRE(tagged.root.has_value());
  CHECK(tagged.sources.text(tagged.root->find("a")->span) == "甲");
  CHECK(tagged.sources.text(tagged.root->find("b")->span) == "'y'");
  CHECK(tagged.root->entries.size() == 2);
}

TEST_CASE("yaml errors: a bomb of aliases is refused, each once") {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " +
            before + "]\n";
  }
  const Reading reading = read(bomb);
  CHECK(reading.diagnostics.error_count() == 60 + 2 * 59);
}

TEST_CASE("yaml errors: keys must be text") {
  CHECK(findings("[a, b]: c\n") == "JB1009 1:1; ");
  CHECK(findings("? {a: b}\n: c\n") == "JB1009 1:3; ");
  CHECK(findings("~: c\n") == "JB1009 1:1; ");
  CHECK(findings(": c\n") == "JB1009 1:2; ");
}

TEST_CASE("yaml errors: one document a file") {
  const Reading reading = read("a: 1\n---\nb: 2\n");
  CHECK(reading.findings() == "JB1025 2:1; ");
  REQUIRE(reading.root.has_value());
  CHECK(reading.root->find("a") != nullptr);
  CHECK(findings("a\n...\nb\n") == "JB1025 3:1; ");
  CHECK(findings("a: 1\n...\n") == "");
  CHECK(findings("") == "JB1006 1:1; ");
  CHECK(findings("# only a comment\n") == "JB1006 1:1; ");
}

TEST_CASE("yaml errors: text behind the document is no second document") {
  const Reading reading = read("[1]\nx\n");
  CHECK_FALSE(reading.root.has_value());
  CHECK(reading.diagnostics.has_errors());
  CHECK(reading.findings().find("JB1025") == std::string::npos);
}

TEST_CASE("yaml errors: bytes that are not UTF-8 are named with their offset") {
  const Reading reading = read("a: \xB9\xFA\n");
  CHECK(reading.findings() == "JB1001 1:4; ");
  CHECK(reading.rendered().find("bad byte 0xB9 at offset 3") != std::string::npos);
  CHECK(reading.rendered().find("GBK") != std::string::npos);
  CHECK_FALSE(reading.root.has_value());
  CHECK(findings("a: \xC0\xAF\n") == "JB1001 1:4; ");
  CHECK(findings("a: \xED\xA0\x80\n") == "JB1001 1:4; ");
  CHECK(findings("\xFF\xFE"
                 "a\0"s) == "JB1001 1:1; ");
}

TEST_CASE("yaml errors: control characters are refused, tab and line ends are not") {
  CHECK(findings("a: \x04 b\n") == "JB1002 1:4; ");
  CHECK(findings("a: \0 b\n"s) == "JB1002 1:4; ");
  CHECK(findings("a: x\rb: y\n") == "JB1002 1:5; ");
  CHECK(findings("a: \x7f\n") == "JB1002 1:4; ");
  CHECK(findings("a:\tx\r\n") == "");
}

TEST_CASE("yaml errors: syntax errors keep the parser's message and place") {
  const Reading reading = read("甲: 1\n乙: 丙: 丁\n");
  CHECK(reading.findings() == "JB1020 2:5; ");
  CHECK(reading.rendered().find("illegal map value") != std::string::npos);
  CHECK_FALSE(reading.root.has_value());
  CHECK(findings("a: %x") == "JB1020 1:4; ");
  CHECK(findings("a: \"\\q\"").starts_with("JB1020 1:"));
}

TEST_CASE("yaml errors: a file that ends too early says what is open") {
  const Reading reading = read("a: [1,\n  {b: 2}\n");
  CHECK(reading.findings().starts_with("JB1007 "));
  CHECK(reading.rendered().find("   1 | a: [1,\n     |    - this is still open\n") !=
        std::string::npos);
  CHECK(findings("a: \"x").starts_with("JB1007 1:6"));
}

TEST_CASE("yaml errors: a forgotten quote does not swallow the rest of the file") {
  const Reading reading = read("a: 'x\nb: 2\n");
  CHECK(reading.findings() == "JB1007 3:1; ");
  CHECK_FALSE(reading.root.has_value());
  CHECK(
      reading.rendered().find("   1 | a: 'x\n     |    - the quotation begins here\n") !=
      std::string::npos);
  CHECK(findings("a: \"x\\\"\n\n") == "JB1007 3:1; ");
  CHECK(findings("'a''\n") == "JB1007 2:1; ");
}

TEST_CASE("yaml errors: gaps that the parser would take for null are refused") {
  CHECK(findings("[a,,b]") == "JB1020 1:4; ");
  CHECK(findings("'a': 'b'\n'c'\n") == "JB1020 2:1; ");
  CHECK(findings("a: 1\nb\nc: 2\n").starts_with("JB1"));
  CHECK(findings("[a, ]") == "");
  CHECK(findings("{a, b: , 'c'}") == "");
  CHECK(findings("? a\n? b\n: \nc :\n") == "");
}

TEST_CASE("yaml errors: slips of authors get advice") {
  CHECK(read("a:\n\tb: 1\n").rendered().find("not with tabs") != std::string::npos);
  CHECK(read("a: 1\n乙：2\nc: 3\n").rendered().find("fullwidth") != std::string::npos);
  CHECK(read("a: x: y\n").rendered().find("quote a value") != std::string::npos);
}

TEST_CASE("yaml errors: size, depth and number of nodes are limited") {
  CHECK(read("abcdef", {.max_bytes = 5}).findings() == "JB1003 1:1; ");
  CHECK(read("[[1]]", {.max_depth = 1}).findings() == "JB1004 1:2; ");
  CHECK(read("[[1]]", {.max_depth = 2}).findings() == "");
  CHECK(read("[1, 2, 3]", {.max_nodes = 3}).findings() == "JB1005 1:8; ");
  CHECK(read("[1, 2, 3]", {.max_nodes = 4}).findings() == "");
}
