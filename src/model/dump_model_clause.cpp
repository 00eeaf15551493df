// Clauses, conditions, awards and steps of a model, to text.
#include "model/model_dump.hpp"

namespace jiangbu {

namespace {

const char* name_of(Condition::Kind kind) {
  static const char* const names[] = {"that", "all", "any", "not", "by reading"};
  return names[static_cast<size_t>(kind)];
}

const char* name_of(Award::Kind kind) {
  static const char* const names[] = {"amount",  "unspecified", "delegated", "no money",
                                      "not met", "choice",      "by reading"};
  return names[static_cast<size_t>(kind)];
}

const char* name_of(PerKind kind) {
  static const char* const names[] = {"applicant", "clause", "item", "keys"};
  return names[static_cast<size_t>(kind)];
}

}  // namespace

void ModelDump::condition(const std::string& label, const Condition& condition) {
  std::string head = label + " " + name_of(condition.kind);
  if (condition.kind == Condition::Kind::by_reading) {
    head += " " + model_.readings[condition.question].name;
  }
  out_.open(head);
  formula("formula", condition.formula);
  title("title", condition.title);
  text("cite", condition.cite);
  for (const Condition& part : condition.parts) this->condition("-", part);
  out_.close();
}

void ModelDump::exclusions(const std::vector<Exclusion>& exclusions) {
  for (const Exclusion& exclusion : exclusions) {
    out_.open("exclude");
    condition("when", exclusion.when);
    title("title", exclusion.title);
    text("cite", exclusion.cite);
    out_.close();
  }
}

void ModelDump::award(const std::string& label, const Award& award) {
  std::string head = label + " " + name_of(award.kind);
  if (award.kind == Award::Kind::by_reading) {
    head += " " + model_.readings[award.question].name;
  }
  out_.open(head);
  formula("formula", award.formula);
  title("delegated", award.delegated);
  for (const auto& [slot, value] : award.bindings) {
    formula("let $" + std::to_string(slot) + " =", value);
  }
  for (size_t i = 0; i < award.alternatives.size(); ++i) {
    if (i < award.conditions.size()) formula("if", award.conditions[i]);
    this->award("give", award.alternatives[i]);
  }
  formula("otherwise when", award.otherwise_when);
  formula("at most", award.at_most);
  formula("at least", award.at_least);
  out_.close();
}

void ModelDump::step(const StackingStep& step) {
  out_.open(std::string("step ") + jiangbu::name_of(step.kind));
  title("title", step.title);
  clause_ids(step.of);
  std::string per = std::string("per ") + name_of(step.per);
  for (size_t i = 0; i < step.keys.size(); ++i) {
    per += " " + step.keys[i];
    if (i < step.key_slots.size()) per += " $" + std::to_string(step.key_slots[i]);
  }
  out_.line(per);
  if (step.total_slot != no_slot) out_.line("total $" + std::to_string(step.total_slot));
  formula("limit", step.limit);
  formula("other", step.other);
  if (step.when) condition("when", *step.when);
  out_.line(std::string("cut ") + jiangbu::name_of(step.cut));
  flag("keep first", step.keep_first);
  flag("in clause scope", step.in_clause_scope);
  if (step.kind == StepKind::round) {
    out_.line("rounding " + std::string(jiangbu::name_of(step.rounding)));
  }
  only_under(step.only_under);
  out_.close();
}

void ModelDump::clause_scope(const Clause& clause) {
  only_under(clause.only_under);
  bindings("for each", clause.for_each);
  formula("group by", clause.group_by);
  if (clause.group_slot != no_slot) {
    out_.line("group $" + std::to_string(clause.group_slot) + ", items $" +
              std::to_string(clause.items_slot));
  }
  bindings("let", clause.let);
  if (clause.when) condition("when", *clause.when);
  formula("selected", clause.selected);
  exclusions(clause.exclude);
  formula("window of", clause.window_of);
  formula("window from", clause.window_from);
  formula("window to", clause.window_to);
  formula("already paid", clause.already_paid);
}

void ModelDump::clause_payment(const Clause& clause) {
  award("award", clause.award);
  out_.line("rounding " + std::string(jiangbu::name_of(clause.rounding)) + " to " +
            clause.rounding_unit.to_string());
  bindings("key", clause.keys);
  for (const StackingStep& item : clause.stacking) step(item);
  for (const Instalment& instalment : clause.instalments) {
    out_.open("instalment");
    title("title", instalment.title);
    formula("share", instalment.share);
    formula("amount", instalment.amount);
    if (instalment.when) condition("when", *instalment.when);
    formula("due", instalment.due);
    out_.close();
  }
}

void ModelDump::clause_later(const Clause& clause) {
  for (const Bilingual& proof : clause.proofs) title("proof", proof);
  for (const Deadline& deadline : clause.deadlines) {
    title("deadline", deadline.title);
    formula("deadline by", deadline.by);
  }
  for (const Clawback& clawback : clause.clawback) {
    title("clawback", clawback.title);
    condition("clawback when", clawback.when);
    formula("clawback repay", clawback.repay);
  }
  for (const Bilingual& obligation : clause.obligations) title("obligation", obligation);
  notes(clause.notes);
  texts("ref", clause.refs);
}

void ModelDump::payers(const Payers& payers) {
  if (payers.question) out_.line("payers by " + model_.readings[*payers.question].name);
  for (const PayerShares& shares : payers.alternatives) {
    std::string line = "payers";
    for (const auto& [payer, share] : shares)
      line += " " + payer + " " + share.to_string();
    out_.line(line);
  }
}

void ModelDump::clause(const Clause& clause) {
  out_.open("clause " + clause.id);
  title("title", clause.title);
  text("cite", clause.cite);
  texts("department", clause.departments);
  payers(clause.payers);
  out_.line(std::string("mode ") + jiangbu::name_of(clause.mode));
  text("form", clause.form);
  flag("automatic", clause.automatic);
  clause_scope(clause);
  clause_payment(clause);
  clause_later(clause);
  out_.close();
}

}  // namespace jiangbu
