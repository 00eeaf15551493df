#include "author/format_rules.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "author/layout.hpp"
#include "author/scalar_layout.hpp"
#include "author/source_lines.hpp"
#include "document/read_document.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

bool same_scalar(const Node& before, const Node& after, bool is_value) {
  if (before.text != after.text) return false;
  if (before.is_quoted() == after.is_quoted()) return true;
  // Quotes are never added, and go only where a text reads the same without them.
  return is_value && before.is_quoted() && reads_plain(after.text, ScalarPlace::block);
}

bool same_node(const Node& before, const Node& after, bool is_value) {
  if (before.kind != after.kind) return false;
  if (before.is_scalar()) return same_scalar(before, after, is_value);
  return std::equal(
             before.items.begin(), before.items.end(), after.items.begin(),
             after.items.end(),
             [](const Node& a, const Node& b) { return same_node(a, b, false); }) &&
         std::equal(before.entries.begin(), before.entries.end(), after.entries.begin(),
                    after.entries.end(), [](const Entry& a, const Entry& b) {
                      return same_node(a.key, b.key, false) &&
                             same_node(a.value, b.value, true);
                    });
}

std::vector<std::string_view> comment_texts(const Node& root, std::string_view source) {
  std::vector<std::string_view> texts;
  for (const Comment& comment : comments_of(SourceLines(source), leaves_of(root))) {
    texts.push_back(comment.text);
  }
  return texts;
}

/// Whether a `%` directive of YAML stands in the file; the layout knows none.
bool has_directive(std::string_view source, const Node& root) {
  const std::string_view head = source.substr(0, root.span.begin);
  return head.starts_with('%') || head.find("\n%") != std::string_view::npos;
}

}  // namespace

bool same_content(const Node& before, const Node& after) {
  return same_node(before, after, false);
}

std::optional<std::string> format_rules(const SourceMap& sources, FileId file,
                                        Diagnostics& diagnostics) {
  const size_t errors = diagnostics.error_count();
  const auto tree = read_yaml(sources, file, diagnostics);
  if (!tree || diagnostics.error_count() > errors) return std::nullopt;
  const std::string& source = sources.file(file).text();
  // In files that are no rules (facts), quotes may tell texts from other values.
  const bool unquote = kind_of_rule_file(*tree) != RuleFileKind::unknown;
  std::string text = Layout(*tree, source, unquote).write();

  SourceMap formatted;
  Diagnostics findings;
  const FileId again = formatted.add(sources.file(file).name(), text);
  const auto after = read_yaml(formatted, again, findings);
  const bool same = after && !findings.has_errors() && same_content(*tree, *after) &&
                    comment_texts(*tree, source) == comment_texts(*after, text);
  if (same && !has_directive(source, *tree)) return text;
  diagnostics.error(Code::author_cannot_format, {file, 0, 0},
                    {sources.file(file).name()});
  return std::nullopt;
}

}  // namespace jiangbu
