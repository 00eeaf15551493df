// Lines, columns and comments of a YAML source, for whoever writes it anew.
// In: the text and its tree. Out: columns, blank lines, comments. Never: judges a key.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "document/node.hpp"

namespace jiangbu {

/// One comment, from its `#` to the end of its line without trailing blanks.
struct Comment {
  std::size_t begin = 0;
  std::string_view text;
  bool has_own_line = false;  ///< nothing but blanks before it on its line
};

/// The places of one source. Lives shorter than the text.
class SourceLines {
 public:
  explicit SourceLines(std::string_view source);

  std::string_view source() const { return source_; }

  /// What stands on the line of an offset before it.
  std::string_view before(std::size_t offset) const;

  /// Display cells on the line of an offset before it.
  std::size_t column(std::size_t offset) const;

  /// Display cells of the blanks that the line of an offset begins with.
  std::size_t indentation(std::size_t offset) const;

  /// Whether the line above the one of an offset is blank, and nothing but blanks and the
  /// dashes of list items stands before the offset on its own line.
  bool follows_blank_line(std::size_t offset) const;

 private:
  std::size_t line_begin(std::size_t offset) const;

  std::string_view source_;
};

/// The scalars and nulls of a tree, keys too, in the order of the source.
std::vector<Span> leaves_of(const Node& root);

/// All comments of a source whose scalars stand at `leaves`.
std::vector<Comment> comments_of(const SourceLines& lines,
                                 const std::vector<Span>& leaves);

}  // namespace jiangbu
