// The report of `jiangbu test` as text.
#include <fmt/format.h>

#include <iostream>

#include "cli/test_report.hpp"

namespace jiangbu {

namespace {

/// "1 run", "2 runs".
std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

/// "policy.yaml:3:5: "
std::string place_text(Span place, const SourceMap& sources) {
  if (!sources.contains(place.file)) return "";
  const SourceFile& file = sources.file(place.file);
  const LineColumn at = file.line_column(place.begin);
  return fmt::format("{}:{}:{}: ", file.name(), at.line, at.column);
}

void print_failures(const TestReport& report, const SourceMap& sources, bool zh) {
  for (const TestFailure& failure : report.outcome.failures) {
    std::cout << place_text(failure.place, sources) << failure.test << ": "
              << failure.subject << (zh ? "：应为 " : ": expected ") << failure.expected
              << (zh ? "，实为 " : ", found ") << failure.found << '\n';
  }
}

void print_summary(const TestReport& report, bool zh) {
  const TestOutcome& outcome = report.outcome;
  if (zh) {
    std::cout << report.policies << " 项政策，" << outcome.runs << " 次运行，"
              << outcome.expectations << " 项期望，" << outcome.failures.size()
              << " 项不符\n";
  } else {
    std::cout << counted(report.policies, "policy", "policies") << ", "
              << counted(outcome.runs, "run", "runs") << ", "
              << counted(outcome.expectations, "expectation", "expectations") << ", "
              << counted(outcome.failures.size(), "failure", "failures") << '\n';
  }
  if (report.has_errors) {
    std::cout << (zh ? "有错误之处没有运行或比较\n"
                     : "what has errors was not run or not compared\n");
  }
}

void print_coverage(const PolicyCoverage& policy, const SourceMap& sources,
                    Language language) {
  const bool zh = language == Language::zh;
  for (const CoverageGoal& goal : policy.goals) {
    if (goal.reached) continue;
    std::cout << place_text(goal.place, sources) << (zh ? "未覆盖 " : "not covered: ")
              << name_of(goal.kind, language) << (zh ? "：" : ": ") << goal.subject
              << '\n';
  }
  std::cout << policy.policy << (zh ? "：" : ": ")
            << fmt::format("{}% ({}/{})", coverage_percent({policy}), policy.reached(),
                           policy.count());
  for (std::size_t i = 0; i < coverage_kinds; ++i) {
    const auto kind = static_cast<CoverageKind>(i);
    if (policy.count(kind) == 0) continue;
    std::cout << (zh ? "，" : ", ") << name_of(kind, language) << ' '
              << policy.reached(kind) << '/' << policy.count(kind);
  }
  std::cout << '\n';
}

void print_mutation(const MutationOutcome& policy, const SourceMap& sources, bool zh) {
  for (const Mutation& survivor : policy.survivors) {
    std::cout << place_text(survivor.place, sources)
              << (zh ? "没有测试发现 " : "no test notices ") << survivor.before << " → "
              << survivor.after << '\n';
  }
  if (!policy.tests_hold) {
    std::cout << policy.policy
              << (zh ? "：测试本来就不通过，没有试任何改动\n"
                     : ": its tests fail as they are, no mutant was tried\n");
    return;
  }
  std::cout << (zh ? fmt::format("{}：{} 处可改，试了 {} 处，{} 处没有测试发现\n",
                                 policy.policy, policy.possible, policy.tried,
                                 policy.survivors.size())
                   : fmt::format("{}: {} of {} mutants tried, {} survived\n",
                                 policy.policy, policy.tried, policy.possible,
                                 policy.survivors.size()));
}

}  // namespace

void print_text(const TestReport& report, const SourceMap& sources, Language language) {
  const bool zh = language == Language::zh;
  print_failures(report, sources, zh);
  if (report.coverage) {
    for (const PolicyCoverage& policy : *report.coverage) {
      print_coverage(policy, sources, language);
    }
  }
  if (report.mutation) {
    for (const MutationOutcome& policy : *report.mutation) {
      print_mutation(policy, sources, zh);
    }
  }
  print_summary(report, zh);
  if (report.coverage) {
    std::cout << (zh ? "覆盖率 " : "coverage ") << coverage_percent(*report.coverage)
              << "%\n";
  }
}

}  // namespace jiangbu
