// Populations for policies of any kind: applicants like those of the policy's own tests.
// In: a loaded policy, a number of applicants. Out: a Population, always the same one.
// Never: evaluates.
#pragma once

#include <optional>
#include <vector>

#include "facts/population.hpp"
#include "read/load_rules.hpp"

namespace jiangbu::benchmark {

/// The decision date of most of the policy's tests.
std::optional<Date> date_of_tests(const LoadedPolicy& policy);

/// Applicants of whom everything is known: one in four by chance near the figures of the
/// policy, the others from a test of the policy with some facts exchanged. Of one in
/// `gap_rate` (0: of none) some facts are unknown. Refers to the policy's program.
Population wide_population(const LoadedPolicy& policy, Date decision_date,
                           std::uint32_t applicants, std::uint32_t gap_rate);

}  // namespace jiangbu::benchmark
