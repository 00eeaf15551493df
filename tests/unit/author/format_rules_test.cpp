// The formatter on small texts, one habit each.
#include "author/format_rules.hpp"

#include <doctest/doctest.h>

#include <string>

#include "author/layout.hpp"
#include "author/scalar_layout.hpp"
#include "document/read_document.hpp"

using namespace jiangbu;

namespace {

/// The text formatted, or the codes of what is wrong with it.
std::string formatted(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto result = format_rules(sources, sources.add("f.yaml", text), diagnostics);
  std::string codes;
  for (const Diagnostic& finding : diagnostics.all()) codes += code_text(finding.code);
  if (!result) return codes;
  CHECK(codes.empty());
  return *result;
}

/// Formats `text` to `expected`, which stays as it is.
void check_format(const std::string& text, const std::string& expected) {
  CHECK(formatted(text) == expected);
  CHECK(formatted(expected) == expected);
}

Node tree_of(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  return read_yaml(sources, sources.add("", text), diagnostics).value();
}

}  // namespace

TEST_CASE("format: lists and mappings are indented by two, lists below their key too") {
  check_format(
      "policy:    p\nuses:\n- a\n-   b\nclauses:\n    C-1:\n        award:   3万元\n",
      "policy: p\nuses:\n  - a\n  - b\nclauses:\n  C-1:\n    award: 3万元\n");
}

TEST_CASE("format: a mapping in a list begins on the line of its dash") {
  check_format("policy: p\ntests:\n  -\n    name: a\n    closed: true\n",
               "policy: p\ntests:\n  - name: a\n    closed: true\n");
  check_format("policy: p\nx:\n  - - a\n    - b\n  -   - c\n",
               "policy: p\nx:\n  - - a\n    - b\n  - - c\n");
}

TEST_CASE("format: collections in brackets have one blank behind commas and colons") {
  check_format("policy: p\ntitle: { zh:  奖励 ,en: award }\nuses: [ a,b ]\n",
               "policy: p\ntitle: {zh: 奖励, en: award}\nuses: [a, b]\n");
  check_format("policy: p\nlet: {}\nuses: [ ]\n", "policy: p\nlet: {}\nuses: []\n");
}

TEST_CASE("format: a mapping in brackets that is too long stands line by line") {
  const std::string zh(40, 'z');
  const std::string en(100, 'e');
  check_format(
      "policy: p\nnotes:\n  - {cite: 三, zh: " + zh + ", en: " + en + "}\n",
      "policy: p\nnotes:\n  - cite: 三\n    zh: " + zh + "\n    en: " + en + "\n");
}

TEST_CASE(
    "format: a long list of words is filled, the later lines under the first word") {
  std::string list = "uses: [";
  for (int i = 0; i < 14; ++i) list += (i ? ", vocabulary" : "vocabulary");
  check_format("policy: p\n" + list + "]\n",
               "policy: p\n"
               "uses: [vocabulary, vocabulary, vocabulary, vocabulary, vocabulary, "
               "vocabulary, vocabulary, vocabulary, vocabulary, vocabulary, vocabulary,\n"
               "       vocabulary, vocabulary, vocabulary]\n");
}

TEST_CASE("format: a collection over several lines that fits on one stands on one") {
  check_format("policy: p\nperiod: {from: 2024-01-01,\n         to: 2024-12-31}\n",
               "policy: p\nperiod: {from: 2024-01-01, to: 2024-12-31}\n");
}

TEST_CASE("format: width is counted in cells, Chinese taking two") {
  const std::string key = "policy: p\ntitle: {zh: ";
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "奖";
  // "title: {zh: " 12, 120 cells, ", en: " 6, "}" 1: 139 with nothing in en.
  check_format(key + wide + ", en: a}\n", key + wide + ", en: a}\n");
  check_format(key + wide + ", en: ab}\n",
               "policy: p\ntitle:\n  zh: " + wide + "\n  en: ab\n");
}

TEST_CASE("format: quotes go where a value reads the same without them") {
  check_format("policy: p\nlet: {a: 'count(x)', b: \"x > 3\"}\n",
               "policy: p\nlet: {a: count(x), b: x > 3}\n");
  // A comma needs them within brackets only.
  check_format("policy: p\nlet:\n  a: 'f(x, y)'\n", "policy: p\nlet:\n  a: f(x, y)\n");
  check_format("policy: p\nlet: {a: 'f(x, y)'}\n", "policy: p\nlet: {a: \"f(x, y)\"}\n");
}

TEST_CASE("format: quotes stay where they tell a text from a number or a word") {
  for (const std::string word :
       {"2024", "1.5", "true", "no",    "null", "unknown", "none", "unspecified",
        "~",    "-",   "",     "3万元", "a: b", "a #b",    "@x",   "[a",
        "*a",   "&a",  "!a",   "%a",    "? a",  " a",      "a "}) {
    CAPTURE(word);
    const std::string text = "policy: p\nversion: \"" + word + "\"\n";
    check_format(text, text);
  }
  const std::string list = "policy: p\nvalue: [\"US\", \"JP\"]\n";
  check_format(list, list);
}

TEST_CASE("format: quotes that stay are double, or single around double ones") {
  check_format("policy: p\nversion: '2024'\n", "policy: p\nversion: \"2024\"\n");
  check_format("policy: p\nlet: {a: 'x = \"b, c\"'}\n",
               "policy: p\nlet: {a: 'x = \"b, c\"'}\n");
  check_format("policy: p\nlet: {a: \"x = \\\"b, c\\\"\"}\n",
               "policy: p\nlet: {a: 'x = \"b, c\"'}\n");
  check_format("policy: p\nv: 'it''s: a'\n", "policy: p\nv: \"it's: a\"\n");
  check_format("policy: p\nv: \"a\\tb\"\n", "policy: p\nv: \"a\\tb\"\n");
}

TEST_CASE("format: in a file that is no rule file every quote stays") {
  check_format("name: 'firm'\n", "name: \"firm\"\n");
}

TEST_CASE("format: a text over several lines is put on one, unless it holds line ends") {
  check_format("policy: p\nwhen: a and\n  b\n", "policy: p\nwhen: a and b\n");
  check_format("policy: p\nwhen: \"a: \n  b\"\n", "policy: p\nwhen: \"a: b\"\n");
  check_format("policy: p\nzh: 'a\n\n\n     b'\n", "policy: p\nzh: 'a\n\n\n  b'\n");
}

TEST_CASE("format: block scalars keep their lines and move with their key") {
  check_format(
      "policy: p\nlet:\n     a: >-\n          for x in y\n            return x\n\n"
      "          end\n     b: |\n       one\n         two\nuses: []\n",
      "policy: p\nlet:\n  a: >-\n    for x in y\n      return x\n\n    end\n"
      "  b: |\n    one\n      two\nuses: []\n");
}

TEST_CASE("format: comments on lines of their own move with what they stand above") {
  check_format(
      "# head\npolicy: p\nclauses:\n      # first\n    # second\n    C-1:\n"
      "        award: 3万元\n        # end of C-1\n    # end of clauses\n# end\n",
      "# head\npolicy: p\nclauses:\n  # first\n  # second\n  C-1:\n"
      "    award: 3万元\n    # end of C-1\n  # end of clauses\n# end\n");
}

TEST_CASE(
    "format: comments behind a line stay behind it, in their column if there is room") {
  check_format("policy: p # a\nlet:      # b\n  x:  1    # c\n  y: 10    # d\n",
               "policy: p  # a\nlet:      # b\n  x: 1     # c\n  y: 10    # d\n");
}

TEST_CASE("format: a collection with a comment within its brackets stands line by line") {
  check_format("policy: p\nuses: [a,   # first\n  # own\n  b]  # last\n",
               "policy: p\nuses:\n  - a         # first\n  # own\n  - b  # last\n");
  check_format("policy: p\nuses: [  # none\n]\n", "policy: p\nuses: []  # none\n");
}

TEST_CASE("format: a hash within a text is no comment") {
  check_format("policy: p\nv: \"a #b\"   # c\nw: a#b\n",
               "policy: p\nv: \"a #b\"   # c\nw: a#b\n");
}

TEST_CASE("format: of several blank lines one stays, none at the ends") {
  check_format("\n\npolicy: p\n\n\n\ntitle: t\n\nclauses:\n\n\n  # c\n\n  C-1: {}\n\n\n",
               "policy: p\n\ntitle: t\n\nclauses:\n\n  # c\n\n  C-1: {}\n");
}

TEST_CASE("format: line ends, byte order mark, tabs and trailing blanks become plain") {
  check_format("\xEF\xBB\xBFpolicy: p\r\nuses:\t[a,\tb]  \r\n\r\n# c \t\r\nv: 1",
               "policy: p\nuses: [a, b]\n\n# c\nv: 1\n");
  check_format("\xEF\xBB\xBF# c\r\npolicy: p", "# c\npolicy: p\n");
}

TEST_CASE(
    "format: the marks around a document go, a key behind a question mark is plain") {
  check_format("---\npolicy: p\n...\n", "policy: p\n");
  check_format("? policy\n: p\n", "policy: p\n");
}

TEST_CASE("format: empty values stay empty, and null stays as written") {
  check_format("policy: p\na:\nb: ~\nc: null\nd:\n  -\n  - null\n",
               "policy: p\na:\nb: ~\nc: null\nd:\n  -\n  - null\n");
}

TEST_CASE("format: what cannot be kept is refused, and the file left as it is") {
  CHECK(formatted("%YAML 1.2\n---\npolicy: p\n") == "JB7001");
  CHECK(formatted("policy: p\nv: |+\n  a\n\n\nw: 1\n") == "JB7001");
  CHECK(formatted("policy: p\npolicy: q\n") == "JB1008");
  CHECK(formatted("policy: [\n") == "JB1007");
  CHECK(formatted("") == "JB1006");
}

TEST_CASE("same content: kinds, texts, order and needed quotes tell trees apart") {
  const Node tree = tree_of("a: \"x y\"\nb: [1, \"2\"]\n");
  CHECK(same_content(tree, tree_of("{a: x y, b: [1, \"2\"]}\n")));
  CHECK_FALSE(same_content(tree, tree_of("b: [1, \"2\"]\na: x y\n")));
  CHECK_FALSE(same_content(tree, tree_of("a: x  y\nb: [1, \"2\"]\n")));
  CHECK_FALSE(same_content(tree, tree_of("a: x y\nb: [1, 2]\n")));
  CHECK_FALSE(same_content(tree, tree_of("a: x y\nb: [1, \"2\", 3]\n")));
  CHECK_FALSE(same_content(tree_of("a: \"no\"\n"), tree_of("a: no\n")));
  CHECK_FALSE(same_content(tree_of("a: no\n"), tree_of("a: \"no\"\n")));
  CHECK_FALSE(same_content(tree_of("a: []\n"), tree_of("a: {}\n")));
}
