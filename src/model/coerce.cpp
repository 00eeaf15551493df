// Fitting expressions to types.
#include <algorithm>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

bool is_text_literal(const Expression& expression) {
  return expression.op == Op::literal && expression.type.is(BaseType::text);
}

std::vector<std::string> value_names(const Enumeration& enumeration) {
  std::vector<std::string> names;
  for (const EnumerationValue& value : enumeration.values) names.push_back(value.name);
  return names;
}

}  // namespace

bool Resolver::require_not_null(const Expression& expression) {
  if (!expression.type.optional) return true;
  Diagnostic& error =
      diagnostics_.error(Code::model_may_be_null, expression.span, {expression.text});
  error.help = {"先检验 “… != null and …”，或写 get or else(…, 默认值)",
                "test it first: '… != null and …', or write get or else(…, default)"};
  return false;
}

void Resolver::report_type(const Expression& expression, const std::string& expected) {
  Diagnostic& error =
      diagnostics_.error(Code::model_wrong_type, expression.span,
                         {expected, type_name(expression.type, model_.vocabulary)});
  if (expression.type.is(BaseType::money) && expected == "money") {
    error.help = {"金额以元计：用 in yuan(金额, 汇率) 折算",
                  "amounts are in yuan: convert with in yuan(amount, rate)"};
  } else if (expression.type.is(BaseType::number) && expected.starts_with("money")) {
    error.help = {"金额要带单位，例如 3万元、0元",
                  "write money with its unit: 3万元, 0元"};
  } else if (expression.type.is(BaseType::money) && expected == "number") {
    error.help = {"金额除以金额才是数：x / 1元",
                  "money divided by money is a number: x / 1元"};
  }
}

// Text literals become enum values and region codes; lists and branches pass it on.
bool Resolver::try_coerce(Expression& expression, const Type& target) {
  if (expression.type.is_error() || target.is_error()) return true;
  if (expression.type.base == BaseType::null_) {
    if (!target.optional) return false;
    expression.type = target;
    return true;
  }
  if (same_base(expression.type, target)) {
    return target.optional || !expression.type.optional;
  }
  if (is_text_literal(expression) && target.base == BaseType::enumeration) {
    const Enumeration& enumeration = model_.vocabulary.enums[target.id];
    const auto& text = std::get<std::string>(expression.constant);
    const auto index = enumeration.index_of(text);
    if (!index) {
      Diagnostic& error = diagnostics_.error(Code::model_not_an_enum_value,
                                             expression.span, {text, enumeration.name});
      suggest(error, text, value_names(enumeration));
      for (const EnumerationValue& value : enumeration.values) {
        if (value.title.zh != text && value.title.en != text) continue;
        error.help = {"规则中写键名 \"" + value.name + "\"",
                      "rules use the key: \"" + value.name + "\""};
      }
      expression.type = target.without_optional();
      expression.type.base = BaseType::error;
      return true;
    }
    expression.constant = EnumValue{*index};
    expression.type = target.without_optional();
    return true;
  }
  if (is_text_literal(expression) && target.base == BaseType::region) {
    const auto& text = std::get<std::string>(expression.constant);
    if (!is_region_code(text)) {
      diagnostics_.error(Code::model_bad_region, expression.span, {text});
    }
    expression.type = simple_type(BaseType::region);
    return true;
  }
  if (expression.op == Op::list && target.base == BaseType::list) {
    for (Expression& item : expression.operands) {
      if (!try_coerce(item, *target.element)) return false;
    }
    expression.type = target.without_optional();
    return true;
  }
  if (expression.op == Op::if_ || expression.op == Op::by_reading) {
    const size_t first = expression.op == Op::if_ ? 1 : 0;
    for (size_t i = first; i < expression.operands.size(); ++i) {
      if (!try_coerce(expression.operands[i], target)) return false;
    }
    expression.type = target;
    return true;
  }
  return false;
}

bool Resolver::coerce(Expression& expression, const Type& target) {
  if (try_coerce(expression, target)) return !expression.type.is_error();
  if (expression.type.optional && same_base(expression.type, target)) {
    return require_not_null(expression);
  }
  report_type(expression, type_name(target, model_.vocabulary));
  return false;
}

bool Resolver::unify(Expression& left, Expression& right) {
  if (left.type.is_error() || right.type.is_error()) return true;
  const bool optional = left.type.optional || right.type.optional ||
                        left.type.base == BaseType::null_ ||
                        right.type.base == BaseType::null_;
  const auto fit = [&](Expression& from, const Type& to) {
    return try_coerce(from, optional ? to.as_optional() : to);
  };
  if (left.type.base != BaseType::null_ && fit(right, left.type)) return true;
  if (right.type.base != BaseType::null_ && fit(left, right.type)) return true;
  if (left.type.base == BaseType::null_ && right.type.base == BaseType::null_)
    return true;
  report_type(right, type_name(left.type, model_.vocabulary));
  return false;
}

}  // namespace jiangbu
