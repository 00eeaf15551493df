#include "evaluate/change_facts.hpp"

#include <algorithm>

#include "evaluate/fact_path.hpp"

namespace jiangbu {

namespace {

constexpr std::int64_t max_added_items = 20;

// The comparison that holds when `op` does not.
Op opposite(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater_equal;
    case Op::less_equal:
      return Op::greater;
    case Op::greater:
      return Op::less_equal;
    case Op::greater_equal:
      return Op::less;
    case Op::equal:
      return Op::not_equal;
    default:
      return Op::equal;
  }
}

// The comparison with its sides exchanged.
Op mirrored(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater;
    case Op::less_equal:
      return Op::greater_equal;
    case Op::greater:
      return Op::less;
    case Op::greater_equal:
      return Op::less_equal;
    default:
      return op;
  }
}

// The nearest value that passes `value op bound`; one step is one, or one fen.
std::optional<Decimal> nearest(Op op, const Decimal& bound, const Field& field) {
  const Decimal step =
      field.type.base == BaseType::money ? *Decimal::parse("0.01") : Decimal(1);
  switch (op) {
    case Op::equal:
    case Op::less_equal:
    case Op::greater_equal:
      return bound;
    case Op::greater:
      return bound + step;
    case Op::less:
      return bound - step;
    default:
      return std::nullopt;
  }
}

std::optional<Date> nearest_day(Op op, Date bound) {
  switch (op) {
    case Op::equal:
    case Op::less_equal:
    case Op::greater_equal:
      return bound;
    case Op::greater:
      return add_days(bound, 1);
    case Op::less:
      return add_days(bound, -1);
    default:
      return std::nullopt;
  }
}

// Values hold pointers to the facts they come from: adding an item must not move the
// others, so every list gets room before anything is evaluated.
void make_room(FactValue& record, const Entity& entity, const Vocabulary& vocabulary) {
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    FactValue& fact = record.items[i];
    const Type& type = entity.fields[i].type;
    if (!fact.is_known()) continue;
    if (type.base == BaseType::record) {
      make_room(fact, vocabulary.entities[type.id], vocabulary);
    }
    if (!type.is_list()) continue;
    if (type.element->base == BaseType::record) {
      const Entity& inner = vocabulary.entities[type.element->id];
      for (FactValue& item : fact.items) {
        if (item.is_known()) make_room(item, inner, vocabulary);
      }
    }
    fact.items.reserve(fact.items.size() + static_cast<size_t>(max_added_items));
  }
}

}  // namespace

FactChanger::FactChanger(const Program& program, CaseFacts& facts)
    : program_(program), facts_(facts) {
  const Vocabulary& vocabulary = program.model->vocabulary;
  make_room(facts_.record, vocabulary.applicant(), vocabulary);
}

// Follows names and derived facts to the step that computes them.
StepId FactChanger::resolved(StepId id, FormulaEvaluator& evaluator) const {
  const PolicyModel& model = *program_.model;
  for (int depth = 0; depth < 20; ++depth) {
    const Step& step = program_.steps[id];
    FormulaId next = no_formula;
    if (step.op == Op::formula) next = step.a;
    if (step.op == Op::field) {
      next = model.vocabulary.entities[step.b].fields[step.a].formula;
      // A derived field of an item needs the item: only the applicant's are followed.
      if (step.b != applicant_entity) next = no_formula;
    }
    if (step.op == Op::by_reading) {
      id = program_.operand(step, evaluator.reading(step.a));
      continue;
    }
    if (step.op == Op::local) {
      for (const Clause& clause : model.clauses) {
        for (const Binding& binding : clause.let) {
          if (binding.slot == step.a) next = binding.formula;
        }
      }
    }
    if (next == no_formula) return id;
    id = program_.roots[next];
  }
  return id;
}

std::optional<FactChanger::Place> FactChanger::place_of(
    StepId id, FormulaEvaluator& evaluator) const {
  const Step& step = program_.steps[resolved(id, evaluator)];
  if (step.op != Op::field) return std::nullopt;
  const Value record = evaluator.step(program_.operand(step, 0));
  if (record.kind != Value::Kind::record || record.record->facts == nullptr) {
    return std::nullopt;
  }
  Place place;
  place.field = &program_.model->vocabulary.entities[step.b].fields[step.a];
  const std::string& base = record.record->path;
  place.path = base.empty() ? place.field->name : base + "." + place.field->name;
  place.changeable = place.field->changeable ||
                     std::any_of(added_.begin(), added_.end(), [&](const auto& item) {
                       return base.starts_with(item);
                     });
  return place;
}

void FactChanger::record(const std::string& path, const Field& field, std::string from,
                         std::string to) {
  for (FactChange& change : changes_) {
    if (change.path != path) continue;
    change.to = std::move(to);
    return;
  }
  changes_.push_back({path, field.title, std::move(from), std::move(to)});
}

bool FactChanger::set(const Place& place, FactValue value) {
  if (!place.changeable || place.field->is_derived()) return false;
  if (const auto* number = std::get_if<Decimal>(&value.scalar)) {
    if (place.field->min && *number < *place.field->min) return false;
    if (place.field->max && *place.field->max < *number) return false;
  }
  FactValue* fact = fact_at(place.path, facts_.record, program_.model->vocabulary);
  if (fact == nullptr) return false;
  const Vocabulary& vocabulary = program_.model->vocabulary;
  std::string from = fact_text(*fact, place.field->type, vocabulary);
  std::string to = fact_text(value, place.field->type, vocabulary);
  *fact = std::move(value);
  record(place.path, *place.field, std::move(from), std::move(to));
  return true;
}

bool FactChanger::set_scalar(const Place& place, const Value& value) {
  if (value.kind == Value::Kind::scalar)
    return set(place, FactValue::known(value.scalar));
  if (value.kind == Value::Kind::number && value.is_exact()) {
    return set(place, FactValue::known(*value.number.low));
  }
  if (value.kind == Value::Kind::truth && value.is_exact()) {
    return set(place, FactValue::known(value.truth == Truth::yes));
  }
  return false;
}

bool FactChanger::make(StepId id, bool wanted, FormulaEvaluator& evaluator) {
  const StepId target = resolved(id, evaluator);
  if (evaluator.step(target).truth == truth_from(wanted)) return true;
  const Step& step = program_.steps[target];
  switch (step.op) {
    case Op::not_:
      return make(program_.operand(step, 0), !wanted, evaluator);
    case Op::and_:
    case Op::or_:
      return make_parts(step, wanted, evaluator);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return make_comparison(step, wanted, evaluator);
    case Op::in_range:
      return wanted && make_in_range(step, evaluator);
    case Op::in_list: {
      const auto place = place_of(program_.operand(step, 0), evaluator);
      const Value list = evaluator.step(program_.operand(step, 1));
      const bool possible = wanted && place && list.kind == Value::Kind::list &&
                            !list.list->elements.empty();
      return possible && set_scalar(*place, list.list->elements.front().value);
    }
    case Op::is_null: {
      const auto place = place_of(program_.operand(step, 0), evaluator);
      if (!place) return false;
      if (wanted) return set(*place, FactValue::null());
      const bool date = place->field->type.base == BaseType::date;
      return date && set(*place, FactValue::known(evaluator.decision_date()));
    }
    case Op::field: {
      const auto place = place_of(target, evaluator);
      return place && set(*place, FactValue::known(wanted));
    }
    case Op::some: {
      if (!wanted || !add_item(program_.operand(step, 0), evaluator)) return false;
      const Value list = evaluator.step(program_.operand(step, 0));
      if (list.kind != Value::Kind::list || list.list->elements.empty()) return false;
      evaluator.bind(step.a, list.list->elements.back().value);
      return make(program_.operand(step, 1), true, evaluator);
    }
    default:
      return false;
  }
}

// All parts of a conjunction, or the first part of a disjunction that can be had.
bool FactChanger::make_parts(const Step& step, bool wanted, FormulaEvaluator& evaluator) {
  const bool every = (step.op == Op::and_) == wanted;
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    const bool made = make(program_.operand(step, i), wanted, evaluator);
    if (made != every) return made;
  }
  return every;
}

bool FactChanger::make_comparison(const Step& step, bool wanted,
                                  FormulaEvaluator& evaluator) {
  Op op = wanted ? step.op : opposite(step.op);
  for (const std::uint32_t side : {0U, 1U}) {
    const StepId changed = program_.operand(step, side);
    const Value bound = evaluator.step(program_.operand(step, 1 - side));
    const Op oriented = side == 0 ? op : mirrored(op);
    if (!bound.is_exact()) continue;
    const Step& target = program_.steps[resolved(changed, evaluator)];
    const bool counts = target.op == Op::call &&
                        (target.a == static_cast<std::uint32_t>(Builtin::count) ||
                         target.a == static_cast<std::uint32_t>(Builtin::count_distinct));
    if (counts && bound.kind == Value::Kind::number) {
      const bool more = oriented == Op::greater || oriented == Op::greater_equal ||
                        oriented == Op::equal;
      const Decimal goal = *bound.number.low + Decimal(oriented == Op::greater ? 1 : 0);
      if (more && make_count(resolved(changed, evaluator), goal, evaluator)) return true;
      continue;
    }
    const auto place = place_of(changed, evaluator);
    if (!place) continue;
    if (const Date* date = date_in(bound)) {
      const auto day = nearest_day(oriented, *date);
      if (day && set(*place, FactValue::known(*day))) return true;
    } else if (bound.kind == Value::Kind::number) {
      const auto number = nearest(oriented, *bound.number.low, *place->field);
      if (number && set(*place, FactValue::known(*number))) return true;
    } else if (oriented == Op::equal && set_scalar(*place, bound)) {
      return true;
    }
  }
  return false;
}

bool FactChanger::make_in_range(const Step& step, FormulaEvaluator& evaluator) {
  const auto place = place_of(program_.operand(step, 0), evaluator);
  const Value range = evaluator.step(program_.operand(step, 1));
  if (!place || range.kind != Value::Kind::range) return false;
  const Date* low = date_in(range.range->low);
  const Date* high = date_in(range.range->high);
  if (low != nullptr) {
    // Today, if that lies inside.
    Date day = evaluator.decision_date();
    if (day < *low) day = *low;
    if (high != nullptr && *high < day) day = *high;
    return set(*place, FactValue::known(day));
  }
  return set_scalar(*place, range.range->low);
}

bool FactChanger::make_count(StepId count, const Decimal& wanted,
                             FormulaEvaluator& evaluator) {
  for (std::int64_t added = 0; added <= max_added_items; ++added) {
    const Value now = evaluator.step(count);
    if (now.kind != Value::Kind::number || !now.number.low) return false;
    if (wanted <= *now.number.low) return true;
    if (!add_item(program_.operand(program_.steps[count], 0), evaluator)) return false;
  }
  return false;
}

bool FactChanger::add_item(StepId id, FormulaEvaluator& evaluator) {
  const StepId list = resolved(id, evaluator);
  const Step& step = program_.steps[list];
  if (step.op == Op::filter) {
    const StepId inner = program_.operand(step, 0);
    if (!add_item(inner, evaluator)) return false;
    const Value items = evaluator.step(inner);
    if (items.kind != Value::Kind::list || items.list->elements.empty()) return false;
    evaluator.bind(step.a, items.list->elements.back().value);
    return make(program_.operand(step, 1), true, evaluator);
  }
  const auto place = place_of(list, evaluator);
  if (!place || !place->changeable || !place->field->type.is_list()) return false;
  const Type& element = *place->field->type.element;
  if (element.base != BaseType::record) return false;
  FactValue* fact = fact_at(place->path, facts_.record, program_.model->vocabulary);
  if (fact == nullptr || !fact->is_known()) return false;
  if (fact->items.size() == fact->items.capacity()) return false;
  const Entity& entity = program_.model->vocabulary.entities[element.id];
  FactValue item = unknown_record(entity);
  close_world(item, entity, program_.model->vocabulary);
  if (entity.key && entity.fields[*entity.key].type.base == BaseType::text) {
    item.items[*entity.key] = FactValue::known(std::string("+"));
  }
  make_room(item, entity, program_.model->vocabulary);
  const std::string before = std::to_string(fact->items.size());
  fact->items.push_back(std::move(item));
  const std::string after = std::to_string(fact->items.size());
  added_.push_back(place->path + "[" + after + "]");
  record(place->path, *place->field, before, after);
  return true;
}

bool FactChanger::make(const Condition& condition, bool wanted,
                       FormulaEvaluator& evaluator) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::leaf) {
    return make(program_.roots[condition.formula], wanted, evaluator);
  }
  if (condition.kind == Kind::by_reading) {
    return make(condition.parts[evaluator.reading(condition.question)], wanted,
                evaluator);
  }
  if (condition.kind == Kind::not_) wanted = !wanted;
  const bool every = (condition.kind != Kind::any) == wanted;
  for (const Condition& part : condition.parts) {
    const bool made = make(part, wanted, evaluator);
    if (made != every) return made;
  }
  return every;
}

}  // namespace jiangbu
