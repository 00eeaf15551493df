#include "diagnostics/render.hpp"

#include <doctest/doctest.h>

#include "diagnostics/display_width.hpp"
#include "diagnostics/excerpt.hpp"

using namespace jiangbu;

namespace {

/// Renders one error over the first occurrence of `place` in a file of that text.
std::string render_at(const std::string& text, std::string_view place) {
  SourceMap sources;
  const FileId file = sources.add("rules/x.yaml", text);
  const auto begin = static_cast<std::uint32_t>(text.find(place));
  Diagnostics diagnostics;
  diagnostics.error(Code::document_duplicate_key,
                    {file, begin, begin + static_cast<std::uint32_t>(place.size())},
                    {"k"});
  return render(diagnostics.all()[0], sources, Language::en);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Cells before the caret in the marker line.
int caret_cell(const std::string& rendered) {
  const std::string marker = lines_of(rendered).at(2);
  return display_width(marker.substr(0, marker.find('^')));
}

/// Cells before `place` in the excerpt line.
int place_cell(const std::string& rendered, std::string_view place) {
  const std::string line = lines_of(rendered).at(1);
  return display_width(line.substr(0, line.find(place)));
}

}  // namespace

TEST_CASE("render: header, excerpt, caret under the place") {
  CHECK(render_at("a: 1\nwhen: x = 2\n", "x = 2") ==
        "rules/x.yaml:2:7: error JB1008: duplicate key 'k'\n"
        "   2 | when: x = 2\n"
        "     |       ^~~~~\n");
}

TEST_CASE("render: the caret stands under the right character behind Chinese") {
  const std::string rendered = render_at("条件: 甲乙 = \"x\"\n", "\"x\"");
  CHECK(rendered ==
        "rules/x.yaml:1:10: error JB1008: duplicate key 'k'\n"
        "   1 | 条件: 甲乙 = \"x\"\n"
        "     |              ^~~\n");
  CHECK(caret_cell(rendered) == place_cell(rendered, "\"x\""));
}

TEST_CASE("render: a Chinese place is underlined over its full width") {
  CHECK(render_at("k: 甲乙 1", "甲乙") ==
        "rules/x.yaml:1:4: error JB1008: duplicate key 'k'\n"
        "   1 | k: 甲乙 1\n"
        "     |    ^~~~\n");
}

TEST_CASE("render: tabs are four cells, combining marks none") {
  const std::string tabbed = render_at("\ta:\tbad", "bad");
  CHECK(lines_of(tabbed)[1] == "   1 |     a:    bad");
  CHECK(caret_cell(tabbed) == place_cell(tabbed, "bad"));
  const std::string combined = render_at("e\xCC\x81: bad", "bad");
  CHECK(caret_cell(combined) == place_cell(combined, "bad"));
}

TEST_CASE("render: neither CRLF nor a byte order mark shifts the caret") {
  const std::string text = "\xEF\xBB\xBF甲: bad\r\nb: worse\r\n";
  const std::string first = render_at(text, "bad");
  CHECK(first.find("x.yaml:1:4:") != std::string::npos);
  CHECK(lines_of(first)[1] == "   1 | 甲: bad");
  CHECK(caret_cell(first) == place_cell(first, "bad"));
  CHECK(render_at(text, "worse").find("   2 | b: worse\n     |    ^~~~~\n") !=
        std::string::npos);
}

TEST_CASE("render: a place of several lines shows the first") {
  CHECK(render_at("a: [1,\n  2]\n", "[1,\n  2]") ==
        "rules/x.yaml:1:4: error JB1008: duplicate key 'k'\n"
        "   1 | a: [1,\n"
        "     |    ^~~\n");
}

TEST_CASE("render: the end of the file has a caret behind the last character") {
  SourceMap sources;
  const FileId file = sources.add("f", "ab");
  Diagnostics diagnostics;
  diagnostics.error(Code::document_empty, {file, 2, 2});
  CHECK(render(diagnostics, sources, Language::en).ends_with("   1 | ab\n     |   ^\n"));
}

TEST_CASE("render: a span outside its file is cut to it") {
  SourceMap sources;
  const FileId file = sources.add("f", "ab");
  Diagnostics diagnostics;
  diagnostics.error(Code::document_empty, {file, 900, 1'000});
  diagnostics.error(Code::document_empty, {file, 1, 0});
  CHECK(render(diagnostics, sources, Language::en).find("f:1:3: ") == 0);
}

TEST_CASE("render: a long line is cut to a window around the place") {
  for (const std::size_t before : {0U, 50U, 100U, 200U, 2'000U, 500'000U}) {
    CAPTURE(before);
    std::string text;
    for (std::size_t i = 0; i < before; ++i) text += "长";
    text += "bad";
    for (std::size_t i = 0; i < 10'000; ++i) text += "线";
    const std::string rendered = render_at(text, "bad");
    const std::string line = lines_of(rendered)[1];
    CHECK(display_width(line) <= excerpt_width + display_width("   1 | "));
    CHECK(line.ends_with("…"));
    CHECK((line.find("| …") != std::string::npos) == (before > 39));
    CHECK(caret_cell(rendered) == place_cell(rendered, "bad"));
    CHECK(lines_of(rendered)[2].ends_with(" ^~~"));
  }
}

TEST_CASE("render: a place wider than the window is underlined to its end") {
  const std::string wide(1'000, 'x');
  const std::string rendered = render_at("k: " + wide, wide);
  CHECK(display_width(lines_of(rendered)[2]) <= excerpt_width + 7);
}

TEST_CASE("render: labels, notes and help follow; line numbers are aligned") {
  SourceMap sources;
  const FileId file = sources.add("f.yaml", "a: 1\n\n\n\n\n\n\n\n\na: 2\n");
  const FileId other = sources.add("g.yaml", "b: 3\n");
  Diagnostics diagnostics;
  Diagnostic& one =
      diagnostics.error(Code::document_duplicate_key, {file, 13, 14}, {"a"});
  one.labels.push_back({{file, 0, 1}, {"第一次在这里", "first given here"}});
  one.labels.push_back({{file, 13, 14}, {"又一次", "again"}});
  one.labels.push_back({{other, 0, 1}, {"", "another file"}});
  one.labels.push_back({{}, {"", "no place"}});
  one.notes.push_back({"说", "said"});
  one.help = {"删去一个", "remove one"};
  CHECK(render(diagnostics, sources, Language::en) ==
        "f.yaml:10:1: error JB1008: duplicate key 'a'\n"
        "   10 | a: 2\n"
        "      | ^ again\n"
        "    1 | a: 1\n"
        "      | - first given here\n"
        "   --> g.yaml:1:1\n"
        "    1 | b: 3\n"
        "      | - another file\n"
        "   = note: no place\n"
        "   = note: said\n"
        "   = help: remove one\n");
  CHECK(render(diagnostics, sources, Language::zh).find("   = 帮助: 删去一个\n") !=
        std::string::npos);
}

TEST_CASE("render: without a place there is no excerpt") {
  Diagnostics diagnostics;
  diagnostics.warning(Code::document_empty, {});
  CHECK(render(diagnostics, SourceMap{}, Language::en) ==
        "warning JB1006: the file is empty: there is no document in it\n");
  CHECK(render(diagnostics, SourceMap{}, Language::zh) ==
        "警告 JB1006: 文件是空的，没有内容\n");
}

TEST_CASE("render: findings not stored are counted in the last line") {
  Diagnostics diagnostics;
  for (int i = 0; i < 203; ++i) diagnostics.error(Code::document_empty, {});
  CHECK(render(diagnostics, SourceMap{}, Language::en).ends_with("\n… and 3 more\n"));
}

TEST_CASE("render: control characters cannot reach the terminal") {
  const std::string rendered = render_at("a\x1b[31m: \xE2\x80\xAE\xFF bad", "bad");
  CHECK(rendered.find('\x1b') == std::string::npos);
  CHECK(rendered.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(is_valid_utf8(rendered));
  CHECK(caret_cell(rendered) == place_cell(rendered, "bad"));
}

TEST_CASE("render json: place, message and help of each finding") {
  SourceMap sources;
  const FileId file = sources.add("规则.yaml", "a: 1\n甲: \"x\"\n");
  Diagnostics diagnostics;
  Diagnostic& one =
      diagnostics.error(Code::document_duplicate_key, {file, 5, 8}, {"\"甲\""});
  one.labels.push_back({{file, 0, 1}, {"一", "one"}});
  one.notes.push_back({"注", "note"});
  one.help = {"帮", "help"};
  diagnostics.warning(Code::document_empty, {});
  CHECK(render_json(diagnostics, sources) ==
        "[\n"
        R"(  {"code": "JB1008", "severity": "error", "file": "规则.yaml", "line": 2, )"
        R"("column": 1, "end_line": 2, "end_column": 2, "message": )"
        R"({"zh": "键“\"甲\"”重复", "en": "duplicate key '\"甲\"'"}, "labels": )"
        R"([{"file": "规则.yaml", "line": 1, "column": 1, "end_line": 1, )"
        R"("end_column": 2, "text": {"zh": "一", "en": "one"}}], "notes": )"
        R"([{"zh": "注", "en": "note"}], "help": {"zh": "帮", "en": "help"}},)"
        "\n"
        R"(  {"code": "JB1006", "severity": "warning", "file": null, "line": null, )"
        R"("column": null, "end_line": null, "end_column": null, "message": )"
        R"({"zh": "文件是空的，没有内容", "en": "the file is empty: there is no )"
        R"(document in it"}, "labels": [], "notes": [], "help": null})"
        "\n]\n");
}

TEST_CASE("render json: no findings are an empty array") {
  CHECK(render_json(Diagnostics{}, SourceMap{}) == "[]\n");
}
