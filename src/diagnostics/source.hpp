// Source texts and places in them.
// In: names and UTF-8 texts of files. Out: FileId, Span, line and column of an offset.
// Never: opens a file, knows a format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// Number of a file within one SourceMap, counted from 0.
using FileId = std::uint32_t;

/// The FileId of "no file".
inline constexpr FileId no_file = std::numeric_limits<FileId>::max();

/// A range of bytes [begin, end) of one file. A default Span is no place at all.
struct Span {
  FileId file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  /// Whether the span points into a file.
  bool is_place() const { return file != no_file; }

  auto operator<=>(const Span&) const = default;
};

/// The smallest span that holds both; when one is no place, the other.
Span join(Span first, Span second);

/// A place for people: the 1-based line, and the 1-based column in characters (code
/// points; a byte order mark is not counted).
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  auto operator<=>(const LineColumn&) const = default;
};

/// One text with its name. Immutable, share freely.
class SourceFile {
 public:
  /// `text` should be UTF-8; any bytes are accepted. Spans reach its first 4 GiB.
  /// `first_line`: the line its text begins with, where it is a piece of a larger file.
  SourceFile(std::string name, std::string text, std::uint32_t first_line = 1);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }

  /// The place of a byte offset; an offset behind the end counts as the end.
  LineColumn line_column(std::size_t offset) const;

  /// Byte offset of the first character of a 1-based line (behind the byte order mark);
  /// a line behind the last gives the end of the text.
  std::size_t line_begin(std::uint32_t line) const;

  /// A 1-based line without its line end (neither \n nor \r\n) and without byte order
  /// mark; empty for a line that does not exist.
  std::string_view line_text(std::uint32_t line) const;

  /// Number of lines; an empty text has one.
  std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(line_begins_.size());
  }
  std::uint32_t first_line() const { return first_line_; }

 private:
  std::string name_;
  std::string text_;
  std::uint32_t first_line_;
  std::vector<std::size_t> line_begins_;
};

/// Owns the files of one run. Files never move and are never removed. One thread at a
/// time while files are added; share freely afterwards.
class SourceMap {
 public:
  /// Takes in a file and returns its number. The same name may be added twice.
  FileId add(std::string name, std::string text, std::uint32_t first_line = 1);

  /// The file; `id` must have come from add() of this map.
  const SourceFile& file(FileId id) const;

  bool contains(FileId id) const { return id < files_.size(); }
  std::size_t size() const { return files_.size(); }

  /// The bytes under a span, cut to the text; empty for no place.
  std::string_view text(Span span) const;

 private:
  std::deque<SourceFile> files_;  // a deque keeps the addresses of its elements
};

}  // namespace jiangbu
