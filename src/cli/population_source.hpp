// Reading a population for a command: options, progress, and what became of the rows.
// In: command line options, policies. Out: Population; texts on stderr.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "read/read_population.hpp"

namespace jiangbu {

/// Options of every command that reads a population.
struct PopulationArguments {
  std::string source;
  std::string names;  // --map
  std::string rejects;
  unsigned threads = 0;  // 0: as many as the machine has
  bool open = false;
  bool strict = false;
  bool keep = false;
  bool stream = false;     // a run of applicants at a time
  bool item_keys = false;  // as in ReadPopulationOptions
};

/// Adds the options to a command; the source is its argument DATA.
void add_population_options(CLI::App& command, PopulationArguments& arguments);

/// The number of threads to use.
unsigned threads_of(const PopulationArguments& arguments);

/// A population that was read, with what became of its rows.
struct ReadOutcome {
  std::optional<Population> population;  // unless it was streamed
  ReadReport report;
  bool done = false;
  int exit_code = exit_fine;  // if it could not be done
};

/// Reads, shows the progress on a terminal, prints findings and what became of the rows
/// to stderr.
ReadOutcome read_for_command(const PopulationArguments& arguments,
                             const std::vector<const Program*>& policies,
                             SourceMap& sources, Diagnostics& diagnostics,
                             Language language);

/// Reads as read_for_command() does, and gives the population to `evaluate`: as a whole,
/// or run by run if it is streamed.
ReadOutcome evaluate_for_command(const PopulationArguments& arguments,
                                 const std::vector<const Program*>& policies,
                                 SourceMap& sources, Diagnostics& diagnostics,
                                 Language language,
                                 const std::function<void(const Population&)>& evaluate);

}  // namespace jiangbu
