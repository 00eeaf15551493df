// Tests and ranges: the cells of decision tables, and what stands behind `in`.
#include <utility>

#include "syntax/expression_parser.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

std::optional<ExpressionSyntax> ExpressionParser::parse_whole_unary_tests() {
  if (current().kind == TokenKind::end) {
    fail(Code::syntax_expression_empty, span_of_(0, characters_.size())).help = {
        "任意值写作 -", "any value is written -"};
    return std::nullopt;
  }
  if (at_symbol("-") && next().kind == TokenKind::end) {
    ++index_;
    return finish(start(ExpressionKind::any), 0).root;
  }
  const bool is_not = is_whole_not();
  Tree tree = start(is_not ? ExpressionKind::not_tests : ExpressionKind::list);
  if (is_not) {
    index_ += 2;
    tests_until(tree, ")", 1);
  } else {
    do {
      add(tree, test(&ExpressionParser::expression));
    } while (accept_symbol(","));
  }
  expect_end();
  if (failed_) return std::nullopt;
  return finish(std::move(tree), 0).root;
}

// Whether the whole cell is not(…), and not just its first test.
bool ExpressionParser::is_whole_not() const {
  if (!at_word("not") || !next().is_symbol("(")) return false;
  int depth = 0;
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    if (tokens_[i].is_symbol("(")) ++depth;
    if (tokens_[i].is_symbol(")") && --depth == 0) return i + 2 == tokens_.size();
  }
  return true;  // the bracket is not closed; that is reported where it is missing
}

// Reads what stands behind `in`: tests in parentheses, or one test without.
void ExpressionParser::in_tests(Tree& tree) {
  if (!at_symbol("(")) {
    add(tree, test(&ExpressionParser::sum));
    return;
  }
  const std::size_t opening = index_++;
  Tree first = test(&ExpressionParser::expression);
  if (at_symbol("..") && first.root.kind != ExpressionKind::test) {
    add(tree, range_from(std::move(first), opening, true));
    return;
  }
  add(tree, std::move(first));
  while (accept_symbol(",")) add(tree, test(&ExpressionParser::expression));
  expect_closing(")", opening);
}

void ExpressionParser::tests_until(Tree& tree, std::string_view closing,
                                   std::size_t opening) {
  do {
    add(tree, test(&ExpressionParser::expression));
  } while (accept_symbol(","));
  expect_closing(closing, opening);
}

// One test: a comparison without left side, or what `otherwise` reads.
ExpressionParser::Tree ExpressionParser::test(Rule otherwise) {
  const Operator op = comparison_operator(current());
  if (op == Operator::none) return (this->*otherwise)();
  const std::size_t first = index_++;
  Tree tree = start(ExpressionKind::test);
  tree.root.op = op;
  add(tree, sum());
  return finish(std::move(tree), first);
}

// The current token is the ".." behind `low`.
ExpressionParser::Tree ExpressionParser::range_from(Tree low, std::size_t opening,
                                                    bool is_open_low) {
  ++index_;
  Tree tree = start(ExpressionKind::range);
  add(tree, std::move(low));
  add(tree, bound_expression());
  tree.root.open_low = is_open_low;
  tree.root.open_high = !at_symbol("]");
  if (at_symbol("[") || at_symbol(")")) {
    ++index_;
  } else {
    expect_closing("]", opening);
  }
  return finish(std::move(tree), opening);
}

ExpressionParser::Tree ExpressionParser::bound_expression() {
  const Nesting nesting(*this);
  const bool outer = std::exchange(in_range_bound_, true);
  Tree tree = disjunction();
  in_range_bound_ = outer;
  return tree;
}

// Whether the "[" here ends a range, as in ]1..10[, and does not begin a filter: a filter
// would go on with an expression, and behind a whole range none can begin.
bool ExpressionParser::at_end_of_range() const {
  if (!in_range_bound_) return false;
  const Token& after = next();
  switch (after.kind) {
    case TokenKind::end:
      return true;
    case TokenKind::symbol:
      return !after.is_symbol("(") && !after.is_symbol("[") && !after.is_symbol("{") &&
             !after.is_symbol("-");
    case TokenKind::word: {
      const bool begins = after.text == "if" || after.text == "for" ||
                          after.text == "some" || after.text == "every" ||
                          after.text == "not" || after.text == "true" ||
                          after.text == "false" || after.text == "null";
      return is_reserved_word(after.text) ? !begins : after.text == "instance";
    }
    default:
      return false;
  }
}

}  // namespace jiangbu
