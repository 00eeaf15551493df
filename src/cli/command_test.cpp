// jiangbu test: runs the tests that stand in rule files.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/run_tests.hpp"

namespace jiangbu {

namespace {

void print_failure(const TestFailure& failure, const SourceMap& sources,
                   Language language) {
  const SourceFile& file = sources.file(failure.place.file);
  const LineColumn place = file.line_column(failure.place.begin);
  const bool zh = language == Language::zh;
  std::cout << file.name() << ':' << place.line << ':' << place.column << ": "
            << failure.test << ": " << failure.subject << (zh ? "：应为 " : ": expected ")
            << failure.expected << (zh ? "，实为 " : ", found ") << failure.found << '\n';
}

/// "1 run", "2 runs".
std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

int run_test(const std::vector<std::string>& paths, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({paths.begin(), paths.end()}, sources, diagnostics);
  const bool unreadable = print_unreadable(rules, language);
  TestOutcome total;
  for (const LoadedPolicy& policy : rules.policies) {
    if (!policy.program) continue;
    TestOutcome outcome = run_tests(policy, diagnostics);
    total.runs += outcome.runs;
    total.expectations += outcome.expectations;
    for (TestFailure& failure : outcome.failures) {
      print_failure(failure, sources, language);
      total.failures.push_back(std::move(failure));
    }
  }
  const bool errors = print_diagnostics(diagnostics, sources, language);
  const bool zh = language == Language::zh;
  if (zh) {
    std::cout << rules.policies.size() << " 项政策，" << total.runs << " 次运行，"
              << total.expectations << " 项期望，" << total.failures.size()
              << " 项不符\n";
  } else {
    std::cout << counted(rules.policies.size(), "policy", "policies") << ", "
              << counted(total.runs, "run", "runs") << ", "
              << counted(total.expectations, "expectation", "expectations") << ", "
              << counted(total.failures.size(), "failure", "failures") << '\n';
  }
  if (errors || unreadable) {
    std::cout << (zh ? "有错误的文件没有运行\n" : "files with errors were not run\n");
  }
  if (unreadable) return exit_failed;
  if (errors) return exit_failed;
  return total.failures.empty() ? exit_fine : exit_findings;
}

}  // namespace

void add_test(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "test",
      "Examples:\n  jiangbu test rules\n  jiangbu test rules/changzhi\n\n"
      "Runs the tests that stand in rule files.\n"
      "Exit 0: all pass, 1: a test fails, 2: errors in the files.");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("RULES", *paths, "rule files or folders")->required();
  command->callback(
      [&exit_code, &options, paths] { exit_code = run_test(*paths, options); });
}

}  // namespace jiangbu
