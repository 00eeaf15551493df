// jiangbu batch: what a whole population gets, by clause.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/amounts_file.hpp"
#include "cli/commands.hpp"
#include "cli/population_source.hpp"
#include "cli/progress_bar.hpp"
#include "evaluate/readings.hpp"
#include "report/population_json.hpp"

namespace jiangbu {

namespace {

struct BatchOptions {
  std::string policy;
  PopulationArguments source;
  std::string date;
  std::string out;
  std::string by;
  std::vector<std::string> readings;
};

std::string range_text(const ClauseTotals& totals, Language language) {
  const bool zh = language == Language::zh;
  std::string text = (zh ? "" : "CNY ") + fen_text(totals.low);
  if (!totals.high) return text + (zh ? "元以上" : " or more");
  if (*totals.high != totals.low) text += "–" + fen_text(*totals.high);
  return text + (zh ? "元" : "");
}

constexpr std::size_t shown_failures = 10;

void print_failures(const PopulationTotals& totals,
                    const std::vector<NotComputed>& failures, Language language) {
  if (totals.failed.empty()) return;
  const bool zh = language == Language::zh;
  const std::size_t count = totals.failed.size();
  std::cout << (zh ? fmt::format("  未能计算、不在合计之内：{} 个申请人\n", count)
                   : fmt::format("  not computed, not in the totals: {} {}\n", count,
                                 count == 1 ? "applicant" : "applicants"));
  const std::size_t shown = std::min(failures.size(), shown_failures);
  for (std::size_t i = 0; i < shown; ++i) {
    std::cout << "    " << failures[i].applicant << (zh ? "：" : ": ")
              << failures[i].reason.in(language) << '\n';
  }
  if (shown < count) {
    std::cout << (zh ? fmt::format("    ……另有 {} 个，原因见 --out 的文件\n",
                                   count - shown)
                     : fmt::format("    … {} more; the file of --out has each reason\n",
                                   count - shown));
  }
}

void print_text(const PolicyModel& model, const PopulationTotals& totals,
                const std::vector<NotComputed>& failures, const std::string& date,
                Language language) {
  const bool zh = language == Language::zh;
  const auto line = [&](const std::string& name, const ClauseTotals& sums) {
    std::cout << fmt::format(
        fmt::runtime(zh ? "  {}  {}，{} 个申请人\n" : "  {}  {}, {} {}\n"), name,
        range_text(sums, language), sums.applicants,
        sums.applicants == 1 ? "applicant" : "applicants");
  };
  std::cout << model.title.in(language) << " (" << model.id << ")\n"
            << (zh ? "决定日期：" : "Decision date: ") << date << '\n'
            << (zh ? "申请人：" : "Applicants: ") << totals.applicants << '\n';
  if (model.status == PolicyStatus::draft) {
    std::cout
        << (zh ? "草案：以下金额仅供参考，并不应付\n"
               : "This is a draft: all amounts are indicative, nothing is payable\n");
  }
  line(zh ? "合计" : "total", totals.all);
  for (std::size_t c = 0; c < totals.clauses.size(); ++c) {
    line(model.clauses[c].id + " " + model.clauses[c].title.in(language),
         totals.clauses[c]);
  }
  print_failures(totals, failures, language);
}

void add(ClauseTotals& to, const ClauseTotals& more) {
  to.low += more.low;
  if (to.high && more.high) {
    *to.high += *more.high;
  } else {
    to.high.reset();
  }
  to.applicants += more.applicants;
}

/// Adds the totals of the applicants that follow.
void add(PopulationTotals& to, const PopulationTotals& more) {
  add(to.all, more.all);
  to.clauses.resize(more.clauses.size());
  for (std::size_t c = 0; c < more.clauses.size(); ++c)
    add(to.clauses[c], more.clauses[c]);
  for (const auto& [row, reason] : more.failed) {
    to.failed.emplace_back(static_cast<std::uint32_t>(to.applicants) + row, reason);
  }
  to.applicants += more.applicants;
  to.one_by_one += more.one_by_one;
  to.obstacle = more.obstacle;
}

bool read_readings(const std::vector<std::string>& texts, const PolicyModel& model,
                   std::map<std::string, std::string>& readings) {
  for (const std::string& text : texts) {
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string question = text.substr(0, equals);
    const std::string option = text.substr(std::min(equals + 1, text.size()));
    if (!has_reading(model, question, option)) {
      std::cerr << "--reading " << text << ": unknown\n";
      return false;
    }
    readings[question] = option;
  }
  return true;
}

void print_result(const BatchOptions& batch, const PolicyModel& model,
                  const PopulationTotals& totals,
                  const std::vector<NotComputed>& failures, const ReadReport& report,
                  const OutputOptions& options) {
  if (options.format == "json") {
    std::cout << population_json(model, totals, batch.date, report, failures);
  } else {
    print_text(model, totals, failures, batch.date, language_of(options));
  }
}

/// What applicants of other applicants depend on needs all of them at once.
bool can_stream(const PolicyModel& model) {
  if (!model.across.empty()) return false;
  const auto& fields = model.vocabulary.applicant().fields;
  return std::none_of(fields.begin(), fields.end(),
                      [](const Field& field) { return field.aggregate.has_value(); });
}

void print_not_one_policy(Language language) {
  std::cerr << (language == Language::zh ? "batch：须恰好一个政策\n"
                                         : "batch: give exactly one policy\n");
}

AmountsBy amounts_by(const std::string& word) {
  if (word == "item") return AmountsBy::item;
  return word == "clause" ? AmountsBy::clause : AmountsBy::applicant;
}

int run_batch(BatchOptions& batch, const OutputOptions& options) {
  const Language language = language_of(options);
  PopulationOptions evaluation;
  const auto date = Date::parse(batch.date);
  if (!date) {
    std::cerr << "--date " << batch.date << ": not a date such as 2024-06-01\n";
    return exit_usage;
  }
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({batch.policy}, sources, diagnostics, read_file, TestFiles::pass_over);
  if (print_unreadable(rules, language)) return exit_failed;
  if (diagnostics.has_errors() || rules.policies.size() != 1) {
    print_diagnostics(diagnostics, sources, language);
    if (rules.policies.size() != 1) print_not_one_policy(language);
    return exit_findings;
  }
  const Program& program = *rules.policies.front().program;
  std::map<std::string, std::string> readings;
  if (!read_readings(batch.readings, *program.model, readings)) return exit_usage;
  if (batch.source.stream && !can_stream(*program.model)) {
    std::cerr
        << (language == Language::zh
                ? "--stream：本政策中申请人的金额取决于其他申请人，须一次读入\n"
                : "--stream: what applicants get depends on other applicants here\n");
    return exit_usage;
  }
  evaluation.decision_date = *date;
  evaluation.threads = threads_of(batch.source);
  evaluation.readings = chosen_readings(*program.model, readings);
  const AmountsBy by = amounts_by(batch.by);
  std::optional<AmountsFile> amounts;
  if (!batch.out.empty()) amounts.emplace(batch.out, by, language);
  PopulationTotals totals;
  std::vector<NotComputed> failures;
  const auto evaluate = [&](const Population& population) {
    ProgressBar bar(language, ProgressUnit::evaluations);
    if (!batch.source.stream) {  // whose reading shows how far it is
      evaluation.progress = [&bar](std::uint64_t done, std::uint64_t all) {
        bar.show(done, all);
      };
    }
    const PopulationTotals found =
        amounts ? amounts->evaluate(program, population, evaluation)
                : evaluate_population(program, population, evaluation);
    add_failures(population, found, failures);
    add(totals, found);
  };
  batch.source.item_keys = by == AmountsBy::item;
  const ReadOutcome read = evaluate_for_command(batch.source, {&program}, sources,
                                                diagnostics, language, evaluate);
  if (!read.done) return read.exit_code;
  if (amounts && !amounts->is_sound()) return cannot_open(batch.out, language);
  print_result(batch, *program.model, totals, failures, read.report, options);
  const bool whole = totals.failed.empty() && read.report.bad_rows() == 0;
  return whole ? exit_fine : exit_findings;
}

}  // namespace

void add_batch(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto* command = app.add_subcommand(
      "batch",
      "Examples:\n"
      "  jiangbu batch policy.yaml tables --date 2024-11-30\n"
      "  jiangbu batch policy.yaml tables --date 2024-11-30 --out amounts.csv "
      "--rejects bad\n\n"
      "Reads a whole population from tables and prints what it gets, in all and by "
      "clause.\n"
      "`jiangbu columns` tells which tables there are.");
  auto batch = std::make_shared<BatchOptions>();
  command->add_option("POLICY", batch->policy, "the policy")->required();
  add_population_options(*command, batch->source);
  command->add_flag(
      "--stream", batch->source.stream,
      "a run of applicants at a time, in little memory; tables in one order");
  command->add_option("--date", batch->date, "the decision date")->required();
  auto* out =
      command->add_option("--out", batch->out, "CSV file for each applicant's amounts");
  command
      ->add_option("--by", batch->by,
                   "what has a row in it: each applicant (default), or clause, or item "
                   "that may pay anything")
      ->check(CLI::IsMember({"applicant", "clause", "item"}))
      ->needs(out);
  command->add_option("--reading", batch->readings, "QUESTION=OPTION");
  command->callback(
      [&exit_code, &options, batch] { exit_code = run_batch(*batch, options); });
}

}  // namespace jiangbu
