// See parse_expression.hpp and expression_parser.hpp. Entrances, tokens and operators.
#include "syntax/parse_expression.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/expression_parser.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

constexpr int nesting_limit = 100;

// Also bounds chains such as a + b + c + …, which nest to the left without brackets.
constexpr int height_limit = 500;

struct BinaryOperator {
  std::string_view symbol;
  Operator op;
  int precedence;
};

constexpr int lowest_arithmetic = 1;

constexpr std::array binary_operators = std::to_array<BinaryOperator>({
    {"+", Operator::add, lowest_arithmetic},
    {"-", Operator::subtract, lowest_arithmetic},
    {"*", Operator::multiply, 2},
    {"/", Operator::divide, 2},
    {"**", Operator::power, 3},
});

constexpr std::array comparisons = std::to_array<std::pair<std::string_view, Operator>>({
    {"=", Operator::equal},
    {"!=", Operator::not_equal},
    {"<", Operator::less},
    {"<=", Operator::less_equal},
    {">", Operator::greater},
    {">=", Operator::greater_equal},
});

const BinaryOperator* find_binary_operator(const Token& token) {
  if (token.kind != TokenKind::symbol) return nullptr;
  const auto found =
      std::ranges::find(binary_operators, token.text, &BinaryOperator::symbol);
  return found == binary_operators.end() ? nullptr : &*found;
}

}  // namespace

std::optional<ExpressionSyntax> parse_expression(std::string_view characters,
                                                 const SpanOf& span_of,
                                                 Diagnostics& diagnostics) {
  std::optional tokens = lex_expression(characters, span_of, diagnostics);
  if (!tokens) return std::nullopt;
  return ExpressionParser(characters, std::move(*tokens), span_of, diagnostics)
      .parse_whole_expression();
}

std::optional<ExpressionSyntax> parse_unary_tests(std::string_view characters,
                                                  const SpanOf& span_of,
                                                  Diagnostics& diagnostics) {
  std::optional tokens = lex_expression(characters, span_of, diagnostics);
  if (!tokens) return std::nullopt;
  return ExpressionParser(characters, std::move(*tokens), span_of, diagnostics)
      .parse_whole_unary_tests();
}

Operator comparison_operator(const Token& token) {
  if (token.kind != TokenKind::symbol) return Operator::none;
  for (const auto& [symbol, op] : comparisons) {
    if (token.text == symbol) return op;
  }
  return Operator::none;
}

ExpressionParser::ExpressionParser(std::string_view characters, std::vector<Token> tokens,
                                   const SpanOf& span_of, Diagnostics& diagnostics)
    : characters_(characters),
      tokens_(std::move(tokens)),
      span_of_(span_of),
      diagnostics_(diagnostics) {}

ExpressionParser::Nesting::Nesting(ExpressionParser& parser) : parser_(parser) {
  // The outermost expression is not nested yet.
  if (++parser_.nesting_ <= nesting_limit + 1) return;
  parser_
      .fail(Code::syntax_expression_too_deep, parser_.span_of(parser_.current()),
            {std::to_string(nesting_limit)})
      .help = {"把内层拆成有名称的部分", "give the inner parts names of their own"};
}

std::optional<ExpressionSyntax> ExpressionParser::parse_whole_expression() {
  if (current().kind == TokenKind::end) {
    fail(Code::syntax_expression_empty, span_of_(0, characters_.size())).help = {
        "写出表达式；没有条件时写 true", "write an expression; no condition is true"};
    return std::nullopt;
  }
  Tree tree = expression();
  expect_end();
  if (failed_) return std::nullopt;
  return std::move(tree.root);
}

// ---- tokens
// -----------------------------------------------------------------------------

const Token& ExpressionParser::next(std::size_t ahead) const {
  return tokens_[std::min(index_ + ahead, tokens_.size() - 1)];
}

bool ExpressionParser::accept_symbol(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  ++index_;
  return true;
}

bool ExpressionParser::accept_word(std::string_view word) {
  if (!at_word(word)) return false;
  ++index_;
  return true;
}

void ExpressionParser::expect_word(std::string_view word) {
  if (accept_word(word)) return;
  fail_unexpected({std::string(word), std::string(word)});
}

void ExpressionParser::expect_end() {
  if (current().kind == TokenKind::end) return;
  fail_unexpected({"运算符或表达式结尾", "an operator or the end of the expression"});
}

std::string_view ExpressionParser::written(std::size_t first_token,
                                           std::size_t end_token) const {
  const std::size_t begin = tokens_[first_token].begin;
  const std::size_t end = end_token > 0 ? tokens_[end_token - 1].end : 0;
  return characters_.substr(begin, std::max(begin, end) - begin);
}

// ---- trees
// ------------------------------------------------------------------------------

ExpressionParser::Tree ExpressionParser::start(ExpressionKind kind) const {
  Tree tree;
  tree.root.kind = kind;
  return tree;
}

void ExpressionParser::add(Tree& tree, Tree operand) {
  tree.height = std::max(tree.height, operand.height + 1);
  tree.root.operands.push_back(std::move(operand.root));
  if (tree.height <= height_limit) return;
  fail(Code::syntax_expression_too_deep, span_of(current()),
       {std::to_string(height_limit)})
      .help = {"把它拆成几个有名称的部分", "split it into parts with names"};
}

// Gives the tree the span from its first token to the one read last.
ExpressionParser::Tree ExpressionParser::finish(Tree tree, std::size_t first) {
  tree.root.span = span_from(first);
  return tree;
}

Span ExpressionParser::span_from(std::size_t first) const {
  const std::size_t begin = tokens_[first].begin;
  const std::size_t end = index_ > 0 ? tokens_[index_ - 1].end : begin;
  return span_of_(begin, std::max(begin, end));
}

// ---- operators
// --------------------------------------------------------------------------

ExpressionParser::Tree ExpressionParser::expression() {
  const Nesting nesting(*this);
  const bool outer = std::exchange(in_range_bound_, false);
  Tree tree = disjunction();
  in_range_bound_ = outer;
  return tree;
}

ExpressionParser::Tree ExpressionParser::disjunction() {
  return joined(ExpressionKind::or_, "or", &ExpressionParser::conjunction);
}

ExpressionParser::Tree ExpressionParser::conjunction() {
  return joined(ExpressionKind::and_, "and", &ExpressionParser::comparison);
}

ExpressionParser::Tree ExpressionParser::joined(ExpressionKind kind,
                                                std::string_view word, Rule part) {
  const std::size_t first = index_;
  Tree left = (this->*part)();
  if (!at_word(word)) return left;
  Tree tree = start(kind);
  add(tree, std::move(left));
  while (accept_word(word)) add(tree, (this->*part)());
  return finish(std::move(tree), first);
}

bool ExpressionParser::at_comparison() const {
  return comparison_operator(current()) != Operator::none || at_word("between") ||
         at_word("in");
}

ExpressionParser::Tree ExpressionParser::comparison() {
  const std::size_t first = index_;
  Tree left = sum();
  if (!at_comparison()) return left;
  const std::size_t first_operator = index_;
  Tree tree = comparison_of(std::move(left), first);
  if (at_comparison()) fail_chained(first, first_operator);
  return tree;
}

ExpressionParser::Tree ExpressionParser::comparison_of(Tree left, std::size_t first) {
  Tree tree;
  if (accept_word("between")) {
    tree = start(ExpressionKind::between);
    add(tree, std::move(left));
    add(tree, sum());
    expect_word("and");
    add(tree, sum());
  } else if (accept_word("in")) {
    tree = start(ExpressionKind::in);
    add(tree, std::move(left));
    in_tests(tree);
  } else {
    tree = start(ExpressionKind::compare);
    tree.root.op = comparison_operator(current());
    ++index_;
    add(tree, std::move(left));
    add(tree, sum());
  }
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::sum() { return arithmetic(lowest_arithmetic); }

// Operators of one precedence join from the left, ** too.
ExpressionParser::Tree ExpressionParser::arithmetic(int lowest_precedence) {
  const std::size_t first = index_;
  Tree left = negation();
  while (const BinaryOperator* found = find_binary_operator(current())) {
    if (found->precedence < lowest_precedence) break;
    ++index_;
    Tree tree = start(ExpressionKind::binary);
    tree.root.op = found->op;
    add(tree, std::move(left));
    add(tree, arithmetic(found->precedence + 1));
    left = finish(std::move(tree), first);
  }
  return left;
}

// In FEEL's grammar the unary minus binds tighter than **: -2 ** 2 is 4.
ExpressionParser::Tree ExpressionParser::negation() {
  const std::size_t first = index_;
  if (!accept_symbol("-")) return type_test();
  const Nesting nesting(*this);
  Tree tree = start(ExpressionKind::negate);
  add(tree, negation());
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::type_test() {
  const std::size_t first = index_;
  Tree tested = dated();
  if (!at_word("instance") || !next().is_word("of")) return tested;
  index_ += 2;
  Tree tree = start(ExpressionKind::instance_of);
  add(tree, std::move(tested));
  tree.root.text_span = span_of(current());
  tree.root.text = type_name();
  return finish(std::move(tree), first);
}

// Reads one word, or the several words of a type such as "date and time".
std::string ExpressionParser::type_name() {
  for (const std::string_view type : spaced_type_names()) {
    const std::size_t begin = current().begin;
    const std::size_t length = match_spaced_name(characters_, begin, type);
    if (length == 0) continue;
    while (current().begin < begin + length && current().kind != TokenKind::end) ++index_;
    return std::string(type);
  }
  const bool is_type = current().kind == TokenKind::word &&
                       (!is_reserved_word(current().text) || at_word("null"));
  if (!is_type) {
    fail_unexpected({"类型名", "the name of a type"});
    return {};
  }
  return tokens_[index_++].text;
}

ExpressionParser::Tree ExpressionParser::dated() {
  const std::size_t first = index_;
  Tree value = postfix();
  while (at_word("as") && next().is_word("of")) {
    index_ += 2;
    Tree tree = start(ExpressionKind::at_date);
    add(tree, std::move(value));
    add(tree, postfix());
    value = finish(std::move(tree), first);
  }
  return value;
}

}  // namespace jiangbu
