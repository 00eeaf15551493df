// Values of formulas that use no facts.
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

std::optional<Decimal> number_of(const Expression& expression, const PolicyModel& model) {
  const auto value = constant_value(expression, model);
  if (!value || !std::holds_alternative<Decimal>(*value)) return std::nullopt;
  return std::get<Decimal>(*value);
}

std::optional<Constant> fold_arithmetic(const Expression& expression,
                                        const PolicyModel& model) {
  const auto left = number_of(expression.operands[0], model);
  const auto right = number_of(expression.operands[1], model);
  if (!left || !right) return std::nullopt;
  Decimal result;
  switch (expression.op) {
    case Op::add:
      result = *left + *right;
      break;
    case Op::subtract:
      result = *left - *right;
      break;
    case Op::multiply:
      result = *left * *right;
      break;
    default:
      result = *left / *right;
  }
  if (!result.is_valid()) return std::nullopt;
  return result;
}

}  // namespace

std::optional<Constant> constant_value(const Expression& expression,
                                       const PolicyModel& model) {
  switch (expression.op) {
    case Op::literal:
      return expression.constant;
    case Op::negate: {
      const auto value = number_of(expression.operands[0], model);
      if (!value) return std::nullopt;
      return -*value;
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return fold_arithmetic(expression, model);
    case Op::parameter: {
      const Parameter& parameter = model.parameters[expression.a];
      if (parameter.values.size() != 1) return std::nullopt;
      const DatedValue& only = parameter.values.front();
      if (only.from || only.to || only.value == no_formula) return std::nullopt;
      return constant_value(model.formulas[only.value], model);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace jiangbu
