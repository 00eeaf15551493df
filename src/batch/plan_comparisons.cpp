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
  const int scale = std::max(x.scale, y.scale);
  const Scalar a = x.kind == Scalar::Kind::number ? rescaled(x, scale) : x;
  const Scalar b = y.kind == Scalar::Kind::number ? rescaled(y, scale) : y;
  if (a.constant && b.constant) {
    return truth_constant(holds(op, *a.constant, *b.constant), domain);
  }
  if (a.constant) return compare_scalars(mirrored(op), y, x, domain);
  if (b.constant) return compare_constant(op, a, *b.constant, domain);
  const bool number = a.kind == Scalar::Kind::number;
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
  const Scalar value = operand(step, 0, context);
  const StepId list_id = program.operand(step, 1);
  const Step& list_step = program.steps[list_id];
  if (value.null != no_register) give_up(step);
  if (list_step.op == Op::list) {
    RegisterId held = no_register;
    DomainId domain = value.domain;
    for (std::uint32_t i = 0; i < list_step.operand_count; ++i) {
      const Scalar one = operand(list_step, i, context);
      domain = join(domain, one.domain);
      held = or_(held, compare_scalars(Op::equal, value, one, domain));
    }
    if (held == no_register) return constant(false, BaseType::boolean);
    return truth_of(spread(held, domain), domain);
  }
  Node node = this->step(list_id, context);
  const auto* list = std::get_if<ColumnList>(&node);
  if (list == nullptr || !list->value || list->value->null != no_register) give_up(step);
  const DomainId domain = join(list->domain, value.domain);
  const RegisterId same = compare_scalars(Op::equal, *list->value, value, domain);
  return any_of(*list, spread(same, domain));
}

}  // namespace jiangbu
