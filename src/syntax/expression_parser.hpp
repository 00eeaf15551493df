// The second half of reading FEEL: tokens to a tree, by recursive descent.
// In: the tokens of one expression. Out: ExpressionSyntax, or one recorded error.
// Never: reads characters (except to quote them in messages), resolves names.
//
// Precedence, low to high: or; and; comparison, between, in; + -; * /; **; unary minus;
// instance of; as of; path, filter; primary. if, for, some and every stand where a
// primary stands and reach as far right as they can.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "syntax/expression.hpp"
#include "syntax/lexer.hpp"
#include "syntax/parse_expression.hpp"

namespace jiangbu {

/// The comparison a token writes (= != < <= > >=), or none.
Operator comparison_operator(const Token& token);

/// Parses one sequence of tokens. The first error is recorded and ends the parsing: the
/// current token is then `end`, whatever function runs, so every loop comes to its end.
class ExpressionParser {
 public:
  /// `tokens` come from lex_expression(characters). The references must outlive the
  /// parser.
  ExpressionParser(std::string_view characters, std::vector<Token> tokens,
                   const SpanOf& span_of, Diagnostics& diagnostics);

  /// Parses all tokens as one expression. Call one of these two, once.
  std::optional<ExpressionSyntax> parse_whole_expression();

  /// Parses all tokens as the unary tests of a table cell.
  std::optional<ExpressionSyntax> parse_whole_unary_tests();

 private:
  // A tree and its height, which is bounded so that whoever walks the tree may recurse.
  struct Tree {
    ExpressionSyntax root;
    int height = 1;
  };

  // Counts one more level of nesting while it lives.
  class Nesting {
   public:
    explicit Nesting(ExpressionParser& parser);
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    ExpressionParser& parser_;
  };

  using Rule = Tree (ExpressionParser::*)();

  // Tokens.
  const Token& current() const { return tokens_[index_]; }
  const Token& next(std::size_t ahead = 1) const;
  bool at_symbol(std::string_view symbol) const { return current().is_symbol(symbol); }
  bool at_word(std::string_view word) const { return current().is_word(word); }
  bool accept_symbol(std::string_view symbol);
  bool accept_word(std::string_view word);
  void expect_word(std::string_view word);
  void expect_closing(std::string_view symbol, std::size_t opening);
  void expect_end();
  std::string_view written(std::size_t first_token, std::size_t end_token) const;

  // Trees.
  Tree start(ExpressionKind kind) const;
  void add(Tree& tree, Tree operand);
  Tree finish(Tree tree, std::size_t first);
  Span span_from(std::size_t first) const;
  Span span_of(const Token& token) const { return span_of_(token.begin, token.end); }

  // Errors; see expression_problems.cpp.
  Diagnostic& fail(Code code, Span span, std::vector<std::string> arguments = {});
  Diagnostic& fail_unexpected(const Bilingual& expected);
  void fail_reserved_word();
  void fail_chained(std::size_t first, std::size_t first_operator);
  Bilingual help_for_unexpected() const;
  Bilingual help_for_unexpected_word() const;
  Bilingual help_for_phrase() const;

  // Operators; see parse_expression.cpp.
  Tree expression();
  Tree disjunction();
  Tree conjunction();
  Tree joined(ExpressionKind kind, std::string_view word, Rule part);
  Tree comparison();
  bool at_comparison() const;
  Tree comparison_of(Tree left, std::size_t first);
  Tree sum();
  Tree arithmetic(int lowest_precedence);
  Tree negation();
  Tree type_test();
  std::string type_name();
  Tree dated();

  // Tests and ranges; see parse_unary_tests.cpp.
  void in_tests(Tree& tree);
  void tests_until(Tree& tree, std::string_view closing, std::size_t opening);
  Tree test(Rule otherwise);
  Tree bound_expression();
  Tree range_from(Tree low, std::size_t opening, bool is_open_low);
  bool at_end_of_range() const;
  bool is_whole_not() const;

  // What operators join; see parse_primary.cpp.
  Tree postfix();
  Tree path(Tree owner, std::size_t first);
  Tree filter(Tree filtered, std::size_t first);
  Tree primary();
  Tree word();
  Tree literal(ExpressionKind kind);
  Tree name();
  Tree call();
  void argument(Tree& tree);
  bool at_label() const;
  void label(Tree& tree);
  Tree parenthesised();
  Tree list_or_range();
  bool begins_open_range() const;
  Tree open_range();
  Tree context();

  // if, for, some, every; see parse_forms.cpp.
  Tree if_form();
  Tree bindings_form(ExpressionKind kind, std::string_view body_word);
  void binding(Tree& tree);

  std::string_view characters_;
  std::vector<Token> tokens_;
  const SpanOf& span_of_;
  Diagnostics& diagnostics_;
  std::size_t index_ = 0;
  int nesting_ = 0;
  bool in_range_bound_ = false;  // then "[" may be the end of the range
  bool failed_ = false;
  Diagnostic ignored_;  // what is said after the first error
};

}  // namespace jiangbu
