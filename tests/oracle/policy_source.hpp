// The text of a policy to its model.
// In: YAML. Out: PolicyModel, findings. Never: a Program.
#pragma once

#include <string>

#include "model/policy.hpp"

namespace jiangbu::oracle {

struct PolicySource {
  PolicyModel model;
  bool sound = false;    ///< the model may be evaluated
  std::string findings;  ///< what lint says; empty: nothing that matters
};

PolicySource read_policy_source(const std::string& yaml);

}  // namespace jiangbu::oracle
