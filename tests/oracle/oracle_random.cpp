// oracle_random POLICIES CASES: random policies, each with that many sets of facts.
// In: JIANGBU_SEED in the environment, or the fixed seed. Out: a summary, or the fault.
#include <fmt/core.h>

#include <cstdlib>
#include <string>

#include "oracle/random_check.hpp"

int main(int count, char** arguments) {
  jiangbu::oracle::RandomRun run;
  run.seed = 20'240'601;
  if (const char* seed = std::getenv("JIANGBU_SEED")) run.seed = std::stoull(seed);
  run.policies = count > 1 ? std::stoul(arguments[1]) : 100;
  run.cases_each = count > 2 ? std::stoul(arguments[2]) : 50;
  const jiangbu::oracle::RandomOutcome outcome = jiangbu::oracle::run_random(run);
  fmt::print(
      "seed {}: {} pairs of policy and facts, {} paying, {} not computable, "
      "{} with ranges not judged\n",
      run.seed, outcome.pairs, outcome.paying, outcome.failed, outcome.ranges_not_judged);
  if (outcome.fault.empty()) return 0;
  fmt::print("\n{}", outcome.fault);
  return 1;
}
