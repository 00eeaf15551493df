#include "api/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/render.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

namespace {

Problem::Severity public_severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Problem::Severity::error;
    case Severity::warning:
      return Problem::Severity::warning;
    case Severity::note:
      break;
  }
  return Problem::Severity::note;
}

Problem public_problem(const Diagnostic& diagnostic, const SourceMap& sources) {
  Problem problem;
  problem.severity = public_severity(diagnostic.severity);
  problem.code = code_text(diagnostic.code);
  if (sources.contains(diagnostic.span.file)) {
    const SourceFile& file = sources.file(diagnostic.span.file);
    const LineColumn place = file.line_column(diagnostic.span.begin);
    problem.file = file.name();
    problem.line = place.line;
    problem.column = place.column;
  }
  problem.message = {message(diagnostic.code, Language::zh, diagnostic.arguments),
                     message(diagnostic.code, Language::en, diagnostic.arguments)};
  problem.rendered = {render(diagnostic, sources, Language::zh),
                      render(diagnostic, sources, Language::en)};
  return problem;
}

}  // namespace

Language language_of(TextLanguage language) {
  return language == TextLanguage::zh ? Language::zh : Language::en;
}

BilingualText public_text(const Bilingual& text) {
  return {text.in(Language::zh), text.in(Language::en)};
}

void add_problems(Diagnostics& diagnostics, const SourceMap& sources,
                  std::vector<Problem>& problems) {
  diagnostics.sort_and_deduplicate();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    problems.push_back(public_problem(diagnostic, sources));
  }
  if (diagnostics.omitted() == 0) return;
  Problem rest;
  rest.severity = Problem::Severity::note;
  rest.message = {fmt::format("另有 {} 条", diagnostics.omitted()),
                  fmt::format("and {} more", diagnostics.omitted())};
  rest.rendered = {"…… " + rest.message.zh + "\n", "… " + rest.message.en + "\n"};
  problems.push_back(std::move(rest));
}

Problem error_without_place(std::string code, const Bilingual& message) {
  Problem problem;
  problem.code = std::move(code);
  problem.message = public_text(message);
  const std::string space = problem.code.empty() ? "" : " ";
  problem.rendered = {
      fmt::format("{}{}{}: {}\n", severity_text(Severity::error, Language::zh), space,
                  problem.code, problem.message.zh),
      fmt::format("{}{}{}: {}\n", severity_text(Severity::error, Language::en), space,
                  problem.code, problem.message.en)};
  return problem;
}

std::optional<Date> read_decision_date(const std::string& text,
                                       std::vector<Problem>& problems) {
  const auto date = Date::parse(text);
  if (!date) {
    problems.push_back(error_without_place(
        "",
        {fmt::format("决定日期“{}”不是 2024-06-01 这样的日期", text),
         fmt::format("the decision date '{}' is not a date such as 2024-06-01", text)}));
  }
  return date;
}

void check_readings(const std::map<std::string, std::string>& readings,
                    const std::vector<const Program*>& programs,
                    std::vector<Problem>& problems) {
  for (const auto& reading : readings) {
    const auto& [question, option] = reading;
    const bool known =
        std::any_of(programs.begin(), programs.end(), [&](const Program* program) {
          return has_reading(*program->model, reading.first, reading.second);
        });
    if (known) continue;
    problems.push_back(error_without_place(
        "", {fmt::format("没有理解“{}={}”", question, option),
             fmt::format("there is no reading {}={}", question, option)}));
  }
}

bool has_errors(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.severity == Problem::Severity::error;
  });
}

std::string problems_text(const std::vector<Problem>& problems, TextLanguage language) {
  std::string out;
  for (const Problem& problem : problems) {
    if (!out.empty()) out += '\n';
    out += problem.rendered.in(language);
  }
  return out;
}

}  // namespace jiangbu
