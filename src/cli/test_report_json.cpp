// The report of `jiangbu test` as JSON.
#include <cstdint>
#include <iostream>

#include "cli/test_report.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

class TestReportJson {
 public:
  explicit TestReportJson(const SourceMap& sources) : sources_(sources) {}

  std::string write(const TestReport& report) {
    out_.begin_object();
    count("policies", report.policies);
    count("runs", report.outcome.runs);
    count("expectations", report.outcome.expectations);
    out_.key("files_with_errors");
    out_.boolean(report.has_errors);
    list("failures", report.outcome.failures,
         [&](const TestFailure& failure) { write_failure(failure); });
    if (report.coverage) {
      out_.key("coverage_percent");
      out_.number(std::int64_t{coverage_percent(*report.coverage)});
      list("coverage", *report.coverage,
           [&](const PolicyCoverage& policy) { write_coverage(policy); });
    }
    if (report.mutation) {
      list("mutation", *report.mutation,
           [&](const MutationOutcome& policy) { write_mutation(policy); });
    }
    out_.end_object();
    return out_.take();
  }

 private:
  void count(const char* key, std::size_t value) {
    out_.key(key);
    out_.number(static_cast<std::int64_t>(value));
  }

  void text(const char* key, const std::string& value) {
    out_.key(key);
    out_.string(value);
  }

  void place(Span span) {
    if (!sources_.contains(span.file)) return;
    const SourceFile& file = sources_.file(span.file);
    const LineColumn at = file.line_column(span.begin);
    text("file", file.name());
    count("line", at.line);
    count("column", at.column);
  }

  template <typename List, typename Write>
  void list(const char* key, const List& items, Write write) {
    out_.key(key);
    out_.begin_array();
    for (const auto& item : items) {
      out_.begin_object();
      write(item);
      out_.end_object();
    }
    out_.end_array();
  }

  void write_failure(const TestFailure& failure) {
    place(failure.place);
    text("test", failure.test);
    text("subject", failure.subject);
    text("expected", failure.expected);
    text("found", failure.found);
  }

  void write_coverage(const PolicyCoverage& policy) {
    text("policy", policy.policy);
    count("reached", policy.reached());
    count("goals", policy.count());
    out_.key("kinds");
    out_.begin_object();
    for (std::size_t i = 0; i < coverage_kinds; ++i) {
      const auto kind = static_cast<CoverageKind>(i);
      out_.key(name_of(kind));
      out_.begin_object();
      count("reached", policy.reached(kind));
      count("goals", policy.count(kind));
      out_.end_object();
    }
    out_.end_object();
    std::vector<CoverageGoal> missed;
    for (const CoverageGoal& goal : policy.goals) {
      if (!goal.reached) missed.push_back(goal);
    }
    list("not_covered", missed, [&](const CoverageGoal& goal) {
      place(goal.place);
      text("kind", name_of(goal.kind));
      text("subject", goal.subject);
    });
  }

  void write_mutation(const MutationOutcome& policy) {
    text("policy", policy.policy);
    out_.key("tests_hold");
    out_.boolean(policy.tests_hold);
    count("possible", policy.possible);
    count("tried", policy.tried);
    list("survivors", policy.survivors, [&](const Mutation& survivor) {
      place(survivor.place);
      text("before", survivor.before);
      text("after", survivor.after);
    });
  }

  const SourceMap& sources_;
  JsonWriter out_{JsonWriter::Form::indented};
};

}  // namespace

void print_json(const TestReport& report, const SourceMap& sources) {
  std::cout << TestReportJson(sources).write(report);
}

}  // namespace jiangbu
