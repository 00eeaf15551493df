// What policies cost over a whole population.
#include "budget/estimate_budget.hpp"

#include "api/problems.hpp"
#include "api/states.hpp"
#include "c_api/population.hpp"
#include "document/read_document.hpp"
#include "read/budget_question.hpp"
#include "report/budget_json.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace {

/// One document of the caller's; nothing if it cannot be read.
std::optional<Node> document_of(std::string name, jb_text text, SourceMap& sources,
                                Diagnostics& diagnostics) {
  const FileId file = sources.add(std::move(name), string_of(text));
  return read_yaml(sources, file, diagnostics);
}

/// Assumptions and scenarios; what is wrong with them goes into the diagnostics.
void read_documents(const jb_budget_options& options, BudgetQuestion& question,
                    SourceMap& sources, Diagnostics& diagnostics) {
  if (options.assumptions.size > 0) {
    const auto document =
        document_of("assumptions", options.assumptions, sources, diagnostics);
    if (document) question.assume(*document);
  }
  if (options.scenario_count > 0) given(options.scenarios, "scenarios");
  for (std::size_t i = 0; i < options.scenario_count; ++i) {
    const jb_named_text& scenario = options.scenarios[i];
    const auto document =
        document_of(string_of(scenario.name), scenario.text, sources, diagnostics);
    if (document) question.add_scenario(*document);
  }
}

std::string budget_json(const Rules& rules, CallerTables& tables,
                        const jb_budget_options& options) {
  std::vector<Problem> problems;
  const auto date = read_decision_date(string_of(options.decision_date), problems);
  if (has_errors(problems)) fail_with(problems, JB_INVALID_ARGUMENT);
  PopulationControl control(options.time_limit, options.progress,
                            options.progress_context);
  SourceMap sources = rules.state()->sources;  // those of assumptions are added
  Diagnostics diagnostics;
  BudgetQuestion question(rules.state()->rules.policies, sources, diagnostics);
  read_documents(options, question, sources, diagnostics);
  if (diagnostics.has_errors() || !question.prepare()) {
    add_problems(diagnostics, sources, problems);
    fail_with(problems, JB_RULES_FAULTY);
  }
  ReadPopulationOptions reading;
  reading.closed_world = options.open_world == 0;
  reading.threads = threads_of(options.threads);
  const auto readers = question.readers();
  const ReadTables read = read_tables(tables, readers, reading, control);

  BudgetRequest& request = question.request();
  request.decision_date = *date;
  request.population = &read.population;
  request.threads = reading.threads;
  if (options.listed > 0) request.listed = options.listed;
  request.progress = [&](const Bilingual&) { control.begin(JB_COMPUTING); };
  request.measured = [&](std::uint64_t done, std::uint64_t all) {
    control.advance(done, all);
  };
  BudgetEstimate estimate = estimate_budget(request);
  question.add_provenance(read.report, estimate);
  estimate.facts_name = string_of(options.facts_name);
  estimate.facts_hash = string_of(options.facts_hash);
  return to_json(estimate, true);
}

}  // namespace

jb_status jb_budget(const jb_rules* rules, const jb_table* tables, size_t table_count,
                    const jb_budget_options* options, jb_string** json,
                    jb_error** error) {
  return guarded(error, [&] {
    given(json, "json");
    const Rules& loaded = given(rules, "rules").rules;
    const jb_budget_options all = options_of(&given(options, "options"));
    if (!loaded.ok()) fail_with(loaded.problems(), JB_RULES_FAULTY);
    CallerTables given_tables(tables, table_count, {all.max_rows, all.max_bytes});
    *json = new jb_string{budget_json(loaded, given_tables, all)};
    return JB_OK;
  });
}
