// jiangbu lint: reads and compiles rule files and reports everything wrong in them.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "author/check_tests.hpp"
#include "cli/commands.hpp"
#include "diagnostics/render.hpp"

namespace jiangbu {

namespace {

/// What is wrong in tests and does not need them run.
void lint_tests(const LoadedPolicy& policy, Diagnostics& diagnostics) {
  const PolicyModel& model = *policy.program->model;
  check_tests(model, policy.tests, diagnostics);
  for (const TestSyntax& test : policy.tests) facts_of_test(model, test, diagnostics);
}

int run_lint(const std::vector<std::string>& paths, const OutputOptions& options) {
  SourceMap sources;
  Diagnostics diagnostics;
  const Language language = language_of(options);
  const LoadedRules rules =
      load_rules({paths.begin(), paths.end()}, sources, diagnostics);
  const bool unreadable = print_unreadable(rules, language);
  for (const LoadedPolicy& policy : rules.policies) {
    if (policy.program) lint_tests(policy, diagnostics);
  }
  if (options.format == "json") {
    diagnostics.sort_and_deduplicate();
    std::cout << render_json(diagnostics, sources) << '\n';
  } else {
    print_diagnostics(diagnostics, sources, language);
  }
  if (unreadable) return exit_failed;
  return diagnostics.empty() ? exit_fine : exit_findings;
}

}  // namespace

void add_lint(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "lint",
      "Examples:\n  jiangbu lint rules\n  jiangbu lint my-policy.yaml --lang zh\n\n"
      "Reports everything wrong in rule files. Silent when all is well:\n"
      "warnings too give exit code 1.");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("RULES", *paths, "rule files or folders")->required();
  command->callback(
      [&exit_code, &options, paths] { exit_code = run_lint(*paths, options); });
}

}  // namespace jiangbu
