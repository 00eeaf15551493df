// A document to a policy, vocabulary or test file as written.
// In: the tree of one file. Out: its *Syntax, and diagnostics JB2xxx.
// Never: resolves a name, opens a file.
#pragma once

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

enum class RuleFileKind { vocabulary, policy, tests, unknown };

/// What the file is, by its first key.
RuleFileKind kind_of_rule_file(const Node& document);

/// Each returns what could be read; ask the diagnostics whether the file is sound.
VocabularySyntax read_vocabulary(const Node& document, Diagnostics& diagnostics);
PolicySyntax read_policy(const Node& document, Diagnostics& diagnostics);
TestFileSyntax read_test_file(const Node& document, Diagnostics& diagnostics);

}  // namespace jiangbu
