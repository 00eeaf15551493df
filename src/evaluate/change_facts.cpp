#include "evaluate/change_facts.hpp"

#include <algorithm>

#include "evaluate/fact_path.hpp"
#include "evaluate/names.hpp"

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

bool has_changeable_facts(const Vocabulary& vocabulary) {
  return std::ranges::any_of(vocabulary.entities, [](const Entity& entity) {
    return std::ranges::any_of(entity.fields, &Field::changeable);
  });
}

void make_room_for_items(CaseFacts& facts, const Vocabulary& vocabulary) {
  make_room(facts.record, vocabulary.applicant(), vocabulary);
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

void FactChanger::record(const Place& place, const FactValue& from, const FactValue& to) {
  const Vocabulary& vocabulary = program_.model->vocabulary;
  const Type& type = place.field->type;
  auto change = std::ranges::find(changes_, place.path, &FactChange::path);
  if (change == changes_.end()) {
    change = changes_.insert(changes_.end(), {place.path, place.field->title, {}, {}});
    change->from = fact_text(from, type, vocabulary);
    change->item = item_key(place.path, facts_.record, vocabulary);
    add_fact_name(from, type, vocabulary, change->names);
  }
  change->to = fact_text(to, type, vocabulary);
  add_fact_name(to, type, vocabulary, change->names);
}

void FactChanger::take_back(const Mark& mark) {
  if (added_.size() != mark.added) {
    spoiled_ = true;
    return;
  }
  undo_to(mark.undo);
  changes_ = mark.changes;
}

void FactChanger::undo_to(std::size_t mark) {
  for (; undo_.size() > mark; undo_.pop_back()) {
    Undo& last = undo_.back();
    switch (last.kind) {
      case Undo::Kind::state:
        last.fact->state = last.before.state;
        break;
      case Undo::Kind::value:
        *last.fact = std::move(last.before);
        break;
      case Undo::Kind::added:
        last.fact->items.pop_back();
        break;
    }
  }
}

// What has happened stays, and nothing new happens on a day that is over.
bool FactChanger::is_past(const Place& place, const FactValue& fact,
                          const FactValue& value) const {
  if (place.field->type.base != BaseType::date) return false;
  const auto before_decision = [&](const FactValue& of) {
    const auto* day = std::get_if<Date>(&of.scalar);
    return of.is_known() && day != nullptr && *day < decision_date_;
  };
  return before_decision(fact) || before_decision(value);
}

bool FactChanger::set(const Place& place, FactValue value) {
  if (spoiled_ || !place.changeable || place.field->is_derived()) return false;
  if (const auto* number = std::get_if<Decimal>(&value.scalar)) {
    if (place.field->min && *number < *place.field->min) return false;
    if (place.field->max && *place.field->max < *number) return false;
  }
  FactValue* fact = fact_at(place.path, facts_.record, program_.model->vocabulary);
  if (fact == nullptr) return false;
  if (is_past(place, *fact, value)) {
    comes_too_late_ = true;
    return false;
  }
  record(place, *fact, value);
  touched_ = true;
  // Values may refer to the text that is here: what becomes null keeps it. What it holds
  // stays where it is, as what was changed inside is to be undone later.
  if (value.state == FactValue::State::null_) {
    FactValue before;
    before.state = fact->state;
    undo_.push_back({Undo::Kind::state, fact, std::move(before)});
    fact->state = value.state;
  } else {
    undo_.push_back({Undo::Kind::value, fact, std::move(*fact)});
    *fact = std::move(value);
  }
  return true;
}

bool FactChanger::set_scalar(const Place& place, const Value& value) {
  if (value.kind == Value::Kind::scalar)
    return set(place, FactValue::known(constant_in(value)));
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
    case Op::call:
      return wanted && step.a == static_cast<std::uint32_t>(Builtin::within) &&
             make_within(step, evaluator);
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
    const auto make_part = [&] {
      return make(program_.operand(step, i), wanted, evaluator);
    };
    if ((every ? make_part() : attempt(make_part)) != every) return !every;
  }
  return every;
}

bool FactChanger::make_comparison(const Step& step, bool wanted,
                                  FormulaEvaluator& evaluator) {
  const Op op = wanted ? step.op : opposite(step.op);
  return attempt([&] { return make_side(step, 0, op, evaluator); }) ||
         attempt([&] { return make_side(step, 1, mirrored(op), evaluator); });
}

// Changes one side of a comparison so that `side op other` holds.
bool FactChanger::make_side(const Step& step, std::uint32_t side, Op op,
                            FormulaEvaluator& evaluator) {
  const StepId changed = resolved(program_.operand(step, side), evaluator);
  const Value bound = evaluator.step(program_.operand(step, 1 - side));
  if (!bound.is_exact()) return false;
  const Step& target = program_.steps[changed];
  const bool counts = target.op == Op::call &&
                      (target.a == static_cast<std::uint32_t>(Builtin::count) ||
                       target.a == static_cast<std::uint32_t>(Builtin::count_distinct));
  if (counts && bound.kind == Value::Kind::number) {
    const bool more = op == Op::greater || op == Op::greater_equal || op == Op::equal;
    const Decimal goal = *bound.number.low + Decimal(op == Op::greater ? 1 : 0);
    return more && make_count(changed, goal, evaluator);
  }
  if (target.op == Op::part) {
    // A year or month that is asked for: the first day that can still be had is tried.
    const auto day = place_of(program_.operand(target, 0), evaluator);
    const bool date = day && day->field->type.base == BaseType::date;
    return date && set(*day, FactValue::known(decision_date_));
  }
  const auto place = place_of(changed, evaluator);
  if (!place) return false;
  if (const Date* date = date_in(bound)) {
    const auto day = nearest_day(op, *date, *place);
    return day && set(*place, FactValue::known(*day));
  }
  if (bound.kind == Value::Kind::number) {
    const auto number = nearest(op, *bound.number.low, *place->field);
    return number && set(*place, FactValue::known(*number));
  }
  return op == Op::equal && set_scalar(*place, bound);
}

// The nearest day that passes `day op bound`, but not one that is over.
std::optional<Date> FactChanger::nearest_day(Op op, Date bound, const Place& place) {
  if (op == Op::not_equal) return std::nullopt;
  if (op == Op::greater || op == Op::less) {
    const auto next = add_days(bound, op == Op::greater ? 1 : -1);
    if (!next) return std::nullopt;
    bound = *next;
  }
  if (op == Op::equal) return bound;
  if (op == Op::greater || op == Op::greater_equal) {
    return std::max(bound, decision_date_);
  }
  const FactValue* fact = fact_at(place.path, facts_.record, program_.model->vocabulary);
  // A planned day moves no further than it must; a new one is the first possible.
  const bool planned = fact != nullptr && fact->is_known();
  return planned ? bound : std::min(bound, decision_date_);
}

bool FactChanger::make_within(const Step& step, FormulaEvaluator& evaluator) {
  const auto place = place_of(program_.operand(step, 0), evaluator);
  return place && set_scalar(*place, evaluator.step(program_.operand(step, 1)));
}

bool FactChanger::make_in_range(const Step& step, FormulaEvaluator& evaluator) {
  const auto place = place_of(program_.operand(step, 0), evaluator);
  const Value range = evaluator.step(program_.operand(step, 1));
  if (!place || range.kind != Value::Kind::range) return false;
  const Date* low = date_in(range.range->low);
  const Date* high = date_in(range.range->high);
  if (low == nullptr && high == nullptr) return set_scalar(*place, range.range->low);
  Date day = decision_date_;
  if (low != nullptr) {
    const auto first = range.range->low_open ? add_days(*low, 1) : std::optional(*low);
    if (!first) return false;
    day = std::max(day, *first);
  }
  const bool inside =
      high == nullptr || day < *high || (day == *high && !range.range->high_open);
  return inside && set(*place, FactValue::known(day));
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
  if (spoiled_) return false;
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
    // Several new items must not look like one.
    item.items[*entity.key] =
        FactValue::known("+" + std::to_string(fact->items.size() + 1));
  }
  make_room(item, entity, program_.model->vocabulary);
  const std::string before = std::to_string(fact->items.size());
  fact->items.push_back(std::move(item));
  undo_.push_back({Undo::Kind::added, fact, {}});
  touched_ = true;
  const std::string after = std::to_string(fact->items.size());
  added_.push_back(place->path + "[" + after + "]");
  record_added(*place, before, after);
  return true;
}

void FactChanger::record_added(const Place& place, const std::string& before,
                               const std::string& after) {
  auto change = std::ranges::find(changes_, place.path, &FactChange::path);
  if (change == changes_.end()) {
    change =
        changes_.insert(changes_.end(), {place.path, place.field->title, before, {}});
    change->item = item_key(place.path, facts_.record, program_.model->vocabulary);
  }
  change->to = after;
  ++change->added;
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
    const auto make_part = [&] { return make(part, wanted, evaluator); };
    if ((every ? make_part() : attempt(make_part)) != every) return !every;
  }
  return every;
}

}  // namespace jiangbu
