// The formulas of a policy as trees.
// In: trees, or a source that makes them when they are asked for. Out: trees; of each
// formula what evaluation asks for, without making its tree. Never: evaluates.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/expression.hpp"

namespace jiangbu {

/// Whether the condition of an award's case is a bracket, which compares by order: then
/// it explains the amount. Of a case by grade the title says it.
bool is_bracket(const Expression& condition);

/// By FormulaId. Evaluation runs steps (program/program.hpp), and of trees asks for their
/// types only, so that those of a compiled image can wait. Copies are independent.
/// Constant use is safe from several threads.
class Formulas {
 public:
  struct Root {
    Type type;
    bool is_bracket = false;
  };
  /// Where trees wait: gives the same ones always.
  class Source {
   public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;
    virtual std::vector<Expression> trees() const = 0;
  };

  Formulas() = default;
  explicit Formulas(std::vector<Expression> trees) : trees_(std::move(trees)) {}
  /// `roots` of all trees that the source will give.
  Formulas(std::vector<Root> roots, std::shared_ptr<const Source> source);

  std::size_t size() const { return waiting_ ? roots_.size() : trees_.size(); }
  const Type& type(std::size_t id) const {
    return waiting_ ? roots_[id].type : trees_[id].type;
  }
  bool is_bracket(std::size_t id) const {
    return waiting_ ? roots_[id].is_bracket : jiangbu::is_bracket(trees_[id]);
  }

  const std::vector<Expression>& trees() const;
  const Expression& operator[](std::size_t id) const { return trees()[id]; }
  auto begin() const { return trees().begin(); }
  auto end() const { return trees().end(); }

  Expression& operator[](std::size_t id) { return own_trees()[id]; }
  auto begin() { return own_trees().begin(); }
  auto end() { return own_trees().end(); }
  void push_back(Expression tree) { own_trees().push_back(std::move(tree)); }

 private:
  struct Waiting;
  std::vector<Expression>& own_trees();

  std::vector<Expression> trees_;
  std::vector<Root> roots_;
  std::shared_ptr<Waiting> waiting_;  // null: trees_ are the trees
};

}  // namespace jiangbu
