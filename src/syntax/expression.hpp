// The expression language as written: FEEL text turned into a tree with spans.
// In: characters of one expression. Out: ExpressionSyntax. Never: names resolved, types.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/source.hpp"
#include "values/decimal.hpp"

namespace jiangbu {

enum class ExpressionKind {
  number,      // number; a percentage is already divided by 100 (70% -> 0.7)
  money,       // number in units of the currency (3万元 -> 30000), text = currency code
  text,        // "…", text holds the unescaped characters
  boolean,     // true / false, text holds the word
  null_,       // null
  at_literal,  // @"2024-01-01", @"P1Y", text holds what stands between the quotes
  name,        // text
  path,        // operands[0] . text
  call,        // text (operands…); argument_names filled for named arguments
  negate,      // - operands[0]
  binary,      // operands[0] operator operands[1]: + - * / **
  compare,     // operands[0] operator operands[1]: = != < <= > >=
  between,     // operands[0] between operands[1] and operands[2]
  in,          // operands[0] in (tests operands[1…]); see `test`
  and_,        // all operands (two or more)
  or_,         // all operands (two or more)
  if_,         // if operands[0] then operands[1] else operands[2]
  for_,        // for bindings return operands.back(); operands[i] is bindings[i]'s list
  some,        // some bindings satisfies operands.back()
  every,       // every bindings satisfies operands.back()
  filter,      // operands[0][ operands[1] ]
  list,        // [operands…]
  context,     // {names[i]: operands[i], …}
  range,       // bounds operands[0], operands[1]; open_low / open_high
  test,        // unary test with an operator and no left side: >= operands[0]
  any,         // the unary test "-"
  not_tests,   // the unary test not(operands…)
  instance_of,  // operands[0] instance of text
  reading,      // operands[i] under option names[i] of the question `text`; made by
                // the policy reader from `by reading:`, never by the expression parser
  at_date,      // operands[0] as of operands[1]: a dated parameter's value on a date
};

enum class Operator {
  none,
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
};

/// One node. Plain value type: copy and move freely.
struct ExpressionSyntax {
  ExpressionKind kind = ExpressionKind::null_;
  Operator op = Operator::none;
  Span span;
  Decimal number;
  std::string text;
  Span text_span;  // of the name in path, call, name
  std::vector<ExpressionSyntax> operands;
  std::vector<std::string> names;  // bindings, context keys, named arguments
  std::vector<Span> name_spans;
  bool open_low = false;   // range: lower bound excluded
  bool open_high = false;  // range: upper bound excluded
  bool bare = false;       // range: `1..n` of an iteration, which may count down
};

/// The operator as FEEL writes it ("+", "<=", …).
const char* operator_text(Operator op);

/// One-line, fully parenthesised form; stable, for golden tests and proofs.
std::string to_text(const ExpressionSyntax& expression);

}  // namespace jiangbu
