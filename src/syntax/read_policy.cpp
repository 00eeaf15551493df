// The top level of a policy file.
#include "syntax/read_policy.hpp"

#include "syntax/read_parts.hpp"

namespace jiangbu {

namespace {

ReadingSyntax read_reading(const Entry& entry, Diagnostics& diagnostics) {
  ReadingSyntax reading;
  reading.name = read_name(entry.key, diagnostics);
  MappingReader reader(entry, "reading", diagnostics);
  if (!reader) return reading;
  reading.title = read_title(reader.require("title"), diagnostics);
  reading.refs = read_words(reader.take("ref"), diagnostics);
  reading.default_option = read_word(reader.require("default"), diagnostics);
  for_entries(reader.require("options"), "options", diagnostics, [&](const Entry& item) {
    ReadingOptionSyntax option;
    option.name = read_name(item.key, diagnostics);
    MappingReader parts(item, "option", diagnostics);
    if (!parts) return;
    option.title = read_title(parts.require("title"), diagnostics);
    option.reason = read_title(parts.require("reason"), diagnostics);
    parts.finish();
    reading.options.push_back(std::move(option));
  });
  reader.finish();
  return reading;
}

std::vector<DatedValueSyntax> read_dated_values(const Node& node,
                                                Diagnostics& diagnostics) {
  std::vector<DatedValueSyntax> values;
  if (!node.is_sequence() || node.items.empty()) {
    report_shape(Code::syntax_expected_list, node.span, "values", diagnostics);
    return values;
  }
  for (const Node& item : node.items) {
    MappingReader reader(item, "dated value", diagnostics);
    if (!reader) continue;
    DatedValueSyntax value;
    value.span = item.span;
    value.from = read_word(reader.take("from"), diagnostics);
    value.to = read_word(reader.take("to"), diagnostics);
    value.value = read_formula(reader.require("value"), diagnostics);
    value.cite = read_word(reader.take("cite"), diagnostics);
    reader.finish();
    values.push_back(std::move(value));
  }
  return values;
}

ParameterSyntax read_parameter(const Entry& entry, Diagnostics& diagnostics) {
  ParameterSyntax parameter;
  parameter.name = read_name(entry.key, diagnostics);
  MappingReader reader(entry, "parameter", diagnostics);
  if (!reader) return parameter;
  parameter.title = read_title(reader.require("title"), diagnostics);
  parameter.cite = read_word(reader.take("cite"), diagnostics);
  parameter.type = read_word(reader.take("type"), diagnostics);
  parameter.refs = read_words(reader.take("ref"), diagnostics);
  const Node* value = reader.take("value");
  const Node* values = reader.take("values");
  if ((value == nullptr) == (values == nullptr)) {
    diagnostics.error(Code::syntax_parameter_shape, entry.value.span);
  } else if (value != nullptr) {
    parameter.values.push_back(
        {value->span, {}, {}, read_formula(value, diagnostics), {}});
  } else {
    parameter.dated = true;
    parameter.values = read_dated_values(*values, diagnostics);
  }
  reader.finish();
  return parameter;
}

TargetSyntax read_target(const Entry& entry, Diagnostics& diagnostics) {
  TargetSyntax target;
  target.id = read_id(entry.key, diagnostics);
  MappingReader reader(entry, "target", diagnostics);
  if (!reader) return target;
  target.title = read_title(reader.require("title"), diagnostics);
  target.cite = read_word(reader.take("cite"), diagnostics);
  target.unit = read_word(reader.take("unit"), diagnostics);
  target.value = read_formula(reader.take("value"), diagnostics);
  target.baseline = read_formula(reader.take("baseline"), diagnostics);
  target.baseline_year = read_word(reader.take("baseline year"), diagnostics);
  target.achieved = read_formula(reader.take("achieved"), diagnostics);
  target.year = read_word(reader.take("year"), diagnostics);
  target.form = read_word(reader.require("form"), diagnostics);
  target.comparison = read_word(reader.take("comparison"), diagnostics);
  target.refs = read_words(reader.take("ref"), diagnostics);
  target.notes = read_notes(reader.take("notes"), diagnostics);
  reader.finish();
  return target;
}

BudgetSyntax read_budget(const Entry& entry, Diagnostics& diagnostics) {
  BudgetSyntax budget;
  budget.id = read_id(entry.key, diagnostics);
  MappingReader reader(entry, "budget", diagnostics);
  if (!reader) return budget;
  budget.title = read_title(reader.require("title"), diagnostics);
  budget.cite = read_word(reader.take("cite"), diagnostics);
  budget.at_least = read_formula(reader.take("at least"), diagnostics);
  budget.at_most = read_formula(reader.take("at most"), diagnostics);
  budget.amount = read_formula(reader.take("amount"), diagnostics);
  budget.per = read_word(reader.take("per"), diagnostics);
  budget.payer = read_word(reader.take("payer"), diagnostics);
  budget.refs = read_words(reader.take("ref"), diagnostics);
  budget.notes = read_notes(reader.take("notes"), diagnostics);
  reader.finish();
  return budget;
}

FigureSyntax read_figure(const Entry& entry, Diagnostics& diagnostics) {
  FigureSyntax figure;
  figure.id = read_id(entry.key, diagnostics);
  MappingReader reader(entry, "figure", diagnostics);
  if (!reader) return figure;
  figure.title = read_title(reader.require("title"), diagnostics);
  figure.cite = read_word(reader.take("cite"), diagnostics);
  figure.value = read_formula(reader.require("value"), diagnostics);
  figure.refs = read_words(reader.take("ref"), diagnostics);
  figure.notes = read_notes(reader.take("notes"), diagnostics);
  reader.finish();
  return figure;
}

ReferenceSyntax read_reference(const Entry& entry, Diagnostics& diagnostics) {
  ReferenceSyntax reference;
  reference.name = read_name(entry.key, diagnostics);
  MappingReader reader(entry, "reference", diagnostics);
  if (!reader) return reference;
  reference.title.span = entry.value.span;
  reference.title.text.zh = read_word(reader.require("zh"), diagnostics).text;
  reference.title.text.en = read_word(reader.require("en"), diagnostics).text;
  reference.supplies = read_title(reader.take("supplies"), diagnostics);
  reader.finish();
  return reference;
}

void read_head(PolicySyntax& policy, MappingReader& file, Diagnostics& diagnostics) {
  if (const Node* id = file.require("policy")) policy.id = read_id(*id, diagnostics);
  policy.version = read_word(file.take("version"), diagnostics);
  policy.title = read_title(file.require("title"), diagnostics);
  policy.uses = read_words(file.take("uses"), diagnostics);
  policy.issuer = read_title(file.take("issuer"), diagnostics);
  policy.document = read_word(file.take("document"), diagnostics);
  policy.jurisdiction = read_word(file.take("jurisdiction"), diagnostics);
  policy.status = read_word(file.require("status"), diagnostics);
  policy.superseded_by = read_word(file.take("superseded by"), diagnostics);
  if (const Node* period = file.take("period")) {
    MappingReader ends(*period, "period", diagnostics);
    policy.period_from = read_word(ends.take("from"), diagnostics);
    policy.period_to = read_word(ends.take("to"), diagnostics);
    ends.finish();
  }
  policy.first_department_leads =
      read_flag(file.take("first department leads"), false, diagnostics);
  if (const Node* source = file.take("source")) policy.source = *source;
  policy.notes = read_notes(file.take("notes"), diagnostics);
}

void read_registers(PolicySyntax& policy, MappingReader& file, Diagnostics& diagnostics) {
  const auto each = [&](const char* key, auto& list, auto read) {
    for_entries(file.take(key), key, diagnostics,
                [&](const Entry& entry) { list.push_back(read(entry, diagnostics)); });
  };
  each("references", policy.references, read_reference);
  each("readings", policy.readings, read_reading);
  each("parameters", policy.parameters, read_parameter);
  each("tables", policy.tables, [](const Entry& entry, Diagnostics& found) {
    TableSyntax table = read_table(entry.value, true, found);
    table.name = read_name(entry.key, found);
    return table;
  });
  each("clauses", policy.clauses, read_clause);
  each("targets", policy.targets, read_target);
  each("budgets", policy.budgets, read_budget);
  each("figures", policy.figures, read_figure);
}

}  // namespace

RuleFileKind kind_of_rule_file(const Node& document) {
  if (!document.is_mapping() || document.entries.empty()) return RuleFileKind::unknown;
  const std::string& first = document.entries.front().key.text;
  if (first == "vocabulary") return RuleFileKind::vocabulary;
  if (first == "policy") return RuleFileKind::policy;
  if (first == "tests of") return RuleFileKind::tests;
  return RuleFileKind::unknown;
}

PolicySyntax read_policy(const Node& document, Diagnostics& diagnostics) {
  PolicySyntax policy;
  MappingReader file(document, "policy", diagnostics);
  if (!file) return policy;
  read_head(policy, file, diagnostics);
  policy.vocabulary = read_declarations(file, diagnostics);
  policy.let = read_named_formulas(file.take("let"), "let", diagnostics);
  if (const Node* eligible = file.take("eligible")) {
    policy.eligible = read_condition(*eligible, diagnostics);
  }
  policy.exclude = read_exclusions(file.take("exclude"), diagnostics);
  read_registers(policy, file, diagnostics);
  policy.stacking = read_stacking(file.take("stacking"), diagnostics);
  policy.across = read_across(file.take("across"), diagnostics);
  policy.tests = read_tests(file.take("tests"), diagnostics);
  file.finish();
  return policy;
}

}  // namespace jiangbu
