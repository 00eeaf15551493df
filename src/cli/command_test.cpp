// jiangbu test: runs the tests that stand in rule files, and tests these tests.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/test_report.hpp"
#include "read/test_files.hpp"

namespace jiangbu {

namespace {

struct TestArguments {
  std::vector<std::string> paths;
  bool coverage = false;
  std::optional<int> coverage_at_least;
  bool mutate = false;
  MutationOptions mutation;
};

void add_outcome(TestOutcome outcome, TestOutcome& sum) {
  sum.runs += outcome.runs;
  sum.expectations += outcome.expectations;
  std::move(outcome.failures.begin(), outcome.failures.end(),
            std::back_inserter(sum.failures));
}

TestReport run_all(const LoadedRules& rules, const TestArguments& arguments,
                   Diagnostics& diagnostics) {
  TestReport report;
  report.policies = rules.policies.size();
  if (arguments.coverage) report.coverage.emplace();
  if (arguments.mutate) report.mutation.emplace();
  for (const LoadedPolicy& policy : rules.policies) {
    if (!policy.program) continue;
    TestOutcome outcome;
    if (arguments.coverage) {
      report.coverage->push_back(
          measure_coverage(*policy.program, policy.tests, diagnostics, outcome));
    } else {
      outcome = run_tests(*policy.program, policy.tests, diagnostics);
    }
    add_outcome(std::move(outcome), report.outcome);
    if (arguments.mutate) {
      report.mutation->push_back(
          test_mutants(*policy.program, policy.syntax, policy.tests, arguments.mutation));
    }
  }
  return report;
}

bool has_findings(const TestReport& report, const TestArguments& arguments) {
  if (report.has_errors || !report.outcome.failures.empty()) return true;
  if (arguments.coverage_at_least &&
      coverage_percent(*report.coverage) < *arguments.coverage_at_least) {
    return true;
  }
  return report.mutation && std::any_of(report.mutation->begin(), report.mutation->end(),
                                        [](const MutationOutcome& policy) {
                                          return !policy.survivors.empty();
                                        });
}

int run_test(const TestArguments& arguments, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  std::vector<std::filesystem::path> paths(arguments.paths.begin(),
                                           arguments.paths.end());
  const auto beside = test_files_beside(paths);
  paths.insert(paths.end(), beside.begin(), beside.end());
  const LoadedRules rules = load_rules(paths, sources, diagnostics);
  const bool unreadable = print_unreadable(rules, language);
  TestReport report = run_all(rules, arguments, diagnostics);
  const bool errors = print_diagnostics(diagnostics, sources, language);
  report.has_errors = errors || unreadable;
  if (options.format == "json") {
    print_json(report, sources);
  } else {
    print_text(report, sources, language);
  }
  if (unreadable) return exit_failed;
  return has_findings(report, arguments) ? exit_findings : exit_fine;
}

}  // namespace

void add_test(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "test",
      "Examples:\n  jiangbu test rules\n  jiangbu test rules/changzhi --coverage\n"
      "  jiangbu test rules/changzhi --mutate --mutants 100\n\n"
      "Runs the tests that stand in rule files; a policy file named alone brings the "
      "files\n"
      "beside it that begin with `tests of:` it. --coverage lists what they never "
      "reach:\n"
      "clauses, conditions, rows of tables, options of readings, values of parameters.\n"
      "--mutate changes one figure or comparison of a policy at a time and lists the\n"
      "changes that no test notices; the exit code is 1 if there are any, 0 if none.");
  auto arguments = std::make_shared<TestArguments>();
  command->add_option("RULES", arguments->paths, "rule files or folders")->required();
  auto* coverage =
      command->add_flag("--coverage", arguments->coverage, "list what no test reaches");
  command
      ->add_option("--coverage-at-least", arguments->coverage_at_least,
                   "exit code 1 if fewer percent are covered")
      ->check(CLI::Range(0, 100))
      ->needs(coverage);
  auto* mutate =
      command->add_flag("--mutate", arguments->mutate, "list changes no test notices");
  command
      ->add_option("--mutants", arguments->mutation.sample,
                   "try so many of each policy, drawn at random")
      ->check(CLI::PositiveNumber)
      ->needs(mutate);
  command->add_option("--seed", arguments->mutation.seed, "of the draw; default 1")
      ->needs(mutate);
  command->callback(
      [&exit_code, &options, arguments] { exit_code = run_test(*arguments, options); });
}

}  // namespace jiangbu
