// What the tests of the expression language share: a text read, as dump and errors.
// In: the characters of an expression. Out: to_text(), or "JB2116 <covered characters>".
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "syntax/expression.hpp"
#include "syntax/lexer.hpp"
#include "syntax/parse_expression.hpp"

namespace jiangbu {

inline Span span_in_text(std::size_t begin, std::size_t end) {
  return {0, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

inline std::string covered(std::string_view characters, Span span) {
  REQUIRE(span.begin <= span.end);
  REQUIRE(span.end <= characters.size());
  return std::string(characters.substr(span.begin, span.end - span.begin));
}

/// "JB2105 <==>" for every error, separated by blanks; an error at the very end, or with
/// nothing under it, covers "<>".
inline std::string errors_text(std::string_view characters,
                               const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& found : diagnostics.all()) {
    if (!text.empty()) text += ' ';
    text += code_text(found.code);
    text += " <" + covered(characters, found.span) + ">";
  }
  return text;
}

using ParseFunction = std::optional<ExpressionSyntax> (*)(std::string_view, const SpanOf&,
                                                          Diagnostics&);

/// The tree as text when the parsing succeeds, otherwise the errors.
inline std::string read_with(ParseFunction parse, std::string_view characters) {
  Diagnostics diagnostics;
  const auto tree = parse(characters, span_in_text, diagnostics);
  CHECK(tree.has_value() != diagnostics.has_errors());
  return tree ? to_text(*tree) : errors_text(characters, diagnostics);
}

inline std::string read(std::string_view characters) {
  return read_with(parse_expression, characters);
}

/// The English help of the first error; "" when there is none.
inline std::string help_of(ParseFunction parse, std::string_view characters) {
  Diagnostics diagnostics;
  parse(characters, span_in_text, diagnostics);
  if (diagnostics.all().empty()) return "";
  CHECK_FALSE(diagnostics.all().front().help.zh.empty());
  return diagnostics.all().front().help.en;
}

struct ReadingCase {
  std::string_view characters;
  std::string_view expected;
};

}  // namespace jiangbu
