// What `jiangbu test` says: failures, coverage, mutants that no test noticed.
// In: outcomes. Out: text or JSON on stdout. Never: runs a test.
#pragma once

#include <optional>
#include <vector>

#include "author/coverage.hpp"
#include "author/mutate.hpp"
#include "author/run_tests.hpp"
#include "diagnostics/language.hpp"
#include "diagnostics/source.hpp"

namespace jiangbu {

struct TestReport {
  std::size_t policies = 0;
  TestOutcome outcome;
  bool has_errors = false;  ///< in the files: those were not run
  std::optional<std::vector<PolicyCoverage>> coverage;
  std::optional<std::vector<MutationOutcome>> mutation;
};

void print_text(const TestReport& report, const SourceMap& sources, Language language);
void print_json(const TestReport& report, const SourceMap& sources);

}  // namespace jiangbu
