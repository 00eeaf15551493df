// Formulas as operations over columns.
#include <algorithm>

#include "batch/plan_builder.hpp"

namespace jiangbu {

void PlanBuilder::give_up(const Step& step) const {
  std::string what = name_of(step.op);
  if (step.op == Op::call) what = name_of(static_cast<Builtin>(step.a));
  throw Obstacle{what + ": " + program.texts[step.text]};
}

Scalar PlanBuilder::truth_of(RegisterId id, DomainId domain) const {
  Scalar result;
  result.low = result.high = id;
  result.domain = domain;
  return result;
}

// What has no value leaves nothing with one that is made of it.
void PlanBuilder::carry_flaws(Scalar& to, const Scalar& from, DomainId domain) {
  if (from.bad != no_register) to.bad = or_(to.bad, spread(from.bad, domain));
}

Scalar PlanBuilder::as_scalar(const Node& node, StepId id) const {
  if (const auto* scalar = std::get_if<Scalar>(&node)) return *scalar;
  give_up(program.steps[id]);
}

Scalar PlanBuilder::operand(const Step& step, std::uint32_t i, DomainId context) {
  const StepId id = program.operand(step, i);
  return as_scalar(this->step(id, context), id);
}

Scalar PlanBuilder::fixed(std::int64_t number, BaseType base) {
  Scalar result;
  result.kind = Scalar::Kind::number;
  result.base = base;
  result.constant = number;
  result.non_negative = number >= 0;
  return result;
}

Scalar PlanBuilder::fen(RegisterId low, RegisterId high, DomainId domain) {
  Scalar result;
  result.kind = Scalar::Kind::number;
  result.base = BaseType::money;
  result.scale = 2;
  result.domain = domain;
  result.low = low;
  result.high = high;
  result.non_negative = true;
  return result;
}

Scalar PlanBuilder::negated(const Scalar& truth) {
  Scalar result = truth_of(not_(truth_register(truth, truth.domain)), truth.domain);
  result.bad = truth.bad;
  return result;
}

Scalar PlanBuilder::scalar(FormulaId id, DomainId context) {
  return as_scalar(formula(id, context), root(id));
}

ColumnList PlanBuilder::list(FormulaId id, DomainId context) {
  const Node node = formula(id, context);
  if (const auto* list = std::get_if<ColumnList>(&node)) return *list;
  give_up(program.steps[root(id)]);
}

Scalar PlanBuilder::constant(const Constant& constant, BaseType base) {
  Scalar result;
  result.base = base;
  if (const auto* truth = std::get_if<bool>(&constant)) {
    result.constant = *truth ? 1 : 0;
  } else if (const auto* date = std::get_if<Date>(&constant)) {
    result.kind = Scalar::Kind::code;
    result.constant = date->days;
  } else if (const auto* value = std::get_if<EnumValue>(&constant)) {
    result.kind = Scalar::Kind::code;
    result.constant = value->index;
  } else if (const auto* months = std::get_if<YearsMonths>(&constant)) {
    result.kind = Scalar::Kind::number;
    result.constant = months->months;
  } else if (const auto* days = std::get_if<DaysDuration>(&constant)) {
    result.kind = Scalar::Kind::number;
    result.constant = days->days;
  } else if (const auto* number = std::get_if<Decimal>(&constant)) {
    result.kind = Scalar::Kind::number;
    const auto scale = scale_needed(*number);
    if (!scale) {
      if (auto known = fraction(*number)) return *known;
      throw Obstacle{"a number of many digits"};
    }
    result.scale = *scale;
    result.constant = scaled_by(*number, *scale);
    if (base == BaseType::money && result.scale < 2) result = rescaled(result, 2);
    result.non_negative = *result.constant >= 0;
  } else if (const auto* text = std::get_if<std::string>(&constant)) {
    result.kind = Scalar::Kind::code;
    result.text = *text;
  } else {
    throw Obstacle{"null as a value"};
  }
  return result;
}

// One case for each operation.
// NOLINTNEXTLINE(readability-function-size)
Node PlanBuilder::step(StepId id, DomainId context) {
  if (auto known = tabulated(id)) return *known;
  const Step& step = program.steps[id];
  const auto operand = [&](std::uint32_t i) {
    return this->step(program.operand(step, i), context);
  };
  switch (step.op) {
    case Op::literal:
      return constant(program.constants[step.a], step.base);
    case Op::applicant:
      return ColumnRecord{0};
    case Op::field: {
      const Node record = operand(0);
      const auto* of = std::get_if<ColumnRecord>(&record);
      if (of == nullptr) give_up(step);
      return fact(*of, step.a, step.b);
    }
    case Op::project:
      return project(step, context);
    case Op::local: {
      const auto bound = frame_.find(step.a);
      if (bound == frame_.end()) give_up(step);
      return bound->second;
    }
    case Op::let:
      bind(step.a, operand(0));
      return operand(1);
    case Op::formula:
      return this->step(program.roots[step.a], 0);
    case Op::parameter:
      return parameter(step, context);
    case Op::parameter_as_of:
      return parameter_as_of(step, context);
    case Op::add_months:
    case Op::add_days:
      return date_plus(step, context);
    case Op::part:
      return part(step, context);
    case Op::decision_date:
      return constant(plan.decision_date, BaseType::date);
    case Op::reading:
      return constant(EnumValue{reading(step.a)}, BaseType::enumeration);
    case Op::by_reading:
      return operand(reading(step.a));
    case Op::awarded: {
      const auto known = awarded.find(step.a);
      if (known == awarded.end()) give_up(step);
      return known->second;
    }
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::subtract_dates:
    case Op::divide:
      return arithmetic(step, context);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compare(step, context);
    case Op::is_null: {
      const Scalar value = this->operand(step, 0, context);
      if (value.null == no_register) return constant(false, BaseType::boolean);
      return truth_of(value.null, domain_of(value.null));
    }
    case Op::in_range:
      return in_range(step, context);
    case Op::in_list:
      return in_list(step, context);
    case Op::and_:
    case Op::or_:
    case Op::not_:
      return logic(step, context);
    case Op::if_:
      return choose(step, context);
    case Op::for_:
      return iterate(step, context);
    case Op::some:
    case Op::every:
      return quantify(step, context);
    case Op::filter:
      return filter(step, context);
    case Op::range: {
      ColumnRange range;
      const auto end = [&](std::uint32_t i) -> std::optional<Scalar> {
        const Step& at = program.steps[program.operand(step, i)];
        const bool open =
            at.op == Op::literal && program.constants[at.a] == Constant(std::monostate());
        return open ? std::nullopt : std::optional(this->operand(step, i, context));
      };
      range.low = end(0);
      range.high = end(1);
      range.low_open = (step.a & 1U) != 0;
      range.high_open = (step.a & 2U) != 0;
      return range;
    }
    case Op::list:
      return listed(step, context);
    case Op::call:
      if (static_cast<Builtin>(step.a) == Builtin::flatten) return flatten(step, context);
      return call(step, context);
    case Op::table:
      return table(step, context);
    default:
      give_up(step);
  }
}

Node PlanBuilder::parameter(const Step& step, DomainId context) {
  for (const DatedValue& dated : model.parameters[step.a].values) {
    if (dated.covers(plan.decision_date)) {
      return this->step(program.roots[dated.value], context);
    }
  }
  throw Obstacle{"no value of " + model.parameters[step.a].name + " on the day"};
}

Scalar PlanBuilder::arithmetic(const Step& step, DomainId context) {
  if (step.op == Op::divide) return divide(step, context);
  const auto operand = [&](std::uint32_t i) { return this->operand(step, i, context); };
  Scalar a = operand(0);
  if (step.op == Op::negate) {
    if (a.constant) {
      a.constant = -*a.constant;
      a.non_negative = false;
      return a;
    }
    return subtract(fixed(0), a);
  }
  const Scalar b = operand(1);
  switch (step.op) {
    case Op::add:
      return add(a, b);
    case Op::subtract:
      return subtract(a, b);
    case Op::multiply:
      return multiply(a, b);
    default:
      break;
  }
  Scalar days;
  days.kind = Scalar::Kind::number;
  days.domain = join(a.domain, b.domain);
  PlanOp operation{PlanCode::days_between};
  operation.a = code_register(a, days.domain);
  operation.b = code_register(b, days.domain);
  days.low = days.high = emit(operation, days.domain, Width::number);
  carry_flaws(days, a, days.domain);
  carry_flaws(days, b, days.domain);
  return days;
}

Scalar PlanBuilder::combine(PlanCode code, const Scalar& x, const Scalar& y,
                            bool crossed) {
  const bool product = code == PlanCode::multiply;
  const auto [a, b] = product ? std::pair(x, y) : alike(x, y);
  Scalar result;
  result.kind = Scalar::Kind::number;
  result.base = x.base == BaseType::money ? x.base : y.base;
  result.scale = product ? x.scale + y.scale : a.scale;
  result.divisor = a.divisor;
  result.rounding = std::max(a.rounding, b.rounding);
  if (product) result.divisor *= b.divisor;
  if (result.divisor > std::numeric_limits<std::int32_t>::max()) {
    throw Obstacle{"a division by a large number"};
  }
  const bool sum = code == PlanCode::add || code == PlanCode::subtract;
  if (result.divisor != 1 && (product || sum)) {
    result.rounding = std::max(result.rounding, Scalar::Rounding::product);
  }
  if (sum && result.rounding != Scalar::Rounding::no) {
    result.rounding = Scalar::Rounding::sum;
  }
  if (result.scale > 12) throw Obstacle{"a product of many decimals"};
  result.domain = join(x.domain, y.domain);
  const auto make = [&, &a = a, &b = b](bool high_a, bool high_b) {
    PlanOp operation{code};
    operation.a = number_register(a, high_a, result.domain);
    operation.b = number_register(b, high_b, result.domain);
    return emit(operation, result.domain, Width::number);
  };
  result.low = make(false, crossed);
  result.high = a.is_range() || b.is_range() ? make(true, !crossed) : result.low;
  carry_flaws(result, x, result.domain);
  carry_flaws(result, y, result.domain);
  return result;
}

Scalar PlanBuilder::add(const Scalar& a, const Scalar& b) {
  Scalar result = combine(PlanCode::add, a, b, false);
  result.non_negative = a.non_negative && b.non_negative;
  return result;
}

Scalar PlanBuilder::subtract(const Scalar& a, const Scalar& b) {
  return combine(PlanCode::subtract, a, b, true);
}

Scalar PlanBuilder::multiply(const Scalar& a, const Scalar& b) {
  const bool range = a.is_range() || b.is_range();
  if (range && (!a.non_negative || !b.non_negative)) {
    throw Obstacle{"a range times a number that may be negative"};
  }
  Scalar result = combine(PlanCode::multiply, a, b, false);
  result.non_negative = a.non_negative && b.non_negative;
  return result;
}

RegisterId PlanBuilder::code_register(const Scalar& code, DomainId domain) {
  if (code.kind != Scalar::Kind::code) throw Obstacle{"a date is expected"};
  if (code.text) throw Obstacle{"a text that no applicant has given"};
  if (!code.constant) return spread(code.low, domain);
  PlanOp fill{PlanCode::fill_code};
  fill.x = *code.constant;
  return emit(fill, domain, Width::code);
}

Scalar PlanBuilder::logic(const Step& step, DomainId context) {
  Scalar result = operand(step, 0, context);
  if (step.op == Op::not_) return negated(result);
  const bool all = step.op == Op::and_;
  for (std::uint32_t i = 1; i < step.operand_count; ++i) {
    result = joined(all, result, operand(step, i, context));
  }
  return result;
}

Scalar PlanBuilder::joined(bool all, const Scalar& a, const Scalar& b) {
  const DomainId domain = join(a.domain, b.domain);
  const RegisterId first = truth_register(a, domain);
  const RegisterId second = truth_register(b, domain);
  Scalar result = truth_of(all ? and_(first, second) : or_(first, second), domain);
  carry_flaws(result, a, domain);
  carry_flaws(result, b, domain);
  if (result.bad != no_register) {
    const RegisterId decided = or_(decisive(a, all), decisive(b, all));
    result.bad = and_(result.bad, not_(spread(decided, domain)));
  }
  return result;
}

/// Where a part of an `and` is certainly false, or of an `or` certainly true.
RegisterId PlanBuilder::decisive(const Scalar& part, bool all) {
  RegisterId held = truth_register(part, part.domain);
  if (all) held = not_(held);
  return part.bad == no_register ? held : and_(held, not_(part.bad));
}

Node PlanBuilder::choose(const Step& step, DomainId context) {
  const auto operand = [&](std::uint32_t i) { return this->operand(step, i, context); };
  const Scalar when = operand(0);
  if (when.constant) {
    return this->step(program.operand(step, *when.constant != 0 ? 1 : 2), context);
  }
  const Scalar a = operand(1);
  const Scalar b = operand(2);
  const DomainId domain = join(when.domain, join(a.domain, b.domain));
  Scalar result = choose(when.low, a, b, domain);
  carry_flaws(result, when, domain);
  return result;
}

// One case for each function.
// NOLINTNEXTLINE(readability-function-size)
Scalar PlanBuilder::call(const Step& step, DomainId context) {
  const auto builtin = static_cast<Builtin>(step.a);
  const auto operand = [&](std::uint32_t i) { return this->operand(step, i, context); };
  switch (builtin) {
    case Builtin::count:
    case Builtin::sum:
    case Builtin::min:
    case Builtin::max: {
      const Step& of = program.steps[program.operand(step, 0)];
      const bool distinct =
          of.op == Op::call && static_cast<Builtin>(of.a) == Builtin::distinct_values;
      if (builtin == Builtin::count && distinct) {
        return count_distinct(operand_list(of, context));
      }
      if (of.op == Op::list && builtin != Builtin::count)
        return fold(builtin, of, context);
      return aggregate(builtin, operand_list(step, context));
    }
    case Builtin::not_:
      return negated(operand(0));
    case Builtin::abs:
      return absolute(operand(0), step);
    case Builtin::list_contains:
      return contains(step, 0, operand(1), context);
    case Builtin::count_distinct:
      return count_distinct(operand_list(step, context));
    case Builtin::in_yuan: {
      Scalar yuan = multiply(operand(0), operand(1));
      yuan.base = BaseType::money;
      return yuan;
    }
    case Builtin::floor:
    case Builtin::ceiling:
      if (step.operand_count != 1) give_up(step);
      return rounded_to(
          operand(0), 0, 1,
          builtin == Builtin::floor ? RoundingMode::floor : RoundingMode::ceiling);
    case Builtin::date_of_parts:
      return date_of(step, context);
    case Builtin::months_between:
    case Builtin::last_day_of_month:
      return date_function(step, context);
    case Builtin::discretion: {
      const Scalar low = operand(0);
      const Scalar high = operand(1);
      Scalar result = combine(PlanCode::minimum, low, high, false);
      result.high = combine(PlanCode::maximum, low, high, false).high;
      result.non_negative = low.non_negative && high.non_negative;
      return result;
    }
    case Builtin::up_to: {
      const Scalar high = operand(0);
      Scalar result = combine(PlanCode::minimum, fixed(0), high, false);
      result.high = number_register(rescaled(high, result.scale), true, result.domain);
      result.non_negative = high.non_negative;
      return result;
    }
    case Builtin::get_or_else: {
      const Scalar value = operand(0);
      if (value.null == no_register) return value;
      const Scalar otherwise = operand(1);
      Scalar given = value;
      given.null = no_register;
      const DomainId domain = join(value.domain, otherwise.domain);
      return choose(not_(value.null), given, otherwise, domain);
    }
    default:
      give_up(step);
  }
}

}  // namespace jiangbu
