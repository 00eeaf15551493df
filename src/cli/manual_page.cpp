// Manual pages in roff's man macros.
#include <algorithm>
#include <cctype>
#include <sstream>

#include "cli/command_words.hpp"
#include "jiangbu/version.hpp"

namespace jiangbu {

namespace {

std::string upper(std::string text) {
  for (char& letter : text)
    letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

/// What would mean something to roff is said in another way.
std::string escaped(const std::string& text) {
  std::string roff;
  for (const char letter : text) {
    if (letter == '\\') {
      roff += "\\e";
    } else if (letter == '-') {
      roff += "\\-";
    } else if (letter == '\'') {
      roff += "\\(aq";
    } else if (letter == '`') {
      roff += "\\(ga";
    } else {
      roff += letter;
    }
  }
  return roff.starts_with('.') ? "\\&" + roff : roff;
}

std::string bold(const std::string& text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string section(const std::string& title) { return ".SH " + title + "\n"; }

std::string lines_of(const std::string& text) {
  std::string roff;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) roff += escaped(line) + "\n";
  return roff;
}

std::string synopsis(const CommandWords& command) {
  std::string text = bold("jiangbu");
  if (command.name.empty()) {
    return text + " " + bold("[") + italic("OPTION") + bold("]") + "... " +
           italic("COMMAND") + " ...\n";
  }
  text += " " + bold(command.name) + " [" + italic("OPTION") + "]...";
  for (const OptionWords& option : command.options) {
    const std::string dots = option.repeated ? "..." : "";
    if (option.positional) {
      const std::string name = italic(option.names.front());
      text += option.required ? " " + name + dots : " [" + name + dots + "]";
    } else if (option.required) {
      text += " " + bold(option.names.back()) + " " + italic(option.value);
    }
  }
  return text + "\n";
}

std::string option_item(const OptionWords& option) {
  std::string text = ".TP\n";
  for (std::size_t i = 0; i < option.names.size(); ++i) {
    const std::string& name = option.names[i];
    text += (i == 0 ? "" : ", ") + (option.positional ? italic(name) : bold(name));
  }
  if (!option.positional && !option.value.empty()) {
    std::string value;
    for (const std::string& choice : option.choices)
      value += (value.empty() ? "" : "|") + choice;
    text += " " + italic(value.empty() ? option.value : value);
  }
  return text + "\n" + lines_of(option.meaning);
}

std::string options_section(const CommandWords& command, bool positional) {
  std::string text;
  for (const OptionWords& option : command.options) {
    if (option.positional == positional) text += option_item(option);
  }
  if (text.empty()) return "";
  return section(positional ? "ARGUMENTS" : "OPTIONS") + text;
}

std::string commands_section(const ProgramWords& words) {
  std::string text = section("COMMANDS");
  for (const CommandWords& command : words.commands) {
    text += ".TP\n" + bold(command.name) + "\n" + escaped(command.summary) + ".\n";
  }
  return text;
}

std::string examples_section(const CommandWords& command) {
  std::string text = section("EXAMPLES") + ".nf\n";
  for (const std::string& example : command.examples) text += escaped(example) + "\n";
  return text + ".fi\n";
}

/// The footer lists the exit codes, one a line, below a line of its own.
std::string exit_section(const std::string& footer) {
  std::string text = section("EXIT STATUS");
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == 0 || begin == std::string::npos) {
      text += escaped(line) + "\n";
      continue;
    }
    const std::size_t gap = line.find(' ', begin);
    text += ".TP\n" + bold(line.substr(begin, gap - begin)) + "\n" +
            escaped(line.substr(line.find_first_not_of(' ', gap))) + "\n";
  }
  return text;
}

std::string see_also(const ProgramWords& words, const CommandWords& page) {
  std::string text = section("SEE ALSO");
  std::vector<std::string> names;
  if (!page.name.empty()) names.emplace_back("jiangbu");
  for (const CommandWords& command : words.commands) {
    if (command.name != page.name) names.push_back("jiangbu-" + command.name);
  }
  for (const std::string& name : names) {
    text += bold(name) + "(1)" + (&name == &names.back() ? "\n" : ",\n");
  }
  return text;
}

}  // namespace

std::string manual_page(const ProgramWords& words, const CommandWords* command) {
  const CommandWords& page = command == nullptr ? words.program : *command;
  const std::string name = command == nullptr ? "jiangbu" : "jiangbu-" + page.name;
  const std::string release = "jiangbu " + std::string(version);
  std::string text = ".TH " + escaped(upper(name)) + " 1 \"\" \"" + release + "\" \"" +
                     "jiangbu manual\"\n";
  std::string summary = page.summary;
  summary[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(summary[0])));
  text += section("NAME") + escaped(name) + " \\- " + escaped(summary) + "\n";
  text += section("SYNOPSIS") + synopsis(page);
  text += section("DESCRIPTION") + lines_of(page.meaning);
  if (command == nullptr) text += commands_section(words);
  text += options_section(page, true) + options_section(page, false);
  if (command != nullptr) {
    for (const OptionWords& option : shared_options(words, page))
      text += option_item(option);
  }
  text += examples_section(page) + exit_section(words.footer);
  return text + see_also(words, page);
}

}  // namespace jiangbu
