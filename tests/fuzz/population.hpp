// Populations from bytes, for the policy with facts of every type.
// In: a reader. Out: a population evaluated. Never: more than one thread.
#pragma once

#include "batch/evaluate_population.hpp"
#include "evaluate/readings.hpp"
#include "every_type.hpp"
#include "read/read_population.hpp"

namespace jiangbu::fuzz {

inline const PopulationLayout& every_type_layout() {
  static const PopulationLayout layout = [] {
    Diagnostics diagnostics;
    return layout_for({&every_type().program()}, diagnostics);
  }();
  return layout;
}

inline void evaluate_all(const Population& population) {
  PopulationOptions options;
  options.decision_date = Date::parse("2024-11-30").value();
  options.readings = chosen_readings(*every_type().program().model, {});
  const PopulationTotals totals =
      evaluate_population(every_type().program(), population, options);
  require(totals.applicants == population.applicants(), "every applicant is counted");
}

/// A population or an error, and what it comes to.
inline void finish(const std::optional<Population>& population, Diagnostics& diagnostics,
                   const SourceMap& sources) {
  require(population || diagnostics.has_errors(), "what is not read has errors");
  diagnostics.sort_and_deduplicate();
  static_cast<void>(render(diagnostics, sources, Language::zh));
  if (population) evaluate_all(*population);
}

}  // namespace jiangbu::fuzz
