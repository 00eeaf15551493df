// Quotients as operations over columns: a number over a divisor known beforehand stays a
// whole numerator until it is rounded or compared, so nothing is lost on the way.
//
// The evaluator of single cases rounds each quotient to 34 digits. A quotient that is
// rounded or compared as it is comes out the same both ways. What is computed from one
// may be off in the last digit there, which tells only exactly where a rounding turns or
// two numbers are equal: such an applicant is refused.
#include <algorithm>
#include <numeric>

#include "batch/plan_builder.hpp"

namespace jiangbu {

namespace {

constexpr int most_decimals = 12;
constexpr std::int64_t most_divisor = std::int64_t{1} << 40U;
constexpr std::int64_t largest_denominator = 1000;

std::int64_t times_exactly(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) {
    throw Obstacle{"a number too large for a column"};
  }
  return product;
}

bool is_halfway(RoundingMode mode) {
  return mode == RoundingMode::half_up || mode == RoundingMode::half_even ||
         mode == RoundingMode::half_down;
}

}  // namespace

std::optional<Scalar> PlanBuilder::fraction(const Decimal& number) {
  for (std::int64_t below = 3; below <= largest_denominator; ++below) {
    const Decimal above =
        round_to_scale(number * Decimal(below), 0, RoundingMode::half_even);
    const auto whole = above.to_int64();
    if (!whole || above / Decimal(below) != number) continue;
    Scalar result = fixed(*whole);
    result.divisor = below;
    result.rounding = Scalar::Rounding::product;
    return result;
  }
  return std::nullopt;
}

// The same number with `factor` times its numerator and its divisor.
Scalar PlanBuilder::widened(const Scalar& number, std::int64_t factor) {
  Scalar result = number;
  if (factor == 1) return result;
  result.divisor = times_exactly(number.divisor, factor);
  if (result.divisor > most_divisor) throw Obstacle{"a division by a large number"};
  if (number.constant) {
    result.constant = times_exactly(*number.constant, factor);
    return result;
  }
  result.low = times(number.low, factor);
  result.high = number.is_range() ? times(number.high, factor) : result.low;
  return result;
}

std::pair<Scalar, Scalar> PlanBuilder::alike(const Scalar& a, const Scalar& b) {
  const int scale = std::max(a.scale, b.scale);
  const std::int64_t divisor = std::lcm(a.divisor, b.divisor);
  return {widened(rescaled(a, scale), divisor / a.divisor),
          widened(rescaled(b, scale), divisor / b.divisor)};
}

// Tens in the divisor are decimals.
Scalar PlanBuilder::with_decimals(const Scalar& number) {
  Scalar result = number;
  const auto take = [&](std::int64_t factor, std::int64_t instead) {
    while (result.divisor % factor == 0 && result.scale < most_decimals) {
      result.divisor /= factor;
      ++result.scale;
      if (instead == 1) continue;
      if (result.constant) {
        result.constant = times_exactly(*result.constant, instead);
        continue;
      }
      const bool range = result.is_range();
      result.low = times(result.low, instead);
      result.high = range ? times(result.high, instead) : result.low;
    }
  };
  take(10, 1);
  take(5, 2);
  take(2, 5);
  return result;
}

Scalar PlanBuilder::divide(const Step& step, DomainId context) {
  Scalar number = operand(step, 0, context);
  const Scalar by = operand(step, 1, context);
  if (number.kind != Scalar::Kind::number || !by.constant || *by.constant == 0 ||
      by.divisor != 1 || by.rounding != Scalar::Rounding::no) {
    give_up(step);
  }
  if (*by.constant < 0) number = subtract(fixed(0), number);
  const bool exact = number.divisor == 1 && number.rounding == Scalar::Rounding::no;
  // The decimals of the divisor go above the line.
  std::int64_t above = 1;
  for (int digit = 0; digit < by.scale; ++digit) above *= 10;
  std::int64_t below = std::abs(*by.constant);
  const std::int64_t shared = std::gcd(above, below);
  Scalar result = widened(number, above / shared);
  result.divisor = times_exactly(number.divisor, below / shared);
  if (result.divisor > most_divisor) throw Obstacle{"a division by a large number"};
  result = with_decimals(result);
  if (!exact) result.rounding = std::max(result.rounding, Scalar::Rounding::product);
  result.base = program.steps[program.operand(step, 0)].base == BaseType::money &&
                        program.steps[program.operand(step, 1)].base == BaseType::money
                    ? BaseType::number
                    : number.base;
  return result;
}

// Where the number lies exactly where the rounding turns, and may be off there.
RegisterId PlanBuilder::turning(const Scalar& number, std::int64_t step,
                                RoundingMode mode) {
  RegisterId turns = no_register;
  for (const RegisterId end : {number.low, number.high}) {
    PlanOp operation{PlanCode::divides};
    operation.a = end;
    operation.x = step;
    operation.y = is_halfway(mode) ? 1 : 0;
    RegisterId here = emit(operation, number.domain, Width::truth);
    if (number.rounding == Scalar::Rounding::product) {
      Scalar one = number;
      one.low = one.high = end;
      here = and_(here, not_(within(one, 0, 0, number.domain)));
    }
    turns = or_(turns, here);
  }
  return turns;
}

Scalar PlanBuilder::rounded_to(const Scalar& any, int scale, std::int64_t unit,
                               RoundingMode mode) {
  if (any.kind != Scalar::Kind::number || any.null != no_register) {
    throw Obstacle{"rounding of what is not a number"};
  }
  const Scalar number = rescaled(any, std::max(any.scale, scale));
  std::int64_t step = times_exactly(unit, number.divisor);
  for (int digit = scale; digit < number.scale; ++digit) step = times_exactly(step, 10);
  Scalar result = number;
  result.scale = scale;
  result.divisor = 1;
  result.rounding = Scalar::Rounding::no;
  if (step == 1) return result;
  const bool exact = number.rounding == Scalar::Rounding::no;
  if (number.constant) {
    if (!exact && *number.constant % step == 0 && *number.constant != 0) {
      throw Obstacle{"a fraction rounded where it is whole"};
    }
    result.constant = divide_rounded(*number.constant, step, mode) * unit;
    return result;
  }
  const auto round = [&](RegisterId end) {
    PlanOp operation{PlanCode::round};
    operation.a = end;
    operation.x = step;
    operation.y = static_cast<std::int64_t>(mode);
    return times(emit(operation, number.domain, Width::number), unit);
  };
  result.low = round(number.low);
  result.high = number.is_range() ? round(number.high) : result.low;
  if (!exact) result.bad = or_(result.bad, turning(number, step, mode));
  return result;
}

}  // namespace jiangbu
