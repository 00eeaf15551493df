// jiangbu budget: what policies cost over a whole population.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/commands.hpp"
#include "cli/fact_source.hpp"
#include "cli/population_source.hpp"
#include "cli/progress_bar.hpp"
#include "document/read_document.hpp"
#include "publish/budget_html.hpp"
#include "publish/budget_xlsx.hpp"
#include "read/budget_question.hpp"
#include "report/budget_json.hpp"
#include "report/budget_text.hpp"

namespace jiangbu {

namespace {

struct BudgetOptions {
  std::string rules;
  PopulationArguments source;
  std::string date;
  std::string assumptions;
  std::vector<std::string> scenarios;
  std::string format;
  std::string out;
  std::size_t listed = 10;
};

/// Programs and everything they and the population refer to.
class BudgetRun {
 public:
  BudgetRun(const BudgetOptions& options, Language language)
      : options_(options), language_(language) {}

  int run() {
    const auto date = Date::parse(options_.date);
    if (!date) {
      std::cerr << "--date " << options_.date << ": not a date such as 2024-06-01\n";
      return exit_usage;
    }
    date_ = *date;
    rules_ = load_rules({options_.rules}, sources_, diagnostics_);
    if (print_unreadable(rules_, language_)) return exit_failed;
    if (diagnostics_.has_errors()) return findings();
    question_.emplace(rules_.policies, sources_, diagnostics_);
    if (const int code = read_files(); code != exit_fine) return code;
    if (!question_->prepare()) return findings();
    if (const int code = read_facts(); code != exit_fine) return code;
    const BudgetEstimate result = estimate();
    const int code = write(result);
    const bool whole = result.facts.failed == 0 && result.facts.rejected_rows == 0;
    return code == exit_fine && !whole ? exit_findings : code;
  }

 private:
  int findings() {
    print_diagnostics(diagnostics_, sources_, language_);
    return exit_findings;
  }

  // A document; null if it cannot be read, and then the code says why.
  std::optional<Node> open(const std::string& path, int& code) {
    auto text = read_file(path);
    if (!text) {
      code = cannot_open(path, language_);
      return std::nullopt;
    }
    const FileId file = sources_.add(path, std::move(*text));
    auto document = read_document(sources_, file, diagnostics_);
    if (!document) code = findings();
    return document;
  }

  int read_files() {
    int code = exit_fine;
    if (!options_.assumptions.empty()) {
      const auto document = open(options_.assumptions, code);
      if (!document) return code;
      question_->assume(*document);
    }
    for (const std::string& path : options_.scenarios) {
      const auto document = open(path, code);
      if (!document) return code;
      question_->add_scenario(*document);
    }
    return diagnostics_.has_errors() ? findings() : exit_fine;
  }

  int read_facts() {
    readers_ = question_->readers();
    read_ =
        read_for_command(options_.source, readers_, sources_, diagnostics_, language_);
    return read_.population ? exit_fine : read_.exit_code;
  }

  void tell(const Bilingual& what) const {
    if (isatty(STDERR_FILENO) == 0) return;
    std::cerr << "\r\033[K" << what.in(language_) << " …" << std::flush;
  }

  BudgetEstimate estimate() {
    BudgetRequest& request = question_->request();
    request.decision_date = date_;
    request.population = &*read_.population;
    request.threads = threads_of(options_.source);
    request.listed = options_.listed;
    request.progress = [this](const Bilingual& what) { tell(what); };
    ProgressBar bar(language_, ProgressUnit::evaluations);
    request.measured = [&](std::uint64_t done, std::uint64_t all) {
      bar.show(done, all);
    };
    BudgetEstimate result = estimate_budget(request);
    if (isatty(STDERR_FILENO) != 0) std::cerr << "\r\033[K";
    question_->add_provenance(read_.report, result);
    result.facts_name = options_.source.source;
    result.facts_hash = hash_of_source(options_.source.source);
    result.facts.rejects_folder = options_.source.rejects;
    return result;
  }

  std::string format() const {
    if (!options_.format.empty()) return options_.format;
    for (const std::string known : {"html", "xlsx", "json"}) {
      if (options_.out.ends_with("." + known)) return known;
    }
    return "text";
  }

  int write(const BudgetEstimate& estimate) {
    const std::string as = format();
    if (as == "xlsx") {
      if (options_.out.empty()) {
        std::cerr << "--format xlsx: name the file with --out\n";
        return exit_usage;
      }
      return write_xlsx(estimate, language_, options_.out) ? exit_fine : not_written();
    }
    std::string text;
    if (as == "json") text = to_json(estimate, true);
    if (as == "html") text = to_html(estimate, language_);
    if (as == "text") text = to_text(estimate, language_);
    if (options_.out.empty()) {
      std::cout << text;
      return exit_fine;
    }
    std::ofstream file(options_.out, std::ios::binary);
    file << text;
    file.close();
    return file ? exit_fine : not_written();
  }

  int not_written() const {
    std::cerr << (language_ == Language::zh ? "无法写入 " : "cannot write ")
              << options_.out << '\n';
    return exit_failed;
  }

  const BudgetOptions& options_;
  Language language_;
  SourceMap sources_;
  Diagnostics diagnostics_;
  LoadedRules rules_;
  Date date_;
  std::optional<BudgetQuestion> question_;
  std::vector<const Program*> readers_;  // whose vocabularies the population refers to
  ReadOutcome read_;
};

}  // namespace

void add_budget(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "budget",
      "Examples:\n"
      "  jiangbu budget rules/changzhi facts --date 2025-06-30\n"
      "  jiangbu budget rules/changzhi facts --date 2025-06-30 --assumptions a.yaml \\\n"
      "      --scenario raise.yaml --out report.html\n\n"
      "Computes what the policies in RULES cost over the applicants in DATA (a folder\n"
      "of tables): low, expected and high by clause, department, payer and region,\n"
      "the distribution of the total, ceilings, scenarios and years ahead.");
  auto budget = std::make_shared<BudgetOptions>();
  command->add_option("RULES", budget->rules, "rule file or folder")->required();
  add_population_options(*command, budget->source);
  command->add_option("--date", budget->date, "the decision date, YYYY-MM-DD")
      ->required();
  command->add_option("--assumptions", budget->assumptions, "YAML file of assumptions");
  command->add_option("--scenario", budget->scenarios,
                      "YAML file of changes against the base; may be given again");
  command
      ->add_option("--format", budget->format,
                   "text, json, html or xlsx; default: by the name of --out, else text")
      ->check(CLI::IsMember({"text", "json", "html", "xlsx"}));
  command->add_option("--out", budget->out, "file to write; default: standard output");
  command->add_option("--listed", budget->listed,
                      "winners and losers named for each scenario (10)");
  command->callback([&exit_code, &options, budget] {
    exit_code = BudgetRun(*budget, language_of(options)).run();
  });
}

}  // namespace jiangbu
