// Policies and facts from texts in memory, and results as short texts.
// In: YAML. Out: Programs, CaseFacts, PolicyResults, "0..500" for amounts in yuan.
// Never: opens a file.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/render.hpp"
#include "document/read_document.hpp"
#include "evaluate/evaluate.hpp"
#include "model/resolve_policy.hpp"
#include "program/program.hpp"
#include "read/read_facts.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu::test {

/// What became of the text of a policy; `program` is absent if it has errors.
struct CompiledText {
  SourceMap sources;
  Diagnostics diagnostics;
  PolicyModel model;
  std::optional<Program> program;
  PolicySyntax syntax;

  /// "JB3002 `nmae`; " for each finding of the stage ("JB3"), with the text it covers.
  std::string findings(const std::string& stage = "JB3") const {
    std::string text;
    for (const Diagnostic& one : diagnostics.all()) {
      if (!code_text(one.code).starts_with(stage)) continue;
      text += std::string(code_text(one.code)) + " `" +
              std::string(sources.text(one.span)) + "`; ";
    }
    return text;
  }
  std::string rendered() const { return render(diagnostics, sources, Language::en); }
};

inline Node scalar_node(const std::string& text) {
  Node node;
  node.kind = NodeKind::scalar;
  node.text = text;
  return node;
}

/// Adds the titles that a policy must have and that say nothing in a test: to every
/// mapping under `facts`, `clauses` and the like.
inline void add_titles(Node& node, const std::string& under = "") {
  static const std::set<std::string> titled = {
      "enums",      "entities", "fields",  "facts",   "readings", "options",
      "parameters", "targets",  "budgets", "figures", "clauses"};
  for (Entry& entry : node.entries) {
    add_titles(entry.value, entry.key.text);
    if (!titled.contains(under) || !entry.value.is_mapping()) continue;
    Node title;
    title.kind = NodeKind::mapping;
    title.entries = {{scalar_node("zh"), scalar_node("标题")},
                     {scalar_node("en"), scalar_node("title")}};
    const bool option = under == "options";
    for (const std::string key : {"title", "reason"}) {
      const bool wanted = key == "title" || option;
      if (!wanted || entry.value.find(key) != nullptr) continue;
      entry.value.entries.push_back({scalar_node(key), title});
    }
  }
  for (Node& item : node.items) add_titles(item);
}

inline std::string head(const std::string& status = "draft") {
  return "policy: p\ntitle: {zh: 甲, en: a}\nstatus: " + status + "\n";
}

inline CompiledText compile_text(const std::string& text) {
  CompiledText result;
  const FileId file = result.sources.add("p.yaml", text);
  auto tree = read_yaml(result.sources, file, result.diagnostics);
  if (!tree) return result;
  add_titles(*tree);
  result.syntax = read_policy(*tree, result.diagnostics);
  result.model = resolve_policy(result.syntax, {&result.syntax.vocabulary},
                                result.sources, result.diagnostics);
  if (!result.diagnostics.has_errors()) result.program = compile(result.model);
  return result;
}

/// The policy's head and `body`, compiled; fails the test if that has errors.
inline Program program_of(const std::string& body, const std::string& status = "draft") {
  CompiledText result = compile_text(head(status) + body);
  if (!result.program) FAIL(result.rendered());
  return std::move(*result.program);
}

/// JB3xxx findings of the policy's head and `body`.
inline std::string findings_of(const std::string& body) {
  return compile_text(head() + body).findings();
}

inline CaseFacts facts_of(const Program& program, const std::string& yaml,
                          bool closed_world = false) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("facts.yaml", yaml.empty() ? "{}" : yaml);
  const auto tree = read_yaml(sources, file, diagnostics);
  ReadFactsOptions options;
  options.closed_world = closed_world;
  CaseFacts facts;
  if (tree) facts = read_facts(*tree, program.model->vocabulary, options, diagnostics);
  if (diagnostics.has_errors()) FAIL(render(diagnostics, sources, Language::en));
  return facts;
}

inline EvaluateOptions on(const std::string& date) {
  EvaluateOptions options;
  options.decision_date = Date::parse(date).value();
  return options;
}

inline PolicyResult evaluate(const Program& program, const std::string& facts = "",
                             const std::string& date = "2024-06-01") {
  return evaluate_policy(program, facts_of(program, facts), on(date));
}

inline PolicyResult evaluate_closed(const Program& program,
                                    const std::string& facts = "") {
  return evaluate_policy(program, facts_of(program, facts, true), on("2024-06-01"));
}

/// Several applicants, in the order given.
inline std::vector<PolicyResult> evaluate_all(const Program& program,
                                              const std::vector<std::string>& facts) {
  std::vector<CaseFacts> applicants;
  for (const std::string& one : facts) applicants.push_back(facts_of(program, one));
  return evaluate_applicants(program, applicants, on("2024-06-01"));
}

/// Yuan: "500", "0..500", "0.." without an upper end.
inline std::string text_of(const AmountRange& amount) {
  if (amount.is_exact()) return amount.low.to_string();
  return amount.low.to_string() + ".." + (amount.high ? amount.high->to_string() : "");
}

inline const ClauseResult& clause(const PolicyResult& result, const std::string& id) {
  for (const ClauseResult& one : result.clauses) {
    if (one.id == id) return one;
  }
  FAIL("no clause " << id);
  return result.clauses.front();
}

/// "due 500", "not met 0": status and amount of a clause.
inline std::string outcome(const PolicyResult& result, const std::string& id) {
  const ClauseResult& found = clause(result, id);
  return std::string(name_of(found.status)) + " " + text_of(found.amount);
}

/// Each line of a clause as outcome(), separated by "; ".
inline std::string lines(const PolicyResult& result, const std::string& id) {
  std::string text;
  for (const LineResult& line : clause(result, id).lines) {
    text += (text.empty() ? "" : "; ") + std::string(name_of(line.status)) + " " +
            text_of(line.amount);
  }
  return text;
}

/// The drafts' total: most policies here are drafts, which need no period.
inline std::string total(const PolicyResult& result) {
  return text_of(result.status == "draft" ? result.totals.indicative
                                          : result.totals.payable);
}

inline std::string figure(const PolicyResult& result, const std::string& id) {
  for (const FigureResult& one : result.figures) {
    if (one.id == id) return one.value;
  }
  return "no figure " + id;
}

/// "city 300; county 200": a breakdown of a total.
inline std::string breakdown(const std::vector<TotalBy>& totals) {
  std::string text;
  for (const TotalBy& one : totals) {
    text += (text.empty() ? "" : "; ") + one.key + " " + text_of(one.amount);
  }
  return text;
}

}  // namespace jiangbu::test
