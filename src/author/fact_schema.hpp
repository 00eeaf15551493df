// JSON Schema (2020-12) of the facts that policies ask for.
// In: models of policies. Out: JSON. Never: decides what a fact may be: that is what
// read/read_facts.cpp takes, and a test holds the two together.
#pragma once

#include <string>
#include <vector>

#include "model/policy.hpp"

namespace jiangbu {

/// The schema of a file of facts, one applicant or several, for all the policies
/// together. A fact two policies know differently must suit both.
std::string fact_schema(const std::vector<const PolicyModel*>& policies);

}  // namespace jiangbu
