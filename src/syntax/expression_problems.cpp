// The errors of the expression parser in words: what was expected, found, and meant.
// In: the place where parsing cannot go on. Out: one diagnostic with help.
#include <array>
#include <utility>

#include "diagnostics/display_width.hpp"
#include "diagnostics/suggest.hpp"
#include "syntax/expression_parser.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t longest_quote = 40;

// The beginning of a text, at most `longest_quote` bytes, never half a character.
std::string shortened(std::string_view text) {
  if (text.size() <= longest_quote) return std::string(text);
  std::size_t end = 0;
  while (true) {
    const std::size_t next = end + decode_utf8(text, end).length;
    if (next > longest_quote) break;
    end = next;
  }
  return std::string(text.substr(0, end)) + "…";
}

bool is_closing_bracket(const Token& token) {
  return token.is_symbol(")") || token.is_symbol("]") || token.is_symbol("}");
}

// Whether a value can end with this token.
bool ends_value(const Token& token) {
  if (token.kind == TokenKind::symbol) return is_closing_bracket(token);
  const bool is_value = token.text == "true" || token.text == "false" ||
                        token.text == "null" || !is_reserved_word(token.text);
  return token.kind != TokenKind::word || is_value;
}

}  // namespace

// The first error counts: what follows it would only be its consequence.
Diagnostic& ExpressionParser::fail(Code code, Span span,
                                   std::vector<std::string> arguments) {
  if (failed_) return ignored_;
  failed_ = true;
  index_ = tokens_.size() - 1;
  return diagnostics_.error(code, span, std::move(arguments));
}

Diagnostic& ExpressionParser::fail_unexpected(const Bilingual& expected) {
  if (failed_) return ignored_;
  const Token& found = current();
  Bilingual found_text{"表达式结尾", "the end of the expression"};
  Span span = span_of(found);
  if (found.kind != TokenKind::end) {
    const std::string text = shortened(written(index_, index_ + 1));
    found_text = {"“" + text + "”", "'" + text + "'"};
  } else if (index_ > 0) {
    span = span_of_(tokens_[index_ - 1].end, tokens_[index_ - 1].end);
  }
  const Bilingual help = help_for_unexpected();
  Diagnostic& unexpected = fail(Code::syntax_unexpected, span,
                                {expected.zh, expected.en, found_text.zh, found_text.en});
  unexpected.help = help;
  return unexpected;
}

Bilingual ExpressionParser::help_for_unexpected() const {
  const Token& found = current();
  const Token* before = index_ > 0 ? &tokens_[index_ - 1] : nullptr;
  if (found.kind == TokenKind::end) {
    return {"补全表达式", "complete the expression"};
  }
  if (found.is_symbol("..")) {
    return {"范围要写括号，如 [1..10]", "a range has brackets, as in [1..10]"};
  }
  if (is_closing_bracket(found)) {
    return {"删去多余的括号，或补上缺少的部分",
            "remove this bracket, or write what is missing before it"};
  }
  if (!before || !ends_value(*before)) {
    if (found.is_symbol("+")) return {"去掉正号", "leave out the plus sign"};
    return {"补上此处缺少的部分", "write what is missing here"};
  }
  if (const Bilingual phrase = help_for_phrase(); !phrase.empty()) return phrase;
  const bool is_operand = found.kind != TokenKind::symbol || found.is_symbol("(");
  if (before && is_operand && characters_[before->end - 1] == '%') {
    return {"求余写作 modulo(a, b)，百分之几写作 70% * a",
            "the remainder is modulo(a, b), a share is 70% * a"};
  }
  if (found.kind == TokenKind::word) return help_for_unexpected_word();
  if (found.is_symbol("=") || found.is_symbol(":")) {
    return {"比较写作 a = b", "a comparison is written a = b"};
  }
  if (found.is_symbol(",")) {
    return {"几个值要放在列表里：[a, b]", "several values stand in a list: [a, b]"};
  }
  return {"两个值之间要有运算符", "two values need an operator between them"};
}

// `patents 以上 3`, `以上3`, `patents at least 3`: the operator that is meant.
static std::string_view symbol_of_bound(const std::string& found,
                                        const std::string& next) {
  struct Bound {
    std::string_view words;
    std::string_view symbol;
  };
  static constexpr std::array<Bound, 9> bounds = {{{"以上", ">="},
                                                   {"不少于", ">="},
                                                   {"不低于", ">="},
                                                   {"超过", ">"},
                                                   {"大于", ">"},
                                                   {"以下", "<="},
                                                   {"以内", "<="},
                                                   {"不满", "<"},
                                                   {"小于", "<"}}};
  for (const Bound& bound : bounds) {
    if (found.starts_with(bound.words)) return bound.symbol;
  }
  if (found == "over") return ">";
  if (found == "below") return "<";
  if (found == "at" && next == "least") return ">=";
  return "";
}

// Phrases of clauses behind a value: `x * 30% up to 5万元`, `50% of x`.
Bilingual ExpressionParser::help_for_phrase() const {
  const std::string& found = current().text;
  const bool is_bound = (found == "up" && next().is_word("to")) ||
                        (found == "at" && next().is_word("most"));
  if (current().kind != TokenKind::word) return {};
  if (is_bound || found.starts_with("最高") || found.starts_with("不超过")) {
    return {"上限写作 {amount: …, at most: 5万元}",
            "an upper limit is written {amount: …, at most: 5万元}"};
  }
  const std::string symbol(symbol_of_bound(found, next().text));
  if (!symbol.empty()) {
    return {"比较写作 a " + symbol + " b", "a comparison is written a " + symbol + " b"};
  }
  if (found == "of") {
    return {"写作 50% * x，或 {percent: 50%, of: x}",
            "write 50% * x, or {percent: 50%, of: x}"};
  }
  return {};
}

Bilingual ExpressionParser::help_for_unexpected_word() const {
  const std::string& found = current().text;
  if (found == "mod" || found == "MOD") {
    return {"求余写作 modulo(a, b)", "the remainder is written modulo(a, b)"};
  }
  if (found == "NOT" || found == "not") {
    return {"否定写作 not(…)", "write not(…)"};
  }
  if (found == "where") {
    return {"筛选写作 列表[条件]", "a filter is written list[condition]"};
  }
  if (found == "else") return {"else 前要有 if … then …", "else needs if … then … first"};
  const std::string_view right = feel_word_instead_of(found);
  if (!right.empty()) {
    return {"写作 " + std::string(right), "write " + std::string(right)};
  }
  if (index_ == 0 || tokens_[index_ - 1].kind != TokenKind::word) {
    return {"两个值之间要有运算符", "two values need an operator between them"};
  }
  const std::string both = tokens_[index_ - 1].text + " " + found;
  if (next().is_symbol("(")) {
    const auto names = nearest_names(both, spaced_function_names(), 1);
    if (!names.empty()) {
      return {"是否想写 " + names[0] + "？", "did you mean " + names[0] + "?"};
    }
  }
  return {"名称里不能有空格，可写作 " + tokens_[index_ - 1].text + "_" + found,
          "names have no blanks; write " + tokens_[index_ - 1].text + "_" + found};
}

void ExpressionParser::fail_reserved_word() {
  const std::string word = current().text;
  const bool is_not = word == "not";
  const Bilingual help = is_not
                             ? Bilingual{"否定写作 not(…)", "write not(…)"}
                             : Bilingual{"补上 " + word + " 前面缺少的部分，或换一个名称",
                                         "write what is missing before " + word +
                                             ", or choose another name"};
  fail(Code::syntax_reserved_word, span_of(current()), {word}).help = help;
}

void ExpressionParser::expect_closing(std::string_view symbol, std::size_t opening) {
  if (failed_ || accept_symbol(symbol)) return;
  const std::string closing(symbol);
  const std::string open = tokens_[opening].text;
  const LabelledSpan opened_here{span_of(tokens_[opening]), {"在此打开", "opened here"}};
  const bool is_missing =
      current().kind == TokenKind::end || is_closing_bracket(current());
  if (!is_missing) {
    fail_unexpected({"“,”或“" + closing + "”", "',' or '" + closing + "'"})
        .labels.push_back(opened_here);
    return;
  }
  Span span = span_of(current());
  if (current().kind == TokenKind::end) {
    span = span_of_(tokens_[index_ - 1].end, tokens_[index_ - 1].end);
  }
  Diagnostic& missing = fail(Code::syntax_bracket_not_closed, span, {open, closing});
  missing.labels.push_back(opened_here);
  missing.help = {"补上“" + closing + "”", "write '" + closing + "'"};
}

// The current token is the operator of a second comparison behind the first.
void ExpressionParser::fail_chained(std::size_t first, std::size_t first_operator) {
  const std::size_t second_operator = index_;
  const bool is_simple = comparison_operator(tokens_[first_operator]) != Operator::none &&
                         comparison_operator(current()) != Operator::none;
  Bilingual help{"给其中一个比较加括号，或用 and 连接",
                 "put one of them in parentheses, or join them with and"};
  if (is_simple) {
    ++index_;
    sum();
    if (failed_) return;
    std::string right = std::string(written(first, second_operator)) + " and " +
                        std::string(written(first_operator + 1, index_));
    if (right.size() > 2 * longest_quote) right = "a < b and b < c";
    help = {"写作 " + right, "write " + right};
  }
  Diagnostic& chained =
      fail(Code::syntax_chained_comparison, span_of(tokens_[second_operator]));
  chained.labels.push_back(
      {span_of(tokens_[first_operator]), {"已有一个比较", "the first comparison"}});
  chained.help = help;
}

}  // namespace jiangbu
