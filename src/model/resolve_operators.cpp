// Arithmetic, comparisons, tests, logic.
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

Op comparison_op(Operator op) {
  switch (op) {
    case Operator::equal:
      return Op::equal;
    case Operator::not_equal:
      return Op::not_equal;
    case Operator::less:
      return Op::less;
    case Operator::less_equal:
      return Op::less_equal;
    case Operator::greater:
      return Op::greater;
    default:
      return Op::greater_equal;
  }
}

bool is_null_literal(const Expression& expression) {
  return expression.type.base == BaseType::null_;
}

Expression negated(Expression condition) {
  const Span span = condition.span;
  std::string text = condition.text;
  Expression result =
      make_operation(Op::not_, boolean_type(), {std::move(condition)}, span);
  result.text = std::move(text);
  return result;
}

}  // namespace

Expression Resolver::resolve_negate(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression value = resolve(syntax.operands[0], scope);
  if (value.type.is_error()) return failed(syntax.span);
  if (!require_not_null(value)) return failed(syntax.span);
  if (!value.type.is_quantity()) {
    report_type(value, simple_type(BaseType::number));
    return failed(syntax.span);
  }
  const Type type = value.type;
  return make_operation(Op::negate, type, {std::move(value)}, syntax.span);
}

Expression Resolver::resolve_binary(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression left = resolve(syntax.operands[0], scope);
  Expression right = resolve(syntax.operands[1], scope);
  if (left.type.is_error() || right.type.is_error()) return failed(syntax.span);
  if (!require_not_null(left) || !require_not_null(right)) return failed(syntax.span);
  Expression result =
      make_operation(Op::add, simple_type(BaseType::number), {}, syntax.span);
  result.operands.push_back(std::move(left));
  result.operands.push_back(std::move(right));
  bool fits = false;
  switch (syntax.op) {
    case Operator::add:
      fits = type_sum(result, false);
      break;
    case Operator::subtract:
      fits = type_sum(result, true);
      break;
    case Operator::multiply:
      fits = type_product(result);
      break;
    case Operator::divide:
      fits = type_quotient(result);
      break;
    default:
      result.op = Op::power;
      fits = result.operands[0].type.is(BaseType::number) &&
             result.operands[1].type.is(BaseType::number);
  }
  if (fits) return result;
  report_operands(syntax.op, result);
  return failed(syntax.span);
}

void Resolver::report_operands(Operator op, const Expression& operation) {
  const Type& left = operation.operands[0].type;
  const Type& right = operation.operands[1].type;
  const Bilingual first = type_title(left, model_.vocabulary);
  const Bilingual second = type_title(right, model_.vocabulary);
  Diagnostic& error =
      diagnostics_.error(Code::model_operands, operation.span,
                         {operator_text(op), first.en, second.en, first.zh, second.zh});
  if (op == Operator::add && left.is(BaseType::text) && right.is(BaseType::text)) {
    error.help = {"连接文字用 string join([a, b])",
                  "join texts with string join([a, b])"};
  } else if (op == Operator::add &&
             (left.is(BaseType::text) || right.is(BaseType::text))) {
    error.help = {"先化为文字再连接：string join([a, string(b)])",
                  "make it a text, then join: string join([a, string(b)])"};
  } else if (left.is_list() || right.is_list()) {
    error.help = {"先合计或计数：sum(…)、count(…)；连接列表用 concatenate(a, b)",
                  "take the sum or count first: sum(…), count(…); join lists with "
                  "concatenate(a, b)"};
  } else if (left.is(BaseType::money) && operation.operands[1].text.ends_with('%') &&
             (op == Operator::add || op == Operator::subtract)) {
    const std::string sign = op == Operator::add ? " + " : " - ";
    const std::string meant = "a * (1" + sign + operation.operands[1].text + ")";
    error.help = {"按百分之几增减写作 " + meant, "by so many percent is " + meant};
  } else if (left.is(BaseType::money) != right.is(BaseType::money)) {
    error.help = {"金额要带单位，例如 3万元、0元",
                  "write money with its unit: 3万元, 0元"};
  } else if (op == Operator::multiply && left.is(BaseType::money)) {
    error.help = {"金额不能乘以金额；其中一个应为数或百分比",
                  "money times money means nothing: one of them should be a number or a "
                  "percentage"};
  }
}

bool Resolver::type_sum(Expression& result, bool subtract) {
  // A duration may stand before the date.
  if (!subtract && result.operands[1].type.is(BaseType::date)) {
    std::swap(result.operands[0], result.operands[1]);
  }
  const Type& left = result.operands[0].type;
  const Type& right = result.operands[1].type;
  if (left.is(BaseType::date)) {
    if (subtract && right.is(BaseType::date)) {
      result.op = Op::subtract_dates;
      result.type = simple_type(BaseType::days);
      return true;
    }
    if (!right.is(BaseType::months) && !right.is(BaseType::days)) return false;
    result.op = right.is(BaseType::months) ? Op::add_months : Op::add_days;
    result.type = left;
    if (subtract) {
      const Span span = result.operands[1].span;
      const Type duration = right;
      Expression duration_value = std::move(result.operands[1]);
      result.operands[1] =
          make_operation(Op::negate, duration, {std::move(duration_value)}, span);
    }
    return true;
  }
  if (!left.is_quantity() || !same_base(left, right)) return false;
  result.op = subtract ? Op::subtract : Op::add;
  result.type = left;
  return true;
}

bool Resolver::type_product(Expression& result) {
  const Type& left = result.operands[0].type;
  const Type& right = result.operands[1].type;
  if (!left.is_quantity() || !right.is_quantity()) return false;
  if (!left.is(BaseType::number) && !right.is(BaseType::number)) return false;
  result.op = Op::multiply;
  result.type = left.is(BaseType::number) ? right : left;
  return true;
}

bool Resolver::type_quotient(Expression& result) {
  const Type& left = result.operands[0].type;
  const Type& right = result.operands[1].type;
  if (!left.is_quantity() || !right.is_quantity()) return false;
  result.op = Op::divide;
  if (right.is(BaseType::number)) {
    result.type = left;
    return true;
  }
  result.type = simple_type(BaseType::number);
  return same_base(left, right);
}

Expression Resolver::resolve_compare(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression left = resolve(syntax.operands[0], scope);
  Expression right = resolve(syntax.operands[1], scope);
  return compare(comparison_op(syntax.op), std::move(left), std::move(right),
                 syntax.span);
}

// `prizes.level = "national"`: whether one of them is, or how many.
void Resolver::report_list_compared(const Expression& list, const Expression& value) {
  std::string items = list.text;
  std::string field;
  if (list.op == Op::project && !list.operands.front().text.empty()) {
    items = list.operands.front().text;
    field = list.text.substr(std::min(items.size(), list.text.size()));  // ".level"
  }
  const std::string same = " = " + value.text;
  const std::string help = "some x in " + items + " satisfies x" + field + same +
                           ", count(" + items + "[item" + field + same + "]) > 0";
  report_type(value, list.type).help = {"列表要逐项比较：" + help,
                                        "compare item by item: " + help};
}

Expression Resolver::compare(Op op, Expression left, Expression right, Span span) {
  if (left.type.is_error() || right.type.is_error()) return failed(span);
  const bool equality = op == Op::equal || op == Op::not_equal;
  if (equality && (is_null_literal(left) || is_null_literal(right))) {
    Expression& value = is_null_literal(left) ? right : left;
    if (!value.type.optional && !is_null_literal(value)) {
      diagnostics_.warning(Code::model_never_null, value.span, {value.text});
    }
    Expression test = make_operation(Op::is_null, boolean_type(), {}, span);
    test.operands.push_back(std::move(value));
    return op == Op::equal ? std::move(test) : negated(std::move(test));
  }
  if (!equality && (is_null_literal(left) || is_null_literal(right))) {
    report_no_order(is_null_literal(left) ? left : right);
    return failed(span);
  }
  if (!equality && (!require_not_null(left) || !require_not_null(right))) {
    return failed(span);
  }
  if (equality && left.type.is_list() != right.type.is_list()) {
    const bool list_first = left.type.is_list();
    report_list_compared(list_first ? left : right, list_first ? right : left);
    return failed(span);
  }
  if (!unify(left, right)) return failed(span);
  if (left.type.is_error() || right.type.is_error()) return failed(span);
  const Type& type = left.type.base == BaseType::null_ ? right.type : left.type;
  if (!equality && !type.without_optional().is_ordered()) {
    report_no_order(left);
    return failed(span);
  }
  if (!equality && type.base == BaseType::enumeration &&
      !model_.vocabulary.enums[type.id].ordered) {
    diagnostics_.error(Code::model_enum_not_ordered, span,
                       {model_.vocabulary.enums[type.id].name});
    return failed(span);
  }
  return make_operation(op, boolean_type(), {std::move(left), std::move(right)}, span);
}

Expression Resolver::resolve_between(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression value = resolve(syntax.operands[0], scope);
  Expression low = resolve(syntax.operands[1], scope);
  Expression high = resolve(syntax.operands[2], scope);
  Expression copy = value;
  Expression from =
      compare(Op::greater_equal, std::move(copy), std::move(low), syntax.span);
  Expression to = compare(Op::less_equal, std::move(value), std::move(high), syntax.span);
  if (from.type.is_error() || to.type.is_error()) return failed(syntax.span);
  from.text = source_text(syntax.span);
  to.text = from.text;
  return make_operation(Op::and_, boolean_type(), {std::move(from), std::move(to)},
                        syntax.span);
}

Expression Resolver::test_of(const Expression& value, const ExpressionSyntax& test,
                             const Scope& scope) {
  using Kind = ExpressionKind;
  if (test.kind == Kind::any) return make_literal(true, boolean_type(), test.span);
  if (test.kind == Kind::test) {
    return compare(comparison_op(test.op), value, resolve(test.operands[0], scope),
                   test.span);
  }
  if (test.kind == Kind::range) {
    const auto end = [&](size_t i, Op closed, Op open, bool is_open) {
      return compare(is_open ? open : closed, value, resolve(test.operands[i], scope),
                     test.span);
    };
    Expression low = end(0, Op::greater_equal, Op::greater, test.open_low);
    Expression high = end(1, Op::less_equal, Op::less, test.open_high);
    if (low.type.is_error() || high.type.is_error()) return failed(test.span);
    const auto from = constant_value(low.operands[1], model_);
    const auto to = constant_value(high.operands[1], model_);
    if (from && to && *to < *from) {
      diagnostics_.error(Code::model_empty_range, test.span);
      return failed(test.span);
    }
    return make_operation(Op::and_, boolean_type(), {std::move(low), std::move(high)},
                          test.span);
  }
  if (test.kind == Kind::not_tests) {
    Expression any = make_operation(Op::or_, boolean_type(), {}, test.span);
    for (const ExpressionSyntax& part : test.operands) {
      any.operands.push_back(test_of(value, part, scope));
      if (any.operands.back().type.is_error()) return failed(test.span);
    }
    return negated(any.operands.size() == 1 ? Expression(any.operands.front())
                                            : std::move(any));
  }
  Expression other = resolve(test, scope);
  if (other.type.is_error() || value.type.is_error()) return failed(test.span);
  if (other.type.is_list() && !value.type.is_list()) {
    if (value.type.base == BaseType::text || other.op == Op::list) {
      coerce(other, list_of(value.type.without_optional()));
    } else if (!same_base(*other.type.element, value.type)) {
      report_type(other, list_of(value.type.without_optional()));
      return failed(test.span);
    }
    return make_operation(Op::in_list, boolean_type(), {value, std::move(other)},
                          test.span);
  }
  if (other.type.base == BaseType::range) {
    if (!require_not_null(value)) return failed(test.span);
    if (!same_base(*other.type.element, value.type)) {
      report_type(value, *other.type.element);
      return failed(test.span);
    }
    return make_operation(Op::in_range, boolean_type(), {value, std::move(other)},
                          test.span);
  }
  return compare(Op::equal, value, std::move(other), test.span);
}

// A region lies in "1404" if it is there or below: within(region, "1404"). For a list
// that is not written out: some of it.
Expression Resolver::resolve_within(const ExpressionSyntax& region,
                                    const ExpressionSyntax& test, const Scope& scope) {
  const auto call = [&](ExpressionSyntax outer) {
    ExpressionSyntax within;
    within.kind = ExpressionKind::call;
    within.text = "within";
    within.span = within.text_span = test.span;
    within.operands = {region, std::move(outer)};
    return within;
  };
  if (test.kind == ExpressionKind::list) {
    Expression any = make_operation(Op::or_, boolean_type(), {}, test.span);
    for (const ExpressionSyntax& part : test.operands) {
      any.operands.push_back(resolve_within(region, part, scope));
      if (any.operands.back().type.is_error()) return failed(test.span);
    }
    return any.operands.size() == 1 ? Expression(any.operands.front()) : any;
  }
  const Expression outer = resolve(test, scope);
  if (outer.type.is_error()) return failed(test.span);
  if (!outer.type.is_list()) return resolve(call(test), scope);
  ExpressionSyntax item;
  item.kind = ExpressionKind::name;
  item.text = "region of list";  // not a name anyone can write
  item.span = item.text_span = test.span;
  ExpressionSyntax some;
  some.kind = ExpressionKind::some;
  some.span = test.span;
  some.names = {item.text};
  some.name_spans = {test.span};
  some.operands = {test, call(item)};
  return resolve(some, scope);
}

// The tests of `x in (…)`; a list of ranges, x in [[1..2], [4..5]], stands for its parts.
static std::vector<const ExpressionSyntax*> tests_in(const ExpressionSyntax& syntax) {
  std::vector<const ExpressionSyntax*> tests;
  for (size_t i = 1; i < syntax.operands.size(); ++i) {
    const ExpressionSyntax& test = syntax.operands[i];
    const bool ranges = test.kind == ExpressionKind::list && !test.operands.empty() &&
                        test.operands.front().kind == ExpressionKind::range;
    if (!ranges) {
      tests.push_back(&test);
      continue;
    }
    for (const ExpressionSyntax& part : test.operands) tests.push_back(&part);
  }
  return tests;
}

Expression Resolver::resolve_in(const ExpressionSyntax& syntax, const Scope& scope) {
  const Expression value = resolve(syntax.operands[0], scope);
  if (value.type.is_error()) return failed(syntax.span);
  const bool is_region = value.type.base == BaseType::region;
  Expression any = make_operation(Op::or_, boolean_type(), {}, syntax.span);
  for (const ExpressionSyntax* test : tests_in(syntax)) {
    any.operands.push_back(is_region ? resolve_within(syntax.operands[0], *test, scope)
                                     : test_of(value, *test, scope));
    if (any.operands.back().type.is_error()) return failed(syntax.span);
    any.operands.back().text = source_text(syntax.span);
  }
  if (any.operands.size() != 1) return any;
  Expression only = std::move(any.operands.front());
  only.span = syntax.span;
  return only;
}

// What `condition` tells about nulls when it holds (or when it does not).
void Resolver::learn_not_null(const Expression& condition, bool holds,
                              Scope& scope) const {
  if (condition.op == Op::is_null && !holds) {
    const std::string key = value_key(condition.operands.front());
    if (!key.empty()) scope.add_not_null(key);
  } else if (condition.op == Op::not_) {
    learn_not_null(condition.operands.front(), !holds, scope);
  } else if ((condition.op == Op::and_ && holds) || (condition.op == Op::or_ && !holds)) {
    for (const Expression& part : condition.operands) learn_not_null(part, holds, scope);
  } else if (condition.op == Op::equal && holds) {
    // x = 3 holds: x is not null.
    for (const int i : {0, 1}) {
      const auto& side = condition.operands[static_cast<size_t>(i)];
      const auto& other = condition.operands[static_cast<size_t>(1 - i)];
      const std::string key = value_key(side);
      if (!key.empty() && !other.type.optional) scope.add_not_null(key);
    }
  }
}

Expression Resolver::resolve_logic(const ExpressionSyntax& syntax, const Scope& scope) {
  const bool conjunction = syntax.kind == ExpressionKind::and_;
  Expression result =
      make_operation(conjunction ? Op::and_ : Op::or_, boolean_type(), {}, syntax.span);
  Scope inner(&scope);
  bool sound = true;
  for (const ExpressionSyntax& part : syntax.operands) {
    Expression condition = resolve(part, inner);
    sound = coerce(condition, boolean_type()) && sound;
    learn_not_null(condition, conjunction, inner);
    result.operands.push_back(std::move(condition));
  }
  return sound ? std::move(result) : failed(syntax.span);
}

Expression Resolver::resolve_if(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression condition = resolve(syntax.operands[0], scope);
  const bool sound = coerce(condition, boolean_type());
  Scope then_scope(&scope);
  Scope else_scope(&scope);
  learn_not_null(condition, true, then_scope);
  learn_not_null(condition, false, else_scope);
  Expression yes = resolve(syntax.operands[1], then_scope);
  Expression no = resolve(syntax.operands[2], else_scope);
  if (!sound || yes.type.is_error() || no.type.is_error() || !unify(yes, no)) {
    return failed(syntax.span);
  }
  Type type = yes.type.base == BaseType::null_ ? no.type : yes.type;
  type.optional = yes.type.optional || no.type.optional ||
                  yes.type.base == BaseType::null_ || no.type.base == BaseType::null_;
  return make_operation(
      Op::if_, type, {std::move(condition), std::move(yes), std::move(no)}, syntax.span);
}

Expression Resolver::resolve_by_reading(const ExpressionSyntax& syntax,
                                        const Scope& scope) {
  const auto question = find_question(syntax.text, syntax.text_span);
  if (!question) return failed(syntax.span);
  std::vector<Word> names;
  for (size_t i = 0; i < syntax.names.size(); ++i) {
    names.push_back({syntax.names[i], syntax.name_spans[i]});
  }
  const std::vector<size_t> order = match_options(*question, names, syntax.span);
  if (order.empty()) return failed(syntax.span);
  Expression result = make_operation(Op::by_reading, Type{}, {}, syntax.span);
  result.a = *question;
  for (const size_t i : order) {
    result.operands.push_back(resolve(syntax.operands[i], scope));
    Expression& added = result.operands.back();
    if (added.type.is_error()) return failed(syntax.span);
    if (!unify(result.operands.front(), added)) return failed(syntax.span);
  }
  result.type = result.operands.front().type;
  for (const Expression& operand : result.operands) {
    if (result.type.base == BaseType::null_) result.type = operand.type;
    if (operand.type.optional) result.type.optional = true;
  }
  return result;
}

}  // namespace jiangbu
