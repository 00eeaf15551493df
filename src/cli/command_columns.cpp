// jiangbu columns: the tables a population is read from.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "read/read_population.hpp"
#include "read/table_template.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

struct ColumnsOptions {
  std::vector<std::string> policies;
  std::string folder;
};

std::string unit_of(const ExpectedColumn& column) {
  return column.field == nullptr ? std::string() : column.field->unit;
}

bool is_shown(const ExpectedTable& table, const ExpectedColumn& column) {
  // A fact `id` of the applicants is their id.
  const bool reference = column.role != ExpectedColumn::Role::fact;
  if (!reference && table.domain == 0 && column.name == "id") return false;
  if (!column.is_read()) return column.is_key;
  return column.role != ExpectedColumn::Role::fact || column.part != FactPart::presence;
}

void print_text(const std::vector<ExpectedTable>& tables, Language language) {
  const bool zh = language == Language::zh;
  for (const ExpectedTable& table : tables) {
    std::cout << table.name << ".csv  " << table.title.in(language) << '\n';
    for (const ExpectedColumn& column : table.columns) {
      if (!is_shown(table, column)) continue;
      std::cout << "  " << column.name << "  " << column.title.zh << " / "
                << column.title.en << "  " << column_type(column).in(language);
      if (!unit_of(column).empty()) {
        std::cout << (zh ? "，单位 " : ", in ") << unit_of(column);
      }
      if (is_required(column)) std::cout << (zh ? "，必填" : ", required");
      std::cout << '\n';
    }
  }
}

void write_both(JsonWriter& out, const Bilingual& text) {
  out.begin_object();
  out.key("zh");
  out.string(text.zh);
  out.key("en");
  out.string(text.en);
  out.end_object();
}

void print_json(const std::vector<ExpectedTable>& tables) {
  JsonWriter out(JsonWriter::Form::indented);
  out.begin_array();
  for (const ExpectedTable& table : tables) {
    out.begin_object();
    out.key("table");
    out.string(table.name);
    out.key("file");
    out.string(table.name + ".csv");
    out.key("title");
    write_both(out, table.title);
    out.key("columns");
    out.begin_array();
    for (const ExpectedColumn& column : table.columns) {
      if (!is_shown(table, column)) continue;
      out.begin_object();
      out.key("name");
      out.string(column.name);
      out.key("title");
      write_both(out, column.title);
      out.key("type");
      write_both(out, column_type(column));
      out.key("unit");
      out.string(unit_of(column));
      out.key("required");
      out.boolean(is_required(column));
      out.end_object();
    }
    out.end_array();
    out.end_object();
  }
  out.end_array();
  std::cout << out.take();
}

int write_templates(const std::vector<ExpectedTable>& tables, const std::string& folder,
                    Language language) {
  std::filesystem::create_directories(folder);
  for (const ExpectedTable& table : tables) {
    const auto path = std::filesystem::path(folder) / (table.name + ".csv");
    if (std::filesystem::exists(path)) {
      std::cerr << path.string()
                << (language == Language::zh ? " 已存在，未改动\n"
                                             : " is there already and left alone\n");
      return exit_failed;
    }
    std::ofstream file(path, std::ios::binary);
    file << table_template(table, tables);
    if (!file.flush()) return cannot_open(path.string(), language);
    std::cout << path.string() << '\n';
  }
  return exit_fine;
}

int run_columns(const ColumnsOptions& columns, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({columns.policies.begin(), columns.policies.end()}, sources, diagnostics,
                 read_file, TestFiles::pass_over);
  if (print_unreadable(rules, language)) return exit_failed;
  std::vector<const Program*> policies;
  for (const LoadedPolicy& policy : rules.policies) {
    if (policy.program) policies.push_back(&*policy.program);
  }
  const PopulationLayout layout = layout_for(policies, diagnostics);
  if (print_diagnostics(diagnostics, sources, language)) return exit_findings;
  const auto tables = expected_tables(layout, vocabularies_of(policies));
  if (!columns.folder.empty()) return write_templates(tables, columns.folder, language);
  if (options.format == "json") {
    print_json(tables);
  } else {
    print_text(tables, language);
  }
  return exit_fine;
}

}  // namespace

void add_columns(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "columns",
      "Examples:\n"
      "  jiangbu columns rules/changzhi\n"
      "  jiangbu columns policy.yaml --template tables\n\n"
      "Prints the tables and columns that a population is read from for these policies, "
      "or\n"
      "writes them as CSV files with one line of examples each.");
  auto columns = std::make_shared<ColumnsOptions>();
  command->add_option("POLICY", columns->policies, "policy files and folders")
      ->required();
  command->add_option("--template", columns->folder,
                      "write the tables as CSV files into this folder");
  command->callback(
      [&exit_code, &options, columns] { exit_code = run_columns(*columns, options); });
}

}  // namespace jiangbu
