// Enums, entities, facts, regions and the calendar as written.
#include "syntax/read_parts.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

EnumSyntax read_enum(const Entry& entry, Diagnostics& diagnostics) {
  EnumSyntax result;
  result.name = read_name(entry.key, diagnostics);
  MappingReader reader(entry, "enum", diagnostics);
  if (!reader) return result;
  result.title = read_title(reader.require("title"), diagnostics);
  result.ordered = read_flag(reader.take("ordered"), false, diagnostics);
  const Node* values = reader.require("values");
  reader.finish();
  if (values == nullptr) return result;
  if (!values->is_mapping() || values->entries.empty()) {
    report_shape(Code::syntax_expected_mapping, values->span, "values", diagnostics);
    return result;
  }
  for (const Entry& value : values->entries) {
    result.values.push_back(
        {read_word(&value.key, diagnostics), read_title(&value.value, diagnostics)});
  }
  return result;
}

AggregateSyntax read_aggregate(const Node& node, Diagnostics& diagnostics) {
  AggregateSyntax aggregate;
  MappingReader reader(node, "aggregate", diagnostics);
  if (!reader) return aggregate;
  for (const char* operation : {"sum", "count", "max"}) {
    const Node* value = reader.take(operation);
    if (value == nullptr) continue;
    if (!aggregate.operation.empty()) {
      diagnostics.error(Code::syntax_aggregate_shape, node.span);
    }
    aggregate.operation = {operation, value->span};
    aggregate.value = read_formula(value, diagnostics);
  }
  if (aggregate.operation.empty()) {
    diagnostics.error(Code::syntax_aggregate_shape, node.span);
  }
  aggregate.by = read_word(reader.require("by"), diagnostics);
  reader.finish();
  return aggregate;
}

FieldSyntax read_field(const Entry& entry, const char* what, Diagnostics& diagnostics) {
  FieldSyntax field;
  field.name = read_name(entry.key, diagnostics);
  MappingReader reader(entry, what, diagnostics);
  if (!reader) return field;
  field.type = read_word(reader.require("type"), diagnostics);
  field.title = read_title(reader.require("title"), diagnostics);
  field.question = read_title(reader.take("question"), diagnostics);
  field.optional = read_flag(reader.take("optional"), false, diagnostics);
  field.changeable = read_flag(reader.take("changeable"), false, diagnostics);
  field.unit = read_word(reader.take("unit"), diagnostics);
  field.min = read_formula(reader.take("min"), diagnostics);
  field.max = read_formula(reader.take("max"), diagnostics);
  if (const Node* assume = reader.take("assume")) field.assume = *assume;
  field.formula = read_formula(reader.take("formula"), diagnostics);
  if (const Node* aggregate = reader.take("aggregate")) {
    field.aggregate = read_aggregate(*aggregate, diagnostics);
  }
  reader.finish();
  return field;
}

std::vector<FieldSyntax> read_fields(const Node* node, const char* what,
                                     Diagnostics& diagnostics) {
  std::vector<FieldSyntax> fields;
  if (node == nullptr) return fields;
  if (!node->is_mapping()) {
    report_shape(Code::syntax_expected_mapping, node->span, what, diagnostics);
    return fields;
  }
  for (const Entry& entry : node->entries) {
    fields.push_back(read_field(entry, what, diagnostics));
  }
  return fields;
}

EntitySyntax read_entity(const Entry& entry, Diagnostics& diagnostics) {
  EntitySyntax entity;
  entity.name = read_name(entry.key, diagnostics);
  MappingReader reader(entry, "entity", diagnostics);
  if (!reader) return entity;
  entity.title = read_title(reader.require("title"), diagnostics);
  entity.key = read_word(reader.take("key"), diagnostics);
  entity.fields = read_fields(reader.require("fields"), "field", diagnostics);
  reader.finish();
  return entity;
}

}  // namespace

VocabularySyntax read_declarations(MappingReader& file, Diagnostics& diagnostics) {
  VocabularySyntax result;
  for_entries(file.take("enums"), "enums", diagnostics, [&](const Entry& entry) {
    result.enums.push_back(read_enum(entry, diagnostics));
  });
  for_entries(file.take("entities"), "entities", diagnostics, [&](const Entry& entry) {
    result.entities.push_back(read_entity(entry, diagnostics));
  });
  result.facts = read_fields(file.take("facts"), "fact", diagnostics);
  for_entries(file.take("regions"), "regions", diagnostics, [&](const Entry& entry) {
    result.regions.push_back(
        {read_word(&entry.key, diagnostics), read_title(&entry.value, diagnostics)});
  });
  if (const Node* calendar = file.take("calendar")) {
    MappingReader reader(*calendar, "calendar", diagnostics);
    result.holidays = read_words(reader.take("holidays"), diagnostics);
    result.workdays = read_words(reader.take("workdays"), diagnostics);
    reader.finish();
  }
  return result;
}

VocabularySyntax read_vocabulary(const Node& document, Diagnostics& diagnostics) {
  MappingReader file(document, "vocabulary", diagnostics);
  if (!file) return {};
  const Word name = read_word(file.require("vocabulary"), diagnostics);
  read_title(file.take("title"), diagnostics);
  VocabularySyntax result = read_declarations(file, diagnostics);
  result.name = name;
  file.finish();
  return result;
}

}  // namespace jiangbu
