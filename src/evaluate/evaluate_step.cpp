// Steps: dispatch, facts, names.
#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

FormulaEvaluator::FormulaEvaluator(const Program& program, const CaseFacts& facts,
                                   Date decision_date,
                                   std::vector<std::uint32_t> readings)
    : awarded(program.model->clauses.size(), NumberRange::exact(0)),
      awarded_causes(program.model->clauses.size(), 0),
      program_(program),
      facts_(facts),
      decision_date_(decision_date),
      readings_(std::move(readings)),
      frame_(program.model->slot_count) {
  known_formulas_.places.resize(program.model->formulas.size());
  known_facts_.places.resize(program.model->vocabulary.applicant().fields.size());
  auto record = std::make_shared<RecordValue>();
  record->entity = applicant_entity;
  record->facts = &facts_.record;
  applicant_.kind = Value::Kind::record;
  applicant_.record = std::move(record);
}

Value FormulaEvaluator::formula(FormulaId id) {
  if (id == no_formula) return unknown_value(0);
  Value value = step(program_.roots[id]);
  if (observer_ != nullptr) observer_->formula_evaluated(id, value, *this);
  return value;
}

Value FormulaEvaluator::step(StepId id) {
  Value value = evaluate(program_.steps[id]);
  if (interrupt_ != nullptr) count_step(value);
  if (!assumptions_.empty()) apply_assumptions(id, value);
  return value;
}

void FormulaEvaluator::count_step(const Value& value) {
  const std::size_t items = value.list ? value.list->elements.size() : 0;
  interrupt_->count(1 + static_cast<std::int64_t>(items));
}

Value FormulaEvaluator::operand(const Step& step, std::uint32_t i) {
  return this->step(program_.operand(step, i));
}

Value FormulaEvaluator::failure(Bilingual problem) {
  bool known = false;
  for (const Bilingual& earlier : problems_) known = known || earlier == problem;
  if (!known) problems_.push_back(std::move(problem));
  return unknown_value(causes_.of(CauseTable::failure));
}

// One case for each operation: a table of functions would only say less.
// NOLINTNEXTLINE(readability-function-size)
Value FormulaEvaluator::evaluate(const Step& step) {
  switch (step.op) {
    case Op::literal:
      return constant_to_value(program_.constants[step.a]);
    case Op::applicant:
      return applicant_;
    case Op::field:
      return field(step);
    case Op::project:
      return project(step);
    case Op::local:
      return frame_[step.a];
    case Op::let:
      bind(step.a, operand(step, 0));
      return operand(step, 1);
    case Op::formula:
      return memoised(step.a);
    case Op::parameter:
      return parameter(step.a, scalar_value(decision_date_));
    case Op::parameter_as_of:
      return parameter(step.a, operand(step, 0));
    case Op::decision_date:
      return scalar_value(decision_date_);
    case Op::reading:
      return scalar_value(EnumValue{reading(step.a)});
    case Op::by_reading:
      return operand(step, reading(step.a));
    case Op::awarded:
      has_asked_for_awards_ = true;
      return number_value(awarded[step.a], awarded_causes[step.a]);
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return arithmetic(step);
    case Op::add_months:
    case Op::add_days:
    case Op::subtract_dates:
      return date_arithmetic(step);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compare(step);
    case Op::is_null: {
      const Value value = operand(step, 0);
      if (value.is_null()) return truth_value(Truth::yes);
      if (!value.maybe_null) return truth_value(Truth::no);
      return truth_value(Truth::unknown, value.causes);
    }
    case Op::in_range:
      return in_range(step);
    case Op::in_list:
      return in_list(step);
    case Op::and_:
    case Op::or_:
    case Op::not_:
      return logic(step);
    case Op::if_:
      return choose(step);
    case Op::for_:
      return iterate(step);
    case Op::some:
    case Op::every:
      return quantify(step);
    case Op::filter:
      return filter(step);
    case Op::at:
      return element_at(step);
    case Op::list: {
      ListValue list;
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        list.elements.push_back({operand(step, i), Truth::yes, 0});
      }
      return list_value(std::move(list));
    }
    case Op::record:
      return make_record(step);
    case Op::range:
      return make_range(step);
    case Op::number_list:
      return number_list(step);
    case Op::part:
      return part(step);
    case Op::call:
      return call(step);
    case Op::table:
      return table(step);
  }
  return unknown_value(0);
}

Value FormulaEvaluator::memoised(FormulaId id) {
  if (!assumptions_.empty()) return formula(id);
  if (const Value* known = known_formulas_.find(id)) return *known;
  Value value = formula(id);
  known_formulas_.add(id, value);
  return value;
}

Value FormulaEvaluator::unknown_fact(const Type& type, const Field& field,
                                     const std::string& path) {
  const Causes causes = causes_.of_fact(path);
  Value value = unknown_value(causes);
  if (type.base == BaseType::boolean) {
    value = truth_value(Truth::unknown, causes);
  } else if (type.is_quantity() ||
             (type.optional && type.without_optional().is_quantity())) {
    value = number_value({field.min, field.max}, causes);
  } else if (type.base == BaseType::list) {
    ListValue list;
    list.open = true;
    list.open_causes = causes;
    value = list_value(std::move(list));
    value.causes = causes;
  }
  value.maybe_null = type.optional;
  if (value.maybe_null) value.causes = causes;
  return value;
}

Value FormulaEvaluator::fact_value(const FactValue& fact, const Type& type,
                                   const Field& field, const std::string& path) {
  if (fact.state == FactValue::State::unknown) return unknown_fact(type, field, path);
  if (fact.state == FactValue::State::null_) return null_value();
  if (type.base == BaseType::record) {
    auto record = std::make_shared<RecordValue>();
    record->entity = type.id;
    record->facts = &fact;
    record->path = path;
    Value value;
    value.kind = Value::Kind::record;
    value.record = std::move(record);
    return value;
  }
  if (type.base == BaseType::list) {
    ListValue list;
    list.elements.reserve(fact.items.size());
    for (size_t i = 0; i < fact.items.size(); ++i) {
      const std::string item = path + "[" + std::to_string(i + 1) + "]";
      list.elements.push_back(
          {fact_value(fact.items[i], *type.element, field, item), Truth::yes, 0});
    }
    return list_value(std::move(list));
  }
  if (type.base == BaseType::range) {
    auto range = std::make_shared<RangeValue>();
    range->low = fact_value(fact.items[0], *type.element, field, path + ".from");
    range->high = fact_value(fact.items[1], *type.element, field, path + ".to");
    Value value;
    value.kind = Value::Kind::range;
    value.range = std::move(range);
    return value;
  }
  return constant_to_value(fact.scalar);
}

Value FormulaEvaluator::fact_field(const RecordValue& record, std::uint32_t index) {
  if (record.facts == &facts_.record && keeps_facts_) {
    if (const Value* known = known_facts_.find(index)) return *known;
    Value value = given_fact(record, index);
    known_facts_.add(index, value);
    return value;
  }
  return given_fact(record, index);
}

Value FormulaEvaluator::given_fact(const RecordValue& record, std::uint32_t index) {
  const Field& field = model().vocabulary.entities[record.entity].fields[index];
  const FactValue& fact = record.facts->items[index];
  const bool composite = field.type.base == BaseType::record ||
                         field.type.base == BaseType::list ||
                         field.type.base == BaseType::range;
  if (fact.is_known() && !composite) return constant_to_value(fact.scalar);
  const std::string path =
      record.path.empty() ? field.name : record.path + "." + field.name;
  if (record.entity == applicant_entity && field.aggregate && !fact.is_known()) {
    const auto known = aggregates.find(index);
    if (known != aggregates.end()) {
      return number_value(known->second, causes_.of(CauseTable::other_applicants));
    }
  }
  return fact_value(fact, field.type, field, path);
}

Value FormulaEvaluator::derived(const Value& record, const Field& field,
                                std::uint32_t entity) {
  if (entity == applicant_entity) return memoised(field.formula);
  const Slot self = model().vocabulary.entities[entity].self;
  Value saved = frame_[self];
  frame_[self] = record;
  Value value = formula(field.formula);
  frame_[self] = std::move(saved);
  return value;
}

Value FormulaEvaluator::field_of(const Value& record, std::uint32_t index,
                                 std::uint32_t entity) {
  const Field& field = model().vocabulary.entities[entity].fields[index];
  if (record.is_null()) return null_value();
  if (record.kind != Value::Kind::record) {
    Value value = unknown_value(record.causes);
    if (field.type.is_quantity())
      value = number_value({field.min, field.max}, record.causes);
    if (field.type.base == BaseType::boolean) {
      value = truth_value(Truth::unknown, record.causes);
    }
    if (field.type.is_list()) {
      ListValue list;
      list.open = true;
      list.open_causes = record.causes;
      value = list_value(std::move(list));
      value.causes = record.causes;
    }
    value.maybe_null = field.type.optional || record.maybe_null;
    return value;
  }
  Value value = record.record->facts == nullptr ? record.record->made[index]
                : field.is_derived()            ? derived(record, field, entity)
                                                : fact_field(*record.record, index);
  value.maybe_null = value.maybe_null || record.maybe_null;
  // What is open about a record that a formula chose is open for the same reasons.
  if (!value.is_exact()) value.causes = causes_.join(value.causes, record.causes);
  return value;
}

// Most fields are of the applicant or of a local item, which need not be copied.
Value FormulaEvaluator::field(const Step& step) {
  const Step& of = program_.steps[program_.operand(step, 0)];
  if (of.op == Op::applicant) return field_of(applicant_, step.a, step.b);
  if (of.op == Op::local) return field_of(frame_[of.a], step.a, step.b);
  return field_of(operand(step, 0), step.a, step.b);
}

Value FormulaEvaluator::project(const Step& step) {
  const Value list = operand(step, 0);
  const Field& projected = model().vocabulary.entities[step.b].fields[step.a];
  ListValue result;
  result.open_bounds = {projected.min, projected.max};
  if (list.kind != Value::Kind::list) {
    result.open = true;
    result.open_causes = list.causes;
    return list_value(std::move(result));
  }
  result.open = list.list->open;
  result.open_causes = list.list->open_causes;
  const bool nested = projected.type.is_list();
  for (const ListElement& element : list.list->elements) {
    Value value = field_of(element.value, step.a, step.b);
    if (!nested) {
      result.elements.push_back({std::move(value), element.present, element.causes});
      continue;
    }
    if (value.kind != Value::Kind::list) continue;
    for (const ListElement& inner : value.list->elements) {
      result.elements.push_back({inner.value, and_(element.present, inner.present),
                                 causes_.join(element.causes, inner.causes)});
    }
    if (value.list->open) {
      result.open = true;
      result.open_causes = causes_.join(result.open_causes, value.list->open_causes);
    }
  }
  return list_value(std::move(result));
}

Value FormulaEvaluator::parameter(std::uint32_t index, const Value& date) {
  const Parameter& parameter = model().parameters[index];
  const Date* day = date_in(date);
  if (parameter.values.size() == 1 && !parameter.values[0].from &&
      !parameter.values[0].to) {
    return formula(parameter.values[0].value);
  }
  std::optional<Value> possible;
  for (const DatedValue& dated : parameter.values) {
    if (day == nullptr) {
      Value value = formula(dated.value);
      possible = possible ? hull(*possible, value) : value;
      continue;
    }
    if (dated.covers(*day)) return formula(dated.value);
  }
  if (day == nullptr && possible) {
    possible->causes = causes_.join(possible->causes, date.causes);
    return *possible;
  }
  return failure(
      {"参数“" + parameter.name + "”在 " + day->to_string() + " 没有值",
       "the parameter '" + parameter.name + "' has no value on " + day->to_string()});
}

}  // namespace jiangbu
