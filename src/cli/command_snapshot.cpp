// jiangbu snapshot: a population in columns that need no reading.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/population_source.hpp"
#include "diagnostics/json_text.hpp"
#include "read/snapshot.hpp"

namespace jiangbu {

namespace {

struct SnapshotOptions {
  std::string policy;
  PopulationArguments source;
  std::string folder;
};

int run_snapshot(SnapshotOptions& snapshot, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules = load_rules({snapshot.policy}, sources, diagnostics, read_file,
                                       TestFiles::pass_over);
  if (print_unreadable(rules, language)) return exit_failed;
  std::vector<const Program*> policies;
  for (const LoadedPolicy& policy : rules.policies) {
    if (policy.program) policies.push_back(&*policy.program);
  }
  if (diagnostics.has_errors()) {
    print_diagnostics(diagnostics, sources, language);
    return exit_findings;
  }
  snapshot.source.item_keys = true;  // for batch --by item
  const ReadOutcome read =
      read_for_command(snapshot.source, policies, sources, diagnostics, language);
  if (!read.population) return read.exit_code;
  write_snapshot(snapshot.folder, *read.population, vocabularies_of(policies),
                 read.report.closed_world);
  if (options.format == "json") {
    std::cout << "{\"folder\":" << json_string(snapshot.folder)
              << ",\"applicants\":" << read.population->applicants() << "}\n";
    return read.report.bad_rows() == 0 ? exit_fine : exit_findings;
  }
  std::cout << snapshot.folder
            << (language == Language::zh ? "：申请人 " : ": applicants ")
            << read.population->applicants() << '\n';
  return read.report.bad_rows() == 0 ? exit_fine : exit_findings;
}

}  // namespace

void add_snapshot(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "snapshot",
      "Examples:\n"
      "  jiangbu snapshot policy.yaml tables out\n"
      "  jiangbu batch policy.yaml out --date 2024-11-30\n\n"
      "Reads a population and writes what the policies look at as Arrow files, which are "
      "mapped\n"
      "into memory instead of read, and which other programs understand.");
  auto snapshot = std::make_shared<SnapshotOptions>();
  command->add_option("POLICY", snapshot->policy, "policy file, or a folder of them")
      ->required();
  add_population_options(*command, snapshot->source);
  command->add_option("OUT", snapshot->folder, "folder for the files")->required();
  command->callback(
      [&exit_code, &options, snapshot] { exit_code = run_snapshot(*snapshot, options); });
}

}  // namespace jiangbu
