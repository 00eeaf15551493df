// Formulas by chance over the vocabulary of random policies.
// In: Chance, what is in scope. Out: FEEL as text. Never: a formula that fails to type.
#pragma once

#include <string>
#include <vector>

#include "oracle/chance.hpp"

namespace jiangbu::oracle {

/// The enums, entities and facts every random policy declares.
std::string random_vocabulary(Chance& chance);

/// What a formula may name besides the facts.
struct FormulaScope {
  std::string item;   ///< a variable that holds an `item`; empty: none
  std::string sub;    ///< a variable that holds a `sub`
  std::string items;  ///< a variable that holds a list of item
  bool parameters = true;
  std::vector<std::string> earlier;  ///< clauses whose awarded() may be asked for
};

class RandomFormulas {
 public:
  explicit RandomFormulas(Chance& chance) : chance_(chance) {}

  std::string truth(const FormulaScope& scope, int depth);
  std::string number(const FormulaScope& scope, int depth);
  std::string money(const FormulaScope& scope, int depth);
  std::string date(const FormulaScope& scope, int depth);
  /// Of the enum `kind`, or `grade`: never a constant.
  std::string kind(const FormulaScope& scope);
  std::string grade(const FormulaScope& scope);
  /// A list of item.
  std::string items(const FormulaScope& scope, int depth);

  std::string amount_literal();
  std::string number_literal();
  std::string date_literal();

 private:
  std::string simple_truth(const FormulaScope& scope, int depth);
  std::string item_truth(const FormulaScope& scope, int depth);
  std::string null_truth(const FormulaScope& scope, int depth);
  std::string quantified(const FormulaScope& scope, int depth);
  std::string item_money(const FormulaScope& scope);
  std::string list_money(const FormulaScope& scope, int depth);
  std::string list_number(const FormulaScope& scope, int depth);
  std::string new_variable() { return "x" + std::to_string(++variables_); }

  Chance& chance_;
  int variables_ = 0;
};

}  // namespace jiangbu::oracle
