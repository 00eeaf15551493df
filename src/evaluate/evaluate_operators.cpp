// Arithmetic, comparison, logic over values that may be ranges or unknown.
#include <bit>

#include "evaluate/formula_evaluator.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

namespace {

// The enum values a value may be, a bit for each; 0 where that is not known.
std::uint64_t possible_values(const Value& value) {
  if (value.kind == Value::Kind::unknown) return value.possible;
  if (value.kind != Value::Kind::scalar) return 0;
  const auto* item = std::get_if<EnumValue>(&value.scalar);
  return item == nullptr || item->index > 63 ? 0 : std::uint64_t{1} << item->index;
}

// The range of a number; unbounded when nothing is known.
NumberRange range_in(const Value& value) {
  return value.kind == Value::Kind::number ? value.number : NumberRange::unbounded();
}

bool holds(Op comparison, std::strong_ordering order) {
  switch (comparison) {
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

}  // namespace

Value FormulaEvaluator::arithmetic(const Step& step) {
  const Value left = operand(step, 0);
  if (step.op == Op::negate) {
    return number_value(negate(range_in(left)), left.causes);
  }
  const Value right = operand(step, 1);
  const Causes causes = causes_.join(left.causes, right.causes);
  const NumberRange a = range_in(left);
  const NumberRange b = range_in(right);
  NumberRange result;
  switch (step.op) {
    case Op::add:
      result = add(a, b);
      break;
    case Op::subtract:
      result = subtract(a, b);
      break;
    case Op::multiply:
      result = multiply(a, b);
      break;
    case Op::divide:
      result = divide(a, b);
      break;
    default:
      result = a.is_exact() && b.is_exact() ? NumberRange::exact(power(*a.low, *b.low))
                                            : NumberRange::unbounded();
  }
  if (!result.is_valid()) {
    const std::string& text = program_.texts[step.text];
    if (step.op == Op::divide && b.is_exact() && b.low->is_zero()) {
      return failure({"除数为 0：" + text, "division by zero: " + text});
    }
    return failure({"数值溢出或无定义：" + text, "overflow or undefined: " + text});
  }
  return number_value(result, causes);
}

Value FormulaEvaluator::date_arithmetic(const Step& step) {
  const Value left = operand(step, 0);
  const Value right = operand(step, 1);
  const Causes causes = causes_.join(left.causes, right.causes);
  const Date* from = date_in(left);
  if (step.op == Op::subtract_dates) {
    const Date* to = date_in(right);
    if (from == nullptr || to == nullptr) {
      return number_value(NumberRange::unbounded(), causes);
    }
    return number_value(NumberRange::exact(Decimal(days_between(*to, *from))));
  }
  const NumberRange count = range_in(right);
  if (from == nullptr || !count.is_exact()) return unknown_value(causes);
  const std::string& text = program_.texts[step.text];
  const auto whole = count.low->to_int64();
  if (!whole && !count.low->is_integer()) {
    return failure({"时长不是整月或整日：" + text,
                    "the duration is no whole number of months or days: " + text});
  }
  const auto date = !whole                      ? std::nullopt
                    : step.op == Op::add_months ? add_months(*from, *whole)
                                                : add_days(*from, *whole);
  if (!date) {
    return failure({"日期超出范围：" + text, "date out of range: " + text});
  }
  return scalar_value(*date);
}

// Dates and ordered enums compare as numbers. Of an enum nothing is below the first value
// or above the last, so `grade >= "lowest"` holds whatever the grade is.
NumberRange FormulaEvaluator::order_number(const Value& value, const Type& type) const {
  if (value.kind == Value::Kind::number) return value.number;
  if (const Date* date = date_in(value)) return NumberRange::exact(Decimal(date->days));
  if (value.kind == Value::Kind::scalar) {
    if (const auto* item = std::get_if<EnumValue>(&value.scalar)) {
      return NumberRange::exact(Decimal(item->index));
    }
  }
  if (value.kind == Value::Kind::truth) {
    return {Decimal(value.truth == Truth::yes ? 1 : 0),
            Decimal(value.truth == Truth::no ? 0 : 1)};
  }
  if (value.possible != 0) {
    return {Decimal(std::countr_zero(value.possible)),
            Decimal(63 - std::countl_zero(value.possible))};
  }
  if (type.base == BaseType::enumeration) {
    const auto count = model().vocabulary.enums[type.id].values.size();
    return {Decimal(0), Decimal(static_cast<std::int64_t>(count) - 1)};
  }
  return NumberRange::unbounded();
}

//   = with null | null   value   maybe null
//   ------------+----------------------------
//   null        | yes    no      unknown
//   value       | no     a = b   no if the values differ, else unknown
Truth FormulaEvaluator::equal(const Value& a, const Value& b, Causes& causes) {
  if (a.kind == Value::Kind::scalar && b.kind == Value::Kind::scalar) {
    causes = causes_.join(a.causes, b.causes);
    const Truth truth = truth_from(a.scalar == b.scalar);
    const bool maybe_null = a.maybe_null || b.maybe_null;
    return maybe_null && truth == Truth::yes ? Truth::unknown : truth;
  }
  causes = causes_.join(causes_of(a), causes_of(b));
  if (a.is_null() && b.is_null()) return Truth::yes;
  if (a.is_null() || b.is_null()) {
    const Value& other = a.is_null() ? b : a;
    return other.maybe_null ? Truth::unknown : Truth::no;
  }
  Truth truth = Truth::unknown;
  if (a.kind == Value::Kind::number && b.kind == Value::Kind::number) {
    truth = jiangbu::equal(a.number, b.number);
  } else if (possible_values(a) != 0 && possible_values(b) != 0) {
    const bool disjoint = (possible_values(a) & possible_values(b)) == 0;
    truth = disjoint ? Truth::no : Truth::unknown;
  } else if (a.kind == Value::Kind::truth && b.kind == Value::Kind::truth) {
    truth = a.truth == Truth::unknown || b.truth == Truth::unknown
                ? Truth::unknown
                : truth_from(a.truth == b.truth);
  } else if (a.kind == Value::Kind::list && b.kind == Value::Kind::list && a.is_exact() &&
             b.is_exact()) {
    const auto& x = a.list->elements;
    const auto& y = b.list->elements;
    truth = truth_from(x.size() == y.size());
    for (size_t i = 0; i < x.size() && truth != Truth::no; ++i) {
      Causes why = 0;
      truth = and_(truth, equal(x[i].value, y[i].value, why));
      causes = causes_.join(causes, why);
    }
  } else if (a.kind == Value::Kind::record && b.kind == Value::Kind::record &&
             a.record->facts != nullptr && a.record->facts == b.record->facts) {
    truth = Truth::yes;
  } else if (a.kind == Value::Kind::record && b.kind == Value::Kind::record) {
    truth = equal_records(a, b, causes);
  } else if (a.kind == Value::Kind::range && b.kind == Value::Kind::range) {
    Causes ignored = 0;
    const bool same_ends = a.range->low_open == b.range->low_open &&
                           a.range->high_open == b.range->high_open;
    truth =
        and_(truth_from(same_ends), and_(equal(a.range->low, b.range->low, ignored),
                                         equal(a.range->high, b.range->high, ignored)));
  }
  const bool maybe_null = a.maybe_null || b.maybe_null;
  return maybe_null && truth == Truth::yes ? Truth::unknown : truth;
}

// Records are equal if all their fields are.
Truth FormulaEvaluator::equal_records(const Value& a, const Value& b, Causes& causes) {
  const std::uint32_t entity = a.record->entity;
  if (entity != b.record->entity) return Truth::no;
  Truth truth = Truth::yes;
  const auto count = model().vocabulary.entities[entity].fields.size();
  for (std::uint32_t i = 0; i < count && truth != Truth::no; ++i) {
    Causes why = 0;
    truth = and_(truth, equal(field_of(a, i, entity), field_of(b, i, entity), why));
    causes = causes_.join(causes, why);
  }
  return truth;
}

Value FormulaEvaluator::compare(const Step& step) {
  const Value left = operand(step, 0);
  const Value right = operand(step, 1);
  if (step.op == Op::equal || step.op == Op::not_equal) {
    Causes causes = 0;
    const Truth truth = equal(left, right, causes);
    return truth_value(step.op == Op::equal ? truth : not_(truth), causes);
  }
  const Date* day = date_in(left);
  const Date* other = date_in(right);
  if (day != nullptr && other != nullptr) {
    return truth_value(truth_from(holds(step.op, *day <=> *other)));
  }
  const Causes causes = causes_.join(left.causes, right.causes);
  // Guarded by a null test that did not hold: whatever is said here does not matter.
  if (left.is_null() || right.is_null()) return truth_value(Truth::no);
  const Type type = operand_type(step, 0);
  const NumberRange a = order_number(left, type);
  const NumberRange b = order_number(right, type);
  Truth truth = Truth::unknown;
  switch (step.op) {
    case Op::less:
      truth = less(a, b);
      break;
    case Op::less_equal:
      truth = less_or_equal(a, b);
      break;
    case Op::greater:
      truth = less(b, a);
      break;
    default:
      truth = less_or_equal(b, a);
  }
  return truth_value(truth, causes);
}

Value FormulaEvaluator::in_range(const Step& step) {
  const Value value = operand(step, 0);
  const Value range = operand(step, 1);
  if (range.kind != Value::Kind::range) {
    return truth_value(Truth::unknown, causes_.join(value.causes, range.causes));
  }
  if (value.is_null()) return truth_value(Truth::no);
  const RangeValue& ends = *range.range;
  const Type type = operand_type(step, 0);
  const NumberRange number = order_number(value, type);
  Truth truth = Truth::yes;
  Causes causes = value.causes;
  if (!ends.low.is_null()) {
    const NumberRange low = order_number(ends.low, type);
    truth = and_(truth, ends.low_open ? less(low, number) : less_or_equal(low, number));
    causes = causes_.join(causes, ends.low.causes);
  }
  if (!ends.high.is_null()) {
    const NumberRange high = order_number(ends.high, type);
    truth =
        and_(truth, ends.high_open ? less(number, high) : less_or_equal(number, high));
    causes = causes_.join(causes, ends.high.causes);
  }
  return truth_value(truth, causes);
}

Value FormulaEvaluator::in_list(const Step& step) {
  const Value value = operand(step, 0);
  const Value list = operand(step, 1);
  if (list.kind != Value::Kind::list) return truth_value(Truth::unknown, list.causes);
  Truth truth = list.list->open ? Truth::unknown : Truth::no;
  Causes causes = list.list->open_causes;
  for (const ListElement& element : list.list->elements) {
    Causes why = 0;
    const Truth hit = and_(element.present, equal(value, element.value, why));
    if (hit == Truth::unknown) {
      causes = causes_.join(causes, causes_.join(why, element.causes));
    }
    truth = or_(truth, hit);
    if (truth == Truth::yes) break;
  }
  return truth_value(truth, causes);
}

Value FormulaEvaluator::logic(const Step& step) {
  if (step.op == Op::not_) {
    const Value value = operand(step, 0);
    return truth_value(not_(value.truth), value.causes);
  }
  const bool conjunction = step.op == Op::and_;
  const Truth decisive = conjunction ? Truth::no : Truth::yes;
  Truth truth = conjunction ? Truth::yes : Truth::no;
  Causes causes = 0;
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    const Value value = operand(step, i);
    if (value.truth == decisive) return truth_value(decisive);
    truth = conjunction ? and_(truth, value.truth) : or_(truth, value.truth);
    if (value.truth == Truth::unknown) causes = causes_.join(causes, value.causes);
  }
  return truth_value(truth, causes);
}

Value FormulaEvaluator::choose(const Step& step) {
  const Value condition = operand(step, 0);
  if (condition.truth == Truth::yes) return operand(step, 1);
  if (condition.truth == Truth::no) return operand(step, 2);
  const StepId test = program_.operand(step, 0);
  std::size_t mark = assume(test, true);
  const Value yes = operand(step, 1);
  release(mark);
  mark = assume(test, false);
  const Value no = operand(step, 2);
  release(mark);
  Value both = hull(yes, no);
  if (!both.is_exact()) both.causes = causes_.join(both.causes, condition.causes);
  return both;
}

Causes FormulaEvaluator::causes_of(const Value& value) {
  Causes causes = value.causes;
  if (value.kind == Value::Kind::list) {
    causes = causes_.join(causes, value.list->open_causes);
    for (const ListElement& element : value.list->elements) {
      causes =
          causes_.join(causes, causes_.join(element.causes, causes_of(element.value)));
    }
  } else if (value.kind == Value::Kind::range) {
    causes = causes_.join(causes_of(value.range->low), causes_of(value.range->high));
  }
  return causes;
}

Value FormulaEvaluator::hull(const Value& a, const Value& b) {
  const Causes causes = causes_.join(causes_of(a), causes_of(b));
  const bool maybe_null = a.maybe_null || b.maybe_null || a.is_null() != b.is_null();
  if (a.is_null() && b.is_null()) return a;
  Value result;
  if (a.is_null() || b.is_null()) {
    result = a.is_null() ? b : a;
  } else if (a.kind == Value::Kind::number && b.kind == Value::Kind::number) {
    result = number_value(jiangbu::hull(a.number, b.number), causes);
  } else if (a.kind == Value::Kind::truth && b.kind == Value::Kind::truth) {
    result = truth_value(a.truth == b.truth ? a.truth : Truth::unknown, causes);
  } else if (a.kind == Value::Kind::scalar && b.kind == Value::Kind::scalar &&
             a.scalar == b.scalar) {
    result = a;
  } else if (a.kind == Value::Kind::list && b.kind == Value::Kind::list) {
    ListValue list;
    list.open = true;
    list.open_causes = causes;
    result = list_value(std::move(list));
    result.causes = causes;
  } else if (a.kind == Value::Kind::record && a.record == b.record) {
    result = a;
  } else if (a.kind == Value::Kind::record && b.kind == Value::Kind::record &&
             a.record->facts == nullptr && b.record->facts == nullptr) {
    auto record = std::make_shared<RecordValue>();
    record->entity = a.record->entity;
    for (size_t i = 0; i < a.record->made.size(); ++i) {
      record->made.push_back(hull(a.record->made[i], b.record->made[i]));
    }
    result.kind = Value::Kind::record;
    result.record = std::move(record);
  } else {
    result = unknown_value(causes);
    const bool known = possible_values(a) != 0 && possible_values(b) != 0;
    if (known) result.possible = possible_values(a) | possible_values(b);
  }
  result.maybe_null = maybe_null;
  if (!result.is_exact()) result.causes = causes_.join(result.causes, causes);
  return result;
}

Value FormulaEvaluator::part(const Step& step) {
  const Value value = operand(step, 0);
  const auto part = static_cast<DatePart>(step.b);
  if (const Date* date = date_in(value)) {
    return number_value(NumberRange::exact(Decimal(part_of(*date, part))));
  }
  const NumberRange range = range_in(value);
  if (part == DatePart::days) return number_value(range, value.causes);
  if (!range.is_exact()) {
    if (part == DatePart::months) {
      return number_value({Decimal(-11), Decimal(11)}, value.causes);
    }
    if (part == DatePart::years) {
      const auto years = divide(range, NumberRange::exact(12));
      return number_value(
          {years.low ? std::optional(truncate(*years.low)) : std::nullopt,
           years.high ? std::optional(truncate(*years.high)) : std::nullopt},
          value.causes);
    }
    return number_value(NumberRange::unbounded(), value.causes);
  }
  const Decimal years = truncate(*range.low / Decimal(12));
  const Decimal months = *range.low - years * Decimal(12);
  return number_value(NumberRange::exact(part == DatePart::years ? years : months));
}

}  // namespace jiangbu
