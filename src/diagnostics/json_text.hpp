// Text as a JSON string literal.
// In: bytes. Out: a quoted and escaped string. Never: reads JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jiangbu {

/// How many bytes a text of `size` bytes takes at most as a JSON string.
constexpr std::size_t json_string_room(std::size_t size) { return 6 * size + 2; }

/// Writes `text` as append_json_string() does, to where there is room for it. Returns the
/// end of what was written.
char* write_json_string(char* out, std::string_view text);

/// Appends `text` as a JSON string with its quotes. Control characters are escaped,
/// everything else stays as it is; bad UTF-8 becomes U+FFFD, so the result is always
/// JSON.
void append_json_string(std::string& out, std::string_view text);

/// The same as a new string.
std::string json_string(std::string_view text);

}  // namespace jiangbu
