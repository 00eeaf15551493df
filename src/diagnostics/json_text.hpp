// Text as a JSON string literal.
// In: bytes. Out: a quoted and escaped string. Never: reads JSON.
#pragma once

#include <string>
#include <string_view>

namespace jiangbu {

/// Appends `text` as a JSON string with its quotes. Control characters are escaped,
/// everything else stays as it is; bad UTF-8 becomes U+FFFD, so the result is always
/// JSON.
void append_json_string(std::string& out, std::string_view text);

/// The same as a new string.
std::string json_string(std::string_view text);

}  // namespace jiangbu
