// One line of a source with a marker under a place, fitted to the width of a terminal.
// In: a file and a span. Out: the line and the marker line. Never: writes line numbers,
// messages or labels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "diagnostics/source.hpp"

namespace jiangbu {

/// Two lines of equal indentation; neither has a line end.
struct Excerpt {
  std::uint32_t line = 1;  ///< 1-based number of the line shown
  std::string text;        ///< tabs as four spaces, invisible characters made visible
  std::string marker;      ///< spaces, then at least one mark
};

/// Lines wider than this are cut to a window around the place.
inline constexpr int excerpt_width = 160;

/// The line where `span` begins. `first` marks its first cell and `rest` the others, up
/// to the end of the line; the span is cut to the file.
Excerpt make_excerpt(const SourceFile& file, Span span, char first, char rest);

/// Appends text with control characters, direction overrides and bad bytes replaced by
/// U+FFFD, so that a hostile name cannot command the terminal. A tab becomes four spaces.
void append_visible(std::string& out, std::string_view text);

}  // namespace jiangbu
