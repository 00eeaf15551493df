// jiangbu fmt: rule files in their canonical form.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "author/format_rules.hpp"
#include "author/meaning.hpp"
#include "cli/commands.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

struct FmtOptions {
  std::vector<std::string> files;
  bool check = false;
  bool to_stdout = false;
};

/// One file, before and after.
struct FormattedFile {
  fs::path path;
  std::string before;
  std::string after;
};

/// Replaces a file as a whole: a run cut short leaves either text, never half of one.
bool replace_file(const fs::path& path, const std::string& text) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) return false;
  const fs::path beside = target.string() + ".formatted";
  {
    std::ofstream stream(beside, std::ios::binary);
    stream << text;
    if (!stream.flush()) {
      fs::remove(beside, error);
      return false;
    }
  }
  fs::permissions(beside, fs::status(target, error).permissions(), error);
  fs::rename(beside, target, error);
  if (!error) return true;
  fs::remove(beside, error);
  return false;
}

/// Whether the policies of a file mean what they meant, once the file is formatted.
bool means_the_same(const FormattedFile& file) {
  const auto formatted = [&](const fs::path& path) -> std::optional<std::string> {
    std::error_code error;
    return fs::equivalent(path, file.path, error) ? file.after : read_file(path);
  };
  return meaning_of(file.path, read_file) == meaning_of(file.path, formatted);
}

/// The file formatted; nothing, with the reason printed and the exit code raised.
std::optional<FormattedFile> format_file(const fs::path& path, Language language,
                                         int& exit_code) {
  auto text = read_file(path);
  if (!text) {
    exit_code = std::max(exit_code, cannot_open(path.string(), language));
    return std::nullopt;
  }
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(path.string(), *text);
  auto after = format_rules(sources, file, diagnostics);
  if (!after) {
    print_diagnostics(diagnostics, sources, language);
    exit_code = std::max(exit_code, exit_findings);
    return std::nullopt;
  }
  FormattedFile result{path, std::move(*text), std::move(*after)};
  if (result.before == result.after || means_the_same(result)) return result;
  diagnostics.error(Code::author_meaning_changed, {file, 0, 0}, {path.string()});
  print_diagnostics(diagnostics, sources, language);
  exit_code = std::max(exit_code, exit_findings);
  return std::nullopt;
}

void print_changes(const std::vector<FormattedFile>& files, bool check,
                   const OutputOptions& options) {
  const bool zh = language_of(options) == Language::zh;
  if (options.format == "json") {
    JsonWriter out(JsonWriter::Form::indented);
    out.begin_array();
    for (const FormattedFile& file : files) {
      out.begin_object();
      out.key("file");
      out.string(file.path.string());
      out.key(check ? "formatted" : "changed");
      out.boolean((file.before == file.after) == check);
      out.end_object();
    }
    out.end_array();
    std::cout << out.take();
    return;
  }
  for (const FormattedFile& file : files) {
    if (file.before == file.after) continue;
    std::cout << file.path.string()
              << (check ? (zh ? "：格式不合规范\n" : ": not formatted\n")
                        : (zh ? "：已整理格式\n" : ": formatted\n"));
  }
}

int run_fmt(const FmtOptions& fmt, const OutputOptions& options) {
  const Language language = language_of(options);
  int exit_code = exit_fine;
  std::vector<FormattedFile> files;
  for (const fs::path& path : rule_files({fmt.files.begin(), fmt.files.end()})) {
    if (auto file = format_file(path, language, exit_code)) {
      files.push_back(std::move(*file));
    }
  }
  if (fmt.to_stdout) {
    for (const FormattedFile& file : files) std::cout << file.after;
    return exit_code;
  }
  for (const FormattedFile& file : files) {
    if (file.before == file.after) continue;
    if (fmt.check) {
      exit_code = std::max(exit_code, exit_findings);
    } else if (!replace_file(file.path, file.after)) {
      std::cerr << (language == Language::zh ? "无法写入 " : "cannot write ")
                << file.path.string() << '\n';
      return exit_failed;
    }
  }
  print_changes(files, fmt.check, options);
  return exit_code;
}

}  // namespace

void add_fmt(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "fmt",
      "Examples:\n"
      "  jiangbu fmt policy.yaml\n"
      "  jiangbu fmt rules --check\n"
      "  jiangbu fmt policy.yaml --stdout\n\n"
      "Writes rule files in their canonical form: indentation, quotes, blank lines, "
      "lines\n"
      "of at most 100 columns. Comments, the order of keys and the meaning stay: a file\n"
      "that would come to mean something else is left as it is.");
  auto fmt = std::make_shared<FmtOptions>();
  command->add_option("FILE", fmt->files, "rule files or folders")->required();
  auto* check =
      command->add_flag("--check", fmt->check, "change nothing; exit 1 if a file would");
  command->add_flag("--stdout", fmt->to_stdout, "print the text instead of writing it")
      ->excludes(check);
  command->callback([&exit_code, &options, fmt] { exit_code = run_fmt(*fmt, options); });
}

}  // namespace jiangbu
