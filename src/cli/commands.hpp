// The commands of the program, one command_<verb>.cpp each.
// In: parsed options. Out: text on stdout, diagnostics on stderr, an exit code.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/language.hpp"
#include "read/load_rules.hpp"
#include "values/date.hpp"

namespace CLI {
class App;
}

namespace jiangbu {

/// Exit codes: the run went well; it found something wrong in rules, tests or facts; the
/// command line makes no sense; the environment failed (a file cannot be read or
/// written).
inline constexpr int exit_fine = 0;
inline constexpr int exit_findings = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_failed = 3;

/// Options every command shares.
struct OutputOptions {
  std::string language;  ///< zh, en, or empty: from the locale
  std::string format = "text";
};

Language language_of(const OutputOptions& options);

/// Each registers a subcommand; its outcome goes to `exit_code` when it is chosen.
void add_batch(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_budget(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_check(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_columns(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_compile(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_describe(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_eval(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_fmt(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_lint(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_manual(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_schema(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_show(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_snapshot(CLI::App& app, const OutputOptions& options, int& exit_code);
void add_test(CLI::App& app, const OutputOptions& options, int& exit_code);

/// Prints findings to stderr; whether there was an error.
bool print_diagnostics(Diagnostics& diagnostics, const SourceMap& sources,
                       Language language);
/// Names files that could not be opened; whether there were any.
bool print_unreadable(const LoadedRules& rules, Language language);
/// Names a file that cannot be opened; the exit code for that.
int cannot_open(const std::string& path, Language language);

}  // namespace jiangbu
