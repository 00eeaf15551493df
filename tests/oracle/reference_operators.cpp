// Arithmetic, comparison, logic, parts of dates.
#include "model/date_part.hpp"
#include "oracle/reference_formulas.hpp"

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

ExactValue ReferenceFormulas::arithmetic(const Expression& e) {
  const ExactValue a = evaluate(e.operands[0]);
  if (e.op == Op::negate) return a.is(Kind::number) ? number(-a.number) : failed();
  const ExactValue b = evaluate(e.operands[1]);
  const auto is_zero = [](const ExactValue& value) {
    return value.is(Kind::number) && value.number.is_zero();
  };
  // Nothing times anything is nothing, whatever the other would have been.
  if (e.op == Op::multiply && (is_zero(a) || is_zero(b))) return number(0);
  if (!a.is(Kind::number) || !b.is(Kind::number)) return failed();
  switch (e.op) {
    case Op::add:
      return number(a.number + b.number);
    case Op::subtract:
      return number(a.number - b.number);
    case Op::multiply:
      return number(a.number * b.number);
    case Op::divide:
      return number(a.number / b.number);
    default:
      return number(power(a.number, b.number));
  }
}

ExactValue ReferenceFormulas::date_arithmetic(const Expression& e) {
  const ExactValue a = evaluate(e.operands[0]);
  const ExactValue b = evaluate(e.operands[1]);
  if (!a.is(Kind::date)) return failed();
  if (e.op == Op::subtract_dates) {
    return b.is(Kind::date) ? number(Decimal(days_between(b.date, a.date))) : failed();
  }
  if (!b.is(Kind::number)) return failed();
  const auto count = b.number.to_int64();
  if (!count) return failed();
  const auto later =
      e.op == Op::add_months ? add_months(a.date, *count) : add_days(a.date, *count);
  return later ? date(*later) : failed();
}

// Null equals null only; lists and records are equal part by part.
ExactValue ReferenceFormulas::equal(const ExactValue& a, const ExactValue& b) {
  if (a.is_failed() || b.is_failed()) return failed();
  if (a.kind != b.kind) return boolean(false);
  const auto all_equal = [&](const auto& part_of_a, const auto& part_of_b, size_t count) {
    Truth same = Truth::yes;
    for (size_t i = 0; i < count; ++i) {
      same = and_(same, truth_of(equal(part_of_a(i), part_of_b(i))));
    }
    return of_truth(same);
  };
  switch (a.kind) {
    case Kind::failed:
    case Kind::null_:
      return boolean(true);
    case Kind::boolean:
      return boolean(a.boolean == b.boolean);
    case Kind::number:
      return boolean(a.number == b.number);
    case Kind::date:
      return boolean(a.date == b.date);
    case Kind::text:
      return boolean(a.text == b.text);
    case Kind::enumeration:
      return boolean(a.index == b.index);
    case Kind::range:
      if (a.low_open != b.low_open || a.high_open != b.high_open) return boolean(false);
      [[fallthrough]];
    case Kind::list:
      if (a.parts.size() != b.parts.size()) return boolean(false);
      return all_equal([&](size_t i) { return a.parts[i]; },
                       [&](size_t i) { return b.parts[i]; }, a.parts.size());
    case Kind::record: {
      if (a.index != b.index) return boolean(false);
      const auto field_of = [&](const ExactValue& record) {
        return [&](size_t i) {
          return field(record, static_cast<std::uint32_t>(i), record.index);
        };
      };
      return all_equal(field_of(a), field_of(b),
                       model().vocabulary.entities[a.index].fields.size());
    }
  }
  return failed();
}

ExactValue ReferenceFormulas::compare(const Expression& e) {
  const auto a = order_of(evaluate(e.operands[0]));
  const auto b = order_of(evaluate(e.operands[1]));
  if (!a || !b) return failed();
  switch (e.op) {
    case Op::less:
      return boolean(*a < *b);
    case Op::less_equal:
      return boolean(*a <= *b);
    case Op::greater:
      return boolean(*a > *b);
    default:
      return boolean(*a >= *b);
  }
}

// An end that is null is open to infinity.
ExactValue ReferenceFormulas::in_range(const Expression& e) {
  const auto value = order_of(evaluate(e.operands[0]));
  const ExactValue range = evaluate(e.operands[1]);
  if (!value || !range.is(Kind::range)) return failed();
  Truth inside = Truth::yes;
  if (!range.parts[0].is_null()) {
    const auto low = order_of(range.parts[0]);
    if (!low) return failed();
    inside = and_(inside, truth_from(range.low_open ? *low < *value : *low <= *value));
  }
  if (!range.parts[1].is_null()) {
    const auto high = order_of(range.parts[1]);
    if (!high) return failed();
    inside = and_(inside, truth_from(range.high_open ? *value < *high : *value <= *high));
  }
  return of_truth(inside);
}

ExactValue ReferenceFormulas::in_list(const ExactValue& value, const ExactValue& list) {
  if (!list.is(Kind::list)) return failed();
  Truth found = Truth::no;
  for (const ExactValue& element : list.parts) {
    found = or_(found, truth_of(equal(value, element)));
  }
  return of_truth(found);
}

ExactValue ReferenceFormulas::logic(const Expression& e) {
  if (e.op == Op::not_) return of_truth(not_(truth_of(evaluate(e.operands[0]))));
  Truth result = truth_from(e.op == Op::and_);
  for (const Expression& operand : e.operands) {
    const Truth one = truth_of(evaluate(operand));
    result = e.op == Op::and_ ? and_(result, one) : or_(result, one);
  }
  return of_truth(result);
}

ExactValue ReferenceFormulas::part(const Expression& e) {
  const ExactValue value = evaluate(e.operands[0]);
  const auto part = static_cast<DatePart>(e.b);
  if (value.is(Kind::number)) {
    if (part == DatePart::days) return value;
    const Decimal years = truncate(value.number / Decimal(12));
    return number(part == DatePart::years ? years : value.number - years * Decimal(12));
  }
  if (!value.is(Kind::date)) return failed();
  switch (part) {
    case DatePart::year:
      return number(value.date.year());
    case DatePart::month:
      return number(value.date.month());
    case DatePart::day:
      return number(value.date.day());
    default:
      return number(value.date.iso_weekday());
  }
}

}  // namespace jiangbu::oracle
