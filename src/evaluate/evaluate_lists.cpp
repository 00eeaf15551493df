// Iteration, quantifiers, filters, positions, records, ranges.
#include "evaluate/exact_number.hpp"
#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

namespace {

// A list nothing is known of still iterates: over an open list without elements.
std::shared_ptr<const ListValue> list_in(const Value& value) {
  if (value.kind == Value::Kind::list) return value.list;
  auto open = std::make_shared<ListValue>();
  open->open = true;
  open->open_causes = value.causes;
  return open;
}

constexpr std::int64_t max_number_list = 100'000;

}  // namespace

Value FormulaEvaluator::iterate(const Step& step) {
  const auto list = list_in(operand(step, 0));
  ListValue result;
  result.open = list->open;
  result.open_causes = list->open_causes;
  for (const ListElement& element : list->elements) {
    bind(step.a, element.value);
    Value value = operand(step, 1);
    if (step.b == 0) {
      result.elements.push_back({std::move(value), element.present, element.causes});
      continue;
    }
    const auto inner = list_in(value);
    for (const ListElement& item : inner->elements) {
      result.elements.push_back({item.value, and_(element.present, item.present),
                                 causes_.join(element.causes, item.causes)});
    }
    if (inner->open && element.present != Truth::no) {
      result.open = true;
      result.open_causes = causes_.join(result.open_causes, inner->open_causes);
    }
  }
  return list_value(std::move(result));
}

Value FormulaEvaluator::quantify(const Step& step) {
  const auto list = list_in(operand(step, 0));
  const bool some = step.op == Op::some;
  const Truth decisive = some ? Truth::yes : Truth::no;
  Truth truth = list->open ? Truth::unknown : not_(decisive);
  Causes causes = list->open_causes;
  for (const ListElement& element : list->elements) {
    bind(step.a, element.value);
    const Value value = operand(step, 1);
    // some: present and holds; every: absent or holds.
    const Truth counts = some ? and_(element.present, value.truth)
                              : or_(not_(element.present), value.truth);
    if (counts == decisive) return truth_value(decisive);
    if (counts == Truth::unknown) {
      causes = causes_.join(causes, causes_.join(element.causes, value.causes));
    }
    truth = some ? or_(truth, counts) : and_(truth, counts);
  }
  return truth_value(truth, causes);
}

Value FormulaEvaluator::filter(const Step& step) {
  const auto list = list_in(operand(step, 0));
  ListValue result;
  result.open = list->open;
  result.open_causes = list->open_causes;
  for (const ListElement& element : list->elements) {
    bind(step.a, element.value);
    const Value keep = operand(step, 1);
    const Truth present = and_(element.present, keep.truth);
    if (present == Truth::no) continue;
    const Causes causes =
        present == Truth::yes ? 0 : causes_.join(element.causes, keep.causes);
    result.elements.push_back({element.value, present, causes});
  }
  return list_value(std::move(result));
}

Value FormulaEvaluator::element_at(const Step& step) {
  const auto list = list_in(operand(step, 0));
  const Value position = operand(step, 1);
  bool certain = !list->open && is_exact_number(position);
  Causes causes = causes_.join(list->open_causes, position.causes);
  for (const ListElement& element : list->elements) {
    certain = certain && element.present == Truth::yes;
    causes = causes_.join(causes, element.causes);
  }
  if (!certain) {
    Value value = unknown_value(causes);
    value.maybe_null = true;
    return value;
  }
  const auto size = static_cast<std::int64_t>(list->elements.size());
  std::int64_t index = position.number.low->to_int64().value_or(0);
  if (index < 0) index += size + 1;
  if (index < 1 || index > size) return null_value();
  return list->elements[static_cast<size_t>(index - 1)].value;
}

// FEEL: for i in 3..1 counts down; for i in [3..1] does nothing.
Value FormulaEvaluator::number_list(const Step& step) {
  const Value low = operand(step, 0);
  const Value high = operand(step, 1);
  ListValue result;
  const bool exact = is_exact_number(low) && is_exact_number(high);
  auto from = exact ? low.number.low->to_int64() : std::nullopt;
  auto to = exact ? high.number.low->to_int64() : std::nullopt;
  if (exact && (!from || !to)) {
    return failure(
        {"迭代的端点应为整数", "the ends of an iteration must be whole numbers"});
  }
  if (!from || !to) {
    result.open = true;
    result.open_causes = causes_.join(low.causes, high.causes);
    return list_value(std::move(result));
  }
  if (std::max(std::abs(*from), std::abs(*to)) > (std::int64_t{1} << 53)) {
    return failure({"迭代的端点过大", "the ends of an iteration are too large"});
  }
  if ((step.a & 1U) != 0) ++*from;
  if ((step.a & 2U) != 0) --*to;
  if ((step.a & 4U) != 0 && *to < *from) return list_value(std::move(result));
  if (*to - *from > max_number_list || *from - *to > max_number_list) {
    return failure({"迭代次数过多", "too many iterations"});
  }
  const std::int64_t direction = *from <= *to ? 1 : -1;
  for (std::int64_t i = *from; i != *to + direction; i += direction) {
    result.elements.push_back(
        {number_value(NumberRange::exact(Decimal(i))), Truth::yes, 0});
  }
  return list_value(std::move(result));
}

Value FormulaEvaluator::make_record(const Step& step) {
  auto record = std::make_shared<RecordValue>();
  record->entity = step.a;
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    record->made.push_back(operand(step, i));
  }
  Value value;
  value.kind = Value::Kind::record;
  value.record = std::move(record);
  return value;
}

Value FormulaEvaluator::make_range(const Step& step) {
  auto range = std::make_shared<RangeValue>();
  range->low = operand(step, 0);
  range->high = operand(step, 1);
  range->low_open = (step.a & 1U) != 0;
  range->high_open = (step.a & 2U) != 0;
  Value value;
  value.kind = Value::Kind::range;
  value.causes = causes_.join(range->low.causes, range->high.causes);
  value.range = std::move(range);
  return value;
}

}  // namespace jiangbu
