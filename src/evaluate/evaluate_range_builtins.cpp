// FEEL's relations between ranges and points.
#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

namespace {

/// A range or a point (a range of one value) with comparable ends.
struct Ends {
  NumberRange low;
  NumberRange high;
  bool low_open = false;
  bool high_open = false;
  bool is_point = false;
};

// Ends are equal points in time, and both belong (or both do not belong) to the range.
Truth same_start(const Ends& a, const Ends& b) {
  return and_(equal(a.low, b.low), truth_from(a.low_open == b.low_open));
}

Truth same_finish(const Ends& a, const Ends& b) {
  return and_(equal(a.high, b.high), truth_from(a.high_open == b.high_open));
}

// a lies wholly before b.
Truth before(const Ends& a, const Ends& b) {
  const bool touching_apart = a.high_open || b.low_open;
  return or_(less(a.high, b.low), and_(equal(a.high, b.low), truth_from(touching_apart)));
}

// Every value of b lies in a.
Truth includes(const Ends& a, const Ends& b) {
  const Truth low = or_(less(a.low, b.low),
                        and_(equal(a.low, b.low), truth_from(!a.low_open || b.low_open)));
  const Truth high =
      or_(less(b.high, a.high),
          and_(equal(a.high, b.high), truth_from(!a.high_open || b.high_open)));
  return and_(low, high);
}

// a begins before b does and ends inside it.
Truth overlaps_before(const Ends& a, const Ends& b) {
  const Truth begins =
      or_(less(a.low, b.low),
          and_(equal(a.low, b.low), truth_from(!a.low_open && b.low_open)));
  const Truth ends =
      or_(less(a.high, b.high),
          and_(equal(a.high, b.high), truth_from(a.high_open || !b.high_open)));
  return and_(and_(begins, ends), not_(before(a, b)));
}

Truth meets(const Ends& a, const Ends& b) {
  return and_(equal(a.high, b.low), truth_from(!a.high_open && !b.low_open));
}

Truth starts(const Ends& a, const Ends& b) {
  if (a.is_point) return and_(equal(a.low, b.low), truth_from(!b.low_open));
  return and_(same_start(a, b), includes(b, a));
}

Truth finishes(const Ends& a, const Ends& b) {
  if (a.is_point) return and_(equal(a.high, b.high), truth_from(!b.high_open));
  return and_(same_finish(a, b), includes(b, a));
}

Truth relation(Builtin builtin, const Ends& a, const Ends& b) {
  switch (builtin) {
    case Builtin::before:
      return before(a, b);
    case Builtin::after:
      return before(b, a);
    case Builtin::meets:
      return meets(a, b);
    case Builtin::met_by:
      return meets(b, a);
    case Builtin::overlaps:
      return and_(not_(before(a, b)), not_(before(b, a)));
    case Builtin::overlaps_before:
      return overlaps_before(a, b);
    case Builtin::overlaps_after:
      return overlaps_before(b, a);
    case Builtin::includes:
      return includes(a, b);
    case Builtin::during:
      return includes(b, a);
    case Builtin::starts:
      return starts(a, b);
    case Builtin::started_by:
      return starts(b, a);
    case Builtin::finishes:
      return finishes(a, b);
    case Builtin::finished_by:
      return finishes(b, a);
    default:
      return and_(same_start(a, b), same_finish(a, b));
  }
}

}  // namespace

Value FormulaEvaluator::call_range(Builtin builtin, const std::vector<Value>& v) {
  const auto ends_of = [this](const Value& value) {
    Ends ends;
    if (value.kind != Value::Kind::range) {
      ends.low = ends.high = order_number(value);
      ends.is_point = true;
      return ends;
    }
    ends.low = order_number(value.range->low);
    ends.high = order_number(value.range->high);
    ends.low_open = value.range->low_open;
    ends.high_open = value.range->high_open;
    return ends;
  };
  const Causes causes = causes_.join(causes_of(v[0]), causes_of(v[1]));
  return truth_value(relation(builtin, ends_of(v[0]), ends_of(v[1])), causes);
}

}  // namespace jiangbu
