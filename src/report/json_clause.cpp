// One clause and its lines as JSON; see json_parts.hpp.
#include "report/json_parts.hpp"

namespace jiangbu::json_parts {

namespace {

/// A line whose text states no amount has none; its 0 in the result must not be read as
/// a figure.
bool has_amount(LineStatus status) {
  return status != LineStatus::unspecified && status != LineStatus::delegated &&
         status != LineStatus::error;
}

void amount_after_stacking(JsonWriter& json, LineStatus status,
                           const AmountRange& value) {
  if (has_amount(status)) {
    amount(json, "amount", value);
  } else {
    json.known_key("amount");
    json.null();
  }
}

void write_reduction(JsonWriter& json, const Reduction& reduction) {
  text(json, "step", reduction.step);
  title(json, "title", reduction.title);
  money(json, "lost", reduction.lost);
  texts(json, "winners", reduction.winners);
}

void write_instalment(JsonWriter& json, const InstalmentResult& instalment) {
  title(json, "title", instalment.title);
  date(json, "due", instalment.due);
  amount(json, "amount", instalment.amount);
  truth(json, "condition", instalment.condition);
}

void write_calculation(JsonWriter& json, const Calculation& calculation,
                       FormulaTable& formulas) {
  json.known_key("formula");
  json.number(formulas.number_of(*calculation.part));
  objects(json, "values", calculation.values,
          [&](JsonWriter& writer, const Calculation::Used& used) {
            text(writer, "of", used.source);
            text(writer, "value", used.value.text);
            formulas.add_value(*calculation.part, used.value);
          });
}

void write_bound(JsonWriter& json, const BoundReached& bound) {
  text(json, "kind", bound.upper ? "at most" : "at least");
  amount(json, "before", bound.before);
  amount(json, "bound", bound.bound);
}

void write_deadline(JsonWriter& json, const DeadlineResult& deadline) {
  title(json, "title", deadline.title);
  date(json, "by", deadline.by);
}

void write_clawback(JsonWriter& json, const ClawbackResult& clawback) {
  title(json, "title", clawback.title);
  truth(json, "applies", clawback.applies);
  amount(json, "amount", clawback.amount);
}

void write_line(JsonWriter& json, const LineResult& line, FormulaTable& formulas) {
  text(json, "item", line.item);
  text(json, "item_label", line.item_label);
  status(json, line.status);
  if (line.computed) amount(json, "computed", *line.computed);
  amount_after_stacking(json, line.status, line.amount);
  causes(json, line.causes);
  if (line.delegated_to) title(json, "delegated_to", *line.delegated_to);
  proof(json, "proof", line.proof, formulas);
  objects(json, "calculations", line.calculations,
          [&](JsonWriter& writer, const Calculation& calculation) {
            write_calculation(writer, calculation, formulas);
          });
  objects(json, "bounds", line.bounds, write_bound);
  missing(json, line.missing, line.missing_more);
  names(json, line.names);
  objects(json, "reductions", line.reductions, write_reduction);
  objects(json, "instalments", line.instalments, write_instalment);
  objects(json, "deadlines", line.deadlines, write_deadline);
  objects(json, "clawbacks", line.clawbacks, write_clawback);
}

}  // namespace

void write_clause(JsonWriter& json, const ClauseResult& clause, FormulaTable& formulas) {
  text(json, "id", clause.id);
  title(json, "title", clause.title);
  text(json, "cite", clause.cite);
  texts(json, "departments", clause.departments);
  objects(json, "payers", clause.payers, [](JsonWriter& writer, const auto& payer) {
    text(writer, "payer", payer.first);
    text(writer, "share", payer.second);
  });
  text(json, "mode", clause.mode);
  text(json, "form", clause.form);
  if (clause.automatic) flag(json, "automatic", true);
  status(json, clause.status);
  amount_after_stacking(json, clause.status, clause.amount);
  causes(json, clause.causes);
  objects(json, "lines", clause.lines, [&](JsonWriter& writer, const LineResult& line) {
    write_line(writer, line, formulas);
  });
  titles(json, "proofs", clause.proofs);
  titles(json, "obligations", clause.obligations);
  titles(json, "notes", clause.notes);
  proof(json, "refusal", clause.refusal, formulas);
}

}  // namespace jiangbu::json_parts
