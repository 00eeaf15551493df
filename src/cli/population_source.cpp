#include "cli/population_source.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <thread>

#include "cli/progress_bar.hpp"
#include "database/database_tables.hpp"
#include "document/read_document.hpp"
#include "read/stream_population.hpp"

namespace jiangbu {

namespace {

void print_report(const ReadReport& report, bool keep, Language language) {
  const bool zh = language == Language::zh;
  for (const ReadReport::Table& table : report.tables) {
    if (table.bad + table.left == 0) continue;
    std::cerr << fmt::format(
        fmt::runtime(zh ? "{}：{} 行，其中 {} 行有误，{} 行随申请人搁置\n"
                        : "{}: {} rows, {} of them bad, {} set aside with their "
                          "applicant\n"),
        table.name, table.rows, table.bad, table.left);
  }
  for (const auto& [code, count] : report.reasons) {
    std::cerr << fmt::format(fmt::runtime(zh ? "  {}：{} 行\n" : "  {}: {} rows\n"),
                             code_text(code), count);
  }
  if (report.bad_rows() > 0 || report.applicants_set_aside > 0) {
    std::cerr << fmt::format(
        fmt::runtime(keep ? (zh ? "搁置申请人 {} 个；其余申请人缺其有误的行\n"
                                : "{} applicants set aside; others lack their bad rows\n")
                          : (zh ? "搁置申请人 {} 个，不在合计之内\n"
                                : "{} applicants set aside, not in the totals\n")),
        report.applicants_set_aside);
  }
  std::cerr << (report.closed_world
                    ? (zh ? "空格与缺少的列按封闭世界处理（--open 则视为不知道）\n"
                          : "what is not given is taken as in a closed world (--open: as "
                            "unknown)\n")
                    : (zh ? "空格与缺少的列视为不知道\n"
                          : "what is not given is taken to be unknown\n"));
}

}  // namespace

void add_population_options(CLI::App& command, PopulationArguments& arguments) {
  command
      .add_option("DATA", arguments.source, "folder of tables, or a file of applicants")
      ->required();
  command.add_option("--map", arguments.names,
                     "YAML file with other names of files and columns");
  command.add_option("--rejects", arguments.rejects,
                     "folder for rows set aside, with the reason");
  command.add_option("--threads", arguments.threads, "default: as the machine has")
      ->check(CLI::Range(1, 1024));
  command.add_flag("--open", arguments.open, "what is not given is unknown");
  auto* strict =
      command.add_flag("--strict", arguments.strict, "stop at the first bad row");
  command
      .add_flag("--keep", arguments.keep,
                "leave out bad rows, not the whole applicants they belong to")
      ->excludes(strict);
}

unsigned threads_of(const PopulationArguments& arguments) {
  if (arguments.threads > 0) return arguments.threads;
  return std::max(1U, std::thread::hardware_concurrency());
}

namespace {

/// False if the names cannot be read; then `outcome` says why.
bool read_options(const PopulationArguments& arguments, SourceMap& sources,
                  Diagnostics& diagnostics, Language language,
                  ReadPopulationOptions& options, ReadOutcome& outcome) {
  options.closed_world = !arguments.open;
  options.strict = arguments.strict;
  options.keep = arguments.keep;
  options.item_keys = arguments.item_keys;
  options.threads = threads_of(arguments);
  options.rejects = arguments.rejects;
  outcome.exit_code = exit_findings;
  if (is_database(arguments.source)) {
    options.tables = [&arguments](const std::vector<std::string>& names) {
      return read_database_table(arguments.source, names);
    };
  }
  if (arguments.names.empty()) return true;
  auto text = read_file(arguments.names);
  if (!text) {
    outcome.exit_code = cannot_open(arguments.names, language);
    return false;
  }
  const FileId file = sources.add(arguments.names, std::move(*text));
  const auto tree = read_yaml(sources, file, diagnostics);
  if (tree) options.names = read_table_names(*tree, diagnostics);
  if (!diagnostics.has_errors()) return true;
  print_diagnostics(diagnostics, sources, language);
  return false;
}

}  // namespace

ReadOutcome evaluate_for_command(const PopulationArguments& arguments,
                                 const std::vector<const Program*>& policies,
                                 SourceMap& sources, Diagnostics& diagnostics,
                                 Language language,
                                 const std::function<void(const Population&)>& evaluate) {
  if (!arguments.stream) {
    ReadOutcome outcome =
        read_for_command(arguments, policies, sources, diagnostics, language);
    if (outcome.population) evaluate(*outcome.population);
    return outcome;
  }
  ReadOutcome outcome;
  ReadPopulationOptions options;
  if (!read_options(arguments, sources, diagnostics, language, options, outcome)) {
    return outcome;
  }
  {
    ProgressBar bar(language);
    options.progress = [&bar](std::uint64_t done, std::uint64_t all) {
      bar.show(done, all);
    };
    outcome.done = stream_population(arguments.source, policies, options, sources,
                                     diagnostics, outcome.report, evaluate);
  }
  print_diagnostics(diagnostics, sources, language);
  if (outcome.done) print_report(outcome.report, arguments.keep, language);
  return outcome;
}

ReadOutcome read_for_command(const PopulationArguments& arguments,
                             const std::vector<const Program*>& policies,
                             SourceMap& sources, Diagnostics& diagnostics,
                             Language language) {
  ReadOutcome outcome;
  ReadPopulationOptions options;
  if (!read_options(arguments, sources, diagnostics, language, options, outcome)) {
    return outcome;
  }
  {
    ProgressBar bar(language);
    options.progress = [&bar](std::uint64_t done, std::uint64_t all) {
      bar.show(done, all);
    };
    try {
      outcome.population = read_population(arguments.source, policies, options, sources,
                                           diagnostics, outcome.report);
    } catch (const DatabaseError& error) {
      diagnostics.error(Code::facts_database, {}, {error.text});
    }
  }
  print_diagnostics(diagnostics, sources, language);
  outcome.done = outcome.population.has_value();
  if (outcome.done) print_report(outcome.report, arguments.keep, language);
  return outcome;
}

}  // namespace jiangbu
