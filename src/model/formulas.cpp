#include "model/formulas.hpp"

#include <algorithm>
#include <mutex>

namespace jiangbu {

/// Shared by copies, which all see the same trees.
struct Formulas::Waiting {
  std::shared_ptr<const Source> source;
  std::once_flag once;
  std::vector<Expression> trees;
};

bool is_bracket(const Expression& condition) {
  if (condition.op == Op::and_)
    return std::ranges::any_of(condition.operands, is_bracket);
  return condition.op >= Op::less && condition.op <= Op::greater_equal;
}

Formulas::Formulas(std::vector<Root> roots, std::shared_ptr<const Source> source)
    : roots_(std::move(roots)), waiting_(std::make_shared<Waiting>()) {
  waiting_->source = std::move(source);
}

const std::vector<Expression>& Formulas::trees() const {
  if (!waiting_) return trees_;
  std::call_once(waiting_->once, [this] { waiting_->trees = waiting_->source->trees(); });
  return waiting_->trees;
}

std::vector<Expression>& Formulas::own_trees() {
  if (waiting_) {
    trees_ = trees();
    waiting_.reset();
  }
  return trees_;
}

}  // namespace jiangbu
