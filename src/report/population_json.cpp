#include "report/population_json.hpp"

#include <fmt/format.h>

#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

void write_totals(JsonWriter& out, const ClauseTotals& totals) {
  out.key("low");
  out.string(fen_text(totals.low));
  out.key("high");
  if (totals.high) {
    out.string(fen_text(*totals.high));
  } else {
    out.null();
  }
  out.key("applicants");
  out.number(static_cast<std::int64_t>(totals.applicants));
}

void write_problems(JsonWriter& out, const std::vector<RowProblem>& problems) {
  if (problems.empty()) return;
  out.key("problems");
  out.begin_array();
  for (const RowProblem& problem : problems) {
    out.begin_object();
    out.key("table");
    out.string(problem.table);
    out.key("row");
    if (problem.row) {
      out.number(static_cast<std::int64_t>(*problem.row));
    } else {
      out.null();
    }
    out.key("column");
    out.string(problem.column);
    out.key("code");
    out.string(problem.code);
    out.key("message");
    out.begin_object();
    out.key("zh");
    out.string(problem.message.zh);
    out.key("en");
    out.string(problem.message.en);
    out.end_object();
    out.end_object();
  }
  out.end_array();
}

void write_failures(JsonWriter& out, const std::vector<NotComputed>& failures) {
  out.key("failures");
  out.begin_array();
  for (const NotComputed& failure : failures) {
    out.begin_object();
    out.key("applicant");
    out.string(failure.applicant);
    out.key("reason");
    out.begin_object();
    out.key("zh");
    out.string(failure.reason.zh);
    out.key("en");
    out.string(failure.reason.en);
    out.end_object();
    out.end_object();
  }
  out.end_array();
}

}  // namespace

void add_failures(const Population& population, const PopulationTotals& totals,
                  std::vector<NotComputed>& failures) {
  for (const auto& [row, reason] : totals.failed) {
    if (failures.size() == named_failures) return;
    failures.push_back({population.name_of(row), reason});
  }
}

std::string fen_text(Int128 fen) {
  const bool negative = fen < 0;
  const auto size = static_cast<Uint128>(negative ? -fen : fen);
  std::string text = fmt::format("{}.{:02}", static_cast<Uint128>(size / 100),
                                 static_cast<unsigned>(size % 100));
  if (text.ends_with(".00")) text.resize(text.size() - 3);
  return negative ? "-" + text : text;
}

std::string population_json(const PolicyModel& model, const PopulationTotals& totals,
                            const std::string& date, const ReadReport& report,
                            const std::vector<NotComputed>& failures,
                            const std::vector<RowProblem>& problems) {
  JsonWriter out(JsonWriter::Form::indented);
  out.begin_object();
  out.key("policy");
  out.string(model.id);
  out.key("date");
  out.string(date);
  out.key("draft");
  out.boolean(model.status == PolicyStatus::draft);
  out.key("closed_world");
  out.boolean(report.closed_world);
  out.key("population");
  out.number(static_cast<std::int64_t>(totals.applicants));
  out.key("applicants_set_aside");
  out.number(static_cast<std::int64_t>(report.applicants_set_aside));
  out.key("rows_set_aside");
  out.begin_object();
  for (const auto& [code, count] : report.reasons) {
    out.key(code_text(code));
    out.number(static_cast<std::int64_t>(count));
  }
  out.end_object();
  out.key("not_computed");
  out.number(static_cast<std::int64_t>(totals.failed.size()));
  if (!failures.empty()) write_failures(out, failures);
  out.key("one_by_one");
  out.number(static_cast<std::int64_t>(totals.one_by_one));
  out.key("total");
  out.begin_object();
  write_totals(out, totals.all);
  out.end_object();
  out.key("clauses");
  out.begin_array();
  for (std::size_t c = 0; c < totals.clauses.size(); ++c) {
    out.begin_object();
    out.key("id");
    out.string(model.clauses[c].id);
    write_totals(out, totals.clauses[c]);
    out.end_object();
  }
  out.end_array();
  write_problems(out, problems);
  out.end_object();
  return out.take();
}

}  // namespace jiangbu
