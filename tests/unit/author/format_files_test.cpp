// The formatter on all rule files and examples, and on distorted copies of them.
#include <doctest/doctest.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "author/format_rules.hpp"
#include "author/meaning.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;
namespace fs = std::filesystem;

namespace {

const fs::path root = JIANGBU_SOURCE_FOLDER;

std::vector<fs::path> real_files() {
  return rule_files({root / "rules", root / "examples"});
}

std::string formatted(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("file.yaml", text);
  auto result = format_rules(sources, file, diagnostics);
  std::string codes;
  for (const Diagnostic& finding : diagnostics.all()) codes += code_text(finding.code);
  CHECK(codes == "");
  REQUIRE(result);
  return *result;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines, const std::string& line_end) {
  std::string text;
  for (const std::string& line : lines) text += line + line_end;
  return text;
}

/// Files whose every line end stands between values, never within one.
bool has_block_scalar(const std::string& text) {
  return text.find(": >") != std::string::npos || text.find(": |") != std::string::npos;
}

/// A copy with comments and blank lines strewn in; the comments are numbered.
std::string strewn(const std::string& text, std::mt19937& random, int& comments) {
  std::vector<std::string> lines;
  for (const std::string& line : lines_of(text)) {
    const auto dice = random() % 12;
    const std::string comment = "# mark " + std::to_string(comments) + ";";
    if (dice == 0) {
      lines.push_back(std::string(random() % 9, ' ') + comment);
      ++comments;
    }
    if (dice == 1) lines.emplace_back(random() % 3, ' ');
    lines.push_back(line);
    if (dice == 2 && !line.empty()) {
      lines.back() += std::string(1 + random() % 4, ' ') + comment;
      ++comments;
    }
  }
  return joined(lines, "\n");
}

/// A copy with blanks put behind colons and commas that end a key or an item.
std::string widened(const std::string& text, std::mt19937& random) {
  std::string wide;
  bool in_quotes = false;
  for (size_t i = 0; i < text.size(); ++i) {
    in_quotes = (in_quotes != (text[i] == '"' || text[i] == '\'')) && text[i] != '\n';
    wide += text[i];
    const bool gap =
        (text[i] == ',' || text[i] == ':') && i + 1 < text.size() && text[i + 1] == ' ';
    if (gap && !in_quotes && random() % 4 == 0) wide.append(random() % 3, ' ');
  }
  return wide;
}

}  // namespace

TEST_CASE("files: formatting changes no meaning, and a second time nothing at all") {
  REQUIRE(real_files().size() > 70);
  for (const fs::path& path : real_files()) {
    CAPTURE(path.string());
    const std::string text = read_file(path).value();
    const std::string once = formatted(text);
    CHECK(formatted(once) == once);
    if (path.string().find("/facts/") != std::string::npos) continue;
    const FileReader read = [&](const fs::path& asked) {
      return fs::equivalent(asked, path) ? once : read_file(asked);
    };
    CHECK(meaning_of(path, read) == meaning_of(path, read_file));
  }
}

TEST_CASE(
    "files: line ends, blanks at line ends and a missing last line end do not matter") {
  for (const fs::path& path : real_files()) {
    const std::string text = read_file(path).value();
    if (has_block_scalar(text)) continue;
    CAPTURE(path.string());
    const std::string expected = formatted(text);
    std::vector<std::string> lines = lines_of(text);
    CHECK(formatted("\xEF\xBB\xBF" + joined(lines, "\r\n")) == expected);
    CHECK(formatted(joined(lines, "  \n")) == expected);
    CHECK(formatted(text.substr(0, text.find_last_not_of("\n") + 1)) == expected);
    CHECK(formatted("\n\n" + text + "\n\n\n") == expected);
  }
}

TEST_CASE("files: strewn comments are all kept, and the form is fixed after one pass") {
  std::mt19937 random(20240601);
  for (const fs::path& path : real_files()) {
    const std::string text = read_file(path).value();
    if (has_block_scalar(text)) continue;  // a comment there would be text
    CAPTURE(path.string());
    for (int round = 0; round < 3; ++round) {
      int comments = 0;
      const std::string distorted = strewn(text, random, comments);
      SourceMap sources;
      Diagnostics diagnostics;
      const auto result =
          format_rules(sources, sources.add("distorted", distorted), diagnostics);
      // A comment may have cut a text over several lines: then there is nothing to
      // format.
      if (diagnostics.has_errors()) {
        for (const Diagnostic& finding : diagnostics.all()) {
          CHECK(code_text(finding.code).starts_with("JB1"));
        }
        continue;
      }
      CAPTURE(distorted);
      REQUIRE(result);
      CHECK(formatted(*result) == *result);
      for (int i = 0; i < comments; ++i) {
        CHECK(result->find("# mark " + std::to_string(i) + ";") != std::string::npos);
      }
    }
  }
}

TEST_CASE("files: blanks behind commas and colons do not matter") {
  std::mt19937 random(7);
  for (const fs::path& path : real_files()) {
    const std::string text = read_file(path).value();
    if (has_block_scalar(text)) continue;
    CAPTURE(path.string());
    const std::string once = formatted(text);
    // Plain texts may hold commas with blanks behind: they too are widened, so only the
    // fixed form is asked for, and that no word is lost.
    const std::string wide = widened(text, random);
    const std::string again = formatted(wide);
    CHECK(formatted(again) == again);
  }
}
