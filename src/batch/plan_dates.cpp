// Dates as operations over columns.
#include <algorithm>

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
  if (count.null != no_register || count.is_range() || count.scale != 0 ||
      count.divisor != 1) {
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
  if (date.null != no_register) result.null = spread(date.null, domain);
  carry_flaws(result, date, domain);
  carry_flaws(result, count, domain);
  return result;
}

Scalar PlanBuilder::date_function(const Step& step, DomainId context) {
  const Scalar a = operand(step, 0, context);
  if (static_cast<Builtin>(step.a) == Builtin::last_day_of_month) {
    PlanOp end{PlanCode::month_end};
    end.a = code_register(a, a.domain);
    Scalar result = date_scalar(emit(end, a.domain, Width::code), a.domain);
    result.null = a.null;
    carry_flaws(result, a, a.domain);
    return result;
  }
  const Scalar b = operand(step, 1, context);
  const DomainId domain = join(a.domain, b.domain);
  PlanOp between{PlanCode::months_between};
  between.a = code_register(a, domain);
  between.b = code_register(b, domain);
  Scalar result = fixed(0, BaseType::months);
  result.constant.reset();
  result.non_negative = false;
  result.domain = domain;
  result.low = result.high = emit(between, domain, Width::number);
  const RegisterId null = or_(a.null, b.null);
  if (null != no_register) result.null = spread(null, domain);
  carry_flaws(result, a, domain);
  carry_flaws(result, b, domain);
  return result;
}

// The days of the years from `first` to `last`, as far as there are dates.
RegisterId PlanBuilder::within_years(RegisterId date, std::int64_t first,
                                     std::int64_t last) {
  const DomainId domain = domain_of(date);
  constexpr std::int64_t first_year = 1;
  constexpr std::int64_t last_year = 9999;
  first = std::max(first, first_year);
  last = std::min(last, last_year);
  if (first > last) return truth_constant(false, domain);
  PlanOp operation{PlanCode::code_within};
  operation.a = date;
  operation.x = Date::from_ymd(static_cast<int>(first), 1, 1)->days;
  operation.y = Date::from_ymd(static_cast<int>(last), 12, 31)->days;
  return emit(operation, domain, Width::truth);
}

// Whole years of a duration, towards zero, or the months beyond them.
Scalar PlanBuilder::part_of_months(const Scalar& value, DatePart part) {
  constexpr int months_of_year = 12;
  Scalar months = value;
  months.base = BaseType::number;
  months.null = no_register;
  Scalar twelfths = months;
  twelfths.divisor *= months_of_year;
  const Scalar years = rounded_to(twelfths, 0, 1, RoundingMode::down);
  Scalar result = part == DatePart::years
                      ? years
                      : subtract(months, multiply(fixed(months_of_year), years));
  result.null = value.null;
  return result;
}

// A day of the month that every year has: only the year need be computed.
Scalar PlanBuilder::date_of(const Step& step, DomainId context) {
  if (step.operand_count != 3) give_up(step);
  const Scalar year = operand(step, 0, context);
  const Scalar month = operand(step, 1, context);
  const Scalar day = operand(step, 2, context);
  const bool fixed_day = month.constant && day.constant && month.scale == 0 &&
                         day.scale == 0 && month.divisor == 1 && day.divisor == 1;
  const bool whole_year = year.kind == Scalar::Kind::number && !year.is_range() &&
                          year.scale == 0 && year.divisor == 1 && !year.constant;
  if (!fixed_day || !whole_year) give_up(step);
  const auto in_common_year = Date::from_ymd(1970, static_cast<unsigned>(*month.constant),
                                             static_cast<unsigned>(*day.constant));
  if (!in_common_year) give_up(step);
  PlanOp operation{PlanCode::add_months};
  operation.a = code_register(constant(*in_common_year, BaseType::date), year.domain);
  operation.b = number_register(multiply(subtract(year, fixed(1970)), fixed(12)), false,
                                year.domain);
  Scalar result = date_scalar(emit(operation, year.domain, Width::code), year.domain);
  result.null = year.null;
  carry_flaws(result, year, year.domain);
  return result;
}

Scalar PlanBuilder::part(const Step& step, DomainId context) {
  const Scalar value = operand(step, 0, context);
  const auto part = static_cast<DatePart>(step.b);
  if (part == DatePart::days) {
    Scalar days = value;
    days.base = BaseType::number;
    return days;
  }
  if (part == DatePart::years || part == DatePart::months) {
    return part_of_months(value, part);
  }
  if (value.kind != Scalar::Kind::code) give_up(step);
  if (value.constant) {
    return fixed(part_of(Date{static_cast<std::int32_t>(*value.constant)}, part));
  }
  PlanOp of{PlanCode::date_part};
  of.a = code_register(value, value.domain);
  of.x = step.b;
  Scalar result = fixed(0);
  result.constant.reset();
  result.domain = value.domain;
  result.low = result.high = emit(of, value.domain, Width::number);
  result.null = value.null;
  carry_flaws(result, value, value.domain);
  return result;
}

}  // namespace jiangbu
