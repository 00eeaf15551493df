// What a user interface needs of rules, as JSON; see description.hpp.
#include "report/description.hpp"

#include <map>

#include "jiangbu/version.hpp"
#include "model/facts_read.hpp"
#include "report/description_words.hpp"
#include "report/json_parts.hpp"

namespace jiangbu {

namespace {

using namespace json_parts;

void write_shares(JsonWriter& json, const PayerShares& shares) {
  objects(json, "payers", shares, [](JsonWriter& writer, const auto& payer) {
    text(writer, "payer", payer.first);
    text(writer, "share", payer.second.to_string());
  });
}

/// Who pays, or, where that is a matter of reading, who pays under each option.
void write_payers(JsonWriter& json, const Payers& payers,
                  const std::vector<Reading>& readings) {
  if (!payers.question) {
    if (!payers.alternatives.empty()) write_shares(json, payers.alternatives.front());
    return;
  }
  const Reading& reading = readings[*payers.question];
  text(json, "payers_by", reading.name);
  json.known_key("payers_under");
  json.begin_array();
  for (std::size_t i = 0; i < payers.alternatives.size(); ++i) {
    json.begin_object();
    text(json, "option", reading.options[i].name);
    write_shares(json, payers.alternatives[i]);
    json.end_object();
  }
  json.end_array();
}

void write_clause(JsonWriter& json, const Clause& clause,
                  const std::vector<Reading>& readings) {
  text(json, "id", clause.id);
  title(json, "title", clause.title);
  text(json, "cite", clause.cite);
  texts(json, "departments", clause.departments);
  write_payers(json, clause.payers, readings);
  text(json, "mode", name_of(clause.mode));
  text(json, "form", clause.form);
  if (clause.automatic) flag(json, "automatic", true);
}

void write_reading(JsonWriter& json, const Reading& reading) {
  text(json, "name", reading.name);
  title(json, "title", reading.title);
  text(json, "default", reading.options[reading.default_option].name);
  objects(json, "options", reading.options,
          [](JsonWriter& writer, const ReadingOption& option) {
            text(writer, "name", option.name);
            title(writer, "title", option.title);
            title(writer, "reason", option.reason);
          });
}

/// "reads": the facts the policy looks at, and the fields of records.
void write_reads(JsonWriter& json, const PolicyModel& model,
                 const DescriptionWords& words) {
  std::map<std::uint32_t, std::vector<std::string>> by_entity;
  for (const auto& [entity, field] : facts_read(model)) {
    by_entity[entity].push_back(model.vocabulary.entities[entity].fields[field].name);
  }
  texts(json, "reads", by_entity[applicant_entity]);
  by_entity.erase(applicant_entity);
  objects(json, "reads_of_records", by_entity,
          [&](JsonWriter& writer, const auto& fields) {
            text(writer, "record",
                 words.record_name(model, model.vocabulary.entities[fields.first]));
            texts(writer, "fields", fields.second);
          });
}

void write_policy(JsonWriter& json, const Program& program,
                  const DescriptionWords& words) {
  const PolicyModel& model = *program.model;
  text(json, "id", model.id);
  text(json, "version", model.version);
  title(json, "title", model.title);
  title(json, "issuer", model.issuer);
  text(json, "document", model.document);
  text(json, "jurisdiction", model.jurisdiction);
  text(json, "status", name_of(model.status));
  if (model.period_from) text(json, "from", model.period_from->to_string());
  if (model.period_to) text(json, "to", model.period_to->to_string());
  text(json, "hash", program.hash);
  objects(json, "clauses", model.clauses, [&](JsonWriter& writer, const Clause& clause) {
    write_clause(writer, clause, model.readings);
  });
  objects(json, "readings", model.readings, write_reading);
  write_reads(json, model, words);
}

}  // namespace

std::string to_description(const std::vector<const Program*>& policies) {
  std::vector<const PolicyModel*> models;
  for (const Program* program : policies) models.push_back(program->model.get());
  const DescriptionWords words(models);
  JsonWriter json(JsonWriter::Form::compact);
  json.begin_object();
  text(json, "format", description_format);
  text(json, "engine", version);
  json.known_key("policies");
  json.begin_array();
  for (const Program* program : policies) {
    json.begin_object();
    write_policy(json, *program, words);
    json.end_object();
  }
  json.end_array();
  words.write(json);
  json.end_object();
  return json.take();
}

}  // namespace jiangbu
