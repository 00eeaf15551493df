// The forms that begin with a word: if, for, some, every.
#include <algorithm>
#include <utility>

#include "syntax/expression_parser.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

ExpressionParser::Tree ExpressionParser::if_form() {
  const std::size_t first = index_++;
  Tree tree = start(ExpressionKind::if_);
  add(tree, expression());
  expect_word("then");
  add(tree, expression());
  if (at_word("else")) {
    ++index_;
    add(tree, expression());
  } else if (current().kind == TokenKind::end || at_symbol(")") || at_symbol("]") ||
             at_symbol("}") || at_symbol(",")) {
    fail(Code::syntax_if_without_else, span_of(tokens_[first])).help = {
        "写明 else：例如 else 0元、else false、else null",
        "say what else: for example else 0元, else false, else null"};
  } else {
    fail_unexpected({"else", "else"});
  }
  return finish(std::move(tree), first);
}

ExpressionParser::Tree ExpressionParser::bindings_form(ExpressionKind kind,
                                                       std::string_view body_word) {
  const std::size_t first = index_++;
  Tree tree = start(kind);
  binding(tree);
  while (accept_symbol(",")) binding(tree);
  expect_word(body_word);
  add(tree, expression());
  return finish(std::move(tree), first);
}

// Reads `name in list`; the list may be a range, which needs no brackets here.
void ExpressionParser::binding(Tree& tree) {
  const Token& variable = current();
  if (variable.kind != TokenKind::word) {
    fail_unexpected({"变量名", "the name of a variable"});
    return;
  }
  if (is_reserved_word(variable.text)) {
    fail_reserved_word();
    return;
  }
  if (std::ranges::count(tree.root.names, variable.text) > 0) {
    fail(Code::syntax_duplicate_name, span_of(variable), {variable.text}).help = {
        "给每个变量不同的名称", "give each variable a name of its own"};
    return;
  }
  tree.root.names.push_back(variable.text);
  tree.root.name_spans.push_back(span_of(variable));
  ++index_;
  expect_word("in");
  const std::size_t first = index_;
  Tree list = expression();
  if (accept_symbol("..")) {
    Tree range = start(ExpressionKind::range);
    range.root.bare = true;
    add(range, std::move(list));
    add(range, expression());
    list = finish(std::move(range), first);
  }
  add(tree, std::move(list));
}

}  // namespace jiangbu
