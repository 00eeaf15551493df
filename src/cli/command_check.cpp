// jiangbu check: what an applicant (or a set of them) qualifies for, explained.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "document/read_document.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/readings.hpp"
#include "read/read_facts.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace jiangbu {

namespace {

struct CheckOptions {
  std::vector<std::string> rules;
  std::string facts;
  std::string date;
  std::vector<std::string> readings;
  bool closed = false;
  bool all = false;
  bool allow_unknown = false;
};

/// "question=option" pairs; "all" asks for all readings side by side.
bool read_readings(const std::vector<std::string>& texts, EvaluateOptions& options) {
  for (const std::string& text : texts) {
    if (text == "all") {
      options.compare_readings = true;
      continue;
    }
    const size_t equals = text.find('=');
    if (equals == std::string::npos) {
      std::cerr << "--reading " << text << ": write QUESTION=OPTION, or all\n";
      return false;
    }
    options.readings[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return true;
}

/// Every reading asked for must exist in some policy.
bool readings_exist(const EvaluateOptions& options,
                    const std::vector<LoadedPolicy>& policies) {
  bool all = true;
  for (const auto& asked : options.readings) {
    const bool found = std::ranges::any_of(policies, [&](const LoadedPolicy& policy) {
      return has_reading(*policy.program->model, asked.first, asked.second);
    });
    if (!found) {
      std::cerr << "--reading " << asked.first << '=' << asked.second << ": unknown\n";
    }
    all = all && found;
  }
  return all;
}

std::vector<CaseResult> evaluate_all(const std::vector<LoadedPolicy>& policies,
                                     const Node& document, const CheckOptions& check,
                                     const EvaluateOptions& options,
                                     Diagnostics& diagnostics) {
  ReadFactsOptions reading;
  reading.closed_world = check.closed;
  reading.allow_unknown = check.allow_unknown;
  reading.known_elsewhere =
      std::make_shared<const std::set<std::string>>(all_fact_names(policies));
  std::vector<CaseResult> results;
  for (const LoadedPolicy& policy : policies) {
    const std::vector<CaseFacts> applicants = read_applicants(
        document, policy.program->model->vocabulary, reading, diagnostics);
    const bool several = document.find("applicants") != nullptr;
    evaluate_into(results, *policy.program, applicants, several, options);
  }
  for (CaseResult& result : results) result.totals = add_totals(result.policies);
  return results;
}

bool has_problems(const std::vector<CaseResult>& results) {
  for (const CaseResult& result : results) {
    for (const PolicyResult& policy : result.policies) {
      if (!policy.problems.empty()) return true;
    }
  }
  return false;
}

void print_results(const std::vector<CaseResult>& results, const CheckOptions& check,
                   const OutputOptions& options) {
  if (options.format == "json") {
    std::cout << to_json(results, true);
    return;
  }
  TextOptions text;
  text.all = check.all;
  std::cout << to_text(results, language_of(options), text);
}

int run_check(const CheckOptions& check, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  EvaluateOptions evaluate;
  const auto date = Date::parse(check.date);
  if (!date) {
    std::cerr << "--date " << check.date << ": not a date such as 2024-06-01\n";
    return exit_usage;
  }
  evaluate.decision_date = *date;
  if (!read_readings(check.readings, evaluate)) return exit_usage;
  LoadedRules rules = load_rules({check.rules.begin(), check.rules.end()}, sources,
                                 diagnostics, read_file, TestFiles::pass_over);
  const bool unreadable = print_unreadable(rules, language);
  auto text = read_file(check.facts);
  if (!text) return cannot_open(check.facts, language);
  const FileId file = sources.add(check.facts, std::move(*text));
  const auto document = read_document(sources, file, diagnostics);
  if (unreadable || diagnostics.has_errors() || !document) {
    print_diagnostics(diagnostics, sources, language);
    return unreadable ? exit_failed : exit_findings;
  }
  if (!readings_exist(evaluate, rules.policies)) return exit_usage;
  const std::vector<CaseResult> results =
      evaluate_all(rules.policies, *document, check, evaluate, diagnostics);
  if (print_diagnostics(diagnostics, sources, language)) return exit_findings;
  print_results(results, check, options);
  return has_problems(results) ? exit_findings : exit_fine;
}

}  // namespace

void add_check(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "check",
      "Examples:\n"
      "  jiangbu check rules --facts enterprise.yaml --date 2024-06-01\n"
      "  jiangbu check rules/changzhi --facts e.json --date 2024-06-01 --reading all\n\n"
      "Computes what an applicant qualifies for under all policies in RULES.");
  auto check = std::make_shared<CheckOptions>();
  command->add_option("RULES", check->rules, "rule files or folders")->required();
  command->add_option("--facts", check->facts, "YAML or JSON file of facts")->required();
  command->add_option("--date", check->date, "the decision date, YYYY-MM-DD")->required();
  command->add_option("--reading", check->readings,
                      "QUESTION=OPTION, or all: readings side by side");
  command->add_flag("--closed", check->closed,
                    "close the world: missing lists are empty");
  command->add_flag("--allow-unknown-facts", check->allow_unknown,
                    "facts none of the policies knows are warnings");
  command->add_flag("--all", check->all, "also show clauses that do not matter");
  command->callback(
      [&exit_code, &options, check] { exit_code = run_check(*check, options); });
}

}  // namespace jiangbu
