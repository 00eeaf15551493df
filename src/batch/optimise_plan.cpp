#include "batch/optimise_plan.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

class Fusion {
 public:
  explicit Fusion(const Plan& plan) : plan_(plan), producers_(producers_of(plan)) {}

  /// The fold that does what a count or sum does; nothing if it needs more.
  std::optional<Fold> fused(const PlanOp& op) const {
    Fold fold;
    fold.child = plan_.registers[op.a].domain;
    const bool counts = op.code == PlanCode::count;
    const RegisterId mask = counts ? op.a : op.b;
    if (mask != no_register && !add_tests(mask, fold)) return std::nullopt;
    if (counts) return fold;
    const PlanOp* value = producers_[op.a];
    const Lookup* lookup = simple_lookup(value, PlanCode::lookup_number);
    fold.value = lookup == nullptr ? Fold::Value::number : Fold::Value::lookup;
    fold.value_column = lookup == nullptr ? op.a : lookup->inputs.front().column;
    if (lookup != nullptr) fold.value_lookup = static_cast<std::size_t>(value->x);
    return fold;
  }

 private:
  const Lookup* simple_lookup(const PlanOp* op, PlanCode code) const {
    if (op == nullptr || op->code != code) return nullptr;
    const Lookup& lookup = plan_.lookups[static_cast<std::size_t>(op->x)];
    return lookup.is_simple(plan_.registers) ? &lookup : nullptr;
  }

  // One test of each kind has room.
  bool add_tests(RegisterId mask, Fold& fold) const {
    const PlanOp* op = producers_[mask];
    if (op != nullptr && op->code == PlanCode::and_) {
      return add_tests(op->a, fold) && add_tests(op->b, fold);
    }
    if (op != nullptr && op->code == PlanCode::code_within && fold.dated == no_register) {
      fold.dated = op->a;
      fold.from = narrowed(op->x);
      fold.to = narrowed(op->y);
      return fold.from <= fold.to;
    }
    const Lookup* lookup = simple_lookup(op, PlanCode::lookup_truth);
    if (lookup != nullptr && fold.coded == no_register) {
      fold.coded = lookup->inputs.front().column;
      fold.lookup = static_cast<std::size_t>(op->x);
      return true;
    }
    if (fold.held != no_register) return false;
    fold.held = mask;
    return true;
  }

  const Plan& plan_;
  std::vector<const PlanOp*> producers_;
};

// A fold whose result is only multiplied by a constant does that too.
void take_in_factors(Plan& plan, std::vector<PlanOp>& operations) {
  std::vector<int> uses(plan.registers.size(), 0);
  std::vector<PlanOp*> folds(plan.registers.size(), nullptr);
  for (const PlanOp& op : operations) {
    for (const RegisterId operand : {op.a, op.b, op.c}) {
      if (operand != no_register) ++uses[operand];
    }
  }
  each_result(plan, [&](RegisterId id) { ++uses[id]; });
  for (PlanOp& op : operations) {
    if (op.code == PlanCode::fold) folds[op.d] = &op;
    if (op.code != PlanCode::multiply_constant || uses[op.a] != 1) continue;
    PlanOp* from = folds[op.a];
    if (from == nullptr) continue;
    Fold fold = plan.folds[static_cast<std::size_t>(from->x)];
    fold.factor = op.x;
    PlanOp fused = *from;
    fused.d = op.d;
    fused.x = static_cast<std::int64_t>(plan.folds.size());
    plan.folds.push_back(fold);
    op = fused;
  }
}

}  // namespace

std::vector<const PlanOp*> producers_of(const Plan& plan) {
  std::vector<const PlanOp*> producers(plan.registers.size());
  for (const PlanOp& op : plan.operations) {
    if (op.d != no_register) producers[op.d] = &op;
  }
  return producers;
}

void fuse_folds(Plan& plan) {
  std::vector<PlanOp> operations = plan.operations;
  const Fusion fusion(plan);
  for (PlanOp& op : operations) {
    if (op.code != PlanCode::count && op.code != PlanCode::sum) continue;
    const auto fold = fusion.fused(op);
    if (!fold) continue;
    PlanOp fused{PlanCode::fold};
    fused.d = op.d;
    fused.domain = op.domain;
    fused.x = static_cast<std::int64_t>(plan.folds.size());
    plan.folds.push_back(*fold);
    op = fused;
  }
  take_in_factors(plan, operations);
  plan.operations = std::move(operations);
}

void drop_unused(Plan& plan) {
  std::vector<bool> used(plan.registers.size(), false);
  const auto use = [&](RegisterId id) { used[id] = true; };
  each_result(plan, use);
  std::vector<PlanOp> kept;
  std::size_t first_after_eligible = 0;
  for (std::size_t i = plan.operations.size(); i-- > 0;) {
    const PlanOp& op = plan.operations[i];
    if (op.d != no_register && !makes_rows(op.code) && !used[op.d]) continue;
    each_operand(plan, op, use);
    kept.push_back(op);
    if (i < plan.first_after_eligible) ++first_after_eligible;
  }
  std::reverse(kept.begin(), kept.end());
  plan.operations = std::move(kept);
  plan.first_after_eligible = first_after_eligible;
  std::erase_if(plan.constants, [&](const PlanOp& op) { return !used[op.d]; });
}

}  // namespace jiangbu
