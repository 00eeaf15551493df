#include "batch/plan_builder.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace jiangbu {

PlanBuilder::PlanBuilder(const Program& compiled, Date decision_date,
                         std::vector<std::uint32_t> readings)
    : program(compiled), model(*compiled.model) {
  plan.program = &compiled;
  plan.decision_date = decision_date;
  plan.readings = std::move(readings);
  plan.layout.domains.push_back({});
}

RegisterId PlanBuilder::emit(PlanOp operation, DomainId domain, Width width) {
  if (const auto simpler = simplified(operation, domain)) return *simpler;
  // Equal operations on different domains differ in their operands, but for constants.
  const bool constant = operation.code == PlanCode::fill_truth ||
                        operation.code == PlanCode::fill_code ||
                        operation.code == PlanCode::fill_number;
  PlanOp key = operation;
  if (constant) key.y = domain;
  if (const auto known = made_.find(key); known != made_.end()) return known->second;
  const auto id = static_cast<RegisterId>(plan.registers.size());
  plan.registers.push_back({domain, width});
  operation.d = id;
  operation.domain = domain;
  (constant ? plan.constants : plan.operations).push_back(operation);
  producers_.emplace(id, operation);
  made_.emplace(key, id);
  return id;
}

const PlanOp* PlanBuilder::producer(RegisterId id) const {
  const auto known = producers_.find(id);
  return known == producers_.end() ? nullptr : &known->second;
}

std::optional<std::int64_t> PlanBuilder::constant_in(RegisterId id) const {
  const PlanOp* from = id == no_register ? nullptr : producer(id);
  if (from == nullptr || from->code != PlanCode::fill_number) return std::nullopt;
  return from->x;
}

RegisterId PlanBuilder::number_constant(std::int64_t value, DomainId domain) {
  PlanOp operation{PlanCode::fill_number};
  operation.x = value;
  return emit(operation, domain, Width::number);
}

RegisterId PlanBuilder::times(RegisterId value, std::int64_t factor) {
  if (factor == 1) return value;
  PlanOp operation{PlanCode::multiply_constant};
  operation.a = value;
  operation.x = factor;
  return emit(operation, domain_of(value), Width::number);
}

/// The result of an operation on constants, or a cheaper way to the same.
std::optional<RegisterId> PlanBuilder::simplified(const PlanOp& op, DomainId domain) {
  const std::optional<std::int64_t> a = constant_in(op.a);
  const std::optional<std::int64_t> b = constant_in(op.b);
  std::int64_t result = 0;
  switch (op.code) {
    case PlanCode::spread_number:
      if (a) return number_constant(*a, domain);
      break;
    case PlanCode::minimum:
      if (a && b) return number_constant(std::min(*a, *b), domain);
      break;
    case PlanCode::maximum:
      if (a && b) return number_constant(std::max(*a, *b), domain);
      if (b && a == b) return op.a;
      break;
    case PlanCode::multiply_constant:
      if (a && !__builtin_mul_overflow(*a, op.x, &result)) {
        return number_constant(result, domain);
      }
      break;
    case PlanCode::multiply:
      if (a && !b) return times(op.b, *a);
      if (b && !a) return times(op.a, *b);
      if (a && b && !__builtin_mul_overflow(*a, *b, &result)) {
        return number_constant(result, domain);
      }
      break;
    case PlanCode::add:
      if (a && b && !__builtin_add_overflow(*a, *b, &result)) {
        return number_constant(result, domain);
      }
      break;
    case PlanCode::sum:
      if (a && op.b != no_register) {
        PlanOp count{PlanCode::count};
        count.a = op.b;
        return times(emit(count, domain, Width::number), *a);
      }
      break;
    case PlanCode::round:
      return reduced_rounding(op);
    case PlanCode::and_:
      return merged_within(op);
    default:
      break;
  }
  return std::nullopt;
}

/// Of a product with a factor that the steps of rounding share: 50x to multiples of 100
/// is x to multiples of 2. The smaller of a number and a bound is rounded apart: rounding
/// keeps the order.
std::optional<RegisterId> PlanBuilder::reduced_rounding(const PlanOp& op) {
  const auto mode = static_cast<RoundingMode>(op.y);
  if (const auto fixed = constant_in(op.a)) {
    return number_constant(divide_rounded(*fixed, op.x, mode), domain_of(op.a));
  }
  const PlanOp* from = producer(op.a);
  if (from == nullptr) return std::nullopt;
  const PlanOp made = *from;
  PlanOp reduced = op;
  if ((made.code == PlanCode::minimum || made.code == PlanCode::maximum) &&
      (constant_in(made.a) || constant_in(made.b))) {
    PlanOp apart = made;
    for (RegisterId* part : {&apart.a, &apart.b}) {
      reduced.a = *part;
      *part = emit(reduced, domain_of(*part), Width::number);
    }
    return emit(apart, domain_of(op.a), Width::number);
  }
  if (made.code != PlanCode::multiply_constant) return std::nullopt;
  const std::int64_t shared = std::gcd(made.x, op.x);
  if (shared == 1) return std::nullopt;
  reduced.a = times(made.a, made.x / shared);
  reduced.x = op.x / shared;
  if (reduced.x == 1) return reduced.a;
  return emit(reduced, domain_of(reduced.a), Width::number);
}

/// One interval for two on the same column; an `and` may hold one of them further in.
std::optional<RegisterId> PlanBuilder::merged_within(const PlanOp& op) {
  const PlanOp* b = producer(op.b);
  const auto is_within = [](const PlanOp* of) {
    return of != nullptr &&
           (of->code == PlanCode::code_within || of->code == PlanCode::number_within);
  };
  if (!is_within(b)) return std::nullopt;
  const auto join_with = [&](const PlanOp& other) {
    PlanOp joined = *b;
    joined.d = no_register;
    joined.domain = 0;
    joined.x = std::max(b->x, other.x);
    joined.y = std::min(b->y, other.y);
    return emit(joined, b->domain, Width::truth);
  };
  const auto same_column = [&](const PlanOp* other) {
    return is_within(other) && other->code == b->code && other->a == b->a;
  };
  const PlanOp* a = producer(op.a);
  if (same_column(a)) return join_with(*a);
  if (a == nullptr || a->code != PlanCode::and_) return std::nullopt;
  const PlanOp outer = *a;
  for (const bool left : {true, false}) {
    const PlanOp* inner = producer(left ? outer.a : outer.b);
    if (!same_column(inner)) continue;
    return and_(left ? outer.b : outer.a, join_with(*inner));
  }
  return std::nullopt;
}

bool PlanBuilder::reaches(DomainId deep, DomainId high) const {
  while (deep > high) deep = plan.layout.domains[deep].parent;
  return deep == high;
}

DomainId PlanBuilder::join(DomainId a, DomainId b) const {
  if (reaches(a, b)) return a;
  if (reaches(b, a)) return b;
  throw Obstacle{"a formula over two lists at once"};
}

RegisterId PlanBuilder::spread(RegisterId value, DomainId to) {
  const RegisterLayout from = plan.registers[value];
  if (from.domain == to) return value;
  if (to == 0) throw Obstacle{"a value of an item used outside of it"};
  const RegisterId parent = spread(value, plan.layout.domains[to].parent);
  const PlanCode code = from.width == Width::truth  ? PlanCode::spread_truth
                        : from.width == Width::code ? PlanCode::spread_code
                                                    : PlanCode::spread_number;
  PlanOp operation{code};
  operation.a = parent;
  operation.x = to;
  return emit(operation, to, from.width);
}

RegisterId PlanBuilder::truth_constant(bool value, DomainId domain) {
  PlanOp operation{PlanCode::fill_truth};
  operation.x = value ? 1 : 0;
  return emit(operation, domain, Width::truth);
}

RegisterId PlanBuilder::and_(RegisterId a, RegisterId b) {
  return both(PlanCode::and_, a, b);
}

RegisterId PlanBuilder::or_(RegisterId a, RegisterId b) {
  return both(PlanCode::or_, a, b);
}

// An absent one leaves the other: it is the neutral truth of either operation.
RegisterId PlanBuilder::both(PlanCode code, RegisterId a, RegisterId b) {
  if (a == no_register || a == b) return b;
  if (b == no_register) return a;
  const DomainId domain = join(domain_of(a), domain_of(b));
  PlanOp operation{code};
  operation.a = spread(a, domain);
  operation.b = spread(b, domain);
  return emit(operation, domain, Width::truth);
}

RegisterId PlanBuilder::not_(RegisterId a) {
  PlanOp operation{PlanCode::not_};
  operation.a = a;
  return emit(operation, domain_of(a), Width::truth);
}

RegisterId PlanBuilder::truth_register(const Scalar& truth, DomainId domain) {
  if (truth.kind != Scalar::Kind::truth) throw Obstacle{"a truth is expected"};
  if (truth.constant) return truth_constant(*truth.constant != 0, domain);
  return spread(truth.low, domain);
}

RegisterId PlanBuilder::number_register(const Scalar& number, bool high,
                                        DomainId domain) {
  if (number.kind != Scalar::Kind::number) throw Obstacle{"a number is expected"};
  if (number.constant) return number_constant(*number.constant, domain);
  return spread(high ? number.high : number.low, domain);
}

Scalar PlanBuilder::rescaled(const Scalar& number, int scale) {
  Scalar result = number;
  std::int64_t factor = 1;
  for (; result.scale < scale; ++result.scale) {
    if (factor > std::numeric_limits<std::int64_t>::max() / 10) {
      throw Obstacle{"a number with many decimals"};
    }
    factor *= 10;
  }
  if (factor == 1) return result;
  if (number.constant) {
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(*number.constant, factor, &scaled)) {
      throw Obstacle{"a number too large for a column"};
    }
    result.constant = scaled;
    return result;
  }
  result.low = times(number.low, factor);
  result.high = number.is_range() ? times(number.high, factor) : result.low;
  return result;
}

Scalar PlanBuilder::choose(RegisterId when, const Scalar& a, const Scalar& b,
                           DomainId domain) {
  Scalar result = a;
  result.constant.reset();
  result.domain = domain;
  result.non_negative = a.non_negative && b.non_negative;
  const RegisterId condition = spread(when, domain);
  const auto pick = [&](PlanCode code, RegisterId x, RegisterId y, Width width) {
    PlanOp operation{code};
    operation.a = condition;
    operation.b = x;
    operation.c = y;
    return emit(operation, domain, width);
  };
  const auto pick_flag = [&](RegisterId x, RegisterId y) {
    if (x == no_register && y == no_register) return no_register;
    const auto flag = [&](RegisterId id) {
      return id == no_register ? truth_constant(false, domain) : spread(id, domain);
    };
    return pick(PlanCode::choose_truth, flag(x), flag(y), Width::truth);
  };
  result.null = pick_flag(a.null, b.null);
  result.bad = pick_flag(a.bad, b.bad);
  if (a.kind == Scalar::Kind::truth) {
    result.low = result.high = pick(PlanCode::choose_truth, truth_register(a, domain),
                                    truth_register(b, domain), Width::truth);
    return result;
  }
  if (a.kind == Scalar::Kind::code) {
    result.low = result.high = pick(PlanCode::choose_code, code_register(a, domain),
                                    code_register(b, domain), Width::code);
    return result;
  }
  const auto [x, y] = alike(a, b);
  result.scale = x.scale;
  result.divisor = x.divisor;
  result.rounding = std::max(a.rounding, b.rounding);
  result.low = pick(PlanCode::choose, number_register(x, false, domain),
                    number_register(y, false, domain), Width::number);
  result.high = result.low;
  if (x.is_range() || y.is_range()) {
    result.high = pick(PlanCode::choose, number_register(x, true, domain),
                       number_register(y, true, domain), Width::number);
  }
  return result;
}

// The number where the truth holds, else 0.
RegisterId PlanBuilder::kept(RegisterId truth, RegisterId number) {
  PlanOp operation{PlanCode::keep};
  operation.a = truth;
  operation.b = number;
  return emit(operation, domain_of(number), Width::number);
}

RegisterId PlanBuilder::count_over(RegisterId mask, DomainId from, DomainId to) {
  RegisterId held = mask == no_register ? truth_constant(true, from) : spread(mask, from);
  if (from == to) return kept(held, number_constant(1, from));
  PlanOp operation{PlanCode::count};
  operation.a = held;
  DomainId parent = plan.layout.domains[from].parent;
  RegisterId count = emit(operation, parent, Width::number);
  while (parent != to) {
    PlanOp sum{PlanCode::sum};
    sum.a = count;
    parent = plan.layout.domains[parent].parent;
    count = emit(sum, parent, Width::number);
  }
  return count;
}

Scalar PlanBuilder::sum_over(const Scalar& value, RegisterId mask, DomainId from,
                             DomainId to) {
  Scalar result = value;
  result.constant.reset();
  result.domain = to;
  const auto fold = [&](bool high) {
    RegisterId sum = number_register(value, high, from);
    RegisterId held = mask == no_register ? no_register : spread(mask, from);
    if (from == to && held != no_register) return kept(held, sum);
    for (DomainId domain = from; domain != to;) {
      PlanOp operation{PlanCode::sum};
      operation.a = sum;
      operation.b = held;
      domain = plan.layout.domains[domain].parent;
      sum = emit(operation, domain, Width::number);
      held = no_register;
    }
    return sum;
  };
  result.low = fold(false);
  result.high = value.is_range() ? fold(true) : result.low;
  result.null = no_register;
  if (value.divisor != 1 || value.rounding != Scalar::Rounding::no) {
    result.rounding = Scalar::Rounding::sum;
  }
  if (value.bad != no_register) {
    result.bad = any_of({from, to, mask, std::nullopt, nullptr}, value.bad).low;
  }
  return result;
}

void PlanBuilder::refuse_where(RegisterId mask) {
  if (mask == no_register) return;
  PlanOp operation{PlanCode::refuse};
  operation.a = mask;
  plan.operations.push_back(operation);
}

RegisterId PlanBuilder::test(FormulaId id, DomainId context) {
  const Scalar truth = scalar(id, context);
  const RegisterId held = truth_register(truth, join(truth.domain, context));
  refuse_where(truth.bad);
  refuse_where(truth.null);
  return held;
}

RegisterId PlanBuilder::condition(const Condition& condition, DomainId context) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::leaf:
      return test(condition.formula, context);
    case Kind::by_reading:
      return this->condition(condition.parts[reading(condition.question)], context);
    case Kind::all:
    case Kind::any:
    case Kind::not_:
      break;
  }
  RegisterId result = no_register;
  for (const Condition& part : condition.parts) {
    const RegisterId one = this->condition(part, context);
    result = condition.kind == Kind::any ? or_(result, one) : and_(result, one);
  }
  if (result == no_register) {
    result = truth_constant(condition.kind != Kind::any, context);
  }
  return condition.kind == Kind::not_ ? not_(result) : result;
}

}  // namespace jiangbu
