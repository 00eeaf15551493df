#include "author/source_lines.hpp"

#include <algorithm>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void collect_leaves(const Node& node, std::vector<Span>& leaves) {
  if (node.is_scalar() || node.is_null()) leaves.push_back(node.span);
  for (const Node& item : node.items) collect_leaves(item, leaves);
  for (const Entry& entry : node.entries) {
    collect_leaves(entry.key, leaves);
    collect_leaves(entry.value, leaves);
  }
}

}  // namespace

SourceLines::SourceLines(std::string_view source) : source_(source) {}

// A byte order mark is no part of the first line.
std::size_t SourceLines::line_begin(std::size_t offset) const {
  const std::size_t line = source_.substr(0, offset).rfind('\n') + 1;
  const bool marked = line == 0 && source_.starts_with(byte_order_mark);
  return marked ? std::min(byte_order_mark.size(), offset) : line;
}

std::string_view SourceLines::before(std::size_t offset) const {
  const std::size_t line = line_begin(offset);
  return source_.substr(line, offset - line);
}

std::size_t SourceLines::column(std::size_t offset) const {
  return static_cast<std::size_t>(display_width(before(offset)));
}

std::size_t SourceLines::indentation(std::size_t offset) const {
  const std::string_view line = source_.substr(line_begin(offset));
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool SourceLines::follows_blank_line(std::size_t offset) const {
  const std::size_t line = line_begin(offset);
  if (before(offset).find_first_not_of(" \t-?") != std::string_view::npos) return false;
  if (line == 0 || source_[line - 1] != '\n') return false;
  const std::string_view above = before(line - 1);
  return above.find_first_not_of(blanks) == std::string_view::npos;
}

std::vector<Span> leaves_of(const Node& root) {
  std::vector<Span> leaves;
  collect_leaves(root, leaves);
  return leaves;
}

std::vector<Comment> comments_of(const SourceLines& lines,
                                 const std::vector<Span>& leaves) {
  const std::string_view source = lines.source();
  std::vector<Comment> comments;
  std::size_t at = 0;
  const auto read_gap = [&](std::size_t end) {
    while ((at = source.find('#', at)) < end) {
      const std::size_t line_end = std::min(source.find('\n', at), source.size());
      std::string_view text = source.substr(at, line_end - at);
      text = text.substr(0, text.find_last_not_of(blanks) + 1);
      const bool own =
          lines.before(at).find_first_not_of(blanks) == std::string_view::npos;
      comments.push_back({at, text, own});
      at = line_end;
    }
  };
  for (const Span& leaf : leaves) {
    read_gap(leaf.begin);
    at = leaf.end;
  }
  read_gap(source.size());
  return comments;
}

}  // namespace jiangbu
