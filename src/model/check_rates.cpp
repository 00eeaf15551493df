// Rates that look like a forgotten percent sign: `8` where 8% was meant.
// In: typed formulas. Out: warnings. Never: doubts what is written with its sign, 800%.
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

// No clause promises more than three times what was spent.
const Decimal highest_rate = 3;
// Multiples above this are no slipped percentages.
const Decimal highest_percent = 100;

bool is_money_of_case(const Expression& expression, const PolicyModel& model) {
  return expression.type.is(BaseType::money) && !constant_value(expression, model);
}

}  // namespace

void Resolver::check_rate(const Expression& rate) {
  const auto value = constant_value(rate, model_);
  const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
  if (number == nullptr || *number <= highest_rate) return;
  if (source_text(rate.span).ends_with("%")) return;
  const std::string written = number->to_string();
  const std::string meant = (*number * Decimal(100)).to_string();
  Diagnostic& warning =
      diagnostics_.warning(Code::model_rate_high, rate.span, {written, meant});
  warning.help = {
      "百分比写 " + written + "%；确是 " + meant + "% 就照写",
      "write " + written + "% for a percentage, or " + meant + "% if that is meant"};
}

// `8 * cost`: of money that is known of the applicant only; 12 months make a year.
void Resolver::check_multiples(const Expression& amount) {
  if (amount.op == Op::multiply) {
    for (const size_t i : {size_t{0}, size_t{1}}) {
      const Expression& factor = amount.operands[i];
      if (factor.op != Op::literal || !factor.type.is(BaseType::number)) continue;
      const Decimal& number = std::get<Decimal>(factor.constant);
      const bool slip = number <= highest_percent && number != Decimal(12);
      if (slip && is_money_of_case(amount.operands[1 - i], model_)) check_rate(factor);
    }
  }
  const bool passes_on = amount.op == Op::add || amount.op == Op::subtract ||
                         amount.op == Op::multiply || amount.op == Op::call ||
                         amount.op == Op::if_ || amount.op == Op::list;
  if (!passes_on) return;
  for (const Expression& operand : amount.operands) check_multiples(operand);
}

}  // namespace jiangbu
