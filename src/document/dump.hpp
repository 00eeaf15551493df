// A tree as stable text, one node a line with its place.
// In: a tree. Out: text for golden tests and `jiangbu show`. Never: changes a byte of its
// form lightly, for tests hold it.
#pragma once

#include <string>

#include "diagnostics/source.hpp"
#include "document/node.hpp"

namespace jiangbu {

/// One line a node, children indented by two: "line:column-line:column kind "text"".
std::string dump(const Node& node, const SourceMap& sources);

}  // namespace jiangbu
