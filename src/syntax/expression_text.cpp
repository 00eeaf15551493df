// An expression tree as text again.
// In: ExpressionSyntax. Out: one line, every operation in parentheses, so that parsing it
// gives the same tree. Never: keeps the author's way of writing (3万元 becomes 30000元).
#include <array>
#include <utility>

#include "diagnostics/display_width.hpp"
#include "syntax/expression.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

using Operands = std::vector<ExpressionSyntax>;

std::string joined(const Operands& operands, std::string_view separator,
                   std::size_t first = 0) {
  std::string text;
  for (std::size_t i = first; i < operands.size(); ++i) {
    if (i > first) text += separator;
    text += to_text(operands[i]);
  }
  return text;
}

std::string in_parentheses(std::string_view text) {
  return std::string("(").append(text).append(")");
}

std::string quoted(std::string_view text, std::string_view before = {}) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out(before);
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string money_text(const ExpressionSyntax& money) {
  const std::string number = money.number.to_string();
  return money.text == "CNY" ? number + "元" : number + " " + money.text;
}

// What stands before a path or a filter; `5.name` would be read as a broken number.
std::string owner_text(const ExpressionSyntax& owner) {
  const bool is_number =
      owner.kind == ExpressionKind::number || owner.kind == ExpressionKind::money;
  return is_number ? in_parentheses(to_text(owner)) : to_text(owner);
}

std::string call_text(const ExpressionSyntax& call) {
  std::string text = call.text + "(";
  for (std::size_t i = 0; i < call.operands.size(); ++i) {
    if (i > 0) text += ", ";
    if (i < call.names.size()) text += call.names[i] + ": ";
    text += to_text(call.operands[i]);
  }
  return text + ")";
}

std::string context_text(const ExpressionSyntax& context) {
  std::string text = "{";
  for (std::size_t i = 0; i < context.operands.size(); ++i) {
    if (i > 0) text += ", ";
    const std::string& key = context.names[i];
    text += (is_name(key) ? key : quoted(key)) + ": " + to_text(context.operands[i]);
  }
  return text + "}";
}

std::string form_text(const ExpressionSyntax& form, std::string_view word,
                      std::string_view body_word) {
  std::string text(word);
  for (std::size_t i = 0; i < form.names.size(); ++i) {
    text += i > 0 ? ", " : " ";
    text += form.names[i] + " in " + to_text(form.operands[i]);
  }
  text += ' ';
  text += body_word;
  return in_parentheses(text + " " + to_text(form.operands.back()));
}

std::string range_text(const ExpressionSyntax& range) {
  std::string text(range.open_low ? "(" : "[");
  text += joined(range.operands, "..");
  text += range.open_high ? ")" : "]";
  return text;
}

std::string binary_text(const ExpressionSyntax& binary) {
  return in_parentheses(
      joined(binary.operands, std::string(" ") + operator_text(binary.op) + " "));
}

std::string reading_text(const ExpressionSyntax& reading) {
  std::string text = "reading." + reading.text + " in (";
  for (std::size_t i = 0; i < reading.names.size(); ++i) {
    if (i > 0) text += ", ";
    text += quoted(reading.names[i]);
  }
  return in_parentheses(text + ")");
}

}  // namespace

const char* operator_text(Operator op) {
  switch (op) {
    case Operator::none:
      return "";
    case Operator::add:
      return "+";
    case Operator::subtract:
      return "-";
    case Operator::multiply:
      return "*";
    case Operator::divide:
      return "/";
    case Operator::power:
      return "**";
    case Operator::equal:
      return "=";
    case Operator::not_equal:
      return "!=";
    case Operator::less:
      return "<";
    case Operator::less_equal:
      return "<=";
    case Operator::greater:
      return ">";
    case Operator::greater_equal:
      return ">=";
  }
  return "";
}

// One case for each kind of expression, most of one line.
// NOLINTNEXTLINE(readability-function-size)
std::string to_text(const ExpressionSyntax& expression) {
  const Operands& operands = expression.operands;
  const auto part = [&](std::size_t i) { return to_text(operands[i]); };
  switch (expression.kind) {
    case ExpressionKind::number:
      return expression.number.to_string();
    case ExpressionKind::money:
      return money_text(expression);
    case ExpressionKind::text:
      return quoted(expression.text);
    case ExpressionKind::boolean:
    case ExpressionKind::name:
      return expression.text;
    case ExpressionKind::null_:
      return "null";
    case ExpressionKind::at_literal:
      return quoted(expression.text, "@");
    case ExpressionKind::path:
      return owner_text(operands[0]) + "." + expression.text;
    case ExpressionKind::call:
      return call_text(expression);
    case ExpressionKind::negate:
      return std::string("(-").append(part(0)).append(")");
    case ExpressionKind::binary:
    case ExpressionKind::compare:
      return binary_text(expression);
    case ExpressionKind::between:
      return in_parentheses(part(0) + " between " + part(1) + " and " + part(2));
    case ExpressionKind::in:
      return in_parentheses(part(0) + " in (" + joined(operands, ", ", 1) + ")");
    case ExpressionKind::and_:
      return in_parentheses(joined(operands, " and "));
    case ExpressionKind::or_:
      return in_parentheses(joined(operands, " or "));
    case ExpressionKind::if_:
      return in_parentheses("if " + part(0) + " then " + part(1) + " else " + part(2));
    case ExpressionKind::for_:
      return form_text(expression, "for", "return");
    case ExpressionKind::some:
      return form_text(expression, "some", "satisfies");
    case ExpressionKind::every:
      return form_text(expression, "every", "satisfies");
    case ExpressionKind::filter:
      return owner_text(operands[0]) + "[" + part(1) + "]";
    case ExpressionKind::list:
      return std::string("[").append(joined(operands, ", ")).append("]");
    case ExpressionKind::context:
      return context_text(expression);
    case ExpressionKind::range:
      return range_text(expression);
    case ExpressionKind::test:
      return std::string(operator_text(expression.op)) + " " + part(0);
    case ExpressionKind::any:
      return "-";
    case ExpressionKind::not_tests:
      return std::string("not(").append(joined(operands, ", ")).append(")");
    case ExpressionKind::instance_of:
      return in_parentheses(part(0) + " instance of " + expression.text);
    case ExpressionKind::at_date:
      return in_parentheses(part(0) + " as of " + part(1));
    case ExpressionKind::reading:
      return reading_text(expression);
  }
  return "";
}

}  // namespace jiangbu
