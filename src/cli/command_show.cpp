// jiangbu show: what each stage makes of a rule file.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "batch/plan.hpp"
#include "cli/commands.hpp"
#include "diagnostics/render.hpp"
#include "document/dump.hpp"
#include "document/read_document.hpp"
#include "evaluate/readings.hpp"
#include "model/dump_model.hpp"
#include "report/json_writer.hpp"
#include "syntax/dump_policy.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

struct ShowOptions {
  std::string file;
  std::string stage;
  std::string date;
};

/// The plan of the policy's first day, unless another is asked for.
std::string plan_text(const Program& program, const std::string& date) {
  const PolicyModel& model = *program.model;
  std::optional<Date> day = model.period_from;
  if (!date.empty()) day = Date::parse(date);
  if (!day) return model.id + ": --date YYYY-MM-DD is needed\n";
  const std::vector<std::uint32_t> readings = chosen_readings(model, {});
  const PlanResult result = build_plan(program, *day, readings);
  if (!result.plan) {
    return model.id + ": case by case, not over columns: " + result.obstacle + "\n";
  }
  const PlanResult lines = build_plan(program, *day, readings, PlanFor::lines);
  if (lines.plan) return listing(*result.plan);
  return listing(*result.plan) + "by item: case by case, " + lines.obstacle + "\n";
}

std::string syntax_text(const Node& tree, const SourceMap& sources,
                        Diagnostics& diagnostics) {
  switch (kind_of_rule_file(tree)) {
    case RuleFileKind::policy:
      return dump(read_policy(tree, diagnostics), sources);
    case RuleFileKind::vocabulary:
      return dump(read_vocabulary(tree, diagnostics), sources);
    case RuleFileKind::tests:
      return dump(read_test_file(tree, diagnostics), sources);
    case RuleFileKind::unknown:
      break;
  }
  diagnostics.error(Code::syntax_not_a_rule_file, tree.span);
  return {};
}

/// The text itself, or {"stage": …, "text": …}.
void print_stage(const ShowOptions& show, const std::string& text,
                 const OutputOptions& options) {
  if (options.format != "json") {
    std::cout << text;
    return;
  }
  JsonWriter out(JsonWriter::Form::indented);
  out.begin_object();
  out.key("stage");
  out.string(show.stage);
  out.key("text");
  out.string(text);
  out.end_object();
  std::cout << out.take();
}

/// The stages that look at one file only.
int show_file(const ShowOptions& show, const OutputOptions& options) {
  const Language language = language_of(options);
  auto text = read_file(show.file);
  if (!text) return cannot_open(show.file, language);
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(show.file, std::move(*text));
  const auto tree = read_document(sources, file, diagnostics);
  if (tree) {
    print_stage(show,
                show.stage == "document" ? dump(*tree, sources)
                                         : syntax_text(*tree, sources, diagnostics),
                options);
  }
  return print_diagnostics(diagnostics, sources, language) ? exit_findings : exit_fine;
}

/// The stages that need the vocabularies a policy uses.
int show_policies(const ShowOptions& show, const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules = load_rules({show.file}, sources, diagnostics);
  if (print_unreadable(rules, language)) return exit_failed;
  std::string text;
  for (const LoadedPolicy& policy : rules.policies) {
    if (!policy.program) continue;
    if (show.stage == "model") text += dump(*policy.program->model);
    if (show.stage == "program") text += listing(*policy.program);
    if (show.stage == "plan") text += plan_text(*policy.program, show.date);
  }
  if (!text.empty()) print_stage(show, text, options);
  if (print_diagnostics(diagnostics, sources, language)) return exit_findings;
  if (!rules.policies.empty()) return exit_fine;
  std::cerr << show.file
            << (language == Language::zh ? " 不是政策文件\n" : " is not a policy file\n");
  return exit_findings;
}

int run_show(const ShowOptions& show, const OutputOptions& options) {
  const bool one_file = show.stage == "document" || show.stage == "syntax";
  return one_file ? show_file(show, options) : show_policies(show, options);
}

}  // namespace

void add_show(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "show",
      "Examples:\n"
      "  jiangbu show policy.yaml --stage syntax\n"
      "  jiangbu show policy.yaml --stage program\n\n"
      "Prints what a stage makes of a rule file: document (the YAML tree), syntax (as\n"
      "written), model (names resolved, formulas typed), program (compiled steps), plan\n"
      "(operations over columns, for many applicants, or why there is none).");
  auto show = std::make_shared<ShowOptions>();
  command->add_option("FILE", show->file, "a rule file")->required();
  command->add_option("--stage", show->stage, "document, syntax, model, program or plan")
      ->required()
      ->check(CLI::IsMember({"document", "syntax", "model", "program", "plan"}));
  command->add_option("--date", show->date,
                      "decision date of a plan; else the policy's first day");
  command->callback(
      [&exit_code, &options, show] { exit_code = run_show(*show, options); });
}

}  // namespace jiangbu
