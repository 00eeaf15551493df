// Conditions that can never hold: `age > 5 and age < 3`, `n < 0` of a fact with min: 0.
// In: a sound model. Out: warnings at the part that contradicts an earlier one.
// Never: reasons over more than one value at a time, or over arithmetic.
#include <algorithm>
#include <map>
#include <set>

#include "model/resolver.hpp"
#include "model/value_cells.hpp"

namespace jiangbu {

namespace {

// More parts than a person writes are not looked at.
constexpr size_t most_parts = 64;

/// One part of a conjunction that looks at a single value.
struct Part {
  const Expression* test = nullptr;
  SimpleTests simple;
};

class ConditionCheck {
 public:
  ConditionCheck(const PolicyModel& model, Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics) {}

  void run() {
    for (const Clause& clause : model_.clauses) leave_out(clause.award);
    for (FormulaId id = 0; id < model_.formulas.size(); ++id) {
      if (!left_out_.contains(id)) walk(model_.formulas[id]);
    }
    std::vector<Part> eligible;
    if (model_.eligible) {
      add(*model_.eligible, eligible);
      check(eligible);
    }
    for (const Exclusion& exclusion : model_.exclude) check_alone(exclusion.when);
    for (const Clause& clause : model_.clauses) {
      for (const Exclusion& exclusion : clause.exclude) check_alone(exclusion.when);
      if (!clause.when) continue;
      std::vector<Part> parts = eligible;
      add(*clause.when, parts);
      check(parts);
    }
  }

 private:
  // The conditions of cases and bands are made of their ends, which are checked already.
  void leave_out(const Award& award) {
    left_out_.insert(award.conditions.begin(), award.conditions.end());
    left_out_.insert(award.otherwise_when);
    for (const Award& part : award.alternatives) leave_out(part);
  }

  void walk(const Expression& expression) {
    const bool condition = expression.type.is(BaseType::boolean);
    if (condition) {
      std::vector<Part> parts;
      add(expression, parts);
      check(parts);
    }
    for (const Expression& operand : expression.operands) walk(operand);
  }

  void add(const Expression& condition, std::vector<Part>& parts) const {
    if (condition.op == Op::and_) {
      for (const Expression& operand : condition.operands) add(operand, parts);
      return;
    }
    Part part{&condition, {}};
    if (!collect_bounds(condition, model_, part.simple)) return;
    if (part.simple.subject != nullptr) parts.push_back(std::move(part));
  }

  void add(const Condition& condition, std::vector<Part>& parts) const {
    if (condition.kind == Condition::Kind::leaf && condition.formula != no_formula) {
      add(model_.formulas[condition.formula], parts);
    } else if (condition.kind == Condition::Kind::all) {
      for (const Condition& part : condition.parts) add(part, parts);
    }
  }

  void check_alone(const Condition& condition) {
    std::vector<Part> parts;
    add(condition, parts);
    check(parts);
  }

  void check(const std::vector<Part>& parts) {
    std::map<std::string, std::vector<const Part*>> by_value;
    for (const Part& part : parts) {
      by_value[value_key(*part.simple.subject)].push_back(&part);
    }
    for (const auto& [key, group] : by_value) {
      if (group.size() <= most_parts && !can_hold(group)) report(group);
    }
  }

  const Field* field_of(const Expression& subject) const {
    if (subject.op != Op::field) return nullptr;
    return &model_.vocabulary.entities[subject.b].fields[subject.a];
  }

  // Whether some value passes all of these tests of it.
  bool can_hold(const std::vector<const Part*>& group) const {
    const Expression& subject = *group.front()->simple.subject;
    const Field* field = field_of(subject);
    std::vector<Constant> bounds;
    for (const Part* part : group) {
      const auto& more = part->simple.bounds;
      bounds.insert(bounds.end(), more.begin(), more.end());
    }
    if (field != nullptr && field->min) bounds.emplace_back(*field->min);
    if (field != nullptr && field->max) bounds.emplace_back(*field->max);
    std::vector<ValueCell> cells = cells_of(subject.type, std::move(bounds), model_);
    for (size_t i = 0; i < cells.size(); ++i) {
      const ValueCell* next = i + 1 < cells.size() ? &cells[i + 1] : nullptr;
      if (field != nullptr && !may_be(*field, cells[i], next)) continue;
      if (passes_all(group, cells[i])) return true;
    }
    // A null is unequal to everything.
    const ValueCell null{Constant{}, false, false, "null"};
    const bool may_be_null =
        std::all_of(group.begin(), group.end(),
                    [](const Part* part) { return part->simple.subject->type.optional; });
    return may_be_null && passes_all(group, null);
  }

  bool passes_all(const std::vector<const Part*>& group, const ValueCell& cell) const {
    return std::all_of(group.begin(), group.end(), [&](const Part* part) {
      return holds_on(*part->test, cell, model_);
    });
  }

  // Whether the declared bounds, and `integer`, leave a value in the cell.
  static bool may_be(const Field& field, const ValueCell& cell, const ValueCell* next) {
    const auto* value = std::get_if<Decimal>(&cell.value);
    if (value == nullptr) return true;
    if (cell.below_all) return !field.min;
    if (field.min && *value < *field.min) return false;
    if (field.max && (cell.between ? !(*value < *field.max) : *field.max < *value)) {
      return false;
    }
    if (!field.integral) return true;
    if (!cell.between) return value->is_integer();
    const auto* end = next == nullptr ? nullptr : std::get_if<Decimal>(&next->value);
    return end == nullptr || floor(*value) + Decimal(1) < *end;
  }

  void report(const std::vector<const Part*>& group) {
    size_t count = 1;
    while (
        can_hold({group.begin(), group.begin() + static_cast<std::ptrdiff_t>(count)})) {
      ++count;
    }
    const Part* last = group[count - 1];
    // The parts of a formula are met again as parts of a larger one.
    const bool known = std::any_of(group.begin(), group.end(), [&](const Part* part) {
      return reported_.contains(part->test->span);
    });
    if (known) return;
    for (const Part* part : group) reported_.insert(part->test->span);
    Diagnostic& warning = diagnostics_.warning(Code::model_never_holds, last->test->span,
                                               {last->test->text});
    std::set<Span> labelled{last->test->span};
    for (size_t i = 0; i + 1 < count; ++i) {
      const Span span = group[i]->test->span;
      const bool alone = count > 2 && can_hold({group[i], last});
      if (alone || !labelled.insert(span).second) continue;
      warning.labels.push_back({span, {"与此矛盾", "it contradicts this"}});
    }
    const Field* field = field_of(*last->simple.subject);
    if (count == 1 && field != nullptr && (field->min || field->max)) {
      warning.labels.push_back({field->span, {"声明的界限", "its declared bounds"}});
    }
    warning.help = {"用了 and 的地方若应为“或者”，写 or",
                    "if either is enough, write 'or' in place of 'and'"};
  }

  const PolicyModel& model_;
  Diagnostics& diagnostics_;
  std::set<FormulaId> left_out_;
  std::set<Span> reported_;
};

}  // namespace

void check_conditions(const PolicyModel& model, Diagnostics& diagnostics) {
  ConditionCheck(model, diagnostics).run();
}

}  // namespace jiangbu
