// A tree as stable text; see dump.hpp.
#include "document/dump.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "diagnostics/json_text.hpp"

namespace jiangbu {

namespace {

const char* style_text(ScalarStyle style) {
  switch (style) {
    case ScalarStyle::plain:
      return "plain";
    case ScalarStyle::single_quoted:
      return "single-quoted";
    case ScalarStyle::double_quoted:
      return "double-quoted";
    case ScalarStyle::literal:
      return "literal";
    case ScalarStyle::folded:
      break;
  }
  return "folded";
}

std::string content_text(const Node& node) {
  switch (node.kind) {
    case NodeKind::null_:
      return "null";
    case NodeKind::scalar:
      return fmt::format("{} {}", style_text(node.style), json_string(node.text));
    case NodeKind::sequence:
      return "sequence";
    case NodeKind::mapping:
      break;
  }
  return "mapping";
}

void append_node(std::string& out, const Node& node, const SourceMap& sources,
                 std::size_t depth, std::string_view role) {
  const SourceFile& file = sources.file(node.span.file);
  const LineColumn begin = file.line_column(node.span.begin);
  const LineColumn end = file.line_column(node.span.end);
  fmt::format_to(std::back_inserter(out), "{:{}}{}:{}-{}:{} {}{}\n", "", 2 * depth,
                 begin.line, begin.column, end.line, end.column, role,
                 content_text(node));
  for (const Node& item : node.items) append_node(out, item, sources, depth + 1, "");
  for (const Entry& entry : node.entries) {
    append_node(out, entry.key, sources, depth + 1, "key ");
    append_node(out, entry.value, sources, depth + 2, "");
  }
}

}  // namespace

std::string dump(const Node& node, const SourceMap& sources) {
  std::string out;
  append_node(out, node, sources, 0, "");
  return out;
}

}  // namespace jiangbu
