// What operators join: literals, names, calls, brackets of all kinds, paths, filters.
#include <algorithm>
#include <utility>

#include "syntax/expression_parser.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

ExpressionParser::Tree ExpressionParser::postfix() {
  const std::size_t first = index_;
  Tree tree = primary();
  while (true) {
    if (at_symbol(".")) {
      tree = path(std::move(tree), first);
    } else if (at_symbol("[") && !at_end_of_range()) {
      tree = filter(std::move(tree), first);
    } else if (at_symbol("(")) {
      fail(Code::syntax_not_callable, span_of(current())).help = {
          "函数写作 名称(参数, …)，前面没有路径；相乘写 *",
          "a call is name(argument, …) without a path; a product is written with *"};
      return tree;
    } else {
      return tree;
    }
  }
}

ExpressionParser::Tree ExpressionParser::path(Tree owner, std::size_t first) {
  ++index_;
  Tree tree = start(ExpressionKind::path);
  add(tree, std::move(owner));
  if (current().kind != TokenKind::word) {
    fail_unexpected({"名称", "a name"});
    return tree;
  }
  tree.root.text = current().text;
  tree.root.text_span = span_of(current());
  ++index_;
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::filter(Tree filtered, std::size_t first) {
  const std::size_t opening = index_++;
  Tree tree = start(ExpressionKind::filter);
  add(tree, std::move(filtered));
  add(tree, expression());
  expect_closing("]", opening);
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::primary() {
  switch (current().kind) {
    case TokenKind::number:
      return literal(ExpressionKind::number);
    case TokenKind::money:
      return literal(ExpressionKind::money);
    case TokenKind::text:
      return literal(ExpressionKind::text);
    case TokenKind::at_literal:
      return literal(ExpressionKind::at_literal);
    case TokenKind::word:
      return word();
    case TokenKind::symbol:
      if (at_symbol("(")) return parenthesised();
      if (at_symbol("[")) return list_or_range();
      if (at_symbol("]") && begins_open_range()) return open_range();
      if (at_symbol("{")) return context();
      break;
    case TokenKind::end:
      break;
  }
  fail_unexpected({"表达式", "an expression"});
  return {};
}

ExpressionParser::Tree ExpressionParser::word() {
  if (at_word("true") || at_word("false")) return literal(ExpressionKind::boolean);
  if (at_word("null")) return literal(ExpressionKind::null_);
  if (at_word("if")) return if_form();
  if (at_word("for")) return bindings_form(ExpressionKind::for_, "return");
  if (at_word("some")) return bindings_form(ExpressionKind::some, "satisfies");
  if (at_word("every")) return bindings_form(ExpressionKind::every, "satisfies");
  if (at_word("function")) {
    fail(Code::syntax_no_function_definition, span_of(current())).help = {
        "把共用的计算写成有名称的参数或派生事实",
        "give a shared computation a name as a parameter or a derived fact"};
    return {};
  }
  if (at_word("not") && next().is_symbol("(")) return call();
  if (is_reserved_word(current().text)) {
    fail_reserved_word();
    return {};
  }
  return next().is_symbol("(") ? call() : name();
}

ExpressionParser::Tree ExpressionParser::literal(ExpressionKind kind) {
  const std::size_t first = index_++;
  Tree tree = start(kind);
  if (kind != ExpressionKind::null_) tree.root.text = tokens_[first].text;
  tree.root.number = tokens_[first].number;
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::name() {
  const std::size_t first = index_++;
  Tree tree = start(ExpressionKind::name);
  tree.root.text = tokens_[first].text;
  tree.root.text_span = span_of(tokens_[first]);
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::call() {
  const std::size_t first = index_++;
  const std::size_t opening = index_++;
  Tree tree = start(ExpressionKind::call);
  tree.root.text = tokens_[first].text;
  tree.root.text_span = span_of(tokens_[first]);
  if (!at_symbol(")")) {
    argument(tree);
    while (accept_symbol(",")) argument(tree);
  }
  expect_closing(")", opening);
  return finish(std::move(tree), first);
}

void ExpressionParser::argument(Tree& tree) {
  const bool is_named = at_label();
  const bool is_first = tree.root.operands.empty();
  if (!is_first && is_named == tree.root.names.empty()) {
    fail(Code::syntax_mixed_arguments, span_of(current())).help =
        is_named ? Bilingual{"去掉这个名称，或给前面的参数也写上名称",
                             "drop this name, or name the arguments before it too"}
                 : Bilingual{"给这个参数写上名称，如 f(x: 1, y: 2)",
                             "name this argument too, as in f(x: 1, y: 2)"};
    return;
  }
  if (is_named) label(tree);
  add(tree, expression());
}

// Whether words and a colon stand here: the name of an argument or of a context entry.
bool ExpressionParser::at_label() const {
  std::size_t count = 0;
  while (next(count).kind == TokenKind::word) ++count;
  return count > 0 && next(count).is_symbol(":");
}

// Reads the words and the colon; the words are joined by single blanks.
void ExpressionParser::label(Tree& tree) {
  const std::size_t first = index_;
  std::string name = tokens_[index_++].text;
  while (!at_symbol(":") && current().kind != TokenKind::end) {
    name += ' ';
    name += tokens_[index_++].text;
  }
  const Span span = span_from(first);
  if (std::ranges::count(tree.root.names, name) > 0) {
    fail(Code::syntax_duplicate_name, span, {name}).help = {"删去其中一个",
                                                            "remove one of the two"};
    return;
  }
  tree.root.names.push_back(std::move(name));
  tree.root.name_spans.push_back(span);
  accept_symbol(":");
}

ExpressionParser::Tree ExpressionParser::parenthesised() {
  const std::size_t opening = index_++;
  Tree inner = expression();
  if (at_symbol("..")) return range_from(std::move(inner), opening, true);
  expect_closing(")", opening);
  return inner;
}

ExpressionParser::Tree ExpressionParser::list_or_range() {
  const std::size_t opening = index_++;
  Tree tree = start(ExpressionKind::list);
  if (accept_symbol("]")) return finish(std::move(tree), opening);
  Tree item = expression();
  if (at_symbol("..")) return range_from(std::move(item), opening, false);
  add(tree, std::move(item));
  while (accept_symbol(",")) add(tree, expression());
  expect_closing("]", opening);
  return finish(std::move(tree), opening);
}

// Whether the "]" here is the first bracket of a range, as in ]1..10], and no stray one.
bool ExpressionParser::begins_open_range() const {
  int depth = 0;
  for (std::size_t ahead = 1; next(ahead).kind != TokenKind::end; ++ahead) {
    const Token& token = next(ahead);
    if (token.is_symbol("..") && depth == 0) return ahead > 1;
    if (token.is_symbol("(") || token.is_symbol("[") || token.is_symbol("{")) ++depth;
    if (token.is_symbol(")") || token.is_symbol("]") || token.is_symbol("}")) --depth;
    if (depth < 0) return false;
  }
  return false;
}

ExpressionParser::Tree ExpressionParser::open_range() {
  const std::size_t opening = index_++;
  Tree low = expression();
  if (at_symbol("..")) return range_from(std::move(low), opening, true);
  fail_unexpected({"“..”", "'..'"});
  return {};
}

ExpressionParser::Tree ExpressionParser::context() {
  const std::size_t opening = index_++;
  Tree tree = start(ExpressionKind::context);
  if (accept_symbol("}")) return finish(std::move(tree), opening);
  do {
    if (at_label()) {
      label(tree);
    } else if (current().kind == TokenKind::text && next().is_symbol(":")) {
      label(tree);
    } else {
      fail_unexpected({"名称和冒号", "a name and a colon"});
      return tree;
    }
    add(tree, expression());
  } while (accept_symbol(","));
  expect_closing("}", opening);
  return finish(std::move(tree), opening);
}

}  // namespace jiangbu
