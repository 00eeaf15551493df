// A rule file as written, as stable text.
// In: *Syntax and the sources. Out: one line a construct, with its place.
// Never: resolves a name. For golden tests and `jiangbu show --stage syntax`.
#pragma once

#include <string>

#include "syntax/policy.hpp"

namespace jiangbu {

/// Every construct on a line: "line:column kind text", formulas fully parenthesised, what
/// belongs to it indented below. Constructs left out are left out. Ends with a line end.
std::string dump(const PolicySyntax& policy, const SourceMap& sources);
std::string dump(const VocabularySyntax& vocabulary, const SourceMap& sources);
std::string dump(const TestFileSyntax& tests, const SourceMap& sources);

}  // namespace jiangbu
