// From offsets in the text of a scalar back to the source, in every style.
#include <doctest/doctest.h>

#include "document/read_document.hpp"

using namespace jiangbu;

namespace {

/// One scalar under the key "k" of a YAML file.
class Scalar {
 public:
  explicit Scalar(const std::string& yaml) {
    Diagnostics diagnostics;
    root_ = read_yaml(sources_, sources_.add("x.yaml", yaml), diagnostics);
    REQUIRE(diagnostics.empty());
    REQUIRE(root_.has_value());
    REQUIRE(root_->find("k") != nullptr);
  }

  const Node& node() const { return *root_->find("k"); }

  /// The source under the first occurrence of `part` in the text.
  std::string under(std::string_view part) const {
    const std::size_t begin = node().text.find(part);
    REQUIRE(begin != std::string::npos);
    return std::string(sources_.text(node().span_of(begin, begin + part.size())));
  }

  /// Line and column of the first occurrence of `part` in the text.
  LineColumn place(std::string_view part) const {
    const std::size_t begin = node().text.find(part);
    const Span span = node().span_of(begin, begin + part.size());
    return sources_.file(0).line_column(span.begin);
  }

  std::string whole() const { return std::string(sources_.text(node().span)); }

 private:
  SourceMap sources_;
  std::optional<Node> root_;
};

}  // namespace

TEST_CASE("places: plain text stands as it is, without a table") {
  const Scalar scalar("k: 甲乙 = x + 1 # note\n");
  CHECK(scalar.node().text == "甲乙 = x + 1");
  CHECK(scalar.node().segments.empty());
  CHECK(scalar.under("乙") == "乙");
  CHECK(scalar.under("x + 1") == "x + 1");
  CHECK(scalar.place("x") == LineColumn{1, 9});
  CHECK(scalar.whole() == "甲乙 = x + 1");
}

TEST_CASE("places: plain text over several lines") {
  const Scalar scalar("k: 甲  and\n    乙 or\n\n\n  丙  # note\nz: 1\n");
  CHECK(scalar.node().text == "甲  and 乙 or\n\n丙");
  CHECK(scalar.under("乙 or") == "乙 or");
  CHECK(scalar.place("乙") == LineColumn{2, 5});
  CHECK(scalar.place("丙") == LineColumn{5, 3});
  CHECK(scalar.under("and 乙") == "and\n    乙");
  CHECK(scalar.whole() == "甲  and\n    乙 or\n\n\n  丙");
}

TEST_CASE("places: plain text over several lines with CRLF and a byte order mark") {
  const Scalar scalar("\xEF\xBB\xBFk: 甲 and\r\n  乙 or\r\n  丙\r\n");
  CHECK(scalar.node().text == "甲 and 乙 or 丙");
  CHECK(scalar.under("丙") == "丙");
  CHECK(scalar.place("甲") == LineColumn{1, 4});
  CHECK(scalar.place("丙") == LineColumn{3, 3});
}

TEST_CASE("places: plain text within flow collections ends at their indicators") {
  const Scalar scalar("k: 甲\nz: [a b, {c d: e f}]\n");
  CHECK(scalar.whole() == "甲");
  SourceMap sources;
  Diagnostics diagnostics;
  const auto root =
      read_yaml(sources, sources.add("x", "[a b, {c d: e f}]"), diagnostics);
  REQUIRE(root.has_value());
  CHECK(sources.text(root->items[0].span) == "a b");
  CHECK(sources.text(root->items[1].entries[0].key.span) == "c d");
  CHECK(sources.text(root->items[1].entries[0].value.span) == "e f");
}

TEST_CASE("places: single quotes, doubled inside") {
  const Scalar scalar("k: '名 = ''x'' + 1'\n");
  CHECK(scalar.node().text == "名 = 'x' + 1");
  CHECK(scalar.under("名") == "名");
  CHECK(scalar.under("'x'") == "''x''");
  CHECK(scalar.under("+") == "+");
  CHECK(scalar.place("1") == LineColumn{1, 17});
  CHECK(scalar.whole() == "'名 = ''x'' + 1'");
}

TEST_CASE("places: single quotes over several lines") {
  const Scalar scalar("k: 'a\n\n  b  c \n  d'\nz: 1");
  CHECK(scalar.node().text == "a\nb  c d");
  CHECK(scalar.place("b") == LineColumn{3, 3});
  CHECK(scalar.place("d") == LineColumn{4, 3});
  CHECK(scalar.under("b  c") == "b  c");
}

TEST_CASE("places: every escape of double quotes is one place") {
  const Scalar scalar(R"(k: "a\u4e07\t\\ \x41\U0001F600\"z\/\N\_\L\e")");
  CHECK(scalar.node().text == "a万\t\\ A😀\"z/\u0085\u00A0\u2028\x1b");
  CHECK(scalar.under("万") == R"(\u4e07)");
  CHECK(scalar.under("\t") == R"(\t)");
  CHECK(scalar.under("\\") == R"(\\)");
  CHECK(scalar.under("A") == R"(\x41)");
  CHECK(scalar.under("😀") == R"(\U0001F600)");
  CHECK(scalar.under("\"z") == R"(\"z)");
  CHECK(scalar.under("\u0085") == R"(\N)");
  CHECK(scalar.under("\u00A0") == R"(\_)");
  CHECK(scalar.under("\u2028") == R"(\L)");
  CHECK(scalar.under("\x1b") == R"(\e)");
  CHECK(scalar.under("a万") == R"(a\u4e07)");
}

TEST_CASE("places: double quotes over several lines, with escaped line ends") {
  const Scalar scalar("k: \"x\n  y\n\n  z\\\n   w \\\n  \\  v\"\n");
  CHECK(scalar.node().text == "x y\nzw   v");
  CHECK(scalar.place("y") == LineColumn{2, 3});
  CHECK(scalar.place("z") == LineColumn{4, 3});
  CHECK(scalar.place("w") == LineColumn{5, 4});
  CHECK(scalar.place("v") == LineColumn{6, 6});
}

TEST_CASE("places: an empty quoted text is between its quotes") {
  const Scalar scalar("k: \"\"\n");
  CHECK(scalar.node().span_of(0, 0) == Span{0, 4, 4});
  CHECK(scalar.node().span_of(0, 9) == Span{0, 4, 4});
  CHECK(scalar.whole() == "\"\"");
}

TEST_CASE("places: literal block") {
  const Scalar scalar("k: | # note\n  甲 = 1\n\n    乙 = 2\n  丙\n\n\nz: 1\n");
  CHECK(scalar.node().text == "甲 = 1\n\n  乙 = 2\n丙\n");
  CHECK(scalar.place("甲") == LineColumn{2, 3});
  CHECK(scalar.place("乙") == LineColumn{4, 5});
  CHECK(scalar.place("  乙") == LineColumn{4, 3});
  CHECK(scalar.place("丙") == LineColumn{5, 3});
  CHECK(scalar.under("乙 = 2") == "乙 = 2");
  CHECK(scalar.whole() == "| # note\n  甲 = 1\n\n    乙 = 2\n  丙");
}

TEST_CASE("places: literal block with indentation indicator and chomping") {
  const Scalar kept("k: |2+\n    甲\n   乙\n\n\nz: 1\n");
  CHECK(kept.node().text == "  甲\n 乙\n\n\n");
  CHECK(kept.place("甲") == LineColumn{2, 5});
  CHECK(kept.place("乙") == LineColumn{3, 4});
  CHECK(kept.place("  甲") == LineColumn{2, 3});
  const Scalar stripped("k: |-\n  甲\n  乙\n\nz: 1\n");
  CHECK(stripped.node().text == "甲\n乙");
  CHECK(stripped.under("甲\n乙") == "甲\n  乙");
}

TEST_CASE("places: literal block with CRLF and blanks on empty lines") {
  const Scalar scalar("k: |\r\n  甲\r\n \r\n     \r\n  乙\r\nz: 1\r\n");
  CHECK(scalar.node().text == "甲\n\n   \n乙\n");
  CHECK(scalar.place("乙") == LineColumn{5, 3});
  CHECK(scalar.under("乙") == "乙");
}

TEST_CASE("places: literal block that begins with empty lines") {
  const Scalar scalar("k: |\n\n   \n   甲\n   乙\n");
  CHECK(scalar.node().text == "\n\n甲\n乙\n");
  CHECK(scalar.place("甲") == LineColumn{4, 4});
  CHECK(scalar.place("乙") == LineColumn{5, 4});
}

TEST_CASE("places: folded block") {
  const Scalar scalar("k: >\n  甲 and\n  乙 or\n\n  丙\n    more\n  丁\nz: 1\n");
  CHECK(scalar.node().text == "甲 and 乙 or\n丙\n  more\n丁\n");
  CHECK(scalar.place("甲") == LineColumn{2, 3});
  CHECK(scalar.place("乙") == LineColumn{3, 3});
  CHECK(scalar.place("丙") == LineColumn{5, 3});
  CHECK(scalar.place("more") == LineColumn{6, 5});
  CHECK(scalar.place("丁") == LineColumn{7, 3});
  CHECK(scalar.under("and 乙") == "and\n  乙");
}

TEST_CASE("places: folded block with indentation indicator, stripped, nested") {
  const Scalar scalar("k: >-2\n    甲\n  乙\n  丙\n");
  CHECK(scalar.node().text == "  甲\n乙 丙");
  CHECK(scalar.place("甲") == LineColumn{2, 5});
  CHECK(scalar.place("丙") == LineColumn{4, 3});
}

TEST_CASE("places: empty ranges and offsets behind the text stay at the text") {
  const Scalar scalar("k: 'a''b'\n");
  CHECK(scalar.node().span_of(1, 1) == Span{0, 5, 5});
  CHECK(scalar.node().span_of(3, 3) == Span{0, 8, 8});
  CHECK(scalar.node().span_of(2, 900) == Span{0, 7, 8});
  CHECK(scalar.node().span_of(900, 901) == Span{0, 8, 8});
  const Scalar plain("k: abc\n");
  CHECK(plain.node().span_of(3, 3) == Span{0, 6, 6});
  CHECK(plain.node().span_of(2, 1) == Span{0, 5, 5});
}

TEST_CASE("places: every byte of every style maps into the span, in order") {
  for (const std::string value :
       {"甲 b\n  c", "'甲 ''b\n\n  c'", "\"\\u4e07 b\\n\n  c\\\n  d\"",
        "|\n  甲\n\n   b\n", ">\n  甲\n  b\n\n  c\n   d\n", "|+\n\n\n", ">2\n   a\n  b\n",
        "\"\\\n  a\"", "|-\n"}) {
    CAPTURE(value);
    const Scalar scalar("k: " + value);
    const Node& node = scalar.node();
    std::uint32_t before = node.span.begin;
    for (std::size_t i = 0; i < node.text.size(); ++i) {
      const Span one = node.span_of(i, i + 1);
      CHECK(one.begin >= before);
      CHECK(one.end <= node.span.end);
      CHECK((one.begin < one.end || node.text[i] == '\n'));
      before = one.begin;
    }
    CHECK(node.span.begin <= node.span.end);
  }
}
