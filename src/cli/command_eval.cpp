// jiangbu eval: the value of one formula, or of many.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/evaluate_expression.hpp"
#include "diagnostics/render.hpp"
#include "document/read_document.hpp"
#include "report/json_writer.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

struct EvalOptions {
  std::string expression;
  std::string facts;
  std::string date;
  std::string policy;
  std::string batch;
  bool type_hints = false;
};

/// The policy of --policy with the vocabularies it uses; nothing if it has errors, and
/// then `exit_code` tells why.
std::unique_ptr<FormulaSetting> read_setting(const std::string& path, Language language,
                                             int& exit_code) {
  auto setting = std::make_unique<FormulaSetting>();
  SourceMap& sources = setting->sources;
  Diagnostics diagnostics;
  LoadedRules rules = load_rules({path}, sources, diagnostics);
  exit_code = exit_failed;
  if (print_unreadable(rules, language)) return nullptr;
  exit_code = exit_findings;
  if (print_diagnostics(diagnostics, sources, language)) return nullptr;
  if (rules.policies.size() != 1) {
    std::cerr << path
              << (language == Language::zh ? " 不是一个政策文件\n"
                                           : " is not a policy file\n");
    return nullptr;
  }
  LoadedPolicy& policy = rules.policies.front();
  // The policy compiled, so its vocabularies are there and sound.
  for (const Word& name : policy.syntax.uses) {
    const auto file = std::filesystem::path(policy.file).parent_path() / name.text;
    const FileId id = sources.add(file.string(), read_file(file).value_or(""));
    if (const auto tree = read_yaml(sources, id, diagnostics)) {
      setting->vocabularies.push_back(
          std::make_unique<VocabularySyntax>(read_vocabulary(*tree, diagnostics)));
    }
  }
  setting->policy = std::move(policy.syntax);
  return setting;
}

SourceMap sources_of(const FormulaSetting* setting) {
  return setting == nullptr ? SourceMap{} : setting->sources;
}

/// "" gives no date; a text that is none prints what is wrong.
bool read_date(const std::string& text, std::optional<Date>& date) {
  if (text.empty()) return true;
  date = Date::parse(text);
  if (!date) std::cerr << "--date " << text << ": not a date such as 2024-06-01\n";
  return date.has_value();
}

int run_one(const EvalOptions& eval, const FormulaSetting* setting,
            const OutputOptions& options) {
  const Language language = language_of(options);
  SourceMap sources = sources_of(setting);
  Diagnostics diagnostics;
  ExpressionRequest request;
  request.expression = eval.expression;
  request.setting = setting;
  request.type_hints = eval.type_hints;
  if (!read_date(eval.date, request.decision_date)) return exit_usage;
  std::optional<Node> context;
  FileId facts = no_file;
  if (!eval.facts.empty()) {
    auto text = read_file(eval.facts);
    if (!text) return cannot_open(eval.facts, language);
    facts = sources.add(eval.facts, std::move(*text));
    context = read_document(sources, facts, diagnostics);
    if (print_diagnostics(diagnostics, sources, language) || !context) {
      return exit_findings;
    }
    request.context = &*context;
  }
  const auto json = evaluate_expression(request, sources, diagnostics);
  print_diagnostics(diagnostics, sources, language);
  if (!json) return exit_findings;
  std::cout << *json << '\n';
  return exit_fine;
}

/// The fields of a line of --batch; false if it is no such line.
bool read_request(const Node& line, ExpressionRequest& request) {
  if (!line.is_mapping()) return false;
  for (const Entry& entry : line.entries) {
    const std::string& key = entry.key.text;
    if (key == "expression" && entry.value.is_quoted()) {
      request.expression = entry.value.text;
    } else if (key == "context" && entry.value.is_mapping()) {
      request.context = &entry.value;
    } else if (key == "date" && Date::parse(entry.value.text)) {
      request.decision_date = Date::parse(entry.value.text);
    } else {
      return false;
    }
  }
  return line.find("expression") != nullptr;
}

/// {"error": [codes], "message": the first one, in English}.
std::string error_line(const Diagnostics& diagnostics) {
  JsonWriter out(JsonWriter::Form::compact);
  std::string text;
  out.begin_object();
  out.key("error");
  out.begin_array();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity != Severity::error) continue;
    out.string(code_text(diagnostic.code));
    if (text.empty()) text = message(diagnostic.code, Language::en, diagnostic.arguments);
  }
  out.end_array();
  out.key("message");
  out.string(text);
  out.end_object();
  return out.take();
}

/// One request a line in, one answer a line out, in order.
int run_batch(const EvalOptions& eval, const FormulaSetting* setting,
              const OutputOptions& options) {
  std::ifstream file(eval.batch, std::ios::binary);
  if (!file) return cannot_open(eval.batch, language_of(options));
  std::optional<Date> date;
  if (!read_date(eval.date, date)) return exit_usage;
  std::string text;
  for (size_t number = 1; std::getline(file, text); ++number) {
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    SourceMap sources = sources_of(setting);
    Diagnostics diagnostics;
    ExpressionRequest request;
    request.setting = setting;
    request.type_hints = eval.type_hints;
    request.decision_date = date;
    const FileId id = sources.add(eval.batch, text);
    const auto line = read_json(sources, id, diagnostics);
    if (!line || !read_request(*line, request)) {
      print_diagnostics(diagnostics, sources, language_of(options));
      std::cerr << eval.batch << ':' << number
                << ": not {\"expression\": …, \"context\": {…}, \"date\": …}\n";
      return exit_findings;
    }
    const auto json = evaluate_expression(request, sources, diagnostics);
    std::cout << (json ? "{\"result\":" + *json + "}" : error_line(diagnostics)) << '\n';
  }
  return exit_fine;
}

int run_eval(const EvalOptions& eval, const OutputOptions& options) {
  if (eval.expression.empty() == eval.batch.empty()) {
    std::cerr << "eval: give an expression, or --batch\n";
    return exit_usage;
  }
  std::unique_ptr<FormulaSetting> setting;
  if (!eval.policy.empty()) {
    int exit_code = exit_fine;
    setting = read_setting(eval.policy, language_of(options), exit_code);
    if (!setting) return exit_code;
  }
  return eval.batch.empty() ? run_one(eval, setting.get(), options)
                            : run_batch(eval, setting.get(), options);
}

}  // namespace

void add_eval(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "eval",
      "Examples:\n"
      "  jiangbu eval '0.1 + 0.2'\n"
      "  jiangbu eval 'sum(marks.fee) * 70%' --facts enterprise.json\n"
      "  jiangbu eval 'prize_amount(\"national\", \"first\")' --policy policy.yaml\n\n"
      "Evaluates one FEEL expression and prints its value as JSON.");
  auto eval = std::make_shared<EvalOptions>();
  command->add_option("EXPRESSION", eval->expression, "the expression");
  command->add_option("--facts", eval->facts, "YAML or JSON file of facts");
  command->add_option("--date", eval->date,
                      "the decision date, where the value depends on it");
  command->add_option("--policy", eval->policy,
                      "policy file whose facts, parameters and tables may be used");
  command->add_flag("--type-hints", eval->type_hints,
                    "write dates as {\"date\": …}, durations as {\"duration\": …}");
  command->add_option("--batch", eval->batch,
                      "JSON lines {\"expression\": …, \"context\": {…}} instead; answers "
                      "{\"result\": …} or {\"error\": […]}");
  command->callback(
      [&exit_code, &options, eval] { exit_code = run_eval(*eval, options); });
}

}  // namespace jiangbu
