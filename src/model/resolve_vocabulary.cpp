// Enums, entities, facts, derived facts.
#include <algorithm>

#include "model/resolver.hpp"
#include "values/quantity_text.hpp"

namespace jiangbu {

namespace {

// Yuan per unit, for money given as bare numbers.
std::optional<Decimal> money_unit(const std::string& unit) {
  if (unit.empty() || unit == "元") return Decimal(1);
  if (unit == "千元") return Decimal(1'000);
  if (unit == "万元") return Decimal(10'000);
  if (unit == "百万元") return Decimal(1'000'000);
  if (unit == "亿元") return Decimal(100'000'000);
  return std::nullopt;
}

// ISO 4217: three capital letters.
bool is_currency(const std::string& unit) {
  return unit.size() == 3 && std::all_of(unit.begin(), unit.end(),
                                         [](char c) { return c >= 'A' && c <= 'Z'; });
}

const std::vector<std::string>& simple_type_names() {
  static const std::vector<std::string> names = {"number", "integer", "money",  "boolean",
                                                 "date",   "months",  "days",   "text",
                                                 "region", "period",  "list of"};
  return names;
}

}  // namespace

std::optional<Date> Resolver::read_date(const Word& word) {
  if (word.empty()) return std::nullopt;
  auto date = Date::parse(word.text);
  if (!date) diagnostics_.error(Code::model_bad_date, word.span, {word.text});
  return date;
}

Type Resolver::read_type(const Word& word) {
  const std::string& text = word.text;
  if (text.starts_with("list of ")) {
    Type element = read_type({text.substr(8), word.span});
    return element.is_error() ? element : list_of(std::move(element));
  }
  if (text == "number" || text == "integer") return simple_type(BaseType::number);
  if (text == "money") return money_type(yuan_currency);
  if (text.starts_with("money ") && text.size() == 9) {
    return money_type(currency_id(text.substr(6)));
  }
  if (text == "boolean") return boolean_type();
  if (text == "date") return simple_type(BaseType::date);
  if (text == "months") return simple_type(BaseType::months);
  if (text == "days") return simple_type(BaseType::days);
  if (text == "text") return simple_type(BaseType::text);
  if (text == "region") return simple_type(BaseType::region);
  if (text == "period") return range_of(simple_type(BaseType::date));
  if (const auto found = model_.vocabulary.find_enum(text)) return enum_type(*found);
  if (const auto found = model_.vocabulary.find_entity(text)) return record_type(*found);
  Diagnostic& error = diagnostics_.error(Code::model_unknown_type, word.span, {text});
  std::vector<std::string> names = simple_type_names();
  for (const Enumeration& item : model_.vocabulary.enums) names.push_back(item.name);
  for (const Entity& item : model_.vocabulary.entities) names.push_back(item.name);
  suggest_or_list(error, text, names, 20);
  return {};
}

void Resolver::declare_enums(const VocabularySyntax& vocabulary) {
  for (const EnumSyntax& syntax : vocabulary.enums) {
    if (model_.vocabulary.find_enum(syntax.name.text)) {
      diagnostics_.error(Code::model_name_twice, syntax.name.span, {syntax.name.text});
      continue;
    }
    Enumeration enumeration;
    enumeration.name = syntax.name.text;
    enumeration.title = syntax.title.text;
    enumeration.ordered = syntax.ordered;
    for (const EnumValueSyntax& value : syntax.values) {
      enumeration.values.push_back({value.name.text, value.title.text});
    }
    model_.vocabulary.enums.push_back(std::move(enumeration));
  }
}

void Resolver::declare_entities(const VocabularySyntax& vocabulary) {
  for (const EntitySyntax& syntax : vocabulary.entities) {
    if (model_.vocabulary.find_entity(syntax.name.text) ||
        model_.vocabulary.find_enum(syntax.name.text)) {
      diagnostics_.error(Code::model_name_twice, syntax.name.span, {syntax.name.text});
      continue;
    }
    Entity entity;
    entity.name = syntax.name.text;
    entity.title = syntax.title.text;
    entity.self = new_slot();
    model_.vocabulary.entities.push_back(std::move(entity));
  }
  for (const RegionSyntax& region : vocabulary.regions) {
    if (!is_region_code(region.code.text)) {
      diagnostics_.error(Code::model_bad_region, region.code.span, {region.code.text});
    }
    model_.vocabulary.regions[region.code.text] = region.title.text;
  }
}

void Resolver::resolve_bounds(Field& field, const FieldSyntax& syntax) {
  const Scope nothing;
  const auto bound = [&](const Formula& formula) -> std::optional<Decimal> {
    if (!formula) return std::nullopt;
    Expression expression = resolve(*formula, nothing);
    if (!coerce(expression, field.type.without_optional())) return std::nullopt;
    const auto value = constant_value(expression, model_);
    if (value && std::holds_alternative<Decimal>(*value))
      return std::get<Decimal>(*value);
    diagnostics_.error(Code::model_constant_needed, formula->span);
    return std::nullopt;
  };
  field.min = bound(syntax.min);
  field.max = bound(syntax.max);
  if (field.min && field.max && *field.max < *field.min) {
    diagnostics_.error(Code::model_empty_range, syntax.max->span);
  }
}

// `assume` is a value as in a file of facts.
void Resolver::resolve_assumption(Field& field, const FieldSyntax& syntax) {
  if (!syntax.assume) return;
  const Node& node = *syntax.assume;
  const std::string& text = node.text;
  const Type type = field.type.without_optional();
  std::optional<Constant> value;
  if (type.base == BaseType::boolean && (text == "true" || text == "false")) {
    value = text == "true";
  } else if (type.base == BaseType::list && node.is_sequence() && node.items.empty()) {
    field.assume_empty_list = true;
    return;
  } else if (type.base == BaseType::enumeration) {
    const auto index = model_.vocabulary.enums[type.id].index_of(text);
    if (index) value = EnumValue{*index};
  } else if (type.base == BaseType::text || type.base == BaseType::region) {
    value = text;
  } else if (type.base == BaseType::number) {
    if (auto number = parse_number(text)) value = *number;
  } else if (type.base == BaseType::money) {
    if (auto money = parse_money(text, currency_code(type.id), field.unit_factor)) {
      value = *money;
    }
  } else if (type.base == BaseType::date) {
    if (auto date = Date::parse(text)) value = *date;
  }
  if (!value) {
    const Bilingual wanted = type_title(type, model_.vocabulary);
    diagnostics_.error(Code::model_bad_assumption, node.span, {wanted.en, wanted.zh});
  }
  field.assume = value;
}

Field Resolver::resolve_field(const FieldSyntax& syntax) {
  Field field;
  field.name = syntax.name.text;
  field.span = syntax.name.span;
  field.type = read_type(syntax.type);
  field.type.optional = syntax.optional;
  field.integral = syntax.type.text == "integer";
  field.title = syntax.title.text;
  field.question = syntax.question.text;
  field.changeable = syntax.changeable;
  field.unit = syntax.unit.text;
  const bool money_list =
      field.type.is_list() && field.type.element->base == BaseType::money;
  if (money_list && is_currency(field.unit)) {
    field.type = list_of(money_type(currency_id(field.unit)));
  } else if (field.type.base == BaseType::money && is_currency(field.unit)) {
    field.type.id = currency_id(field.unit);
  } else if (field.type.base == BaseType::money || money_list) {
    const auto factor = money_unit(field.unit);
    if (!factor) {
      diagnostics_.error(Code::model_bad_money_unit, syntax.unit.span, {field.unit});
    }
    field.unit_factor = factor.value_or(Decimal(1));
  }
  if (field.type.base == BaseType::list && syntax.optional) {
    diagnostics_.error(Code::model_optional_list, syntax.name.span, {field.name});
  }
  resolve_bounds(field, syntax);
  resolve_assumption(field, syntax);
  return field;
}

void Resolver::resolve_fields(const VocabularySyntax& vocabulary) {
  const auto add = [&](Entity& entity, const FieldSyntax& syntax) {
    if (entity.index_of(syntax.name.text)) {
      diagnostics_.error(Code::model_name_twice, syntax.name.span, {syntax.name.text});
      return;
    }
    entity.fields.push_back(resolve_field(syntax));
  };
  for (const EntitySyntax& syntax : vocabulary.entities) {
    const auto index = model_.vocabulary.find_entity(syntax.name.text);
    if (!index) continue;
    Entity& entity = model_.vocabulary.entities.own(*index);
    for (const FieldSyntax& field : syntax.fields) add(entity, field);
    if (syntax.key.empty()) continue;
    entity.key = entity.index_of(syntax.key.text);
    if (!entity.key) {
      report_unknown_field(syntax.key, record_type(*index));
    }
  }
  for (const FieldSyntax& fact : vocabulary.facts) {
    declare_name(fact.name);
    add(model_.vocabulary.entities.own(applicant_entity), fact);
  }
}

void Resolver::resolve_calendar(const std::vector<const VocabularySyntax*>& all) {
  std::vector<Date> holidays;
  std::vector<Date> workdays;
  for (const VocabularySyntax* vocabulary : all) {
    for (const Word& word : vocabulary->holidays) {
      if (auto date = read_date(word)) holidays.push_back(*date);
    }
    for (const Word& word : vocabulary->workdays) {
      if (auto date = read_date(word)) workdays.push_back(*date);
    }
  }
  model_.vocabulary.calendar = WorkingCalendar(holidays, workdays);
}

void Resolver::resolve_vocabulary(const std::vector<const VocabularySyntax*>& all) {
  Entity applicant;
  applicant.name = "applicant";
  applicant.title = {"申请人", "applicant"};
  applicant.self = new_slot();
  model_.vocabulary.entities.push_back(std::move(applicant));
  for (const VocabularySyntax* vocabulary : all) declare_enums(*vocabulary);
  for (const VocabularySyntax* vocabulary : all) declare_entities(*vocabulary);
  for (const VocabularySyntax* vocabulary : all) resolve_fields(*vocabulary);
  resolve_calendar(all);
}

// Derived facts come after parameters, which their formulas may use.
void Resolver::resolve_derived(const VocabularySyntax& vocabulary) {
  for (const EntitySyntax& entity : vocabulary.entities) {
    const auto index = model_.vocabulary.find_entity(entity.name.text);
    if (!index) continue;
    for (const FieldSyntax& field : entity.fields) resolve_derived_field(*index, field);
  }
  for (const FieldSyntax& fact : vocabulary.facts) {
    resolve_derived_field(applicant_entity, fact);
  }
}

void Resolver::resolve_derived_field(std::uint32_t entity, const FieldSyntax& syntax) {
  const auto index = model_.vocabulary.entities[entity].index_of(syntax.name.text);
  if (!index || (!syntax.formula && !syntax.aggregate)) return;
  Scope scope;
  if (entity != applicant_entity) {
    scope.open_record(model_.vocabulary.entities[entity].self, entity);
  }
  const Type type = model_.vocabulary.entities[entity].fields[*index].type;
  if (syntax.formula) {
    in_derived_ = true;
    const FormulaId id = formula(syntax.formula, type, scope);
    in_derived_ = false;
    model_.vocabulary.entities.own(entity).fields[*index].formula = id;
  }
  if (!syntax.aggregate) return;
  if (entity != applicant_entity) {
    diagnostics_.error(Code::model_aggregate_place, syntax.name.span);
    return;
  }
  Aggregate aggregate;
  const std::string& operation = syntax.aggregate->operation.text;
  aggregate.operation = operation == "sum"     ? AggregateOperation::sum
                        : operation == "count" ? AggregateOperation::count
                                               : AggregateOperation::max;
  const bool counts = aggregate.operation == AggregateOperation::count;
  if (counts ? !type.is(BaseType::number) : !type.is_quantity()) {
    const Bilingual wanted = type_title(simple_type(BaseType::number), model_.vocabulary);
    const Bilingual found = type_title(type, model_.vocabulary);
    diagnostics_.error(Code::model_wrong_type, syntax.name.span,
                       {wanted.en, found.en, wanted.zh, found.zh});
    return;
  }
  // `count` counts the applicants for which a condition holds.
  const Type wanted = counts ? boolean_type() : type;
  aggregate.value = formula(syntax.aggregate->value, wanted, scope);
  ExpressionSyntax by;
  by.kind = ExpressionKind::name;
  by.text = syntax.aggregate->by.text;
  by.span = by.text_span = syntax.aggregate->by.span;
  aggregate.by = any_formula(by, scope);
  model_.vocabulary.entities.own(applicant_entity).fields[*index].aggregate = aggregate;
}

}  // namespace jiangbu
