// Where the text of a YAML scalar stands in its source; see yaml_scalar.hpp.
#include "document/yaml_scalar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "document/text_segments.hpp"
#include "document/yaml_places.hpp"

namespace jiangbu {

namespace {

constexpr std::string_view blanks_and_breaks = " \t\r\n";

/// Walks source and text side by side. Every step returns false when they do not agree.
class ScalarWalk {
 public:
  ScalarWalk(std::string_view source, std::string_view text, std::size_t begin)
      : source_(source), text_(text), segments_(begin) {}

  bool walk_plain() { return walk_flow('\0'); }
  bool walk_quoted(char quote);
  bool walk_block();

  /// Offset behind the scalar, once walked.
  std::size_t end() const { return end_; }
  SegmentBuilder& segments() { return segments_; }

 private:
  std::size_t at() const { return segments_.source_offset(); }
  std::string_view rest_of_text() const { return text_.substr(segments_.text_offset()); }
  bool text_is_done() const { return segments_.text_offset() == text_.size(); }
  bool source_has(std::string_view expected) const {
    return source_.substr(at()).starts_with(expected);
  }
  bool copy(std::size_t size);
  bool replace(std::string_view expected, std::size_t source_size);

  bool walk_flow(char quote);
  bool walk_blanks();
  bool walk_escape();
  bool skip_to_quote(char quote);

  std::size_t block_indentation() const;
  std::size_t content_column(std::size_t line, std::size_t indentation) const;
  bool walk_block_breaks(std::size_t indentation, bool is_folded);
  bool walk_block_line();

  std::string_view source_;
  std::string_view text_;
  SegmentBuilder segments_;
  std::size_t end_ = 0;
};

bool ScalarWalk::copy(std::size_t size) {
  if (source_.substr(at(), size) != rest_of_text().substr(0, size)) return false;
  segments_.copy(size);
  return true;
}

bool ScalarWalk::replace(std::string_view expected, std::size_t source_size) {
  if (!rest_of_text().starts_with(expected)) return false;
  segments_.replace(expected.size(), source_size);
  return true;
}

std::size_t run_end(std::string_view source, std::size_t at,
                    std::string_view characters) {
  return std::min(source.find_first_not_of(characters, at), source.size());
}

/// What a flow scalar makes of line breaks: one is a space, of more the first is dropped.
std::string fold(std::size_t breaks) {
  return breaks == 1 ? " " : std::string(breaks - 1, '\n');
}

std::size_t count_breaks(std::string_view run) {
  return static_cast<std::size_t>(std::ranges::count(run, '\n'));
}

bool ScalarWalk::walk_blanks() {
  const std::size_t end = run_end(source_, at(), blanks_and_breaks);
  const std::string_view run = source_.substr(at(), end - at());
  const std::size_t breaks = count_breaks(run);
  if (breaks == 0) return copy(run.size());
  return replace(fold(breaks), run.size());
}

/// Bytes of UTF-8 the hexadecimal digits of an escape stand for.
std::size_t encoded_size(std::string_view digits) {
  unsigned long code_point = 0;
  for (const char digit : digits) {
    const unsigned long value = digit <= '9'
                                    ? static_cast<unsigned long>(digit - '0')
                                    : static_cast<unsigned long>((digit | 32) - 'a') + 10;
    code_point = code_point * 16 + value;
  }
  if (code_point < 0x80) return 1;
  if (code_point < 0x800) return 2;
  return code_point < 0x10000 ? 3 : 4;
}

bool ScalarWalk::walk_escape() {
  if (at() + 1 >= source_.size()) return false;
  const char kind = source_[at() + 1];
  if (kind == '\n' || kind == '\r') {
    // An escaped line break stands for nothing; empty lines behind it still count.
    const std::size_t end = run_end(source_, at() + 1, blanks_and_breaks);
    const std::size_t breaks = count_breaks(source_.substr(at() + 1, end - at() - 1));
    return replace(breaks == 1 ? "" : fold(breaks), end - at());
  }
  std::size_t digits = 0;
  if (kind == 'x') digits = 2;
  if (kind == 'u') digits = 4;
  if (kind == 'U') digits = 8;
  std::size_t text_size = digits > 0 ? encoded_size(source_.substr(at() + 2, digits)) : 1;
  if (kind == 'N' || kind == '_') text_size = 2;  // U+0085, U+00A0
  if (kind == 'L' || kind == 'P') text_size = 3;  // U+2028, U+2029
  if (rest_of_text().size() < text_size) return false;
  segments_.replace(text_size, 2 + digits);
  return true;
}

bool ScalarWalk::walk_flow(char quote) {
  while (!text_is_done()) {
    if (at() >= source_.size()) return false;
    const char character = source_[at()];
    bool agrees = false;
    if (blanks_and_breaks.find(character) != std::string_view::npos) {
      agrees = walk_blanks();
    } else if (quote == '\'' && character == quote) {
      agrees = source_has("''") && replace("'", 2);
    } else if (quote == '"' && character == '\\') {
      agrees = walk_escape();
    } else {
      agrees = character != quote && copy(1);
    }
    if (!agrees) return false;
  }
  end_ = at();
  return true;
}

/// Nothing but escaped line breaks may stand between the last character and the quote.
bool ScalarWalk::skip_to_quote(char quote) {
  while (source_has("\\\n") || source_has("\\\r\n")) {
    segments_.skip(run_end(source_, at() + 1, blanks_and_breaks) - at());
  }
  if (at() >= source_.size() || source_[at()] != quote) return false;
  end_ = at() + 1;
  return true;
}

bool ScalarWalk::walk_quoted(char quote) {
  segments_.skip(1);
  return walk_flow(quote) && skip_to_quote(quote);
}

/// Columns by which a block scalar is indented: what its first line has in the source but
/// no longer in the text. So an explicit indicator (|2) needs no case of its own.
std::size_t ScalarWalk::block_indentation() const {
  const std::size_t first = source_.find_first_not_of(" \r\n", at());
  const std::size_t text_first = text_.find_first_not_of('\n');
  if (first == std::string_view::npos || text_first == std::string_view::npos) return 0;
  const std::size_t line = source_.find_last_of('\n', first) + 1;
  const std::size_t source_spaces = run_end(source_, line, " ") - line;
  const std::size_t text_spaces = run_end(text_, text_first, " ") - text_first;
  return source_spaces > text_spaces ? source_spaces - text_spaces : 0;
}

/// Offset of the content of a line: behind its spaces, at most as many as the
/// indentation.
std::size_t ScalarWalk::content_column(std::size_t line, std::size_t indentation) const {
  const std::size_t spaces = run_end(source_, line, " ") - line;
  return line + std::min(spaces, indentation);
}

std::size_t break_size(std::string_view source, std::size_t at) {
  if (source.substr(at).starts_with("\r\n")) return 2;
  return source.substr(at).starts_with("\n") ? 1 : 0;
}

/// From the end of a line (or the first line) over empty lines to the next content.
bool ScalarWalk::walk_block_breaks(std::size_t indentation, bool is_folded) {
  const std::size_t newlines =
      std::min(rest_of_text().find_first_not_of('\n'), rest_of_text().size());
  const bool is_last = newlines == rest_of_text().size();
  std::size_t next = at() + break_size(source_, at());
  std::size_t breaks = next > at() ? 1 : 0;
  while (!is_last || breaks < newlines) {
    const std::size_t content = content_column(next, indentation);
    const std::size_t size = break_size(source_, content);
    if (size == 0) {
      next = content;
      break;
    }
    next = content + size;
    ++breaks;
  }
  const std::size_t source_size = next - at();
  if (newlines > 0) return replace(std::string(newlines, '\n'), source_size);
  if (is_folded && breaks == 1 && rest_of_text().starts_with(' ')) {
    return replace(" ", source_size);
  }
  segments_.skip(source_size);
  return breaks == 0;
}

bool ScalarWalk::walk_block_line() {
  const std::size_t line_end = std::min(source_.find('\n', at()), source_.size());
  std::size_t size = line_end - at();
  if (size > 0 && source_[line_end - 1] == '\r') --size;
  size = std::min(size, rest_of_text().size());
  if (size == 0 || !copy(size)) return false;
  end_ = at();
  return true;
}

bool ScalarWalk::walk_block() {
  const bool is_folded = source_[at()] == '>';
  const std::size_t header_end = std::min(source_.find('\n', at()), source_.size());
  end_ = header_end;
  if (header_end == source_.size()) return text_is_done();
  segments_.skip(header_end + 1 - at());
  const std::size_t indentation = block_indentation();
  // The first line has no break before it.
  if (!text_is_done() && !walk_block_breaks(indentation, false)) return false;
  while (!text_is_done()) {
    if (!walk_block_line()) return false;
    if (!text_is_done() && !walk_block_breaks(indentation, is_folded)) return false;
  }
  return true;
}

ScalarStyle style_at(char first) {
  switch (first) {
    case '\'':
      return ScalarStyle::single_quoted;
    case '"':
      return ScalarStyle::double_quoted;
    case '|':
      return ScalarStyle::literal;
    case '>':
      return ScalarStyle::folded;
    default:
      return ScalarStyle::plain;
  }
}

bool walk(ScalarWalk& scalar, ScalarStyle style) {
  switch (style) {
    case ScalarStyle::plain:
      return scalar.walk_plain();
    case ScalarStyle::single_quoted:
      return scalar.walk_quoted('\'');
    case ScalarStyle::double_quoted:
      return scalar.walk_quoted('"');
    case ScalarStyle::literal:
    case ScalarStyle::folded:
      break;
  }
  return scalar.walk_block();
}

/// The whole scalar, or the rest of its first line, is the source of the whole text.
void locate_coarsely(std::string_view source, Node& scalar) {
  std::size_t end = std::min(source.find('\n', scalar.span.begin), source.size());
  end = std::min(source.find_last_not_of(blanks_and_breaks, end), source.size() - 1) + 1;
  if (scalar.is_quoted()) {
    end = end_of_quoted(source, scalar.span.begin).value_or(end);
  }
  scalar.span.end = std::max(static_cast<std::uint32_t>(end), scalar.span.begin);
  scalar.segments = {{0, scalar.span.begin, scalar.span.end}};
}

}  // namespace

void locate_yaml_scalar(std::string_view source, Node& scalar) {
  scalar.style = style_at(source[scalar.span.begin]);
  ScalarWalk scalar_walk(source, scalar.text, scalar.span.begin);
  if (!walk(scalar_walk, scalar.style)) return locate_coarsely(source, scalar);
  scalar.span.end = static_cast<std::uint32_t>(scalar_walk.end());
  scalar_walk.segments().finish(scalar);
}

}  // namespace jiangbu
