// JSON put together from finished pieces, for schemas whose parts are compared and
// shared. In: pieces of JSON. Out: JSON. Never: a piece that is no JSON (the caller's
// word for it).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jiangbu {

/// A whole JSON value as text.
using JsonPiece = std::string;

/// Members in their order.
using JsonMembers = std::vector<std::pair<std::string, JsonPiece>>;

JsonPiece json_text(std::string_view text);
JsonPiece json_object(const JsonMembers& members);
JsonPiece json_array(const std::vector<JsonPiece>& items);

/// The value laid out one member a line, two blanks a level.
std::string json_laid_out(const JsonPiece& piece);

}  // namespace jiangbu
