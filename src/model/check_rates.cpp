// Rates that look like a forgotten percent sign: `8` where 8% was meant; bounds that
// cross. In: typed formulas. Out: warnings, errors. Never: doubts what is written with
// its sign.
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

// The name of a fact of one applicant that a formula reads, also through names and
// derived facts. Totals over all applicants (`aggregate`) are no such facts.
std::optional<std::string> fact_of_applicant(const Expression& expression,
                                             const PolicyModel& model) {
  if (expression.op == Op::formula) {
    return fact_of_applicant(model.formulas[expression.a], model);
  }
  if (expression.op == Op::field && expression.b == applicant_entity) {
    const Field& field = model.vocabulary.applicant().fields[expression.a];
    if (field.aggregate) return std::nullopt;
    if (!field.is_derived()) return field.name;
    return fact_of_applicant(model.formulas[field.formula], model);
  }
  for (const Expression& operand : expression.operands) {
    if (auto name = fact_of_applicant(operand, model)) return name;
  }
  return std::nullopt;
}

// What is written too high to be a rate; of a parameter, the first of its values.
std::optional<Decimal> doubtful_rate(const Expression& rate, const PolicyModel& model) {
  if (rate.op == Op::parameter) {
    for (const DatedValue& dated : model.parameters[rate.a].values) {
      if (dated.value == no_formula) continue;
      if (auto found = doubtful_rate(model.formulas[dated.value], model)) return found;
    }
    return std::nullopt;
  }
  const auto value = constant_value(rate, model);
  const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
  if (number == nullptr || *number <= highest_rate || rate.text.ends_with('%')) {
    return std::nullopt;
  }
  return *number;
}

}  // namespace

void Resolver::check_bounds(const Award& award) {
  if (award.at_least == no_formula || award.at_most == no_formula) return;
  const Expression& least = model_.formulas[award.at_least];
  const Expression& most = model_.formulas[award.at_most];
  const auto low = constant_value(least, model_);
  const auto high = constant_value(most, model_);
  if (low && high && std::get<Decimal>(*low) > std::get<Decimal>(*high)) {
    diagnostics_.error(Code::model_bounds_crossed, least.span, {least.text, most.text});
  }
}

void Resolver::check_rate(const Expression& rate) {
  const auto number = doubtful_rate(rate, model_);
  if (!number) return;
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

// Shares of 40%, 30% and 20% would silently pay 90%. An `amount` may be the rest; a
// `when` may choose between instalments that together are more than the whole.
void Resolver::check_shares(const Clause& clause, Span span) {
  Decimal sum = 0;
  bool has_condition = false;
  for (const Instalment& instalment : clause.instalments) {
    if (instalment.share == no_formula) return;
    const auto value = constant_value(model_.formulas[instalment.share], model_);
    const auto* share = value ? std::get_if<Decimal>(&*value) : nullptr;
    if (share == nullptr) return;
    sum = sum + *share;
    has_condition = has_condition || instalment.when.has_value();
  }
  const Decimal rounding = *Decimal::parse("1e-20");  // of thirds
  const bool is_below = sum < Decimal(1) - rounding;
  const bool is_above = sum > Decimal(1) + rounding;
  if (!is_below && (!is_above || has_condition)) return;
  Diagnostic& warning = diagnostics_.warning(Code::model_instalment_shares, span,
                                             {(sum * Decimal(100)).to_string() + "%"});
  warning.help = {"补足 100%；其余不付时写 award 的实付金额",
                  "make it 100%; if the rest is never paid, say so in the award"};
}

// What applicants are placed by: one value with an order, or a list of them, of which the
// next decides where the ones before are equal.
void Resolver::check_places_by(FormulaId id) {
  if (id == no_formula) return;
  const Expression& by = model_.formulas[id];
  if (by.op != Op::list) return check_has_order(by);
  for (const Expression& part : by.operands) check_has_order(part);
}

void Resolver::check_has_order(const Expression& expression) {
  const Type type = expression.type.without_optional();
  if (type.is_error()) return;
  if (type.base == BaseType::enumeration && !model_.vocabulary.enums[type.id].ordered) {
    diagnostics_.error(Code::model_enum_not_ordered, expression.span,
                       {model_.vocabulary.enums[type.id].name});
  } else if (!type.is_ordered() && type.base != BaseType::boolean) {
    report_no_order(expression);
  }
}

// To round to no step, or a negative one, has no meaning.
void Resolver::check_above_zero(FormulaId id) {
  if (id == no_formula) return;
  const Expression& expression = model_.formulas[id];
  const auto value = constant_value(expression, model_);
  const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
  if (number == nullptr || Decimal(0) < *number) return;
  diagnostics_.error(Code::model_not_above_zero, expression.span, {expression.text});
}

// The money of a pool and the places of a rank hold for all applicants together.
void Resolver::check_one_for_all(FormulaId id, const Bilingual& what, Span span) {
  if (id == no_formula) return;
  const auto name = fact_of_applicant(model_.formulas[id], model_);
  if (!name) return;
  diagnostics_.error(Code::model_one_for_all, span, {what.en, what.zh, *name}).help = {
      "用 parameters 里的数额，或对全体汇总的 aggregate 事实",
      "use a parameter, or a fact with 'aggregate' over all applicants"};
}

}  // namespace jiangbu
