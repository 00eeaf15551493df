// What must hold of a file before it is parsed.
// In: a file and the limits. Out: whether it may be parsed, or one error.
// Never: parses.
#pragma once

#include <cstddef>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "document/read_document.hpp"

namespace jiangbu {

/// Bytes of the byte order mark a text begins with: 0 or 3.
std::size_t byte_order_mark_size(std::string_view text);

/// Refuses files too large and bytes that are not UTF-8.
bool check_size_and_encoding(const SourceFile& source, FileId file,
                             Diagnostics& diagnostics, const ReadLimits& limits);

/// Refuses control characters other than tab, line feed and carriage return with line
/// feed: YAML forbids them, and yaml-cpp takes some for the end of the file.
bool check_control_characters(const SourceFile& source, FileId file,
                              Diagnostics& diagnostics);

/// Adds the error for an unprintable character, named as U+0007.
void add_control_character(Diagnostics& diagnostics, Span span, char32_t code_point);

/// A deeper limit is taken as this one, which keeps recursion off the end of the stack.
inline constexpr std::size_t deepest_limit = 256;

/// Adds the error for the collection that is one level too deep.
void add_too_deep(Diagnostics& diagnostics, Span span, const ReadLimits& limits);

std::size_t depth_limit(const ReadLimits& limits);

}  // namespace jiangbu
