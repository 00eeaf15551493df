// jiangbu describe: the long page of a diagnostic code, or the list of all codes.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "diagnostics/pages.hpp"
#include "diagnostics/render.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

void write_both(JsonWriter& out, const char* key, std::string_view zh,
                std::string_view en) {
  out.key(key);
  out.begin_object();
  out.key("zh");
  out.string(zh);
  out.key("en");
  out.string(en);
  out.end_object();
}

void write_code(JsonWriter& out, Code code, bool with_page) {
  out.begin_object();
  out.key("code");
  out.string(code_text(code));
  out.key("severity");
  out.string(severity_text(default_severity(code), Language::en));
  write_both(out, "message", title_of(code, Language::zh), title_of(code, Language::en));
  const CodePage* page = with_page ? find_page(code) : nullptr;
  if (page != nullptr) {
    write_both(out, "text", page->text.zh, page->text.en);
    out.key("setting");
    out.string(page->setting);
    out.key("wrong");
    out.string(page->wrong);
    out.key("right");
    out.string(page->right);
  }
  out.end_object();
}

void list_codes(const OutputOptions& options) {
  if (options.format != "json") {
    for (const Code code : all_codes()) {
      std::cout << code_text(code) << "  " << title_of(code, language_of(options))
                << '\n';
    }
    return;
  }
  JsonWriter out(JsonWriter::Form::indented);
  out.begin_array();
  for (const Code code : all_codes()) write_code(out, code, false);
  out.end_array();
  std::cout << out.take();
}

int run_describe(std::string text, const OutputOptions& options) {
  if (text.empty()) {
    list_codes(options);
    return exit_fine;
  }
  for (char& c : text) c = c == 'j' ? 'J' : c == 'b' ? 'B' : c;
  const auto code = find_code(text);
  if (!code) {
    const bool zh = language_of(options) == Language::zh;
    std::cerr << text
              << (zh ? "：没有这个代码；jiangbu describe 列出全部\n"
                     : ": no such code; jiangbu describe lists all of them\n");
    return exit_usage;
  }
  if (options.format == "json") {
    JsonWriter out(JsonWriter::Form::indented);
    write_code(out, *code, true);
    std::cout << out.take();
  } else {
    std::cout << page_text(*code, language_of(options));
  }
  return exit_fine;
}

}  // namespace

void add_describe(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command =
      app.add_subcommand("describe",
                         "Examples:\n"
                         "  jiangbu describe JB2003\n"
                         "  jiangbu describe JB2003 --lang zh\n"
                         "  jiangbu describe\n\n"
                         "Tells what a diagnostic code means, why it is an error, and "
                         "shows the wrong form and\n"
                         "the right one. Without a code: the list of all codes.");
  auto code = std::make_shared<std::string>();
  command->add_option("CODE", *code, "a code such as JB2003");
  command->callback(
      [&exit_code, &options, code] { exit_code = run_describe(*code, options); });
}

}  // namespace jiangbu
