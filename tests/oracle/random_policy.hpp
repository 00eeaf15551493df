// Policies by chance, as YAML.
// In: Chance. Out: RandomPolicy. Never: a policy that does not lint.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "oracle/chance.hpp"

namespace jiangbu::oracle {

/// A policy in pieces, so that a failing one can be made smaller.
struct RandomPolicy {
  std::string head;  ///< id, titles, vocabulary
  /// "clauses", "stacking", … with their entries, each whole lines.
  std::vector<std::pair<std::string, std::vector<std::string>>> sections;

  std::string text() const;
};

RandomPolicy random_policy(Chance& chance);

}  // namespace jiangbu::oracle
