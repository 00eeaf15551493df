// Dates as operations over columns.
#include "batch/plan_builder.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

Scalar PlanBuilder::date_scalar(RegisterId id, DomainId domain) const {
  Scalar result;
  result.kind = Scalar::Kind::code;
  result.base = BaseType::date;
  result.domain = domain;
  result.low = result.high = id;
  return result;
}

Scalar PlanBuilder::parameter_as_of(const Step& step, DomainId context) {
  const Scalar day = operand(step, 0, context);
  if (day.null != no_register) give_up(step);
  std::optional<Scalar> result;
  RegisterId covered = no_register;
  for (const DatedValue& dated : model.parameters[step.a].values) {
    Scalar value = scalar(dated.value, context);
    RegisterId covers = no_register;
    if (dated.from) {
      covers = and_(covers,
                    compare_scalars(Op::greater_equal, day,
                                    constant(*dated.from, BaseType::date), day.domain));
    }
    if (dated.to) {
      covers =
          and_(covers, compare_scalars(Op::less_equal, day,
                                       constant(*dated.to, BaseType::date), day.domain));
    }
    if (covers == no_register) return value;
    covered = or_(covered, covers);
    const DomainId domain = join(day.domain, value.domain);
    result =
        result ? choose(covers, value, *result, join(domain, result->domain)) : value;
  }
  if (!result) give_up(step);
  const DomainId domain = join(day.domain, result->domain);
  result->bad = or_(result->bad, spread(not_(covered), domain));
  carry_flaws(*result, day, domain);
  return *result;
}

Scalar PlanBuilder::date_plus(const Step& step, DomainId context) {
  const Scalar date = operand(step, 0, context);
  const Scalar count = operand(step, 1, context);
  if (date.null != no_register || count.null != no_register || count.is_range() ||
      count.scale != 0 || count.divisor != 1) {
    give_up(step);
  }
  const bool months = step.op == Op::add_months;
  if (date.constant && count.constant) {
    const Date from{static_cast<std::int32_t>(*date.constant)};
    const auto day =
        months ? add_months(from, *count.constant) : add_days(from, *count.constant);
    if (!day) give_up(step);
    return constant(*day, BaseType::date);
  }
  const DomainId domain = join(date.domain, count.domain);
  PlanOp operation{months ? PlanCode::add_months : PlanCode::add_days};
  operation.a = code_register(date, domain);
  operation.b = number_register(count, false, domain);
  Scalar result = date_scalar(emit(operation, domain, Width::code), domain);
  carry_flaws(result, date, domain);
  carry_flaws(result, count, domain);
  return result;
}

Scalar PlanBuilder::date_function(const Step& step, DomainId context) {
  const Scalar a = operand(step, 0, context);
  if (a.null != no_register) give_up(step);
  if (static_cast<Builtin>(step.a) == Builtin::last_day_of_month) {
    PlanOp end{PlanCode::month_end};
    end.a = code_register(a, a.domain);
    Scalar result = date_scalar(emit(end, a.domain, Width::code), a.domain);
    carry_flaws(result, a, a.domain);
    return result;
  }
  const Scalar b = operand(step, 1, context);
  if (b.null != no_register) give_up(step);
  const DomainId domain = join(a.domain, b.domain);
  PlanOp between{PlanCode::months_between};
  between.a = code_register(a, domain);
  between.b = code_register(b, domain);
  Scalar result = fixed(0, BaseType::months);
  result.constant.reset();
  result.non_negative = false;
  result.domain = domain;
  result.low = result.high = emit(between, domain, Width::number);
  carry_flaws(result, a, domain);
  carry_flaws(result, b, domain);
  return result;
}

Scalar PlanBuilder::part(const Step& step, DomainId context) {
  const Scalar value = operand(step, 0, context);
  if (value.null != no_register) give_up(step);
  if (static_cast<DatePart>(step.b) == DatePart::days) {
    Scalar days = value;
    days.base = BaseType::number;
    return days;
  }
  if (value.kind != Scalar::Kind::code) give_up(step);
  PlanOp of{PlanCode::date_part};
  of.a = code_register(value, value.domain);
  of.x = step.b;
  Scalar result = fixed(0);
  result.constant.reset();
  result.domain = value.domain;
  result.low = result.high = emit(of, value.domain, Width::number);
  carry_flaws(result, value, value.domain);
  return result;
}

}  // namespace jiangbu
