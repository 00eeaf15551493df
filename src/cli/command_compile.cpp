// jiangbu compile: policies as an image that loads without reading any rule.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "diagnostics/json_text.hpp"
#include "image/image.hpp"

namespace jiangbu {

namespace {

struct CompileOptions {
  std::vector<std::string> rules;
  std::string output;
};

void print_summary(const std::string& path, std::size_t policies, std::size_t bytes,
                   const OutputOptions& options) {
  if (options.format == "json") {
    std::cout << "{\"file\":" << json_string(path) << ",\"policies\":" << policies
              << ",\"bytes\":" << bytes << "}\n";
  } else if (language_of(options) == Language::zh) {
    std::cout << path << "：政策 " << policies << " 份，" << bytes << " 字节\n";
  } else {
    std::cout << path << ": policies " << policies << ", bytes " << bytes << '\n';
  }
}

int run_compile(const CompileOptions& compile, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  LoadedRules rules = load_rules({compile.rules.begin(), compile.rules.end()}, sources,
                                 diagnostics, read_file, TestFiles::pass_over);
  if (print_unreadable(rules, language)) return exit_failed;
  if (print_diagnostics(diagnostics, sources, language)) return exit_findings;
  std::vector<PolicyImage> policies;
  for (LoadedPolicy& policy : rules.policies) {
    if (policy.program) policies.push_back({policy.file, std::move(*policy.program)});
  }
  const std::string image = write_image(policies);
  std::ofstream file(compile.output, std::ios::binary);
  file << image;
  if (!file.flush()) return cannot_open(compile.output, language);
  print_summary(compile.output, policies.size(), image.size(), options);
  return exit_fine;
}

}  // namespace

void add_compile(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "compile",
      "Examples:\n"
      "  jiangbu compile rules --output rules.jbi\n"
      "  jiangbu check rules.jbi --facts enterprise.yaml --date 2024-06-01\n\n"
      "Writes policies as a compiled image, which loads in about a millisecond and "
      "without\n"
      "YAML. check, batch, columns and snapshot take images in place of rule files.");
  auto compile = std::make_shared<CompileOptions>();
  command->add_option("RULES", compile->rules, "rule files or folders")->required();
  command->add_option("--output", compile->output, "the image to write, FILE.jbi")
      ->required();
  command->callback(
      [&exit_code, &options, compile] { exit_code = run_compile(*compile, options); });
}

}  // namespace jiangbu
