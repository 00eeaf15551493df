#include "model/dump_model.hpp"

#include "diagnostics/json_text.hpp"
#include "model/model_dump.hpp"

namespace jiangbu {

const char* name_of(CutOrder order) {
  static const char* const names[] = {"pro rata", "last first", "smallest first"};
  return names[static_cast<size_t>(order)];
}

namespace {

const char* name_of(AcrossKind kind) {
  static const char* const names[] = {"group cap", "rank", "pool"};
  return names[static_cast<size_t>(kind)];
}

const char* name_of(PoolShare share) {
  static const char* const names[] = {"pro rata", "first come", "priority"};
  return names[static_cast<size_t>(share)];
}

const char* name_of(Ties ties) {
  static const char* const names[] = {"all", "none", "first"};
  return names[static_cast<size_t>(ties)];
}

}  // namespace

void ModelDump::text(const char* label, const std::string& text) {
  if (!text.empty()) out_.line(std::string(label) + " " + json_string(text));
}

void ModelDump::texts(const char* label, const std::vector<std::string>& texts) {
  for (const std::string& item : texts) text(label, item);
}

void ModelDump::title(const char* label, const Bilingual& title) {
  if (title.empty()) return;
  out_.line(std::string(label) + " zh " + json_string(title.zh) + " en " +
            json_string(title.en));
}

void ModelDump::flag(const char* label, bool value) {
  if (value) out_.line(label);
}

void ModelDump::date(const char* label, const std::optional<Date>& date) {
  if (date) out_.line(std::string(label) + " " + date->to_string());
}

void ModelDump::number(const char* label, const std::optional<Decimal>& number) {
  if (number) out_.line(std::string(label) + " " + number->to_string());
}

void ModelDump::notes(const std::vector<Note>& notes) {
  for (const Note& note : notes) {
    title("note", note.text);
    text("note cite", note.cite);
    texts("note ref", note.refs);
  }
}

void ModelDump::formula(const std::string& label, FormulaId id) {
  if (id == no_formula) return;
  const Expression& formula = model_.formulas[id];
  out_.line(label + " f" + std::to_string(id) + ": " + formula_text(formula, model_) +
            " : " + type_name(formula.type, model_.vocabulary));
}

void ModelDump::bindings(const char* label, const std::vector<Binding>& bindings) {
  for (const Binding& binding : bindings) {
    std::string head = std::string(label) + " " + binding.name;
    if (binding.slot != no_slot) head += " $" + std::to_string(binding.slot);
    formula(head + " =", binding.formula);
  }
}

void ModelDump::only_under(const std::vector<OnlyUnder>& list) {
  for (const OnlyUnder& only : list) {
    const Reading& reading = model_.readings[only.question];
    std::string line = "only under " + reading.name + ":";
    for (size_t i = 0; i < only.options.size(); ++i) {
      if (only.options[i]) line += " " + reading.options[i].name;
    }
    out_.line(line);
  }
}

void ModelDump::clause_ids(const std::vector<std::uint32_t>& ids) {
  std::string line = "of";
  for (const std::uint32_t id : ids) line += " " + model_.clauses[id].id;
  out_.line(line);
}

void ModelDump::head() {
  text("version", model_.version);
  title("title", model_.title);
  title("issuer", model_.issuer);
  text("document", model_.document);
  text("jurisdiction", model_.jurisdiction);
  out_.line(std::string("status ") + jiangbu::name_of(model_.status));
  text("superseded by", model_.superseded_by);
  date("period from", model_.period_from);
  date("period to", model_.period_to);
  flag("first department leads", model_.first_department_leads);
  notes(model_.notes);
  for (const Reference& reference : model_.references) {
    title(("reference " + reference.name).c_str(), reference.title);
    title("supplies", reference.supplies);
  }
}

void ModelDump::reading(const Reading& reading) {
  out_.open("reading " + reading.name);
  title("title", reading.title);
  texts("ref", reading.refs);
  for (size_t i = 0; i < reading.options.size(); ++i) {
    const ReadingOption& option = reading.options[i];
    out_.open((i == reading.default_option ? "default option " : "option ") +
              option.name);
    title("title", option.title);
    title("reason", option.reason);
    out_.close();
  }
  out_.close();
}

void ModelDump::parameter(const Parameter& parameter) {
  out_.open("parameter " + parameter.name + " : " +
            type_name(parameter.type, model_.vocabulary));
  title("title", parameter.title);
  text("cite", parameter.cite);
  texts("ref", parameter.refs);
  for (const DatedValue& value : parameter.values) {
    date("from", value.from);
    date("to", value.to);
    formula("value", value.value);
    text("value cite", value.cite);
  }
  out_.close();
}

void ModelDump::table(std::uint32_t index) {
  const Table& table = model_.tables[index];
  out_.open("table t" + std::to_string(index) + " " + table.name);
  title("title", table.title);
  out_.line(std::string("hit policy ") + jiangbu::name_of(table.hit_policy));
  for (size_t i = 0; i < table.inputs.size(); ++i) {
    const bool named = i < table.input_names.size();
    out_.line("input $" + std::to_string(table.inputs[i]) + " " +
              (named ? table.input_names[i] : "") + " : " +
              type_name(table.input_types[i], model_.vocabulary));
  }
  for (const TableRow& row : table.rows) {
    out_.open("row");
    for (const FormulaId test : row.tests) {
      if (test == no_formula) out_.line("test -");
      formula("test", test);
    }
    for (const FormulaId output : row.outputs) formula("output", output);
    out_.close();
  }
  for (const FormulaId output : table.otherwise) formula("otherwise", output);
  flag("otherwise none", table.otherwise_none);
  for (const FormulaId value : table.priority) formula("priority", value);
  out_.line("result : " + type_name(table.result, model_.vocabulary));
  out_.close();
}

void ModelDump::across(const AcrossStep& step) {
  out_.open(std::string("across ") + name_of(step.kind));
  title("title", step.title);
  clause_ids(step.of);
  for (const std::string& key : step.keys) out_.line("per key " + key);
  formula("by", step.by);
  formula("amount", step.amount);
  out_.line(step.highest_first ? "highest first" : "lowest first");
  if (step.kind == AcrossKind::pool)
    out_.line(std::string("share ") + name_of(step.share));
  if (step.kind == AcrossKind::rank) out_.line(std::string("ties ") + name_of(step.ties));
  if (step.kind == AcrossKind::group_cap) {
    out_.line(std::string("cut ") + jiangbu::name_of(step.cut));
  }
  out_.close();
}

void ModelDump::target(const Target& target) {
  out_.open("target " + target.id);
  title("title", target.title);
  text("cite", target.cite);
  out_.line(std::string("form ") + jiangbu::name_of(target.form) + ", " +
            target.comparison);
  number("value", target.value);
  text("unit", target.unit);
  number("baseline", target.baseline);
  if (target.baseline_year) number("baseline year", Decimal(*target.baseline_year));
  number("achieved", target.achieved);
  if (target.year) number("year", Decimal(*target.year));
  texts("ref", target.refs);
  notes(target.notes);
  out_.close();
}

void ModelDump::budget(const Budget& budget) {
  out_.open("budget " + budget.id);
  title("title", budget.title);
  text("cite", budget.cite);
  number("at least", budget.at_least);
  number("at most", budget.at_most);
  number("amount", budget.amount);
  text("per", budget.per);
  text("payer", budget.payer);
  texts("ref", budget.refs);
  notes(budget.notes);
  out_.close();
}

void ModelDump::figure(const Figure& figure) {
  out_.open("figure " + figure.id);
  title("title", figure.title);
  text("cite", figure.cite);
  formula("value", figure.value);
  texts("ref", figure.refs);
  notes(figure.notes);
  out_.close();
}

void ModelDump::registers() {
  for (const AcrossStep& item : model_.across) across(item);
  for (const Target& item : model_.targets) target(item);
  for (const Budget& item : model_.budgets) budget(item);
  for (const Figure& item : model_.figures) figure(item);
}

std::string ModelDump::write() {
  out_.open("policy " + model_.id);
  head();
  vocabulary();
  for (const Reading& item : model_.readings) reading(item);
  for (const Parameter& item : model_.parameters) parameter(item);
  bindings("let", model_.let);
  if (model_.eligible) condition("eligible", *model_.eligible);
  exclusions(model_.exclude);
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) table(i);
  for (const Clause& item : model_.clauses) clause(item);
  for (const StackingStep& item : model_.stacking) step(item);
  registers();
  out_.close();
  return out_.take();
}

std::string dump(const PolicyModel& model) { return ModelDump(model).write(); }

}  // namespace jiangbu
