// jiangbu test: runs the tests that stand in rule files.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/run_tests.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

struct TestRun {
  std::size_t policies = 0;
  TestOutcome outcome;
  bool has_errors = false;  ///< in the files: those were not run
};

TestRun run_all(const LoadedRules& rules, Diagnostics& diagnostics) {
  TestRun run;
  run.policies = rules.policies.size();
  for (const LoadedPolicy& policy : rules.policies) {
    if (!policy.program) continue;
    TestOutcome outcome = run_tests(policy, diagnostics);
    run.outcome.runs += outcome.runs;
    run.outcome.expectations += outcome.expectations;
    std::move(outcome.failures.begin(), outcome.failures.end(),
              std::back_inserter(run.outcome.failures));
  }
  return run;
}

/// "1 run", "2 runs".
std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

void print_text(const TestRun& run, const SourceMap& sources, Language language) {
  const bool zh = language == Language::zh;
  for (const TestFailure& failure : run.outcome.failures) {
    const SourceFile& file = sources.file(failure.place.file);
    const LineColumn place = file.line_column(failure.place.begin);
    std::cout << file.name() << ':' << place.line << ':' << place.column << ": "
              << failure.test << ": " << failure.subject
              << (zh ? "：应为 " : ": expected ") << failure.expected
              << (zh ? "，实为 " : ", found ") << failure.found << '\n';
  }
  const TestOutcome& outcome = run.outcome;
  if (zh) {
    std::cout << run.policies << " 项政策，" << outcome.runs << " 次运行，"
              << outcome.expectations << " 项期望，" << outcome.failures.size()
              << " 项不符\n";
  } else {
    std::cout << counted(run.policies, "policy", "policies") << ", "
              << counted(outcome.runs, "run", "runs") << ", "
              << counted(outcome.expectations, "expectation", "expectations") << ", "
              << counted(outcome.failures.size(), "failure", "failures") << '\n';
  }
  if (run.has_errors) {
    std::cout << (zh ? "有错误的文件没有运行\n" : "files with errors were not run\n");
  }
}

void print_json(const TestRun& run, const SourceMap& sources) {
  JsonWriter out(JsonWriter::Form::indented);
  const auto count = [&](const char* key, std::size_t value) {
    out.key(key);
    out.number(static_cast<std::int64_t>(value));
  };
  const auto text = [&](const char* key, const std::string& value) {
    out.key(key);
    out.string(value);
  };
  out.begin_object();
  count("policies", run.policies);
  count("runs", run.outcome.runs);
  count("expectations", run.outcome.expectations);
  out.key("files_with_errors");
  out.boolean(run.has_errors);
  out.key("failures");
  out.begin_array();
  for (const TestFailure& failure : run.outcome.failures) {
    const SourceFile& file = sources.file(failure.place.file);
    const LineColumn place = file.line_column(failure.place.begin);
    out.begin_object();
    text("file", file.name());
    count("line", place.line);
    count("column", place.column);
    text("test", failure.test);
    text("subject", failure.subject);
    text("expected", failure.expected);
    text("found", failure.found);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  std::cout << out.take();
}

int run_test(const std::vector<std::string>& paths, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({paths.begin(), paths.end()}, sources, diagnostics);
  const bool unreadable = print_unreadable(rules, language);
  TestRun run = run_all(rules, diagnostics);
  const bool errors = print_diagnostics(diagnostics, sources, language);
  run.has_errors = errors || unreadable;
  if (options.format == "json") {
    print_json(run, sources);
  } else {
    print_text(run, sources, language);
  }
  if (unreadable) return exit_failed;
  return errors || !run.outcome.failures.empty() ? exit_findings : exit_fine;
}

}  // namespace

void add_test(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "test",
      "Examples:\n  jiangbu test rules\n  jiangbu test rules/changzhi\n\n"
      "Runs the tests that stand in rule files.");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("RULES", *paths, "rule files or folders")->required();
  command->callback(
      [&exit_code, &options, paths] { exit_code = run_test(*paths, options); });
}

}  // namespace jiangbu
