// Derived facts that need themselves.
// In: a model with all formulas. Out: one diagnostic for each cycle, with its way round.
// Never: changes the model.
#include <algorithm>
#include <set>

#include "model/resolver.hpp"
#include "model/whole_records.hpp"

namespace jiangbu {

namespace {

// Facts derived from derived facts, one from another, as deep as this search goes: no
// text of law does. Whether evaluation goes too deep is told of steps (image/verify.hpp).
constexpr size_t longest_chain = 200;

/// One derived field, as the search meets it.
struct DerivedField {
  const Entity* entity = nullptr;
  const Field* field = nullptr;

  bool operator==(const DerivedField&) const = default;
};

// Depth-first search over formulas that use derived facts and `let` names.
class CycleSearch {
 public:
  CycleSearch(const PolicyModel& model, Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics), state_(model.formulas.size(), new_) {}

  void enter(DerivedField derived) {
    const FormulaId id = derived.field->formula;
    if (id == no_formula || state_[id] == done) return;
    if (state_[id] == under_way) {
      report(derived);
      return;
    }
    state_[id] = under_way;
    if (way_.size() == longest_chain) {
      state_[id] = done;
      diagnostics_.error(Code::model_too_deep, derived.field->span,
                         {std::to_string(longest_chain)});
      return;
    }
    way_.push_back(derived);
    walk(model_.formulas[id]);
    way_.pop_back();
    state_[id] = done;
  }

 private:
  enum State : std::uint8_t { new_, under_way, done };

  void walk(const Expression& expression) {
    if (expression.op == Op::field || expression.op == Op::project) {
      const Entity& entity = model_.vocabulary.entities[expression.b];
      enter({&entity, &entity.fields[expression.a]});
    }
    if (expression.op == Op::formula && state_[expression.a] == new_) {
      state_[expression.a] = under_way;
      walk(model_.formulas[expression.a]);
      state_[expression.a] = done;
    }
    for (const Expression& operand : expression.operands) {
      if (looks_into_records(expression.op, expression.a)) enter_records(operand.type);
      walk(operand);
    }
  }

  // Comparing two records compares their derived fields too, and records within.
  void enter_records(const Type& type) {
    std::set<std::uint32_t> seen;
    std::vector<const Type*> open{&type};
    while (!open.empty()) {
      const Type& next = *open.back();
      open.pop_back();
      if (next.element) open.push_back(next.element.get());
      if (next.base != BaseType::record || !seen.insert(next.id).second) continue;
      const Entity& entity = model_.vocabulary.entities[next.id];
      for (const Field& field : entity.fields) {
        enter({&entity, &field});
        open.push_back(&field.type);
      }
    }
  }

  static std::string name_of(const DerivedField& derived) {
    const bool fact = derived.entity->name == "applicant";
    return (fact ? "" : derived.entity->name + ".") + derived.field->name;
  }

  void report(const DerivedField& again) {
    const auto first = std::find(way_.begin(), way_.end(), again);
    std::string round;
    for (auto step = first; step != way_.end(); ++step) round += name_of(*step) + " → ";
    round += name_of(again);
    Diagnostic& error =
        diagnostics_.error(Code::model_cycle, again.field->span, {name_of(again), round});
    for (auto step = first + 1; step < way_.end(); ++step) {
      error.labels.push_back(
          {step->field->span, {"循环经过这里", "the cycle passes here"}});
    }
  }

  const PolicyModel& model_;
  Diagnostics& diagnostics_;
  std::vector<State> state_;
  std::vector<DerivedField> way_;
};

}  // namespace

void check_cycles(const PolicyModel& model, Diagnostics& diagnostics) {
  CycleSearch search(model, diagnostics);
  for (const Entity& entity : model.vocabulary.entities) {
    for (const Field& field : entity.fields) search.enter({&entity, &field});
  }
}

}  // namespace jiangbu
