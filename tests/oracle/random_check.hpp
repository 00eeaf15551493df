// Random policies and random facts before the judge; what fails is made smaller.
// In: a seed, how many cases. Out: a count, or a report of the first fault.
// Never: stops silently.
#pragma once

#include <cstdint>
#include <string>

namespace jiangbu::oracle {

struct RandomRun {
  std::uint64_t seed = 0;
  std::size_t policies = 0;    ///< how many
  std::size_t cases_each = 0;  ///< sets of facts for each policy
};

struct RandomOutcome {
  std::size_t pairs = 0;   ///< evaluations compared: one policy, one set of facts
  std::size_t paying = 0;  ///< of them, with an amount above zero
  std::size_t failed = 0;  ///< of them, not computable: only statuses were compared
  std::size_t ranges_not_judged = 0;
  std::string fault;  ///< empty: none
};

RandomOutcome run_random(const RandomRun& run);

}  // namespace jiangbu::oracle
