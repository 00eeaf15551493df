// Where the text of a YAML scalar stands in its source.
// In: the source, the place a scalar begins, and the text the YAML parser made of it.
// Out: style, end and segments of the scalar. Never: judges whether the YAML is right.
#pragma once

#include <string_view>

#include "document/node.hpp"

namespace jiangbu {

/// Sets style, span.end and segments of a scalar whose span.begin and text are set.
/// The walk through the source is guided by the text, so the two cannot contradict each
/// other: should a form be met that the walk does not know, the whole scalar becomes the
/// source of each of its characters, which is coarse but never wrong.
void locate_yaml_scalar(std::string_view source, Node& scalar);

}  // namespace jiangbu
