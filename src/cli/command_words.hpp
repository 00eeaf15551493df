// The commands and options of the program, as its own help has them: what manual pages
// and shell completion are made of, so that neither can say something else.
// In: the program's CLI::App. Out: words. Never: a command or option of its own.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace jiangbu {

struct OptionWords {
  std::vector<std::string> names;    ///< "-h", "--help"; of a positional "RULES"
  std::string value;                 ///< "TEXT"; empty: takes none
  std::vector<std::string> choices;  ///< the values it takes; empty: not listed
  std::string meaning;
  bool positional = false;
  bool required = false;
  bool repeated = false;
};

struct CommandWords {
  std::string name;                   ///< empty: the program itself
  std::string summary;                ///< the first sentence
  std::vector<std::string> examples;  ///< command lines
  std::string meaning;                ///< paragraphs
  std::vector<OptionWords> options;
};

struct ProgramWords {
  CommandWords program;
  std::vector<CommandWords> commands;
  std::string footer;
};

ProgramWords words_of(const CLI::App& program);

/// The options of the program that may also stand behind a command's name.
std::vector<OptionWords> shared_options(const ProgramWords& words,
                                        const CommandWords& command);

/// A manual page in roff, of section 1. `command` is one of `words.commands`, or null for
/// the program's own page.
std::string manual_page(const ProgramWords& words, const CommandWords* command);

/// A completion script for "bash", "zsh" or "fish".
std::string completion_script(const ProgramWords& words, const std::string& shell);

}  // namespace jiangbu
