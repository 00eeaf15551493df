// Cut, mutated and enormous files: always a tree or an error, never a crash or a hang.
#include <doctest/doctest.h>

#include <chrono>
#include <random>

#include "diagnostics/render.hpp"
#include "document/dump.hpp"
#include "document/read_document.hpp"

using namespace jiangbu;

namespace {

const std::string sample_yaml =
    "# 奖补办法\r\n"
    "id: wx-ip\ntitle: {zh: 办法, en: \"Rules \\u4e07 x\\\n   y\"}\n"
    "clauses:\n"
    "  - cite: '第''五''条'\n"
    "    when: 甲 = \"x\"\n"
    "      and 乙 >= 3\n"
    "    award: |2-\n"
    "        3万元\n"
    "\n"
    "      - 5万元\n"
    "    note: >\n"
    "      folded\n"
    "      text\n"
    "\n"
    "        more\n"
    "    rows: [[1, 2], {a: b, c}, ~, ]\n"
    "  - ? key\n"
    "    : value\n"
    "  - null\n"
    "last: &a !!str *b\n";

const std::string sample_json =
    "{\"名\": \"a\\u4e07\\ud83d\\ude00\\n\", \"n\": [1, -2.5e+3, true, false, null, "
    "{}],\n"
    " \"empty\": [], \"o\": {\"x\": \"\"}}\n";

/// Every place of the tree lies in the file and within its parent.
void check_places(const Node& node, Span parent) {
  REQUIRE(node.span.begin <= node.span.end);
  REQUIRE(node.span.end <= parent.end);
  REQUIRE(node.span.begin >= parent.begin);
  for (std::size_t i = 0; i < node.text.size(); ++i) {
    const Span one = node.span_of(i, i + 1);
    REQUIRE(one.begin >= node.span.begin);
    REQUIRE(one.begin <= one.end);
    REQUIRE(one.end <= node.span.end);
  }
  for (const Node& item : node.items) check_places(item, node.span);
  for (const Entry& entry : node.entries) {
    check_places(entry.key, node.span);
    check_places(entry.value, node.span);
  }
}

/// Reads and shows everything there is to show.
void survive(const std::string& name, const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(name, text);
  const auto root = read_document(sources, file, diagnostics);
  CAPTURE(text);
  REQUIRE((root.has_value() || diagnostics.has_errors()));
  for (const Language language : {Language::zh, Language::en}) {
    REQUIRE(render(diagnostics, sources, language).empty() == diagnostics.empty());
  }
  // The findings are themselves JSON, whatever the file held.
  const FileId findings = sources.add("x.json", render_json(diagnostics, sources));
  Diagnostics none;
  REQUIRE(read_json(sources, findings, none).has_value());
  if (!root) return;
  REQUIRE(!dump(*root, sources).empty());
  check_places(*root, {file, 0, static_cast<std::uint32_t>(text.size())});
}

std::string mutate(std::string text, std::mt19937& random) {
  constexpr std::string_view pool = "[]{},:-?&*!|>'\"%@`# \t\r\n\\~<0a\xE4\xFF\x80\xC3";
  const auto pick = [&random](std::size_t size) { return random() % size; };
  const std::size_t changes = 1 + pick(6);
  for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
    const std::size_t at = pick(text.size());
    switch (pick(4)) {
      case 0:
        text[at] = pool[pick(pool.size())];
        break;
      case 1:
        text.insert(at, 1, pool[pick(pool.size())]);
        break;
      case 2:
        text.erase(at, 1 + pick(8));
        break;
      default:
        text.insert(at, text.substr(pick(text.size()), pick(20)));
    }
  }
  return text;
}

std::string repeat(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

/// First finding of a file that must be refused within a few seconds.
std::string refused_quickly(const std::string& name, const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto begin = std::chrono::steady_clock::now();
  const auto root = read_document(sources, sources.add(name, text), diagnostics);
  const auto took = std::chrono::steady_clock::now() - begin;
  // A wide margin for sanitizers on a busy machine; a quadratic reader takes minutes.
  CHECK(took < std::chrono::seconds(30));
  REQUIRE_FALSE(diagnostics.empty());
  CHECK(!render(diagnostics, sources, Language::zh).empty());
  return std::string(code_text(diagnostics.all()[0].code));
}

}  // namespace

TEST_CASE("hostile: a YAML file cut at any byte gives a tree or an error") {
  for (std::size_t size = 0; size <= sample_yaml.size(); ++size) {
    survive("x.yaml", sample_yaml.substr(0, size));
  }
}

TEST_CASE("hostile: a JSON file cut at any byte before its end is an error") {
  for (std::size_t size = 0; size <= sample_json.size(); ++size) {
    survive("x.json", sample_json.substr(0, size));
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("x.json", sample_json.substr(0, size));
    const bool is_whole = size + 1 >= sample_json.size();
    CHECK(read_json(sources, file, diagnostics).has_value() == is_whole);
  }
}

TEST_CASE("hostile: mutated YAML gives a tree or an error") {
  std::mt19937 random(20240517);
  for (int i = 0; i < 5'000; ++i) survive("x.yaml", mutate(sample_yaml, random));
}

TEST_CASE("hostile: mutated JSON gives a tree or an error") {
  std::mt19937 random(4711);
  for (int i = 0; i < 5'000; ++i) survive("x.json", mutate(sample_json, random));
}

TEST_CASE("hostile: a million brackets are refused quickly") {
  for (const char* name : {"x.yaml", "x.json"}) {
    CAPTURE(name);
    CHECK(refused_quickly(name, repeat("[", 1'000'000)) == "JB1004");
    CHECK(refused_quickly(name, repeat("{\"a\":", 300'000)) == "JB1004");
    CHECK(refused_quickly(name, repeat("[\n", 500'000)) == "JB1004");
  }
}

TEST_CASE("hostile: deep block YAML is refused quickly") {
  CHECK(refused_quickly("x.yaml", repeat("- ", 1'000'000)) == "JB1004");
  CHECK(refused_quickly("x.yaml", repeat("? ", 1'000'000)) == "JB1004");
}

TEST_CASE("hostile: more content than the limit is refused before memory runs out") {
  CHECK(refused_quickly("x.yaml", "[" + repeat(",", 5'000'000)) == "JB1005");
  CHECK(refused_quickly("x.yaml", repeat("{a: b, ", 2'000'000)) == "JB1005");
  CHECK(refused_quickly("x.json", "[" + repeat("1,", 1'500'000)) == "JB1005");
}

TEST_CASE("hostile: many errors are stored to a bound") {
  CHECK(refused_quickly("x.yaml", repeat("- !t x\n", 20'000)) == "JB1023");
  CHECK(refused_quickly("x.json", "{" + repeat("\"a\":1,", 20'000) + "\"a\":1}") ==
        "JB1008");
}
