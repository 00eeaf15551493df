#include "cli/command_words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace jiangbu {

namespace {

/// "a, b" of "TEXT:{a,b}".
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> choices;
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}', std::min(begin, type.size()));
  if (begin == std::string::npos || end == std::string::npos) return choices;
  std::istringstream list(type.substr(begin + 1, end - begin - 1));
  for (std::string one; std::getline(list, one, ',');) choices.push_back(one);
  return choices;
}

OptionWords words_of(const CLI::Option& option) {
  OptionWords words;
  words.positional = option.get_positional();
  if (words.positional) words.names.push_back(option.get_name(true));
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  const bool takes_value = option.get_items_expected_max() > 0;
  const std::string type = option.get_type_name();
  if (takes_value) words.value = type.substr(0, type.find(':'));
  words.choices = choices_of(type);
  words.meaning = option.get_description();
  words.required = option.get_required();
  words.repeated = option.get_items_expected_max() > 1;
  return words;
}

/// Descriptions open with examples; then a blank line; then what it does.
void read_description(const std::string& description, CommandWords& words) {
  std::istringstream lines(description);
  bool examples = true;
  for (std::string line; std::getline(lines, line);) {
    if (examples && line.starts_with("  ")) {
      words.examples.push_back(line.substr(2));
    } else if (line.empty()) {
      examples = false;
    } else if (!examples) {
      words.meaning += (words.meaning.empty() ? "" : "\n") + line;
    }
  }
  std::string flat = words.meaning;
  std::ranges::replace(flat, '\n', ' ');
  const std::string own = "jiangbu: ";
  const std::size_t begin = flat.starts_with(own) ? own.size() : 0;
  words.summary = flat.substr(begin, flat.find(". ", begin) - begin);
  if (words.summary.ends_with('.')) words.summary.pop_back();
}

CommandWords command_words(const CLI::App& app, const std::string& name) {
  CommandWords words;
  words.name = name;
  read_description(app.get_description(), words);
  for (const CLI::Option* option : app.get_options()) {
    words.options.push_back(words_of(*option));
  }
  return words;
}

}  // namespace

ProgramWords words_of(const CLI::App& program) {
  ProgramWords words;
  words.program = command_words(program, "");
  for (const CLI::App* command : program.get_subcommands({})) {
    words.commands.push_back(command_words(*command, command->get_name()));
  }
  words.footer = program.get_footer();
  return words;
}

std::vector<OptionWords> shared_options(const ProgramWords& words,
                                        const CommandWords& command) {
  std::vector<OptionWords> shared;
  for (const OptionWords& option : words.program.options) {
    const std::string& name = option.names.back();
    const bool own = std::ranges::any_of(command.options, [&](const OptionWords& one) {
      return one.names.back() == name;
    });
    if (!own && name != "--version") shared.push_back(option);
  }
  return shared;
}

}  // namespace jiangbu
