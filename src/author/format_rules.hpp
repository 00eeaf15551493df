// The canonical form of a rule file.
// In: the text of one YAML file. Out: the same content and comments, formatted.
// Never: opens or writes a file; gives a text that reads as something else.
#pragma once

#include <optional>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "document/node.hpp"

namespace jiangbu {

/// The file formatted, or nothing with an error added: the file is no sound YAML, or its
/// formatted text would not read as the same tree with the same comments.
std::optional<std::string> format_rules(const SourceMap& sources, FileId file,
                                        Diagnostics& diagnostics);

/// Whether two trees say the same, wherever their parts stand. Quotes count: only the
/// value of a key may lose them.
bool same_content(const Node& before, const Node& after);

}  // namespace jiangbu
