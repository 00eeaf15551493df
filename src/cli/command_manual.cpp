// jiangbu manual: the program's manual pages and completion scripts, made of its help.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/command_words.hpp"
#include "cli/commands.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

struct ManualOptions {
  std::string command;
  std::string shell;
  std::string folder;
};

void write_strings(JsonWriter& out, const std::vector<std::string>& texts) {
  out.begin_array();
  for (const std::string& text : texts) out.string(text);
  out.end_array();
}

void write_command(JsonWriter& out, const CommandWords& command) {
  out.begin_object();
  out.known_key("name");
  out.string(command.name);
  out.known_key("meaning");
  out.string(command.meaning);
  out.known_key("examples");
  write_strings(out, command.examples);
  out.known_key("options");
  out.begin_array();
  for (const OptionWords& option : command.options) {
    out.begin_object();
    out.known_key("names");
    write_strings(out, option.names);
    out.known_key("value");
    out.string(option.value);
    out.known_key("choices");
    write_strings(out, option.choices);
    out.known_key("meaning");
    out.string(option.meaning);
    out.known_key("required");
    out.boolean(option.required);
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

bool write_file(const std::filesystem::path& path, const std::string& text) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  return static_cast<bool>(file.flush());
}

/// Every page and script, where systems look for them below share/.
int write_all(const ProgramWords& words, const std::filesystem::path& folder,
              Language language) {
  std::vector<std::pair<std::filesystem::path, std::string>> files = {
      {"man/man1/jiangbu.1", manual_page(words, nullptr)},
      {"bash-completion/completions/jiangbu", completion_script(words, "bash")},
      {"zsh/vendor-completions/_jiangbu", completion_script(words, "zsh")},
      {"fish/vendor_completions.d/jiangbu.fish", completion_script(words, "fish")}};
  for (const CommandWords& command : words.commands) {
    files.emplace_back("man/man1/jiangbu-" + command.name + ".1",
                       manual_page(words, &command));
  }
  for (const auto& [path, text] : files) {
    if (write_file(folder / path, text)) continue;
    std::cerr << (language == Language::zh ? "无法写入 " : "cannot write ")
              << (folder / path).string() << '\n';
    return exit_failed;
  }
  return exit_fine;
}

int run_manual(const CLI::App& app, const ManualOptions& manual,
               const OutputOptions& options) {
  const ProgramWords words = words_of(app);
  const Language language = language_of(options);
  if (!manual.folder.empty()) return write_all(words, manual.folder, language);
  if (!manual.shell.empty()) {
    std::cout << completion_script(words, manual.shell);
    return exit_fine;
  }
  const CommandWords* page = nullptr;
  if (!manual.command.empty()) {
    const auto found =
        std::ranges::find(words.commands, manual.command, &CommandWords::name);
    if (found == words.commands.end()) {
      std::cerr << manual.command
                << (language == Language::zh ? "：没有这个命令\n"
                                             : ": no such command\n");
      return exit_usage;
    }
    page = &*found;
  }
  if (options.format == "json") {
    JsonWriter out(JsonWriter::Form::indented);
    write_command(out, page == nullptr ? words.program : *page);
    std::cout << out.take();
  } else {
    std::cout << manual_page(words, page);
  }
  return exit_fine;
}

}  // namespace

void add_manual(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "manual",
      "Examples:\n"
      "  jiangbu manual check | man -l -\n"
      "  source <(jiangbu manual --completion bash)\n"
      "  jiangbu manual --folder ~/.local/share\n\n"
      "Prints the manual page of the program or of a command, or a script that lets a\n"
      "shell complete commands and options; or writes all of them below a folder. They\n"
      "are made of the help that --help prints.");
  auto manual = std::make_shared<ManualOptions>();
  auto* page =
      command->add_option("COMMAND", manual->command, "a command; else jiangbu itself");
  auto* shell = command
                    ->add_option("--completion", manual->shell,
                                 "the script for bash, zsh or fish instead")
                    ->check(CLI::IsMember({"bash", "zsh", "fish"}))
                    ->excludes(page);
  command
      ->add_option("--folder", manual->folder,
                   "write all: man/man1, and what each shell looks for below share")
      ->excludes(page)
      ->excludes(shell);
  command->callback([&app, &exit_code, &options, manual] {
    exit_code = run_manual(app, *manual, options);
  });
}

}  // namespace jiangbu
