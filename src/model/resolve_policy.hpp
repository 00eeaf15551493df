// A policy as written, with the vocabularies it uses, to a policy as meant.
// In: PolicySyntax, VocabularySyntax. Out: PolicyModel, and diagnostics JB3xxx.
// Never: opens a file.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "model/policy.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// The model is complete only if no error was recorded; look at it for messages, but do
/// not evaluate it otherwise.
PolicyModel resolve_policy(const PolicySyntax& policy,
                           const std::vector<const VocabularySyntax*>& used,
                           const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace jiangbu
