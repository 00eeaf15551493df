// Clauses, conditions, awards, steps as written, to text.
#include "syntax/syntax_dump.hpp"

namespace jiangbu {

namespace {

const char* name_of(ConditionSyntax::Kind kind) {
  switch (kind) {
    case ConditionSyntax::Kind::leaf:
      return "that";
    case ConditionSyntax::Kind::all:
      return "all";
    case ConditionSyntax::Kind::any:
      return "any";
    case ConditionSyntax::Kind::not_:
      return "not";
    case ConditionSyntax::Kind::by_reading:
      return "by reading";
  }
  return "";
}

const char* name_of(AwardSyntax::Kind kind) {
  switch (kind) {
    case AwardSyntax::Kind::formula:
      return "amount";
    case AwardSyntax::Kind::unspecified:
      return "unspecified";
    case AwardSyntax::Kind::delegated:
      return "delegated";
    case AwardSyntax::Kind::none:
      return "none";
    case AwardSyntax::Kind::by_value:
      return "by";
    case AwardSyntax::Kind::table:
      return "table";
    case AwardSyntax::Kind::marginal:
      return "marginal";
    case AwardSyntax::Kind::step:
      return "step";
    case AwardSyntax::Kind::by_reading:
      return "by reading";
  }
  return "";
}

}  // namespace

void SyntaxDump::condition(const char* label, const ConditionSyntax& condition) {
  out_.open(at(condition.span, std::string(label) + " " + name_of(condition.kind)));
  formula("formula", condition.formula);
  title("title", condition.title);
  word("cite", condition.cite);
  word("question", condition.question);
  for (size_t i = 0; i < condition.parts.size(); ++i) {
    const bool named = i < condition.options.size();
    const std::string part = named ? "option " + condition.options[i].text + ":" : "-";
    this->condition(part.c_str(), condition.parts[i]);
  }
  out_.close();
}

void SyntaxDump::exclusions(const std::vector<ExclusionSyntax>& exclusions) {
  for (const ExclusionSyntax& exclusion : exclusions) {
    out_.open("exclude");
    condition("when", exclusion.when);
    title("title", exclusion.title);
    word("cite", exclusion.cite);
    out_.close();
  }
}

void SyntaxDump::band(const BandSyntax& band) {
  out_.open(at(band.span, "band"));
  if (band.low) formula(band.low->inclusive ? "at least" : "over", band.low->value);
  if (band.high) formula(band.high->inclusive ? "at most" : "below", band.high->value);
  formula("rate", band.rate);
  for (const AwardSyntax& given : band.award) award("give", given);
  out_.close();
}

void SyntaxDump::award(const std::string& label, const AwardSyntax& award) {
  out_.open(at(award.span, label + " " + name_of(award.kind)));
  formula("formula", award.formula);
  title("delegated", award.delegated);
  word("question", award.question);
  for (size_t i = 0; i < award.cases.size(); ++i) {
    this->award(award.case_names[i].text + ":", award.cases[i]);
  }
  for (const AwardSyntax& part : award.otherwise) this->award("otherwise", part);
  if (award.table) table(*award.table);
  for (const BandSyntax& item : award.bands) band(item);
  formula("at most", award.at_most);
  formula("at least", award.at_least);
  out_.close();
}

void SyntaxDump::table(const TableSyntax& table) {
  out_.open(at(table.span, "table " + table.name.text));
  title("title", table.title);
  word("hit policy", table.hit_policy);
  for (const TableInputSyntax& input : table.inputs) {
    formula("input", input.value);
    if (!input.name.empty()) {
      out_.line(at(input.name.span, "input " + input.name.text + ": " + input.type.text));
    }
  }
  for (const auto& [name, type] : table.outputs) {
    out_.line(at(type.span, "output " + name.text + ": " + type.text));
  }
  for (const TableRowSyntax& row : table.rows) {
    out_.open(at(row.span, "row"));
    for (const Node& cell : row.cells) node("cell", cell);
    out_.close();
  }
  for (const Formula& value : table.priority) formula("priority", value);
  if (table.otherwise) node("otherwise", *table.otherwise);
  out_.close();
}

void SyntaxDump::only_under(const std::vector<OnlyUnderSyntax>& list) {
  for (const OnlyUnderSyntax& item : list) {
    word("only under", item.question);
    words("option", item.options);
  }
}

void SyntaxDump::step(const StackingStepSyntax& step) {
  out_.open(at(step.span, "step " + step.kind.text));
  title("title", step.title);
  words("of", step.of);
  words("per", step.per);
  for (const auto& [name, value] : step.formulas) formula(name, value);
  if (step.when) condition("when", *step.when);
  word("cut", step.cut);
  word("keep", step.keep);
  word("mode", step.mode);
  only_under(step.only_under);
  out_.close();
}

void SyntaxDump::clause_scope(const ClauseSyntax& clause) {
  only_under(clause.only_under);
  for (const BindingSyntax& binding : clause.for_each) {
    out_.line(at(binding.variable.span,
                 "for each " + binding.variable.text + " in " + to_text(binding.list)));
  }
  formula("group by", clause.group_by);
  named_formulas("let", clause.let);
  if (clause.when) condition("when", *clause.when);
  formula("selected", clause.selected);
  exclusions(clause.exclude);
  formula("window of", clause.window_of);
  formula("window from", clause.window_from);
  formula("window to", clause.window_to);
  word("once", clause.once);
  formula("object", clause.object);
}

void SyntaxDump::clause_payment(const ClauseSyntax& clause) {
  if (clause.award) award("award", *clause.award);
  word("rounding mode", clause.rounding.mode);
  formula("rounding to", clause.rounding.to);
  named_formulas("key", clause.keys);
  for (const StackingStepSyntax& item : clause.stacking) step(item);
  for (const InstalmentSyntax& instalment : clause.instalments) {
    out_.open(at(instalment.span, "instalment"));
    title("title", instalment.title);
    formula("share", instalment.share);
    formula("amount", instalment.amount);
    if (instalment.when) condition("when", *instalment.when);
    formula("due", instalment.due);
    out_.close();
  }
}

void SyntaxDump::clause_later(const ClauseSyntax& clause) {
  for (const TitleSyntax& proof : clause.proofs) title("proof", proof);
  for (const DeadlineSyntax& deadline : clause.deadlines) {
    out_.open("deadline");
    title("title", deadline.title);
    formula("by", deadline.by);
    out_.close();
  }
  for (const ClawbackSyntax& clawback : clause.clawback) {
    out_.open("clawback");
    title("title", clawback.title);
    if (clawback.when) condition("when", *clawback.when);
    formula("repay", clawback.repay);
    out_.close();
  }
  for (const TitleSyntax& obligation : clause.obligations)
    title("obligation", obligation);
  notes(clause.notes);
  words("ref", clause.refs);
}

void SyntaxDump::clause(const ClauseSyntax& clause) {
  out_.open(at(clause.id.span, "clause " + clause.id.text));
  title("title", clause.title);
  word("cite", clause.cite);
  words("department", clause.departments);
  word("payer by reading", clause.payers.question);
  for (size_t i = 0; i < clause.payers.alternatives.size(); ++i) {
    if (i < clause.payers.options.size()) word("option", clause.payers.options[i]);
    for (const PayerShareSyntax& payer : clause.payers.alternatives[i]) {
      word("payer", payer.payer);
      formula("share", payer.share);
    }
  }
  word("mode", clause.mode);
  word("form", clause.form);
  word("application", clause.application);
  clause_scope(clause);
  clause_payment(clause);
  clause_later(clause);
  out_.close();
}

}  // namespace jiangbu
