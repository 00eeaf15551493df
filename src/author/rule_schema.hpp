// The JSON Schema (2020-12) of rule files, for editors.
// In: nothing: src/syntax/rule_schema.json is compiled in. Out: its text.
// Never: checks a file. tests/schema holds it against what src/syntax reads.
#pragma once

#include <string_view>

namespace jiangbu {

/// The schema of policies, vocabularies and files of tests.
std::string_view rule_schema();

}  // namespace jiangbu
