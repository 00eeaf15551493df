// Policies compiled again with some of their rules changed.
// In: LoadedPolicies, RuleChanges. Out: Programs, diagnostics. Never: opens a file.
//
// A change is made to the policy as written, so that names, types and units are checked
// as those of any rule, and errors point into the file that asks for the change.
#pragma once

#include <memory>
#include <vector>

#include "read/read_assumptions.hpp"

namespace jiangbu {

using CompiledPolicies = std::vector<std::shared_ptr<const Program>>;

/// All policies, with `changes` made in their order; a policy without a change keeps its
/// program of `unchanged`. Null where the changed policy has errors.
CompiledPolicies compile_changed(const std::vector<LoadedPolicy>& policies,
                                 const CompiledPolicies& unchanged,
                                 const std::vector<const RuleChange*>& changes,
                                 const SourceMap& sources, Diagnostics& diagnostics);

/// As they were loaded; every policy has its program.
CompiledPolicies compiled(const std::vector<LoadedPolicy>& policies);

}  // namespace jiangbu
