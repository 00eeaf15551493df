#include "diagnostics/codes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace jiangbu;

namespace {

const std::vector<std::string> twelve_arguments(12, "⟦x⟧");

bool has_brace(std::string_view text) {
  return text.find_first_of("{}") != std::string_view::npos;
}

/// The placeholders of a pattern, as a set of their digits.
std::set<std::string> placeholders(std::string_view pattern) {
  std::set<std::string> found;
  for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
    const bool is_placeholder = pattern[i] == '{' && pattern[i + 1] >= '0' &&
                                pattern[i + 1] <= '9' &&
                                (i == 0 || pattern[i - 1] != '{');
    if (is_placeholder) found.emplace(pattern.substr(i + 1, 1));
  }
  return found;
}

}  // namespace

TEST_CASE("codes: every code fills in its message in both languages") {
  REQUIRE(!all_codes().empty());
  for (const Code code : all_codes()) {
    CAPTURE(code_text(code));
    for (const Language language : {Language::zh, Language::en}) {
      const std::string text = message(code, language, twelve_arguments);
      CHECK(!text.empty());
      const bool wants_arguments = !placeholders(message_pattern(code, language)).empty();
      CHECK((text.find("⟦x⟧") != std::string::npos) == wants_arguments);
      // The bare pattern is the sign of a placeholder that cannot be filled.
      CHECK(text.find(" [⟦x⟧]") == std::string::npos);
    }
  }
}

TEST_CASE("codes: every code is JB and four digits, and belongs to one finding") {
  std::set<std::string_view> texts;
  for (const Code code : all_codes()) {
    const std::string_view text = code_text(code);
    CAPTURE(text);
    CHECK(text.size() == 6);
    CHECK(text.starts_with("JB"));
    CHECK(std::all_of(text.begin() + 2, text.end(),
                      [](char digit) { return digit >= '0' && digit <= '9'; }));
    CHECK(texts.insert(text).second);
    CHECK(find_code(text) == code);
  }
}

TEST_CASE("codes: messages are sentences without a full stop at the end") {
  for (const Code code : all_codes()) {
    CAPTURE(code_text(code));
    CHECK_FALSE(message_pattern(code, Language::zh).ends_with("。"));
    CHECK_FALSE(message_pattern(code, Language::en).ends_with("."));
  }
}

TEST_CASE("codes: an unknown code is not found") {
  CHECK_FALSE(find_code("JB0000").has_value());
  CHECK_FALSE(find_code("").has_value());
  CHECK_FALSE(find_code("jb1001").has_value());
}

TEST_CASE("codes: missing arguments leave the bare pattern with those given") {
  const std::vector<std::string> none;
  CHECK(message(Code::document_duplicate_key, Language::en, none) ==
        "duplicate key '{0}'");
  const std::vector<std::string> one = {"7"};
  const std::string text = message(Code::document_too_large, Language::en, one);
  CHECK(has_brace(text));
  CHECK(text.ends_with(" [7]"));
}

TEST_CASE("codes: braces in an argument stay as they are") {
  const std::vector<std::string> braces = {"{0}{"};
  CHECK(message(Code::document_duplicate_key, Language::en, braces) ==
        "duplicate key '{0}{'");
}

TEST_CASE("codes: the table gives severity and identifier") {
  CHECK(default_severity(Code::document_empty) == Severity::error);
  CHECK(code_identifier(Code::document_empty) == "document_empty");
}
