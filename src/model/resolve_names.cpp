// Literals, names, paths.
#include <algorithm>

#include "model/date_part.hpp"
#include "model/resolver.hpp"

namespace jiangbu {

Expression Resolver::resolve(const ExpressionSyntax& syntax, const Scope& scope) {
  if (is_hopeless()) return failed(syntax.span);
  Expression result = resolve_kind(syntax, scope);
  if (!result.span.is_place()) result.span = syntax.span;
  if (result.text.empty()) result.text = source_text(syntax.span);
  return result;
}

Expression Resolver::resolve_kind(const ExpressionSyntax& syntax, const Scope& scope) {
  using Kind = ExpressionKind;
  switch (syntax.kind) {
    case Kind::number:
    case Kind::money:
    case Kind::text:
    case Kind::boolean:
    case Kind::null_:
      return resolve_literal(syntax);
    case Kind::at_literal:
      return resolve_at_literal(syntax);
    case Kind::name:
      return resolve_name(syntax, scope);
    case Kind::path:
      return resolve_path(syntax, scope);
    case Kind::call:
      return resolve_call(syntax, scope);
    case Kind::negate:
      return resolve_negate(syntax, scope);
    case Kind::binary:
      return resolve_binary(syntax, scope);
    case Kind::compare:
      return resolve_compare(syntax, scope);
    case Kind::between:
      return resolve_between(syntax, scope);
    case Kind::in:
      return resolve_in(syntax, scope);
    case Kind::and_:
    case Kind::or_:
      return resolve_logic(syntax, scope);
    case Kind::if_:
      return resolve_if(syntax, scope);
    case Kind::for_:
    case Kind::some:
    case Kind::every:
      return resolve_iteration(syntax, scope);
    case Kind::filter:
      return resolve_filter(syntax, scope);
    case Kind::list:
      return resolve_list(syntax, scope);
    case Kind::context:
      return resolve_context(syntax, scope);
    case Kind::range:
      return resolve_range(syntax, scope);
    case Kind::reading:
      return resolve_by_reading(syntax, scope);
    case Kind::at_date:
      return resolve_as_of(syntax, scope);
    case Kind::test:
    case Kind::any:
    case Kind::not_tests:
      diagnostics_.error(Code::model_test_outside_in, syntax.span);
      return failed(syntax.span);
    case Kind::instance_of:
      diagnostics_.error(Code::model_unsupported, syntax.span, {"instance of"});
      return failed(syntax.span);
  }
  return failed(syntax.span);
}

Expression Resolver::resolve_literal(const ExpressionSyntax& syntax) {
  using Kind = ExpressionKind;
  const Span span = syntax.span;
  if (syntax.kind == Kind::number) {
    return make_literal(syntax.number, simple_type(BaseType::number), span);
  }
  if (syntax.kind == Kind::money) {
    return make_literal(syntax.number, money_type(currency_id(syntax.text)), span);
  }
  if (syntax.kind == Kind::text) {
    return make_literal(syntax.text, simple_type(BaseType::text), span);
  }
  if (syntax.kind == Kind::boolean) {
    return make_literal(syntax.text == "true", boolean_type(), span);
  }
  return make_literal(std::monostate{}, simple_type(BaseType::null_), span);
}

Expression Resolver::resolve_at_literal(const ExpressionSyntax& syntax) {
  if (auto date = Date::parse(syntax.text)) {
    return make_literal(*date, simple_type(BaseType::date), syntax.span);
  }
  if (auto months = YearsMonths::parse(syntax.text)) {
    return make_literal(*months, simple_type(BaseType::months), syntax.span);
  }
  if (auto days = DaysDuration::parse(syntax.text)) {
    return make_literal(*days, simple_type(BaseType::days), syntax.span);
  }
  diagnostics_.error(Code::model_bad_date, syntax.span, {syntax.text});
  return failed(syntax.span);
}

void Resolver::narrow(Expression& expression, const Scope& scope) const {
  if (!expression.type.optional) return;
  const std::string key = value_key(expression);
  if (!key.empty() && scope.is_not_null(key)) expression.type.optional = false;
}

Expression Resolver::resolve_name(const ExpressionSyntax& syntax, const Scope& scope) {
  const std::string& name = syntax.text;
  for (const Scope* s = &scope; s != nullptr; s = s->parent()) {
    if (const Scope::Local* local = s->find_local(name)) {
      Expression result = make_local(local->slot, local->type, syntax.span);
      narrow(result, scope);
      return result;
    }
    if (!s->has_record()) continue;
    const Entity& entity = model_.vocabulary.entities[s->record_entity()];
    if (const auto field = entity.index_of(name)) {
      Expression record =
          make_local(s->record_slot(), record_type(s->record_entity()), syntax.span);
      Expression result = field_of(std::move(record), *field, syntax.span);
      narrow(result, scope);
      return result;
    }
  }
  if (auto global = find_global(name)) {
    global->span = syntax.span;
    narrow(*global, scope);
    return std::move(*global);
  }
  Diagnostic& error = diagnostics_.error(Code::model_unknown_name, syntax.span, {name});
  suggest(error, name, names_in(scope));
  advise_on_name(error, name, scope);
  return failed(syntax.span);
}

// A value of an enum without quotes, a field of an item in scope, 每件5000元, 三万元.
void Resolver::advise_on_name(Diagnostic& error, const std::string& name,
                              const Scope& scope) const {
  for (const Scope* s = &scope; s != nullptr; s = s->parent()) {
    for (const auto& [variable, local] : s->locals()) {
      const bool is_record = local.type.base == BaseType::record;
      if (!is_record || !model_.vocabulary.entities[local.type.id].index_of(name))
        continue;
      error.help = {"是否想写 " + variable + "." + name + "？",
                    "did you mean " + variable + "." + name + "?"};
      return;
    }
  }
  const bool is_value =
      std::ranges::any_of(model_.vocabulary.enums, [&](const Enumeration& enumeration) {
        return enumeration.index_of(name).has_value();
      });
  if (is_value) {
    const std::string quoted = '"' + name + '"';
    error.help = {"枚举的值要加引号：" + quoted,
                  "a value of an enum stands in quotes: " + quoted};
  } else if (name == "none") {
    error.help = {"none 只能单独写作 award、give 或 otherwise 的值，公式中写 0元",
                  "none stands alone, as an award, under give or otherwise; in a formula "
                  "write 0元"};
  } else if (name.starts_with("每")) {
    error.help = {
        "逐项发放写 for each: e in 列表，award 只写一项的金额",
        "for an amount per item write 'for each: e in LIST' and the amount of one"};
  } else if (error.help.empty() && name.ends_with("元")) {
    error.help = {"金额用阿拉伯数字，如 3万元", "write amounts in digits: 3万元"};
  }
}

std::optional<Expression> Resolver::find_global(const std::string& name) {
  if (name == "decision_date") {
    return make_operation(Op::decision_date, simple_type(BaseType::date), {}, {});
  }
  if (name == "period" && model_.period_from && model_.period_to) {
    const Type date = simple_type(BaseType::date);
    return make_operation(Op::range, range_of(date),
                          {make_literal(*model_.period_from, date, {}),
                           make_literal(*model_.period_to, date, {})},
                          {});
  }
  for (const Binding& binding : model_.let) {
    if (binding.name != name) continue;
    Expression result = make_operation(Op::formula, type_of(binding.formula), {}, {});
    result.a = binding.formula;
    return result;
  }
  for (std::uint32_t i = 0; i < model_.parameters.size(); ++i) {
    if (model_.parameters[i].name != name) continue;
    Expression result = make_operation(Op::parameter, model_.parameters[i].type, {}, {});
    result.a = i;
    return result;
  }
  if (const auto fact = model_.vocabulary.applicant().index_of(name)) {
    Expression applicant =
        make_operation(Op::applicant, record_type(applicant_entity), {}, {});
    return field_of(std::move(applicant), *fact, {});
  }
  return std::nullopt;
}

std::vector<std::string> Resolver::names_in(const Scope& scope) const {
  std::vector<std::string> names;
  for (const Scope* s = &scope; s != nullptr; s = s->parent()) {
    for (const auto& [name, local] : s->locals()) names.push_back(name);
    if (!s->has_record()) continue;
    for (const Field& field : model_.vocabulary.entities[s->record_entity()].fields) {
      names.push_back(field.name);
    }
  }
  for (const Field& fact : model_.vocabulary.applicant().fields) {
    names.push_back(fact.name);
  }
  for (const Binding& binding : model_.let) names.push_back(binding.name);
  for (const Parameter& parameter : model_.parameters) names.push_back(parameter.name);
  names.emplace_back("decision_date");
  names.emplace_back("period");
  names.emplace_back("reading");
  return names;
}

Expression Resolver::field_of(Expression base, std::uint32_t field, Span span) {
  const std::uint32_t entity = base.type.id;
  const bool optional = base.type.optional;
  Type type = model_.vocabulary.entities[entity].fields[field].type;
  if (optional) type.optional = true;
  Expression result = make_operation(Op::field, type, {std::move(base)}, span);
  result.a = field;
  result.b = entity;
  return result;
}

Expression Resolver::resolve_path(const ExpressionSyntax& syntax, const Scope& scope) {
  const ExpressionSyntax& left = syntax.operands.front();
  if (left.kind == ExpressionKind::name && left.text == "reading") {
    const auto question = find_question(syntax.text, syntax.text_span);
    if (!question) return failed(syntax.span);
    Expression result = make_operation(
        Op::reading, enum_type(model_.readings[*question].enumeration), {}, syntax.span);
    result.a = *question;
    return result;
  }
  Expression base = resolve(left, scope);
  if (base.type.is_error()) return failed(syntax.span);
  const bool of_list = base.type.is_list();
  const Type& record = of_list ? *base.type.element : base.type;
  if (of_list && record.is_error()) return base;  // [].a
  if (record.base != BaseType::record) return resolve_part(std::move(base), syntax);
  const Entity& entity = model_.vocabulary.entities[record.id];
  const auto field = entity.index_of(syntax.text);
  if (!field) {
    report_unknown_field({syntax.text, syntax.text_span}, record);
    return failed(syntax.span);
  }
  if (!of_list) {
    Expression result = field_of(std::move(base), *field, syntax.span);
    narrow(result, scope);
    return result;
  }
  Type type = entity.fields[*field].type;
  if (is_filtered_not_null(base, *field)) type = type.without_optional();
  const std::uint32_t id = record.id;
  Expression result = make_operation(Op::project, type.is_list() ? type : list_of(type),
                                     {std::move(base)}, syntax.span);
  result.a = *field;
  result.b = id;
  return result;
}

// Whether a list keeps only records of which this field is not null.
bool Resolver::is_filtered_not_null(const Expression& list, std::uint32_t field) const {
  if (list.op != Op::filter) return false;
  Scope kept;
  learn_not_null(list.operands[1], true, kept);
  const Expression item = make_local(list.a, *list.type.element, list.span);
  return kept.is_not_null(value_key(item) + "." + std::to_string(field)) ||
         is_filtered_not_null(list.operands[0], field);
}

void Resolver::report_unknown_field(const Word& word, const Type& record) {
  const Bilingual owner = type_title(record, model_.vocabulary);
  Diagnostic& error = diagnostics_.error(Code::model_unknown_field, word.span,
                                         {word.text, owner.en, owner.zh});
  if (record.base != BaseType::record) return;
  suggest_or_list(error, word.text, model_.vocabulary.entities[record.id].field_names());
}

Expression Resolver::resolve_part(Expression base, const ExpressionSyntax& syntax) {
  const auto part = date_part_named(syntax.text);
  const bool fits = part && is_part_of(*part, base.type);
  if (!fits) {
    report_unknown_field({syntax.text, syntax.text_span}, base.type);
    return failed(syntax.span);
  }
  if (!require_not_null(base)) return failed(syntax.span);
  Expression result = make_operation(Op::part, simple_type(BaseType::number),
                                     {std::move(base)}, syntax.span);
  result.b = static_cast<std::uint32_t>(*part);
  return result;
}

Expression Resolver::resolve_as_of(const ExpressionSyntax& syntax, const Scope& scope) {
  Expression parameter = resolve(syntax.operands[0], scope);
  Expression date = resolve(syntax.operands[1], scope);
  if (parameter.type.is_error() || !coerce(date, simple_type(BaseType::date))) {
    return failed(syntax.span);
  }
  if (parameter.op != Op::parameter) {
    diagnostics_.error(Code::model_as_of_needs_parameter, parameter.span);
    return failed(syntax.span);
  }
  Expression result =
      make_operation(Op::parameter_as_of, parameter.type, {std::move(date)}, syntax.span);
  result.a = parameter.a;
  return result;
}

}  // namespace jiangbu
