// Completion scripts. Where an option's values are listed these are proposed, elsewhere
// files: what the program takes are mostly those.
#include <stdexcept>

#include "cli/command_words.hpp"

namespace jiangbu {

namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string command_names(const ProgramWords& words, const std::string& between) {
  std::vector<std::string> names;
  for (const CommandWords& command : words.commands) names.push_back(command.name);
  return joined(names, between);
}

std::vector<std::string> option_names(const CommandWords& command) {
  std::vector<std::string> names;
  for (const OptionWords& option : command.options) {
    if (!option.positional)
      names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

/// In single quotes of a shell, which end before a quote and begin again behind it.
std::string in_quotes(const std::string& text, const std::string& quote = "'\\''") {
  std::string shell = "'";
  for (const char letter : text) shell += letter == '\'' ? quote : std::string(1, letter);
  return shell + "'";
}

// ---- bash ----

/// "*:--lang) …" for every option with listed values.
std::string bash_values(const CommandWords& command) {
  std::string text;
  const std::string name = command.name.empty() ? "*" : command.name;
  for (const OptionWords& option : command.options) {
    if (option.choices.empty()) continue;
    const std::string pattern = option.positional ? "" : option.names.back();
    if (!pattern.empty())
      text += "    " + name + ":" + pattern +
              ") words=" + in_quotes(joined(option.choices, " ")) + " ;;\n";
  }
  return text;
}

std::string bash_script(const ProgramWords& words) {
  std::string values;
  std::string options;
  for (const CommandWords& command : words.commands) {
    values += bash_values(command);
    options += "      " + command.name +
               ") words+=" + in_quotes(" " + joined(option_names(command), " ")) +
               " ;;\n";
  }
  values += bash_values(words.program);
  return "# Completion of jiangbu for bash; made by the program itself.\n"
         "_jiangbu() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "  local command= words= i\n"
         "  if [[ $word == = ]]; then\n"
         "    word=\n"
         "  elif [[ $before == = ]]; then\n"
         "    before=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "  fi\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case ${COMP_WORDS[i]} in\n"
         "      " +
         command_names(words, " | ") +
         ")\n"
         "        command=${COMP_WORDS[i]}\n"
         "        break\n"
         "        ;;\n"
         "    esac\n"
         "  done\n"
         "  case $command:$before in\n" +
         values +
         "  esac\n"
         "  if [[ -z $words && $word == -* ]]; then\n"
         "    words=" +
         in_quotes(joined(option_names(words.program), " ")) +
         "\n"
         "    case $command in\n" +
         options +
         "    esac\n"
         "  elif [[ -z $words && -z $command ]]; then\n"
         "    words=" +
         in_quotes(command_names(words, " ")) +
         "\n"
         "  fi\n"
         "  if [[ -n $words ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "  else\n"
         "    compopt -o filenames 2>/dev/null\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "  fi\n"
         "}\n"
         "complete -F _jiangbu jiangbu\n";
}

// ---- zsh ----

/// Text inside "[…]" of _arguments, and behind the name in _describe.
std::string zsh_text(const std::string& text) {
  std::string shell;
  for (const char letter : text) {
    if (letter == '\n') {
      shell += ' ';
      continue;
    }
    if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') shell += '\\';
    shell += letter;
  }
  return shell;
}

std::string zsh_options(const std::vector<OptionWords>& options,
                        const std::string& indent) {
  std::string text;
  for (const OptionWords& option : options) {
    const std::string values =
        option.choices.empty() ? "_files" : "(" + joined(option.choices, " ") + ")";
    if (option.positional) {
      const std::string place = option.repeated ? "*" : "";
      text +=
          indent + in_quotes(place + ":" + zsh_text(option.names.front()) + ":" + values);
      continue;
    }
    for (const std::string& name : option.names) {
      std::string spec =
          (option.repeated ? "*" : "") + name + "[" + zsh_text(option.meaning) + "]";
      if (!option.value.empty()) spec += ":" + option.value + ":" + values;
      text += indent + in_quotes(spec);
    }
  }
  return text;
}

std::string zsh_script(const ProgramWords& words) {
  const std::string own = zsh_options(words.program.options, " \\\n        ");
  std::string names;
  std::string cases;
  for (const CommandWords& command : words.commands) {
    names += "    " + in_quotes(command.name + ":" + zsh_text(command.summary)) + "\n";
    const std::string indent = " \\\n            ";
    cases += "        " + command.name + ")\n          _arguments" +
             zsh_options(command.options, indent) +
             zsh_options(shared_options(words, command), indent) + "\n          ;;\n";
  }
  return "#compdef jiangbu\n"
         "# Completion of jiangbu for zsh; made by the program itself.\n"
         "_jiangbu() {\n"
         "  local context state state_descr line\n"
         "  typeset -A opt_args\n"
         "  local -a commands=(\n" +
         names +
         "  )\n"
         "  _arguments -C" +
         own +
         " \\\n        '(-)1: :->command' '(-)*:: :->rest'\n"
         "  case $state in\n"
         "    command) _describe command commands ;;\n"
         "    rest)\n"
         "      case $words[1] in\n" +
         cases +
         "      esac\n"
         "      ;;\n"
         "  esac\n"
         "}\n"
         "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
         "  _jiangbu \"$@\"\n"
         "else\n"
         "  compdef _jiangbu jiangbu\n"
         "fi\n";
}

// ---- fish ----

std::string fish_option(const OptionWords& option, const std::string& condition) {
  if (option.positional) return "";
  std::string text = "complete -c jiangbu" + condition;
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.choices.empty()) {
    text += " -x -a " + in_quotes(joined(option.choices, " "));
  } else if (!option.value.empty()) {
    text += " -r";
  }
  return text + " -d " + in_quotes(option.meaning, "\\'") + "\n";
}

std::string fish_script(const ProgramWords& words) {
  std::string text = "# Completion of jiangbu for fish; made by the program itself.\n";
  for (const OptionWords& option : words.program.options) text += fish_option(option, "");
  const std::string first = " -n __fish_use_subcommand -f -a ";
  for (const CommandWords& command : words.commands) {
    text += "complete -c jiangbu" + first + command.name + " -d " +
            in_quotes(command.summary, "\\'") + "\n";
  }
  for (const CommandWords& command : words.commands) {
    const std::string condition =
        " -n '__fish_seen_subcommand_from " + command.name + "'";
    for (const OptionWords& option : command.options)
      text += fish_option(option, condition);
  }
  return text;
}

}  // namespace

std::string completion_script(const ProgramWords& words, const std::string& shell) {
  if (shell == "bash") return bash_script(words);
  if (shell == "zsh") return zsh_script(words);
  if (shell == "fish") return fish_script(words);
  throw std::invalid_argument("no such shell: " + shell);
}

}  // namespace jiangbu
