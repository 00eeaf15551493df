// One line of a source with a marker under a place; see excerpt.hpp.
#include "diagnostics/excerpt.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

constexpr int tab_width = 4;
constexpr std::string_view ellipsis = "…";

/// Of a very long line only this much before and after the place is looked at: more than
/// fits the window, and bounded, for a line may be the whole of a large file.
constexpr std::size_t bytes_before = 1'000;
constexpr std::size_t bytes_after = 4'000;

struct Glyph {
  std::string text;
  int width = 0;
  std::size_t offset = 0;  // in the file
};

bool is_direction_override(char32_t code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

Glyph make_glyph(char32_t code_point, std::size_t offset) {
  if (code_point == U'\t') return {std::string(tab_width, ' '), tab_width, offset};
  if (is_control(code_point) || is_direction_override(code_point)) code_point = 0xFFFD;
  Glyph glyph{{}, display_width(code_point), offset};
  append_utf8(glyph.text, code_point);
  return glyph;
}

/// The part of a line that may be shown, with the offset it begins at.
struct LinePart {
  std::string_view text;
  std::size_t begin = 0;
  bool cut_before = false;
  bool cut_behind = false;
};

bool is_character_begin(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

LinePart part_around(const SourceFile& file, std::uint32_t line, std::size_t place) {
  const std::string_view text = file.line_text(line);
  const std::size_t line_begin = file.line_begin(line);
  const std::size_t at = std::min(place - std::min(place, line_begin), text.size());
  std::size_t begin = at > bytes_before ? at - bytes_before : 0;
  std::size_t end = std::min(text.size(), at + bytes_after);
  while (!is_character_begin(text, begin)) ++begin;
  while (!is_character_begin(text, end)) ++end;
  return {text.substr(begin, end - begin), line_begin + begin, begin > 0,
          end < text.size()};
}

std::vector<Glyph> to_glyphs(const LinePart& part) {
  std::vector<Glyph> glyphs;
  for (std::size_t at = 0; at < part.text.size();) {
    const DecodedCharacter character = decode_utf8(part.text, at);
    glyphs.push_back(make_glyph(character.code_point, part.begin + at));
    at += character.length;
  }
  return glyphs;
}

int width_of(const std::vector<Glyph>& glyphs, std::size_t begin, std::size_t end) {
  int width = 0;
  for (std::size_t i = begin; i < end; ++i) width += glyphs[i].width;
  return width;
}

/// Range of the glyphs to show: all, or as many as fit with `place` in the first half.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Window window_around(const std::vector<Glyph>& glyphs, std::size_t place, bool is_cut) {
  if (!is_cut && width_of(glyphs, 0, glyphs.size()) <= excerpt_width) {
    return {0, glyphs.size()};
  }
  constexpr int room = excerpt_width - 2;  // an ellipsis at each end
  Window window{place, place};
  int width = 0;
  while (window.begin > 0 && width + glyphs[window.begin - 1].width <= room / 2) {
    width += glyphs[--window.begin].width;
  }
  while (window.end < glyphs.size() && width + glyphs[window.end].width <= room) {
    width += glyphs[window.end++].width;
  }
  return window;
}

std::size_t glyph_at(const std::vector<Glyph>& glyphs, std::size_t offset) {
  const auto found = std::ranges::lower_bound(glyphs, offset, {}, &Glyph::offset);
  return static_cast<std::size_t>(found - glyphs.begin());
}

}  // namespace

Excerpt make_excerpt(const SourceFile& file, Span span, char first, char rest) {
  Excerpt excerpt;
  excerpt.line = file.line_column(span.begin).line;
  const LinePart part = part_around(file, excerpt.line, span.begin);
  const std::vector<Glyph> glyphs = to_glyphs(part);
  const std::size_t begin = glyph_at(glyphs, span.begin);
  const std::size_t end = glyph_at(glyphs, std::max(span.begin, span.end));
  const Window window = window_around(glyphs, begin, part.cut_before || part.cut_behind);

  const bool cut_before = part.cut_before || window.begin > 0;
  if (cut_before) excerpt.text += ellipsis;
  for (std::size_t i = window.begin; i < window.end; ++i) excerpt.text += glyphs[i].text;
  if (part.cut_behind || window.end < glyphs.size()) excerpt.text += ellipsis;

  const int indent = (cut_before ? 1 : 0) + width_of(glyphs, window.begin, begin);
  const int marked = width_of(glyphs, begin, std::clamp(end, begin, window.end));
  excerpt.marker.assign(static_cast<std::size_t>(indent), ' ');
  excerpt.marker += first;
  if (marked > 1) excerpt.marker.append(static_cast<std::size_t>(marked - 1), rest);
  return excerpt;
}

void append_visible(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    out += make_glyph(character.code_point, at).text;
    at += character.length;
  }
}

}  // namespace jiangbu
