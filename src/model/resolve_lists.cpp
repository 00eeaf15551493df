// Iterations, filters, lists, records, ranges.
#include <algorithm>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

// What a count cannot fall below, as far as that is written somewhere.
std::optional<Decimal> least_value(const Expression& count, const PolicyModel& model) {
  if (const auto value = constant_value(count, model)) {
    const auto* number = std::get_if<Decimal>(&*value);
    return number != nullptr ? std::optional(*number) : std::nullopt;
  }
  if (count.op == Op::field) {
    return model.vocabulary.entities[count.b].fields[count.a].min;
  }
  const bool counts =
      count.op == Op::call && static_cast<Builtin>(count.a) == Builtin::count;
  return counts ? std::optional(Decimal(0)) : std::nullopt;
}

}  // namespace

// `1..n` counts down when n is 0 (FEEL): nearly always a slip.
void Resolver::check_counts_up(const Expression& low, const Expression& high, Span span) {
  const auto first = constant_value(low, model_);
  const auto last = constant_value(high, model_);
  if (first && last) return;
  const auto* start = first ? std::get_if<Decimal>(&*first) : nullptr;
  const auto least = least_value(high, model_);
  if (start != nullptr && least && *start <= *least) return;
  Diagnostic& warning = diagnostics_.warning(
      Code::model_counts_down, span, {source_text(high.span), source_text(low.span)});
  const std::string safe =
      "[" + source_text(low.span) + ".." + source_text(high.span) + "]";
  warning.help = {"写作 " + safe + "：不足时一次也不做",
                  "write " + safe + ": it runs not at all then"};
}

// The list an iteration runs over; `1..3` and `[1..3]` give whole numbers.
Expression Resolver::iterated_list(const ExpressionSyntax& syntax, const Scope& scope) {
  if (syntax.kind == ExpressionKind::range) {
    const Type number = simple_type(BaseType::number);
    Expression low = resolve(syntax.operands[0], scope);
    Expression high = resolve(syntax.operands[1], scope);
    if (!coerce(low, number) || !coerce(high, number)) return failed(syntax.span);
    if (syntax.bare) check_counts_up(low, high, syntax.span);
    Expression list = make_operation(Op::number_list, list_of(number),
                                     {std::move(low), std::move(high)}, syntax.span);
    if (!syntax.bare) {
      list.a = (syntax.open_low ? 1U : 0U) | (syntax.open_high ? 2U : 0U) | 4U;
    }
    return list;
  }
  Expression list = resolve(syntax, scope);
  if (list.type.is_error()) return failed(syntax.span);
  if (!list.type.is_list()) {
    report_type(list, simple_type(BaseType::list));
    return failed(syntax.span);
  }
  return list;
}

Expression Resolver::resolve_iteration(const ExpressionSyntax& syntax,
                                       const Scope& scope) {
  return resolve_iteration_from(syntax, 0, scope);
}

// Over a list that cannot hold anything, `[]`: what is said of its elements has no type.
static Expression over_nothing(const ExpressionSyntax& syntax) {
  if (syntax.kind == ExpressionKind::for_) {
    return make_operation(Op::list, list_of(Type{}), {}, syntax.span);
  }
  return make_literal(syntax.kind == ExpressionKind::every, boolean_type(), syntax.span);
}

// Several bindings nest: `for a in x, b in y return e` joins the inner lists.
Expression Resolver::resolve_iteration_from(const ExpressionSyntax& syntax, size_t index,
                                            const Scope& scope) {
  Expression list = iterated_list(syntax.operands[index], scope);
  if (list.type.is_error()) return failed(syntax.span);
  const Slot slot = new_slot();
  Scope inner(&scope);
  inner.add_local(syntax.names[index], slot, *list.type.element);
  const bool last = index + 1 == syntax.names.size();
  Expression body = last ? resolve(syntax.operands.back(), inner)
                         : resolve_iteration_from(syntax, index + 1, inner);
  if (body.type.is_error()) {
    return list.type.element->is_error() ? over_nothing(syntax) : failed(syntax.span);
  }
  if (syntax.kind != ExpressionKind::for_) {
    if (!coerce(body, boolean_type())) return failed(syntax.span);
    Expression result =
        make_operation(syntax.kind == ExpressionKind::some ? Op::some : Op::every,
                       boolean_type(), {std::move(list), std::move(body)}, syntax.span);
    result.a = slot;
    return result;
  }
  const Type type = last ? list_of(body.type) : body.type;
  Expression result =
      make_operation(Op::for_, type, {std::move(list), std::move(body)}, syntax.span);
  result.a = slot;
  result.b = last ? 0 : 1;
  return result;
}

Expression Resolver::resolve_filter(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression list = resolve(syntax.operands[0], scope);
  if (list.type.is_error()) return failed(syntax.span);
  if (!list.type.is_list()) {
    report_type(list, simple_type(BaseType::list));
    return failed(syntax.span);
  }
  const Type element = *list.type.element;
  const Slot slot = new_slot();
  Scope inner(&scope);
  inner.add_local("item", slot, element);
  if (element.base == BaseType::record) inner.open_record(slot, element.id);
  Expression condition = resolve(syntax.operands[1], inner);
  if (condition.type.is_error()) return element.is_error() ? list : failed(syntax.span);
  if (condition.type.is(BaseType::number)) {
    return make_operation(Op::at, element.as_optional(),
                          {std::move(list), std::move(condition)}, syntax.span);
  }
  if (!coerce(condition, boolean_type())) return failed(syntax.span);
  Scope kept(&inner);
  learn_not_null(condition, true, kept);
  const bool known = kept.is_not_null(value_key(make_local(slot, element, syntax.span)));
  const Type type = known ? list_of(element.without_optional()) : list.type;
  Expression result = make_operation(
      Op::filter, type, {std::move(list), std::move(condition)}, syntax.span);
  result.a = slot;
  return result;
}

Expression Resolver::resolve_list(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression list = make_operation(Op::list, Type{}, {}, syntax.span);
  Type element;
  for (const ExpressionSyntax& item : syntax.operands) {
    list.operands.push_back(resolve(item, scope));
    Expression& added = list.operands.back();
    if (added.type.is_error()) return failed(syntax.span);
    if (!unify(list.operands.front(), added)) return failed(syntax.span);
    if (element.is_error() || element.base == BaseType::null_) element = added.type;
    if (added.type.optional || added.type.base == BaseType::null_)
      element.optional = true;
  }
  list.type = list_of(element);
  return list;
}

static bool mentions(const ExpressionSyntax& syntax, const std::string& name) {
  if (syntax.kind == ExpressionKind::name && syntax.text == name) return true;
  return std::any_of(syntax.operands.begin(), syntax.operands.end(),
                     [&](const ExpressionSyntax& part) { return mentions(part, name); });
}

// An entry that a later one mentions is computed once, into a local.
Expression Resolver::resolve_context(const ExpressionSyntax& syntax, const Scope& scope) {
  Entity entity;
  std::vector<std::pair<Slot, Expression>> mentioned;
  Expression record = make_operation(Op::record, Type{}, {}, syntax.span);
  Scope inner(&scope);
  for (size_t i = 0; i < syntax.operands.size(); ++i) {
    Expression value = resolve(syntax.operands[i], inner);
    if (value.type.is_error()) return failed(syntax.span);
    if (entity.index_of(syntax.names[i])) {
      diagnostics_.error(Code::model_name_twice, syntax.name_spans[i], {syntax.names[i]});
    }
    Field& field = entity.fields.emplace_back();
    field.name = syntax.names[i];
    field.type = value.type;
    entity.name += (i == 0 ? "{" : ", ") + field.name;
    const bool later = std::any_of(
        syntax.operands.begin() + static_cast<std::ptrdiff_t>(i) + 1,
        syntax.operands.end(),
        [&](const ExpressionSyntax& entry) { return mentions(entry, syntax.names[i]); });
    if (later) {
      const Slot slot = new_slot();
      const Type type = value.type;
      inner.add_local(syntax.names[i], slot, type);
      mentioned.emplace_back(slot, std::move(value));
      value = make_local(slot, type, syntax.operands[i].span);
    }
    record.operands.push_back(std::move(value));
  }
  entity.name += entity.fields.empty() ? "{}" : "}";
  auto& entities = model_.vocabulary.entities;
  record.a = static_cast<std::uint32_t>(entities.size());
  for (std::uint32_t i = 0; i < entities.size(); ++i) {
    // Records of the same shape are of one type, so that lists of them unify.
    const bool same =
        entities[i].name == entity.name &&
        entities[i].fields.size() == entity.fields.size() &&
        std::equal(entity.fields.begin(), entity.fields.end(), entities[i].fields.begin(),
                   [](const Field& x, const Field& y) {
                     return x.name == y.name && x.type == y.type;
                   });
    if (same) record.a = i;
  }
  if (record.a == entities.size()) entities.push_back(std::move(entity));
  record.type = record_type(record.a);
  for (auto entry = mentioned.rbegin(); entry != mentioned.rend(); ++entry) {
    const Type type = record.type;
    record = make_operation(Op::let, type, {std::move(entry->second), std::move(record)},
                            syntax.span);
    record.a = entry->first;
  }
  return record;
}

Expression Resolver::resolve_range(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression low = resolve(syntax.operands[0], scope);
  Expression high = resolve(syntax.operands[1], scope);
  if (low.type.is_error() || high.type.is_error()) return failed(syntax.span);
  if (!require_not_null(low) || !require_not_null(high)) return failed(syntax.span);
  if (!unify(low, high)) return failed(syntax.span);
  if (!low.type.is_ordered()) {
    report_no_order(low);
    return failed(syntax.span);
  }
  const Type type = range_of(low.type);
  const auto from = constant_value(low, model_);
  const auto to = constant_value(high, model_);
  if (from && to && *to < *from) {
    diagnostics_.error(Code::model_empty_range, syntax.span);
  }
  Expression range =
      make_operation(Op::range, type, {std::move(low), std::move(high)}, syntax.span);
  range.a = (syntax.open_low ? 1U : 0U) | (syntax.open_high ? 2U : 0U);
  return range;
}

}  // namespace jiangbu
