// The jiangbu program: reads as its list of commands.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "cli/commands.hpp"
#include "diagnostics/render.hpp"
#include "jiangbu/version.hpp"

namespace jiangbu {

Language language_of(const OutputOptions& options) {
  if (options.language == "zh") return Language::zh;
  if (options.language == "en") return Language::en;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string(value).starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::en;
}

bool print_diagnostics(Diagnostics& diagnostics, const SourceMap& sources,
                       Language language) {
  diagnostics.sort_and_deduplicate();
  std::cerr << render(diagnostics, sources, language);
  return diagnostics.has_errors();
}

bool print_unreadable(const LoadedRules& rules, Language language) {
  for (const std::string& path : rules.unreadable) {
    cannot_open(path, language);
  }
  return !rules.unreadable.empty();
}

int cannot_open(const std::string& path, Language language) {
  std::cerr << (language == Language::zh ? "无法打开 " : "cannot open ") << path << '\n';
  return exit_failed;
}

}  // namespace jiangbu

int main(int argc, char** argv) {
  using namespace jiangbu;
  OutputOptions options;
  int exit_code = exit_fine;
  CLI::App app(
      "Examples:\n"
      "  jiangbu check rules --facts enterprise.yaml --date 2024-06-01\n"
      "  jiangbu test rules\n"
      "  jiangbu eval '0.1 + 0.2'\n"
      "  jiangbu describe JB2003\n\n"
      "jiangbu: what an applicant qualifies for under incentive clauses. COMMAND --help "
      "tells\n"
      "more about a command.");
  app.footer(
      "Results go to stdout, messages to stderr. Exit codes:\n"
      "  0  fine\n"
      "  1  something is wrong in the rules, their tests or the facts\n"
      "  2  the command line makes no sense\n"
      "  3  the environment failed: a file cannot be read or written");
  app.set_version_flag("--version", std::string(version));
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--lang", options.language, "zh or en; default: from the locale")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_option("--format", options.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  add_batch(app, options, exit_code);
  add_budget(app, options, exit_code);
  add_check(app, options, exit_code);
  add_columns(app, options, exit_code);
  add_compile(app, options, exit_code);
  add_describe(app, options, exit_code);
  add_eval(app, options, exit_code);
  add_fmt(app, options, exit_code);
  add_lint(app, options, exit_code);
  add_manual(app, options, exit_code);
  add_schema(app, options, exit_code);
  add_show(app, options, exit_code);
  add_snapshot(app, options, exit_code);
  add_test(app, options, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? exit_fine : exit_usage;
  } catch (const std::exception& error) {
    std::cerr << "jiangbu: " << error.what() << '\n';
    return exit_failed;
  }
  return exit_code;
}
