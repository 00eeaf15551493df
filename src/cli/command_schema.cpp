// jiangbu schema: JSON Schema of the facts of policies, or of rule files.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "author/fact_schema.hpp"
#include "author/rule_schema.hpp"
#include "cli/commands.hpp"

namespace jiangbu {

namespace {

struct SchemaOptions {
  std::vector<std::string> policies;
  bool of_rules = false;
};

int run_schema(const SchemaOptions& schema, const OutputOptions& options) {
  const Language language = language_of(options);
  if (schema.of_rules == !schema.policies.empty()) {
    std::cerr << (language == Language::zh ? "schema：给出政策文件，或者 --rules\n"
                                           : "schema: give policies, or --rules\n");
    return exit_usage;
  }
  if (schema.of_rules) {
    std::cout << rule_schema();
    return exit_fine;
  }
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({schema.policies.begin(), schema.policies.end()}, sources, diagnostics);
  if (print_unreadable(rules, language)) return exit_failed;
  if (print_diagnostics(diagnostics, sources, language)) return exit_findings;
  std::vector<const PolicyModel*> models;
  for (const LoadedPolicy& policy : rules.policies) {
    models.push_back(policy.program->model.get());
  }
  if (models.empty()) {
    std::cerr << (language == Language::zh
                      ? "schema：没有政策文件\n"
                      : "schema: there is no policy in these files\n");
    return exit_findings;
  }
  std::cout << fact_schema(models);
  return exit_fine;
}

}  // namespace

void add_schema(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command =
      app.add_subcommand("schema",
                         "Examples:\n"
                         "  jiangbu schema rules > facts.schema.json\n"
                         "  jiangbu schema policy.yaml\n"
                         "  jiangbu schema --rules > rules.schema.json\n\n"
                         "Prints the JSON Schema (2020-12) of the facts that policies "
                         "ask for, or of rule files\n"
                         "themselves, for editors. The output is JSON in either format.");
  auto schema = std::make_shared<SchemaOptions>();
  command->add_option("POLICY", schema->policies, "policies: rule files or folders");
  command->add_flag("--rules", schema->of_rules, "the schema of rule files");
  command->callback(
      [&exit_code, &options, schema] { exit_code = run_schema(*schema, options); });
}

}  // namespace jiangbu
