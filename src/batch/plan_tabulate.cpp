// What depends on a few codes only is worked out once for each of their values, by the
// evaluator of single cases itself.
#include <algorithm>

#include "batch/plan_builder.hpp"
#include "evaluate/awards.hpp"

namespace jiangbu {

namespace {

constexpr std::int64_t max_entries = 4096;

bool is_text(const Type& type) {
  return type.base == BaseType::text || type.base == BaseType::region;
}

}  // namespace

/// The facts of one record a formula depends on.
struct PlanBuilder::Inputs {
  Slot slot = no_slot;  // of the record; no_slot: the applicant
  DomainId domain = 0;
  std::uint32_t entity = 0;
  bool any = false;
  std::vector<std::uint32_t> fields;
};

bool PlanBuilder::collect_inputs(StepId id, Inputs& inputs) const {
  const Step& step = program.steps[id];
  switch (step.op) {
    case Op::field:
      return collect_input(step, inputs);
    case Op::local:
      // Bound outside: not a constant. Bound inside, as the inputs of a table are: fine.
      return frame_.find(step.a) == frame_.end();
    case Op::formula:
      return collect_inputs(program.roots[step.a], inputs);
    case Op::parameter: {
      const auto& values = model.parameters[step.a].values;
      return std::all_of(values.begin(), values.end(), [&](const DatedValue& dated) {
        return collect_inputs(program.roots[dated.value], inputs);
      });
    }
    case Op::applicant:
    case Op::project:
    case Op::awarded:
    case Op::parameter_as_of:
      return false;
    case Op::table: {
      const Table& table = model.tables[step.a];
      const auto all = [&](const std::vector<FormulaId>& formulas) {
        return std::all_of(formulas.begin(), formulas.end(), [&](FormulaId formula) {
          return formula == no_formula || collect_inputs(program.roots[formula], inputs);
        });
      };
      for (const TableRow& row : table.rows) {
        if (!all(row.tests) || !all(row.outputs)) return false;
      }
      if (!all(table.otherwise) || !all(table.priority)) return false;
      break;
    }
    default:
      break;
  }
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    if (!collect_inputs(program.operand(step, i), inputs)) return false;
  }
  return true;
}

bool PlanBuilder::collect_input(const Step& step, Inputs& inputs) const {
  const Step& record = program.steps[program.operand(step, 0)];
  Slot slot = no_slot;
  DomainId domain = 0;
  if (record.op == Op::local) {
    const auto bound = frame_.find(record.a);
    if (bound == frame_.end()) return false;
    const auto* item = std::get_if<ColumnRecord>(&bound->second);
    if (item == nullptr || item->record != no_record) return false;
    slot = record.a;
    domain = item->domain;
  } else if (record.op != Op::applicant) {
    return false;
  }
  const Field& field = model.vocabulary.entities[step.b].fields[step.a];
  const bool code = field.type.base == BaseType::enumeration ||
                    field.type.base == BaseType::boolean || is_text(field.type);
  if (!code || field.is_derived() || field.aggregate) return false;
  if (inputs.any && (inputs.slot != slot || inputs.domain != domain)) return false;
  inputs.any = true;
  inputs.slot = slot;
  inputs.domain = domain;
  inputs.entity = step.b;
  if (std::find(inputs.fields.begin(), inputs.fields.end(), step.a) ==
      inputs.fields.end()) {
    inputs.fields.push_back(step.a);
  }
  return true;
}

std::optional<Scalar> PlanBuilder::tabulated(StepId id) {
  const Step& step = program.steps[id];
  const bool fits = step.base == BaseType::boolean || step.base == BaseType::number ||
                    step.base == BaseType::money;
  if (!fits || step.op == Op::field || step.op == Op::literal || step.op == Op::local) {
    return std::nullopt;
  }
  Inputs inputs;
  if (!collect_inputs(id, inputs) || !inputs.any) return std::nullopt;
  if (inputs.fields.size() == 1 &&
      is_text(model.vocabulary.entities[inputs.entity].fields[inputs.fields[0]].type)) {
    return text_tested(id, inputs);
  }
  if (!entries_of(inputs)) return std::nullopt;
  return lookup_of(inputs, step.base,
                   [id](FormulaEvaluator& evaluator) { return evaluator.step(id); });
}

bool PlanBuilder::collect_inputs(const Award& award, Inputs& inputs) const {
  const auto all = [&](const std::vector<FormulaId>& formulas) {
    return std::all_of(formulas.begin(), formulas.end(), [&](FormulaId formula) {
      return formula == no_formula || collect_inputs(program.roots[formula], inputs);
    });
  };
  for (const auto& [slot, formula] : award.bindings) {
    if (frame_.find(slot) != frame_.end() || !all({formula})) return false;
  }
  return all({award.formula, award.at_most, award.at_least}) && all(award.conditions) &&
         std::all_of(award.alternatives.begin(), award.alternatives.end(),
                     [&](const Award& one) { return collect_inputs(one, inputs); });
}

std::optional<Scalar> PlanBuilder::tabulated(const Award& award) {
  Inputs inputs;
  if (!collect_inputs(award, inputs) || !inputs.any || !entries_of(inputs)) {
    return std::nullopt;
  }
  return lookup_of(inputs, BaseType::money, [&award](FormulaEvaluator& evaluator) {
    const AwardOutcome outcome = evaluate_award(award, evaluator);
    if (outcome.failed || outcome.met == Truth::unknown) return unknown_value(0);
    // An alternative without amount pays nothing that is known.
    const bool nothing = outcome.met == Truth::no || !outcome.amount;
    return number_value(nothing ? NumberRange::exact(0) : *outcome.amount);
  });
}

/// How many combinations of values the inputs have; none if too many, or texts.
std::optional<std::int64_t> PlanBuilder::entries_of(const Inputs& inputs) const {
  std::int64_t entries = 1;
  for (const std::uint32_t field : inputs.fields) {
    const Type& type = model.vocabulary.entities[inputs.entity].fields[field].type;
    if (is_text(type)) return std::nullopt;
    entries *= values_of(type);
    if (entries > max_entries) return std::nullopt;
  }
  return entries;
}

std::int64_t PlanBuilder::values_of(const Type& type) const {
  const auto values = type.base == BaseType::boolean
                          ? std::size_t{2}
                          : model.vocabulary.enums[type.id].values.size();
  return static_cast<std::int64_t>(values) + (type.optional ? 1 : 0);
}

std::optional<Scalar> PlanBuilder::text_tested(StepId id, const Inputs& inputs) {
  if (program.steps[id].base != BaseType::boolean) return std::nullopt;
  const std::uint32_t field = inputs.fields.front();
  const Type& type = model.vocabulary.entities[inputs.entity].fields[field].type;
  const TextTest test{id, inputs.slot, inputs.entity, field, std::nullopt};
  const Scalar fact = fact_scalar({inputs.domain}, field, type);
  const Scalar answer = truth_of(text_test(test, fact.low), inputs.domain);
  if (fact.null == no_register) return answer;
  FactValue record = unknown_record(model.vocabulary.entities[inputs.entity]);
  record.items[field] = FactValue::null();
  const Value of_null =
      evaluate_on(program, plan, {inputs.slot, inputs.entity, record},
                  [id](FormulaEvaluator& evaluator) { return evaluator.step(id); });
  Scalar without = constant(of_null.truth == Truth::yes, BaseType::boolean);
  if (of_null.truth == Truth::unknown) {
    without.bad = truth_constant(true, inputs.domain);
  }
  return choose(fact.null, without, answer, inputs.domain);
}

RegisterId PlanBuilder::text_test(const TextTest& test, RegisterId code) {
  auto place = std::find(plan.text_tests.begin(), plan.text_tests.end(), test);
  PlanOp operation{PlanCode::text_test};
  operation.x = place - plan.text_tests.begin();
  if (place == plan.text_tests.end()) plan.text_tests.push_back(test);
  operation.a = code;
  return emit(operation, domain_of(code), Width::truth);
}

namespace {

/// One entry of a lookup: the value, or that there is none.
struct Entry {
  bool valid = false;
  Truth truth = Truth::no;
  NumberRange number = NumberRange::exact(0);
};

Entry entry_of(const Value& value) {
  Entry entry;
  if (value.kind == Value::Kind::truth) {
    entry.valid = value.truth != Truth::unknown;
    entry.truth = value.truth;
  } else if (value.kind == Value::Kind::number) {
    entry.number = value.number;
    entry.valid = value.number.low && value.number.high && value.number.is_valid() &&
                  scale_needed(*value.number.low) && scale_needed(*value.number.high) &&
                  !value.maybe_null;
    if (!entry.valid) entry.number = NumberRange::exact(0);
  }
  return entry;
}

/// The record whose facts have the values that entry number `e` stands for.
FactValue record_of(const Entity& entity, const std::vector<std::uint32_t>& fields,
                    const std::vector<std::int64_t>& sizes, std::int64_t e) {
  FactValue record = unknown_record(entity);
  for (std::size_t k = 0; k < fields.size(); ++k) {
    const Type& type = entity.fields[fields[k]].type;
    std::int64_t value = e % sizes[k];
    e /= sizes[k];
    FactValue& fact = record.items[fields[k]];
    if (type.optional && value == 0) {
      fact = FactValue::null();
      continue;
    }
    if (type.optional) --value;
    fact = type.base == BaseType::boolean
               ? FactValue::known(value == 1)
               : FactValue::known(EnumValue{static_cast<std::uint32_t>(value)});
  }
  return record;
}

/// Scale and sign of numbers that a table holds.
void describe_numbers(const std::vector<Entry>& table, Scalar& result) {
  result.kind = Scalar::Kind::number;
  result.scale = result.base == BaseType::money ? 2 : 0;  // fen from the start
  result.non_negative = true;
  for (const Entry& entry : table) {
    result.scale = std::max({result.scale, *scale_needed(*entry.number.low),
                             *scale_needed(*entry.number.high)});
    result.non_negative = result.non_negative && !entry.number.low->is_negative();
  }
}

}  // namespace

Scalar PlanBuilder::lookup_of(const Inputs& inputs, BaseType base,
                              const std::function<Value(FormulaEvaluator&)>& function) {
  const Entity& entity = model.vocabulary.entities[inputs.entity];
  Lookup lookup;
  std::vector<std::int64_t> sizes;
  std::int64_t entries = 1;
  for (const std::uint32_t index : inputs.fields) {
    const Type& type = entity.fields[index].type;
    const Scalar fact = fact_scalar({inputs.domain}, index, type);
    lookup.inputs.push_back({fact.low, fact.null, entries});
    sizes.push_back(values_of(type));
    entries *= sizes.back();
  }
  std::vector<Entry> table;
  for (std::int64_t e = 0; e < entries; ++e) {
    const FactValue record = record_of(entity, inputs.fields, sizes, e);
    const Value value =
        evaluate_on(program, plan, {inputs.slot, inputs.entity, record}, function);
    table.push_back(entry_of(value));
  }
  Scalar result;
  result.domain = inputs.domain;
  const auto emit_lookup = [&](auto value_of, PlanCode code, Width width) {
    Lookup one = lookup;
    for (const Entry& entry : table) one.values.push_back(value_of(entry));
    auto place = std::find(plan.lookups.begin(), plan.lookups.end(), one);
    PlanOp operation{code};
    operation.x = place - plan.lookups.begin();
    if (place == plan.lookups.end()) plan.lookups.push_back(std::move(one));
    return emit(operation, inputs.domain, width);
  };
  if (std::any_of(table.begin(), table.end(),
                  [](const Entry& entry) { return !entry.valid; })) {
    result.bad = emit_lookup([](const Entry& entry) { return entry.valid ? 0 : 1; },
                             PlanCode::lookup_truth, Width::truth);
  }
  result.base = base;
  if (result.base == BaseType::boolean) {
    result.low = result.high =
        emit_lookup([](const Entry& entry) { return entry.truth == Truth::yes ? 1 : 0; },
                    PlanCode::lookup_truth, Width::truth);
    return result;
  }
  describe_numbers(table, result);
  const bool range = std::any_of(table.begin(), table.end(), [](const Entry& entry) {
    return !entry.number.is_exact();
  });
  const auto end = [&](const Decimal& number) {
    const auto scaled = scaled_by(number, result.scale);
    if (!scaled) throw Obstacle{"a number too large for a column"};
    return *scaled;
  };
  result.low = emit_lookup([&](const Entry& entry) { return end(*entry.number.low); },
                           PlanCode::lookup_number, Width::number);
  result.high =
      !range ? result.low
             : emit_lookup([&](const Entry& entry) { return end(*entry.number.high); },
                           PlanCode::lookup_number, Width::number);
  return result;
}

Value evaluate_on(const Program& program, const Plan& plan, const BoundRecord& bound,
                  const std::function<Value(FormulaEvaluator&)>& function) {
  CaseFacts facts;
  facts.record = bound.slot == no_slot
                     ? bound.record
                     : unknown_record(program.model->vocabulary.applicant());
  FormulaEvaluator evaluator(program, facts, plan.decision_date, plan.readings);
  if (bound.slot != no_slot) {
    auto item = std::make_shared<RecordValue>();
    item->entity = bound.entity;
    item->facts = &bound.record;
    item->path = "item";
    Value value;
    value.kind = Value::Kind::record;
    value.record = std::move(item);
    evaluator.bind(bound.slot, std::move(value));
  }
  Value value = function(evaluator);
  // What fails fails the applicant, even if the value can do without it.
  return evaluator.problems().empty() ? value : unknown_value(0);
}

}  // namespace jiangbu
