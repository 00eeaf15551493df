// Trees of sound YAML, and where their nodes stand.
#include <doctest/doctest.h>

#include "document/dump.hpp"
#include "document/read_document.hpp"

using namespace jiangbu;

namespace {

std::string dump_yaml(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto root = read_yaml(sources, sources.add("x.yaml", text), diagnostics);
  REQUIRE(diagnostics.empty());
  REQUIRE(root.has_value());
  return dump(*root, sources);
}

}  // namespace

TEST_CASE("yaml: block collections end with their last value") {
  CHECK(dump_yaml("甲: 1\n乙:\n  - x y\n  - 'z'\nc: \"\"\n") ==
        "1:1-5:6 mapping\n"
        "  1:1-1:2 key plain \"甲\"\n"
        "    1:4-1:5 plain \"1\"\n"
        "  2:1-2:2 key plain \"乙\"\n"
        "    3:3-4:8 sequence\n"
        "      3:5-3:8 plain \"x y\"\n"
        "      4:5-4:8 single-quoted \"z\"\n"
        "  5:1-5:2 key plain \"c\"\n"
        "    5:4-5:6 double-quoted \"\"\n");
}

TEST_CASE("yaml: flow collections include their brackets") {
  CHECK(dump_yaml("a: [1, {b: c}, [ ], # ]\n  ]\nd: {e, f: , \"g\": [h: i]}\n") ==
        "1:1-3:25 mapping\n"
        "  1:1-1:2 key plain \"a\"\n"
        "    1:4-2:4 sequence\n"
        "      1:5-1:6 plain \"1\"\n"
        "      1:8-1:14 mapping\n"
        "        1:9-1:10 key plain \"b\"\n"
        "          1:12-1:13 plain \"c\"\n"
        "      1:16-1:19 sequence\n"
        "  3:1-3:2 key plain \"d\"\n"
        "    3:4-3:25 mapping\n"
        "      3:5-3:6 key plain \"e\"\n"
        "        3:6-3:6 null\n"
        "      3:8-3:9 key plain \"f\"\n"
        "        3:10-3:10 null\n"
        "      3:13-3:16 key double-quoted \"g\"\n"
        "        3:18-3:24 sequence\n"
        "          3:19-3:23 mapping\n"
        "            3:19-3:20 key plain \"h\"\n"
        "              3:22-3:23 plain \"i\"\n");
}

TEST_CASE(
    "yaml: an empty value stands behind its indicator, a written null on its word") {
  CHECK(dump_yaml(
            "a: # note\nb: ~\nc: null\nd:\n  -\n  - \n  - Null\nnull-like: nullx\ne:") ==
        "1:1-9:3 mapping\n"
        "  1:1-1:2 key plain \"a\"\n"
        "    1:3-1:3 null\n"
        "  2:1-2:2 key plain \"b\"\n"
        "    2:4-2:5 null\n"
        "  3:1-3:2 key plain \"c\"\n"
        "    3:4-3:8 null\n"
        "  4:1-4:2 key plain \"d\"\n"
        "    5:3-7:9 sequence\n"
        "      5:4-5:4 null\n"
        "      6:4-6:4 null\n"
        "      7:5-7:9 null\n"
        "  8:1-8:10 key plain \"null-like\"\n"
        "    8:12-8:17 plain \"nullx\"\n"
        "  9:1-9:2 key plain \"e\"\n"
        "    9:3-9:3 null\n");
}

TEST_CASE("yaml: quoted null and tilde are text") {
  CHECK(dump_yaml("['~', \"null\"]") ==
        "1:1-1:14 sequence\n"
        "  1:2-1:5 single-quoted \"~\"\n"
        "  1:7-1:13 double-quoted \"null\"\n");
}

TEST_CASE("yaml: a byte order mark and CRLF do not shift the places") {
  CHECK(dump_yaml("\xEF\xBB\xBF名: 值\r\nb: |\r\n  x\r\n  y\r\nc: [1,\r\n 2]\r\n") ==
        "1:1-6:4 mapping\n"
        "  1:1-1:2 key plain \"名\"\n"
        "    1:4-1:5 plain \"值\"\n"
        "  2:1-2:2 key plain \"b\"\n"
        "    2:4-4:4 literal \"x\\ny\\n\"\n"
        "  5:1-5:2 key plain \"c\"\n"
        "    5:4-6:4 sequence\n"
        "      5:5-5:6 plain \"1\"\n"
        "      6:2-6:3 plain \"2\"\n");
}

TEST_CASE("yaml: lists of mappings, explicit keys, document marks") {
  CHECK(dump_yaml("%YAML 1.2\n---\n- a: 1\n  b: 2\n- ? c\n  : d\n...\n") ==
        "3:1-6:6 sequence\n"
        "  3:3-4:7 mapping\n"
        "    3:3-3:4 key plain \"a\"\n"
        "      3:6-3:7 plain \"1\"\n"
        "    4:3-4:4 key plain \"b\"\n"
        "      4:6-4:7 plain \"2\"\n"
        "  5:3-6:6 mapping\n"
        "    5:5-5:6 key plain \"c\"\n"
        "      6:5-6:6 plain \"d\"\n");
}

TEST_CASE("yaml: a root scalar and an explicit empty document are read") {
  CHECK(dump_yaml("3万元") == "1:1-1:4 plain \"3万元\"\n");
  CHECK(dump_yaml("--- \"a\"\n") == "1:5-1:8 double-quoted \"a\"\n");
  CHECK(dump_yaml("---\n").ends_with(" null\n"));
}

TEST_CASE("node: find gives the value under a key, and nothing on other nodes") {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto root =
      read_yaml(sources, sources.add("x.yaml", "a: 1\n\"b\": [2]\n"), diagnostics);
  REQUIRE(root.has_value());
  REQUIRE(root->find("a") != nullptr);
  CHECK(root->find("a")->text == "1");
  REQUIRE(root->find_entry("b") != nullptr);
  CHECK(root->find_entry("b")->key.is_quoted());
  CHECK(root->find("b")->is_sequence());
  CHECK(root->find("c") == nullptr);
  CHECK(root->find("b")->find("a") == nullptr);
  CHECK_FALSE(root->find("a")->is_quoted());
  CHECK(sources.text(root->find("b")->span_of(0, 9)) == "[2]");
}
