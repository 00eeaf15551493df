// Comparisons as operations over columns.
#include <algorithm>
#include <limits>

#include "batch/plan_builder.hpp"

namespace jiangbu {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

bool holds(Op op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case Op::equal:
      return a == b;
    case Op::not_equal:
      return a != b;
    case Op::less:
      return a < b;
    case Op::less_equal:
      return a <= b;
    case Op::greater:
      return a > b;
    default:
      return a >= b;
  }
}

}  // namespace

RegisterId PlanBuilder::within(const Scalar& value, std::int64_t low, std::int64_t high,
                               DomainId domain) {
  if (value.constant) {
    return truth_constant(low <= *value.constant && *value.constant <= high, domain);
  }
  const PlanOp* from = producer(value.low);
  const bool year = from != nullptr && from->code == PlanCode::date_part &&
                    static_cast<DatePart>(from->x) == DatePart::year;
  if (year) return within_years(from->a, low, high);
  PlanOp operation{value.kind == Scalar::Kind::number ? PlanCode::number_within
                                                      : PlanCode::code_within};
  operation.a = value.low;
  operation.x = low;
  operation.y = high;
  return emit(operation, value.domain, Width::truth);
}

RegisterId PlanBuilder::compare_scalars(Op op, const Scalar& x, const Scalar& y,
                                        DomainId domain) {
  if (x.kind != y.kind || x.is_range() || y.is_range()) {
    throw Obstacle{"a comparison of ranges"};
  }
  if (x.kind == Scalar::Kind::truth) {
    const RegisterId a = truth_register(x, domain);
    const RegisterId b = truth_register(y, domain);
    const RegisterId same = or_(and_(a, b), and_(not_(a), not_(b)));
    return op == Op::equal ? same : not_(same);
  }
  if (x.text || y.text) return compare_texts(op, x, y, domain);
  const bool number = x.kind == Scalar::Kind::number;
  auto [a, b] = number ? alike(x, y) : std::pair(x, y);
  if (number && std::max(x.rounding, y.rounding) != Scalar::Rounding::no) {
    a.rounding = b.rounding = Scalar::Rounding::no;
    refuse_where(compare_scalars(Op::equal, a, b, domain));
  }
  if (a.constant && b.constant) {
    return truth_constant(holds(op, *a.constant, *b.constant), domain);
  }
  if (a.constant) return compare_scalars(mirrored(op), b, a, domain);
  if (b.constant) return compare_constant(op, a, *b.constant, domain);
  const auto make = [&](PlanCode code, const Scalar& left, const Scalar& right) {
    PlanOp operation{code};
    operation.a = spread(left.low, domain);
    operation.b = spread(right.low, domain);
    return emit(operation, domain, Width::truth);
  };
  const PlanCode equal = number ? PlanCode::number_equal : PlanCode::code_equal;
  const PlanCode less = number ? PlanCode::number_less : PlanCode::code_less;
  switch (op) {
    case Op::equal:
      return make(equal, a, b);
    case Op::not_equal:
      return not_(make(equal, a, b));
    case Op::less:
      return make(less, a, b);
    case Op::greater:
      return make(less, b, a);
    case Op::less_equal:
      return not_(make(less, b, a));
    default:
      return not_(make(less, a, b));
  }
}

// With a text known beforehand; the facts' texts are asked once each.
RegisterId PlanBuilder::compare_texts(Op op, const Scalar& a, const Scalar& b,
                                      DomainId domain) {
  if (op != Op::equal && op != Op::not_equal) {
    throw Obstacle{"an order of texts"};
  }
  RegisterId same = no_register;
  if (a.text && b.text) {
    same = truth_constant(*a.text == *b.text, domain);
  } else {
    const Scalar& code = a.text ? b : a;
    TextTest test;
    test.equal_to = a.text ? *a.text : *b.text;
    same = text_test(test, code.low);
  }
  return op == Op::equal ? same : not_(same);
}

RegisterId PlanBuilder::compare_constant(Op op, const Scalar& a, std::int64_t b,
                                         DomainId domain) {
  switch (op) {
    case Op::equal:
      return within(a, b, b, domain);
    case Op::not_equal:
      return not_(within(a, b, b, domain));
    case Op::less:
      return within(a, least, b - 1, domain);
    case Op::less_equal:
      return within(a, least, b, domain);
    case Op::greater:
      return within(a, b + 1, most, domain);
    default:
      return within(a, b, most, domain);
  }
}

// a / b compared with c is a compared with b * c, the other way round where b is
// negative. Whether the two agree is no question of rounding: the products fit 64 bits.
std::optional<Scalar> PlanBuilder::compare_quotient(const Step& step, DomainId context) {
  const Step& left = program.steps[program.operand(step, 0)];
  if (left.op != Op::divide) return std::nullopt;
  if (operand(left, 1, context).constant) return std::nullopt;
  const Scalar a = operand(left, 0, context);
  const Scalar b = operand(left, 1, context);
  const Scalar c = operand(step, 1, context);
  for (const Scalar* one : {&a, &b, &c}) {
    if (one->kind != Scalar::Kind::number || one->null != no_register ||
        one->is_range()) {
      return std::nullopt;
    }
  }
  const Scalar product = multiply(b, c);
  const DomainId domain = join(a.domain, product.domain);
  const RegisterId usual = compare_scalars(step.op, a, product, domain);
  const RegisterId turned = compare_scalars(mirrored(step.op), a, product, domain);
  const Scalar zero = fixed(0, b.base);
  const RegisterId negative =
      spread(compare_scalars(Op::less, b, zero, b.domain), domain);
  const RegisterId none = spread(compare_scalars(Op::equal, b, zero, b.domain), domain);
  Scalar result = truth_of(or_(and_(negative, spread(turned, domain)),
                               and_(not_(negative), spread(usual, domain))),
                           domain);
  result.bad = none;
  for (const Scalar* one : {&a, &b, &c}) carry_flaws(result, *one, domain);
  return result;
}

Scalar PlanBuilder::compare(const Step& step, DomainId context) {
  if (const auto known = compare_quotient(step, context)) return *known;
  const Scalar a = operand(step, 0, context);
  const Scalar b = operand(step, 1, context);
  const DomainId domain = join(a.domain, b.domain);
  RegisterId held = compare_scalars(step.op, a, b, domain);
  // Null equals null only.
  if (a.null != no_register || b.null != no_register) {
    if (step.op != Op::equal && step.op != Op::not_equal) {
      // The formula itself has made sure that there is no null here.
    } else if (step.op == Op::equal) {
      const RegisterId either = or_(a.null, b.null);
      held = and_(held, not_(either));
      if (a.null != no_register && b.null != no_register) {
        held = or_(held, and_(a.null, b.null));
      }
    } else {
      held = or_(held, or_(a.null, b.null));
      if (a.null != no_register && b.null != no_register) {
        held = and_(held, not_(and_(a.null, b.null)));
      }
    }
  }
  Scalar result = truth_of(spread(held, domain), domain);
  if (const PlanOp* made = producer(held);
      made != nullptr && made->code == PlanCode::fill_truth) {
    result.constant = made->x;
  }
  carry_flaws(result, a, domain);
  carry_flaws(result, b, domain);
  return result;
}

Scalar PlanBuilder::in_range(const Step& step, DomainId context) {
  const Scalar value = operand(step, 0, context);
  const Node node = this->step(program.operand(step, 1), context);
  const auto* range = std::get_if<ColumnRange>(&node);
  if (range == nullptr) give_up(step);
  DomainId domain = value.domain;
  for (const auto* end : {&range->low, &range->high}) {
    if (*end) domain = join(domain, (*end)->domain);
  }
  RegisterId held = no_register;
  const auto limit = [&](const std::optional<Scalar>& end, Op op) {
    if (end) held = and_(held, compare_scalars(op, value, *end, domain));
  };
  limit(range->low, range->low_open ? Op::greater : Op::greater_equal);
  limit(range->high, range->high_open ? Op::less : Op::less_equal);
  if (held == no_register) give_up(step);
  Scalar result = truth_of(spread(held, domain), domain);
  carry_flaws(result, value, domain);
  return result;
}

Scalar PlanBuilder::in_list(const Step& step, DomainId context) {
  return contains(step, 1, operand(step, 0, context), context);
}

Scalar PlanBuilder::contains(const Step& step, std::uint32_t operand, const Scalar& value,
                             DomainId context) {
  const StepId list_id = program.operand(step, operand);
  const Step& list_step = program.steps[list_id];
  if (value.null != no_register) give_up(step);
  if (list_step.op == Op::list) {
    std::vector<Scalar> values;
    for (std::uint32_t i = 0; i < list_step.operand_count; ++i) {
      values.push_back(this->operand(list_step, i, context));
    }
    return equal_to_any(values, value);
  }
  const Node node = this->step(list_id, context);
  const auto* known = std::get_if<ColumnList>(&node);
  if (known == nullptr || !known->value) give_up(step);
  ColumnList list = *known;
  const bool beside =
      !value.constant && !value.text && !reaches(list.domain, value.domain);
  if (beside) {
    list = paired(list, value.domain,
                  equal_keys(value, value.domain, *list.value, list.domain));
  }
  const DomainId domain = join(list.domain, value.domain);
  RegisterId same = compare_scalars(Op::equal, *list.value, value, domain);
  if (list.value->null != no_register) same = and_(same, not_(list.value->null));
  if (list.value->bad != no_register) refuse_where(and_(list.value->bad, list.mask));
  Scalar result = any_of(list, spread(same, domain));
  carry_flaws(result, value, result.domain);
  return result;
}

Scalar PlanBuilder::equal_to_any(const std::vector<Scalar>& values, const Scalar& value) {
  RegisterId held = no_register;
  DomainId domain = value.domain;
  for (const Scalar& one : values) {
    domain = join(domain, one.domain);
    RegisterId same = compare_scalars(Op::equal, value, one, domain);
    if (one.null != no_register) same = and_(same, not_(one.null));
    held = or_(held, same);
  }
  if (held == no_register) return constant(false, BaseType::boolean);
  Scalar result = truth_of(spread(held, domain), domain);
  carry_flaws(result, value, domain);
  for (const Scalar& one : values) carry_flaws(result, one, domain);
  return result;
}

Scalar PlanBuilder::absolute(const Scalar& number, const Step& step) {
  if (number.is_range()) give_up(step);
  Scalar result = combine(PlanCode::maximum, number, subtract(fixed(0), number), false);
  result.rounding = number.rounding;
  result.non_negative = true;
  return result;
}

}  // namespace jiangbu
