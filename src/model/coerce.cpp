// Fitting expressions to types.
#include <algorithm>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

bool is_text_literal(const Expression& expression) {
  return expression.op == Op::literal && expression.type.is(BaseType::text);
}

}  // namespace

bool Resolver::require_not_null(const Expression& expression) {
  if (!expression.type.optional) return true;
  Diagnostic& error =
      diagnostics_.error(Code::model_may_be_null, expression.span, {expression.text});
  advise_on_null(error, {"先检验 “… != null and …”，或写 get or else(…, 默认值)",
                         "test it first: '… != null and …', or write get or else(…, "
                         "default)"});
  return false;
}

void Resolver::advise_on_null(Diagnostic& error, const Bilingual& advice) const {
  error.help = advice;
  if (!in_let_) return;
  error.help.zh += "；let 先于 when 计算，when 里的检验到不了这里：把算式移到 award 里";
  error.help.en +=
      "; 'let' comes before 'when', which says nothing here: move the formula to the "
      "award";
}

Diagnostic& Resolver::report_type(const Expression& expression, const Type& expected) {
  const Bilingual wanted = type_title(expected, model_.vocabulary);
  const Bilingual found = type_title(expression.type, model_.vocabulary);
  Diagnostic& error = diagnostics_.error(Code::model_wrong_type, expression.span,
                                         {wanted.en, found.en, wanted.zh, found.zh});
  const bool money_wanted = expected.base == BaseType::money;
  if (expression.type.is(BaseType::money) && money_wanted && in_derived_) {
    const std::string currency = currency_code(expression.type.id);
    error.help = {"这个事实加 unit: " + currency + "，或用 in yuan(金额, 汇率) 折算",
                  "add 'unit: " + currency +
                      "' to this fact, or convert with in "
                      "yuan(amount, rate)"};
  } else if (expression.type.is(BaseType::money) && money_wanted) {
    error.help = {"金额以元计：用 in yuan(金额, 汇率) 折算",
                  "amounts are in yuan: convert with in yuan(amount, rate)"};
  } else if (money_wanted && expression.text.ends_with('%')) {
    error.help = {"写明是什么的百分之几：30% * x；幅度写 discretion(30% * x, 50% * x)",
                  "say of what: 30% * x; a range is discretion(30% * x, 50% * x)"};
  } else if (expression.type.is(BaseType::number) && money_wanted) {
    error.help = {"金额要带单位，例如 3万元、0元",
                  "write money with its unit: 3万元, 0元"};
  } else if (expression.type.is(BaseType::money) && expected.base == BaseType::number) {
    error.help = {"金额除以金额才是数：x / 1元",
                  "money divided by money is a number: x / 1元"};
  }
  return error;
}

void Resolver::report_no_order(const Expression& expression) {
  const Bilingual found = type_title(expression.type, model_.vocabulary);
  Diagnostic& error =
      diagnostics_.error(Code::model_no_order, expression.span, {found.en, found.zh});
  if (expression.type.base == BaseType::text) {
    error.help = {
        "文字只能用 = 和 != 比较；等级用 ordered: true 的枚举，数用 number(文字)",
        "compare texts with = and != only; write grades as an enum with "
        "'ordered: true', numbers as number(text)"};
  } else if (expression.type.base == BaseType::region) {
    error.help = {"行政区划用 within(region, \"1404\")",
                  "for regions write within(region, \"1404\")"};
  } else if (expression.type.base == BaseType::list) {
    error.help = {"比较个数或合计：count(…)、sum(…)",
                  "compare a count or a sum: count(…), sum(…)"};
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
      suggest_or_list(error, text, enumeration.value_names());
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
  report_type(expression, target);
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
  report_type(right, left.type);
  return false;
}

}  // namespace jiangbu
