#include "batch/optimise_plan.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

class Fusion {
 public:
  explicit Fusion(const Plan& plan) : plan_(plan), producers_(plan.registers.size()) {
    for (const PlanOp& op : plan.operations) {
      if (op.d != no_register) producers_[op.d] = &op;
    }
  }

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
  const auto use = [&](RegisterId id) {
    if (id != no_register) used[id] = true;
  };
  each_result(plan, use);
  std::vector<PlanOp> kept;
  std::size_t first_after_eligible = 0;
  for (std::size_t i = plan.operations.size(); i-- > 0;) {
    const PlanOp& op = plan.operations[i];
    if (op.code != PlanCode::refuse && !used[op.d]) continue;
    for (const RegisterId operand : {op.a, op.b, op.c}) use(operand);
    const bool lookup =
        op.code == PlanCode::lookup_truth || op.code == PlanCode::lookup_number;
    if (lookup) {
      for (const auto& input : plan.lookups[static_cast<std::size_t>(op.x)].inputs) {
        use(input.column);
        use(input.null);
      }
    }
    if (op.code == PlanCode::fold) {
      const Fold& fold = plan.folds[static_cast<std::size_t>(op.x)];
      for (const RegisterId column :
           {fold.dated, fold.coded, fold.held, fold.value_column}) {
        use(column);
      }
    }
    kept.push_back(op);
    if (i < plan.first_after_eligible) ++first_after_eligible;
  }
  std::reverse(kept.begin(), kept.end());
  plan.operations = std::move(kept);
  plan.first_after_eligible = first_after_eligible;
  std::erase_if(plan.constants, [&](const PlanOp& op) { return !used[op.d]; });
}

namespace {

/// The codes for which a lookup holds, if they stand together.
std::optional<std::pair<std::int32_t, std::int32_t>> interval_of(const Lookup& lookup) {
  const auto holds = [](std::int64_t value) { return value != 0; };
  const auto first = std::find_if(lookup.values.begin(), lookup.values.end(), holds);
  const auto end = std::find_if_not(first, lookup.values.end(), holds);
  if (first == lookup.values.end() || std::any_of(end, lookup.values.end(), holds)) {
    return std::nullopt;
  }
  const auto from = static_cast<std::int32_t>(first - lookup.values.begin());
  return std::pair{from, static_cast<std::int32_t>(end - lookup.values.begin()) - 1};
}

class Selecting {
 public:
  explicit Selecting(Plan& plan) : plan_(plan) {}

  void run() {
    std::vector<Fold*> folds;
    for (const PlanOp& op : plan_.operations) {
      if (op.code == PlanCode::fold) {
        folds.push_back(&plan_.folds[static_cast<std::size_t>(op.x)]);
      }
    }
    for (Fold* fold : folds) {
      if (!is_column(fold->dated)) continue;
      bool alone = true;  // among the folds of the same dates
      for (const Fold* other : folds) {
        const bool same_dates = other->dated == fold->dated &&
                                other->from == fold->from && other->to == fold->to;
        alone = alone && (!same_dates ||
                          (other->coded == fold->coded && other->lookup == fold->lookup));
      }
      select(*fold, true, alone);
    }
    for (Fold* fold : folds) {
      if (fold->dated == no_register) select(*fold, false, true);
    }
  }

 private:
  bool is_column(RegisterId id) const {
    return std::find(plan_.column_registers.begin(), plan_.column_registers.end(), id) !=
           plan_.column_registers.end();
  }

  void select(Fold& fold, bool dated, bool coded) {
    Selection selection;
    selection.domain = fold.child;
    if (dated) {
      selection.dated = fold.dated;
      selection.from = fold.from;
      selection.to = fold.to;
    }
    const auto codes = coded && fold.coded != no_register && is_column(fold.coded)
                           ? interval_of(plan_.lookups[fold.lookup])
                           : std::nullopt;
    if (codes) {
      selection.coded = fold.coded;
      selection.code_from = codes->first;
      selection.code_to = codes->second;
      fold.code_selected = true;
    }
    if (!dated && !codes) return;
    const auto known =
        std::find(plan_.selections.begin(), plan_.selections.end(), selection);
    fold.selection = static_cast<std::size_t>(known - plan_.selections.begin());
    if (known == plan_.selections.end()) plan_.selections.push_back(selection);
  }

  Plan& plan_;
};

}  // namespace

namespace {

/// Which domains are looked at only through one selection: what is computed for their
/// rows is needed for the rows picked alone.
class Narrowing {
 public:
  explicit Narrowing(Plan& plan)
      : plan_(plan), wide_(plan.layout.domains.size(), false) {}

  void run() {
    plan_.only.assign(plan_.layout.domains.size(), std::nullopt);
    wide_[0] = true;
    each_result(plan_, [&](RegisterId id) { look(id); });
    for (const PlanOp& op : plan_.operations) look(op);
    for (DomainId d = 0; d < wide_.size(); ++d) {
      if (wide_[d]) plan_.only[d].reset();
    }
  }

 private:
  DomainId domain_of(RegisterId id) const { return plan_.registers[id].domain; }

  void look(RegisterId id) {
    if (id != no_register) wide_[domain_of(id)] = true;
  }

  void look(const PlanOp& op) {
    if (op.code == PlanCode::fold) {
      const Fold& fold = plan_.folds[static_cast<std::size_t>(op.x)];
      std::optional<std::size_t>& only = plan_.only[fold.child];
      const bool same = !only || only == fold.selection;
      if (!fold.selection || !same) wide_[fold.child] = true;
      only = fold.selection;
      return;
    }
    if (op.code == PlanCode::refuse) return look(op.a);
    const auto elsewhere = [&](RegisterId id) {
      if (id != no_register && domain_of(id) != op.domain) look(id);
    };
    for (const RegisterId id : {op.a, op.b, op.c}) elsewhere(id);
  }

  Plan& plan_;
  std::vector<bool> wide_;  // all rows are needed
};

// A clause that is nothing but a fold can be added up where its items are.
void find_direct_folds(Plan& plan) {
  std::vector<int> uses(plan.registers.size(), 0);
  std::vector<std::optional<std::size_t>> folds(plan.registers.size());
  for (const PlanOp& op : plan.operations) {
    for (const RegisterId id : {op.a, op.b, op.c}) {
      if (id != no_register) ++uses[id];
    }
    if (op.code == PlanCode::fold && op.domain == 0) {
      const auto index = static_cast<std::size_t>(op.x);
      if (plan.folds[index].selection) folds[op.d] = index;
    }
  }
  each_result(plan, [&](RegisterId id) { ++uses[id]; });
  for (ClauseOutput& clause : plan.clauses) {
    if (clause.low == clause.high && uses[clause.low] == 2) {
      clause.fold = folds[clause.low];
    }
  }
}

}  // namespace

void select_first(Plan& plan) {
  Selecting(plan).run();
  Narrowing(plan).run();
  if (plan.steps.empty()) find_direct_folds(plan);
}

}  // namespace jiangbu
