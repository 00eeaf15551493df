#include "budget/thresholds.hpp"

#include <algorithm>
#include <set>

#include "budget/percent_text.hpp"
#include "model/dump_model.hpp"
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

constexpr std::int64_t months_moved = 1;

std::optional<BoundStep> step_of(const Type& type, bool whole) {
  switch (type.base) {
    case BaseType::number:
      return whole ? BoundStep::items : BoundStep::share;
    case BaseType::money:
      return BoundStep::share;
    case BaseType::date:
    case BaseType::days:
      return BoundStep::days;
    case BaseType::months:
      return BoundStep::months;
    default:
      return std::nullopt;
  }
}

class ThresholdFinder {
 public:
  ThresholdFinder(const PolicyModel& model, const std::vector<std::uint32_t>& readings)
      : model_(model), readings_(readings) {}

  std::vector<Threshold> run(const Clause& clause) {
    if (model_.eligible) condition(*model_.eligible);
    for (const Exclusion& exclusion : model_.exclude) condition(exclusion.when);
    for (const auto* bindings : {&clause.for_each, &clause.let}) {
      for (const Binding& binding : *bindings) bind(binding.slot, binding.formula);
    }
    formula(clause.group_by);
    for (const Exclusion& exclusion : clause.exclude) condition(exclusion.when);
    if (clause.when) condition(*clause.when);
    formula(clause.selected);
    formula(clause.already_paid);
    window(clause.window_of, clause.window_from, Op::greater_equal);
    window(clause.window_of, clause.window_to, Op::less_equal);
    award(clause.award);
    return std::move(found_);
  }

 private:
  void condition(const Condition& one) {
    formula(one.formula);
    if (one.kind == Condition::Kind::by_reading) {
      return condition(one.parts[readings_[one.question]]);
    }
    for (const Condition& part : one.parts) condition(part);
  }

  void award(const Award& one) {
    formula(one.formula);
    for (const auto& [slot, value] : one.bindings) bind(slot, value);
    for (const FormulaId id : one.conditions) formula(id);
    if (one.kind == Award::Kind::by_reading) {
      award(one.alternatives[readings_[one.question]]);
    } else {
      for (const Award& alternative : one.alternatives) award(alternative);
    }
    formula(one.at_most);
    formula(one.at_least);
  }

  void bind(Slot slot, FormulaId value) {
    if (value != no_formula) locals_[slot] = value;
    formula(value);
  }

  void window(FormulaId of, FormulaId bound, Op op) {
    if (of == no_formula || bound == no_formula) return;
    add(model_.formulas[of], model_.formulas[bound], op, {bound, {}});
  }

  void formula(FormulaId id) {
    if (id == no_formula || !seen_.insert(id).second) return;
    Threshold::Place place{id, {}};
    look_at(model_.formulas[id], place);
  }

  void table(const Table& one) {
    for (const TableRow& row : one.rows) {
      for (const FormulaId id : row.tests) formula(id);
      for (const FormulaId id : row.outputs) formula(id);
    }
    for (const FormulaId id : one.otherwise) formula(id);
  }

  void look_at(const Expression& expression, Threshold::Place& place) {
    switch (expression.op) {
      case Op::formula:
        formula(expression.a);
        break;
      case Op::field:
      case Op::project:
        formula(model_.vocabulary.entities[expression.b].fields[expression.a].formula);
        break;
      case Op::table:
        table(model_.tables[expression.a]);
        break;
      case Op::by_reading:
        return descend(expression, readings_[expression.a], place);
      case Op::in_range:
        ends(expression, place);
        break;
      default:
        if (is_comparison(expression.op)) sides(expression, place);
    }
    for (std::uint32_t i = 0; i < expression.operands.size(); ++i) {
      descend(expression, i, place);
    }
  }

  void descend(const Expression& expression, std::uint32_t i, Threshold::Place& place) {
    place.path.push_back(i);
    look_at(expression.operands[i], place);
    place.path.pop_back();
  }

  static Threshold::Place below(Threshold::Place place,
                                std::initializer_list<std::uint32_t> path) {
    place.path.insert(place.path.end(), path);
    return place;
  }

  void sides(const Expression& comparison, const Threshold::Place& place) {
    const Expression& left = comparison.operands[0];
    const Expression& right = comparison.operands[1];
    add(left, right, comparison.op, below(place, {1}));
    add(right, left, mirrored(comparison.op), below(place, {0}));
  }

  void ends(const Expression& test, const Threshold::Place& place) {
    const Expression& range = test.operands[1];
    if (range.op != Op::range) return;
    const Expression& subject = test.operands[0];
    add(subject, range.operands[0], (range.a & 1U) != 0 ? Op::greater : Op::greater_equal,
        below(place, {1, 0}));
    add(subject, range.operands[1], (range.a & 2U) != 0 ? Op::less : Op::less_equal,
        below(place, {1, 1}));
  }

  // Whether a formula is the same for all applicants.
  bool is_fixed(const Expression& expression) const {
    switch (expression.op) {
      case Op::applicant:
      case Op::field:
      case Op::project:
      case Op::local:
      case Op::table:
      case Op::awarded:
        return false;
      case Op::formula:
        return is_fixed(model_.formulas[expression.a]);
      default:
        break;
    }
    return std::all_of(expression.operands.begin(), expression.operands.end(),
                       [this](const Expression& one) { return is_fixed(one); });
  }

  const Expression& behind_locals(const Expression& expression) const {
    if (expression.op != Op::local) return expression;
    const auto bound = locals_.find(expression.a);
    return bound == locals_.end() ? expression
                                  : behind_locals(model_.formulas[bound->second]);
  }

  bool is_whole(const Expression& subject) const {
    if (subject.op == Op::field) {
      return model_.vocabulary.entities[subject.b].fields[subject.a].integral;
    }
    if (subject.op != Op::call) return false;
    const auto builtin = static_cast<Builtin>(subject.a);
    return builtin == Builtin::count || builtin == Builtin::count_distinct;
  }

  std::string text_of(const Expression& expression) const {
    return expression.text.empty() ? formula_text(expression, model_) : expression.text;
  }

  // The first value on the far side for whole numbers, else the bound itself.
  std::string edge_of(const Expression& bound, Op op, bool whole) const {
    const auto value = constant_value(bound, model_);
    if (!value) return text_of(bound);
    const auto* number = std::get_if<Decimal>(&*value);
    if (!whole || number == nullptr) {
      return constant_text(*value, bound.type, model_.vocabulary);
    }
    if (op == Op::greater || op == Op::less_equal) {
      return (floor(*number) + Decimal(1)).to_string();
    }
    return ceiling(*number).to_string();
  }

  // A bound of nothing has no share of it, one that may be absent no place.
  bool can_move(const Expression& bound, BoundStep step) const {
    if (bound.type.optional) return false;
    if (step != BoundStep::share) return true;
    const auto value = constant_value(bound, model_);
    const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
    return number == nullptr || *number != 0;
  }

  void add(const Expression& compared, const Expression& bound, Op op,
           const Threshold::Place& place) {
    if (op == Op::equal || op == Op::not_equal) return;
    if (!is_fixed(bound) || is_fixed(compared)) return;
    const Expression& subject = behind_locals(compared);
    const bool whole = is_whole(subject);
    const auto step = step_of(bound.type, whole);
    if (!step || !can_move(bound, *step)) return;
    const std::string text = text_of(subject);
    const std::string edge = edge_of(bound, op, whole);
    auto known =
        std::find_if(found_.begin(), found_.end(), [&](const Threshold& threshold) {
          return threshold.subject == text && threshold.bound == edge;
        });
    if (known == found_.end()) {
      found_.push_back({text, edge, *step, {}});
      known = found_.end() - 1;
    }
    known->places.push_back(place);
  }

  const PolicyModel& model_;
  const std::vector<std::uint32_t>& readings_;
  std::map<Slot, FormulaId> locals_;
  std::set<FormulaId> seen_;
  std::vector<Threshold> found_;
};

Expression combined(Op op, Type type, Expression bound, Constant by, BaseType base) {
  Expression amount;
  amount.constant = std::move(by);
  amount.type = simple_type(base);
  Expression result;
  result.op = op;
  result.type = std::move(type);
  result.operands = {std::move(bound), std::move(amount)};
  return result;
}

Expression moved(Expression bound, BoundStep step, const CliffDistances& distances,
                 bool up) {
  const Type type = bound.type;
  const std::int64_t sign = up ? 1 : -1;
  switch (step) {
    case BoundStep::share: {
      const Decimal factor =
          up ? Decimal(1) + distances.share : Decimal(1) - distances.share;
      return combined(Op::multiply, type, std::move(bound), factor, BaseType::number);
    }
    case BoundStep::items:
      return combined(Op::add, type, std::move(bound),
                      up ? distances.items : -distances.items, BaseType::number);
    case BoundStep::days: {
      const Op op = type.base == BaseType::date ? Op::add_days : Op::add;
      return combined(op, type, std::move(bound), DaysDuration{sign * distances.days},
                      BaseType::days);
    }
    case BoundStep::months:
      break;
  }
  return combined(Op::add, type, std::move(bound), YearsMonths{sign * months_moved},
                  BaseType::months);
}

}  // namespace

std::vector<Threshold> thresholds_of(const PolicyModel& model, std::uint32_t clause,
                                     const std::vector<std::uint32_t>& readings) {
  return ThresholdFinder(model, readings).run(model.clauses[clause]);
}

std::string distance_text(BoundStep step, const CliffDistances& distances) {
  switch (step) {
    case BoundStep::share:
      return percent_text(distances.share);
    case BoundStep::items:
      return distances.items.to_string();
    case BoundStep::days:
      return std::to_string(distances.days) + " d";
    case BoundStep::months:
      break;
  }
  return std::to_string(months_moved) + " m";
}

PolicyModel with_moved_bound(PolicyModel model, const Threshold& threshold,
                             const CliffDistances& distances, bool up) {
  for (const Threshold::Place& place : threshold.places) {
    Expression* bound = &model.formulas[place.formula];
    for (const std::uint32_t operand : place.path) bound = &bound->operands[operand];
    Expression wrapped = moved(*bound, threshold.step, distances, up);
    *bound = std::move(wrapped);
  }
  return model;
}

}  // namespace jiangbu
