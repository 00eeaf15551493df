// Results as JSON for programs; see json.hpp.
#include "report/json.hpp"

#include <span>

#include "jiangbu/version.hpp"
#include "report/json_parts.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

using namespace json_parts;

void write_totals_by(JsonWriter& json, JsonKey key, const std::vector<TotalBy>& totals) {
  objects(json, key, totals, [](JsonWriter& writer, const TotalBy& total) {
    text(writer, "key", total.key);
    amount(writer, "amount", total.amount);
  });
}

void write_totals(JsonWriter& json, const Totals& totals) {
  json.known_key("totals");
  json.begin_object();
  amount(json, "payable", totals.payable);
  amount(json, "indicative", totals.indicative);
  causes(json, totals.causes);
  write_totals_by(json, "by_payer", totals.by_payer);
  write_totals_by(json, "by_year", totals.by_year);
  write_totals_by(json, "by_form", totals.by_form);
  texts(json, "unspecified", totals.unspecified);
  texts(json, "delegated", totals.delegated);
  json.end_object();
}

void write_figure(JsonWriter& json, const FigureResult& figure) {
  text(json, "id", figure.id);
  title(json, "title", figure.title);
  text(json, "cite", figure.cite);
  text(json, "value", figure.value);
  texts(json, "missing", figure.missing);
  names(json, figure.names);
}

void write_missing(JsonWriter& json, const MissingFact& fact) {
  text(json, "path", fact.path);
  title(json, "title", fact.title);
  title(json, "question", fact.question);
  amount(json, "at_stake", fact.at_stake);
  texts(json, "clauses", fact.clauses);
  texts(json, "unstated", fact.unstated);
  text(json, "item", fact.item);
}

void write_change(JsonWriter& json, const FactChange& change) {
  text(json, "path", change.path);
  title(json, "title", change.title);
  text(json, "from", change.from);
  text(json, "to", change.to);
  if (change.added != 0) {
    json.known_key("added");
    json.number(change.added);
  }
  text(json, "item", change.item);
  names(json, change.names);
}

void write_near_miss(JsonWriter& json, const NearMiss& near_miss) {
  text(json, "clause", near_miss.clause);
  text(json, "item", near_miss.item);
  text(json, "item_label", near_miss.item_label);
  objects(json, "changes", near_miss.changes, write_change);
  amount(json, "gain", near_miss.gain);
}

void write_outcome(JsonWriter& json, const ReadingOutcome& outcome) {
  text(json, "question", outcome.question);
  text(json, "option", outcome.option);
  title(json, "question_title", outcome.question_title);
  title(json, "option_title", outcome.option_title);
  flag(json, "is_default", outcome.is_default);
  amount(json, "total", outcome.total);
  objects(json, "clauses", outcome.clauses, [](JsonWriter& writer, const auto& clause) {
    text(writer, "clause", clause.first);
    amount(writer, "amount", clause.second);
  });
}

void write_comparison(JsonWriter& json,
                      const std::optional<ReadingComparison>& comparison) {
  if (!comparison) return;
  json.known_key("comparison");
  json.begin_object();
  objects(json, "outcomes", comparison->outcomes, write_outcome);
  amount(json, "spread", comparison->spread);
  flag(json, "exhaustive", comparison->exhaustive);
  json.end_object();
}

void write_reading(JsonWriter& json, const ReadingUsed& reading) {
  text(json, "question", reading.question);
  text(json, "option", reading.option);
  title(json, "question_title", reading.question_title);
  title(json, "option_title", reading.option_title);
  flag(json, "is_default", reading.is_default);
}

void write_policy(JsonWriter& json, const PolicyResult& policy) {
  text(json, "policy", policy.policy);
  text(json, "version", policy.version);
  title(json, "title", policy.title);
  text(json, "status", policy.status);
  flag(json, "in_force", policy.in_force);
  text(json, "hash", policy.hash);
  objects(json, "readings", policy.readings, write_reading);
  FormulaTable formulas;
  proof(json, "eligibility", policy.eligibility, formulas);
  objects(json, "clauses", policy.clauses,
          [&](JsonWriter& writer, const ClauseResult& clause) {
            write_clause(writer, clause, formulas);
          });
  formulas.write(json, "formulas");
  objects(json, "figures", policy.figures, write_figure);
  write_totals(json, policy.totals);
  objects(json, "missing", policy.missing, write_missing);
  objects(json, "near_misses", policy.near_misses, write_near_miss);
  write_comparison(json, policy.comparison);
  titles(json, "problems", policy.problems);
}

void write_case(JsonWriter& json, const CaseResult& result) {
  json.begin_object();
  text(json, "applicant", result.applicant);
  text(json, "name", result.name);
  date(json, "decision_date", result.decision_date);
  flag(json, "closed_world", result.closed_world);
  objects(json, "policies", result.policies, write_policy);
  write_totals(json, result.totals);
  json.end_object();
}

std::string write_document(std::span<const CaseResult> results, bool indented) {
  JsonWriter json(indented ? JsonWriter::Form::indented : JsonWriter::Form::compact);
  json.begin_object();
  text(json, "format", result_format);
  text(json, "engine", version);
  json.known_key("cases");
  json.begin_array();
  for (const CaseResult& result : results) write_case(json, result);
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace

std::string to_json(const CaseResult& result, bool indented) {
  return write_document({&result, 1}, indented);
}

std::string to_json(const std::vector<CaseResult>& results, bool indented) {
  return write_document(results, indented);
}

}  // namespace jiangbu
