// How a scalar is written: with quotes only where it needs them.
// In: a scalar of a tree and its source. Out: its text, or its lines.
// Never: changes what the scalar reads as.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/node.hpp"

namespace jiangbu {

enum class ScalarPlace { block, flow };

/// Whether a text may stand without quotes as the value of a key: it then reads as the
/// same text, and is no word or number that means something else without quotes.
bool reads_plain(const std::string& text, ScalarPlace place);

/// Whether a scalar keeps its lines: a block scalar, or a text of several lines.
bool keeps_its_lines(const Node& scalar, std::string_view source);

/// A scalar on one line. Quotes that are not needed go if `may_unquote`; those that stay
/// are double, or single where the text holds a double quote or a backslash.
std::string scalar_text(const Node& scalar, std::string_view source, ScalarPlace place,
                        bool may_unquote);

/// The lines of a scalar that keeps them: the first to follow its key, the others
/// indented for a parent that stands at `indent`.
std::vector<std::string> scalar_lines(const Node& scalar, std::string_view source,
                                      std::size_t indent);

}  // namespace jiangbu
