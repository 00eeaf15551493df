// A tree written anew in the canonical form of rule files, with the comments of its
// source. In: a sound tree and its source. Out: text. Never: orders keys, drops a
// comment, checks its own work (format_rules.cpp does).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "author/source_lines.hpp"
#include "document/node.hpp"

namespace jiangbu {

/// Columns a line should not pass. A single scalar may.
inline constexpr std::size_t line_width = 140;

/// Writes one tree, once.
class Layout {
 public:
  /// With `unquote`, quotes go where a value of a key reads the same without them.
  Layout(const Node& root, std::string_view source, bool unquote);

  std::string write();

 private:
  void mapping(const Node& node, std::size_t indent);
  void sequence(const Node& node, std::size_t indent);
  void collection(const Node& node, std::size_t indent);
  void value(std::string head, const Node& node, const Node* key, std::size_t indent);
  bool one_line(const std::string& head, const Node& node) const;
  void filled(const std::string& head, const Node& node);

  void leading_comments(std::size_t before, std::size_t begin, std::size_t indent);
  void trailing_comments(const Node& node, std::size_t indent);
  void comment_line(const Comment& comment, std::size_t indent);
  void line(std::string text, std::size_t source_end);
  void add_comment(std::string& text, const Comment& comment) const;
  void blank_line();
  std::string take_prefix(std::size_t indent);

  std::string flat(const Node& node, bool is_value) const;
  bool fits_on_a_line(const Node& node) const;
  bool is_flow(const Node& node) const;
  bool is_inline(const Node& node) const;
  bool has_comment_within(const Node& node) const;
  std::size_t next_leaf(std::size_t offset) const;

  const Node& root_;
  SourceLines lines_;
  bool unquote_;
  std::vector<Span> leaves_;
  std::vector<Comment> comments_;
  std::size_t next_comment_ = 0;
  std::size_t consumed_ = 0;  // end of what has been written, in the source
  std::string prefix_;        // "  - " of items whose first line is to come
  std::size_t prefix_indent_ = 0;
  std::string out_;
};

}  // namespace jiangbu
