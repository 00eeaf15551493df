#include "syntax/dump_policy.hpp"

#include "diagnostics/json_text.hpp"
#include "syntax/syntax_dump.hpp"

namespace jiangbu {

std::string SyntaxDump::at(Span span, std::string_view text) const {
  if (!span.is_place()) return std::string(text);
  const LineColumn place = sources_.file(span.file).line_column(span.begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
         std::string(text);
}

void SyntaxDump::word(const char* label, const Word& word) {
  if (word.empty()) return;
  out_.line(at(word.span, std::string(label) + " " + json_string(word.text)));
}

void SyntaxDump::words(const char* label, const std::vector<Word>& words) {
  for (const Word& item : words) word(label, item);
}

void SyntaxDump::title(const char* label, const TitleSyntax& title) {
  if (title.text.empty()) return;
  out_.line(at(title.span, std::string(label) + " zh " + json_string(title.text.zh) +
                               " en " + json_string(title.text.en)));
}

void SyntaxDump::formula(const std::string& label, const Formula& formula) {
  if (formula) out_.line(at(formula->span, label + " " + to_text(*formula)));
}

void SyntaxDump::named_formulas(const char* label,
                                const std::vector<std::pair<Word, Formula>>& formulas) {
  for (const auto& [name, value] : formulas) {
    formula(std::string(label) + " " + name.text + " =", value);
  }
}

void SyntaxDump::flag(const char* label, bool value) {
  if (value) out_.line(label);
}

void SyntaxDump::notes(const std::vector<NoteSyntax>& notes) {
  for (const NoteSyntax& note : notes) {
    title("note", note.text);
    word("note cite", note.cite);
    words("note ref", note.refs);
  }
}

void SyntaxDump::node(const char* label, const Node& node) {
  if (node.is_scalar() || node.is_null()) {
    const std::string text = node.is_null() ? "null" : json_string(node.text);
    return out_.line(at(node.span, std::string(label) + " " + text));
  }
  out_.open(at(node.span, label));
  for (const Node& item : node.items) this->node("-", item);
  for (const Entry& entry : node.entries) this->node(entry.key.text.c_str(), entry.value);
  out_.close();
}

void SyntaxDump::head(const PolicySyntax& policy) {
  word("version", policy.version);
  title("title", policy.title);
  words("uses", policy.uses);
  title("issuer", policy.issuer);
  word("document", policy.document);
  word("jurisdiction", policy.jurisdiction);
  word("status", policy.status);
  word("superseded by", policy.superseded_by);
  word("period from", policy.period_from);
  word("period to", policy.period_to);
  flag("first department leads", policy.first_department_leads);
  if (policy.source) node("source", *policy.source);
  notes(policy.notes);
  for (const ReferenceSyntax& reference : policy.references) {
    word("reference", reference.name);
    title("reference title", reference.title);
    title("reference supplies", reference.supplies);
  }
}

void SyntaxDump::reading(const ReadingSyntax& reading) {
  out_.open(at(reading.name.span, "reading " + reading.name.text));
  title("title", reading.title);
  words("ref", reading.refs);
  word("default", reading.default_option);
  for (const ReadingOptionSyntax& option : reading.options) {
    out_.open(at(option.name.span, "option " + option.name.text));
    title("title", option.title);
    title("reason", option.reason);
    out_.close();
  }
  out_.close();
}

void SyntaxDump::parameter(const ParameterSyntax& parameter) {
  out_.open(at(parameter.name.span, "parameter " + parameter.name.text));
  title("title", parameter.title);
  word("cite", parameter.cite);
  word("type", parameter.type);
  words("ref", parameter.refs);
  for (const DatedValueSyntax& value : parameter.values) {
    word("from", value.from);
    word("to", value.to);
    formula("value", value.value);
    word("value cite", value.cite);
  }
  out_.close();
}

void SyntaxDump::across(const AcrossSyntax& step) {
  out_.open(at(step.span, "across " + step.kind.text));
  title("title", step.title);
  words("of", step.of);
  words("per", step.per);
  for (const auto& [name, value] : step.formulas) formula(name, value);
  word("order", step.order);
  word("ties", step.ties);
  word("share", step.share);
  word("cut", step.cut);
  out_.close();
}

void SyntaxDump::target(const TargetSyntax& target) {
  out_.open(at(target.id.span, "target " + target.id.text));
  title("title", target.title);
  word("cite", target.cite);
  word("unit", target.unit);
  formula("value", target.value);
  formula("baseline", target.baseline);
  word("baseline year", target.baseline_year);
  formula("achieved", target.achieved);
  word("year", target.year);
  word("form", target.form);
  word("comparison", target.comparison);
  words("ref", target.refs);
  notes(target.notes);
  out_.close();
}

void SyntaxDump::budget(const BudgetSyntax& budget) {
  out_.open(at(budget.id.span, "budget " + budget.id.text));
  title("title", budget.title);
  word("cite", budget.cite);
  formula("at least", budget.at_least);
  formula("at most", budget.at_most);
  formula("amount", budget.amount);
  word("per", budget.per);
  word("payer", budget.payer);
  words("ref", budget.refs);
  notes(budget.notes);
  out_.close();
}

void SyntaxDump::figure(const FigureSyntax& figure) {
  out_.open(at(figure.id.span, "figure " + figure.id.text));
  title("title", figure.title);
  word("cite", figure.cite);
  formula("value", figure.value);
  words("ref", figure.refs);
  notes(figure.notes);
  out_.close();
}

void SyntaxDump::write(const PolicySyntax& policy) {
  out_.open(at(policy.id.span, "policy " + policy.id.text));
  head(policy);
  declarations(policy.vocabulary);
  named_formulas("let", policy.let);
  if (policy.eligible) condition("eligible", *policy.eligible);
  exclusions(policy.exclude);
  for (const ReadingSyntax& item : policy.readings) reading(item);
  for (const ParameterSyntax& item : policy.parameters) parameter(item);
  for (const TableSyntax& item : policy.tables) table(item);
  for (const ClauseSyntax& item : policy.clauses) clause(item);
  for (const StackingStepSyntax& item : policy.stacking) step(item);
  for (const AcrossSyntax& item : policy.across) across(item);
  for (const TargetSyntax& item : policy.targets) target(item);
  for (const BudgetSyntax& item : policy.budgets) budget(item);
  for (const FigureSyntax& item : policy.figures) figure(item);
  for (const TestSyntax& item : policy.tests) test(item);
  out_.close();
}

std::string dump(const PolicySyntax& policy, const SourceMap& sources) {
  SyntaxDump out(sources);
  out.write(policy);
  return out.take();
}

std::string dump(const VocabularySyntax& vocabulary, const SourceMap& sources) {
  SyntaxDump out(sources);
  out.write(vocabulary);
  return out.take();
}

std::string dump(const TestFileSyntax& tests, const SourceMap& sources) {
  SyntaxDump out(sources);
  out.write(tests);
  return out.take();
}

}  // namespace jiangbu
