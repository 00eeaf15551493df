// In: the characters of one FEEL expression (or of unary tests). Out: its tree.
// Parsing never throws; it returns nothing only after recording an error.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "syntax/expression.hpp"

namespace jiangbu {

/// Maps an offset range inside the expression's characters to the source file.
using SpanOf = std::function<Span(size_t begin, size_t end)>;

/// Parses a whole expression.
std::optional<ExpressionSyntax> parse_expression(std::string_view characters,
                                                 const SpanOf& span_of,
                                                 Diagnostics& diagnostics);

/// Parses the unary tests of a decision table cell: "-", tests separated by commas,
/// not(…). The result is `any`, `not_tests`, or a `list` of tests; a test is a `test`,
/// a `range`, or an expression to be equal to.
std::optional<ExpressionSyntax> parse_unary_tests(std::string_view characters,
                                                  const SpanOf& span_of,
                                                  Diagnostics& diagnostics);

/// Parses an amount as clauses write it: an expression, or one of the forms
/// `5-10万元` (call `discretion`(low, high)), `最高50万元`, `不超过50万元`,
/// `up to 50万元` (call `up to`(high)).
std::optional<ExpressionSyntax> parse_amount(std::string_view characters,
                                             const SpanOf& span_of,
                                             Diagnostics& diagnostics);

/// Parses a rate as clauses write it: as parse_amount(), with shares in place of money:
/// `30%-50%`, `30-50%`, `不超过30%`.
std::optional<ExpressionSyntax> parse_rate(std::string_view characters,
                                           const SpanOf& span_of,
                                           Diagnostics& diagnostics);

}  // namespace jiangbu
