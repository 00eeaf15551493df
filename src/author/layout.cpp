#include "author/layout.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "author/scalar_layout.hpp"
#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t step = 2;

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(display_width(text));
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// What a long list is filled with line by line: words, not records.
bool is_word(const Node& node) {
  if (node.is_scalar() || node.is_null()) return true;
  return node.is_mapping() && node.entries.size() == 1 &&
         node.entries.front().value.is_scalar();
}

std::size_t first_leaf(const Node& node) {
  if (node.is_mapping() && !node.entries.empty()) {
    return node.entries.front().key.span.begin;
  }
  if (node.is_sequence() && !node.items.empty()) return first_leaf(node.items.front());
  return node.span.begin;
}

}  // namespace

Layout::Layout(const Node& root, std::string_view source, bool unquote)
    : root_(root),
      lines_(source),
      unquote_(unquote),
      leaves_(leaves_of(root)),
      comments_(comments_of(lines_, leaves_)) {}

std::string Layout::write() {
  const bool is_collection = root_.is_mapping() || root_.is_sequence();
  if (is_collection && !one_line("", root_)) {
    collection(root_, 0);
  } else {
    leading_comments(root_.span.begin, root_.span.begin, 0);
    line(flat(root_, false), root_.span.end);
  }
  while (next_comment_ < comments_.size()) comment_line(comments_[next_comment_++], 0);
  return std::move(out_);
}

void Layout::collection(const Node& node, std::size_t indent) {
  node.is_mapping() ? mapping(node, indent) : sequence(node, indent);
  trailing_comments(node, indent);
}

void Layout::mapping(const Node& node, std::size_t indent) {
  for (const Entry& entry : node.entries) {
    const std::size_t begin = entry.key.span.begin;
    leading_comments(is_inline(entry.value) ? entry.value.span.begin : begin, begin,
                     indent);
    const std::string key =
        scalar_text(entry.key, lines_.source(), ScalarPlace::block, false);
    value(take_prefix(indent) + key + ':', entry.value, &entry.key, indent);
  }
}

void Layout::sequence(const Node& node, std::size_t indent) {
  for (const Node& item : node.items) {
    const std::size_t begin = is_inline(item) ? item.span.begin : first_leaf(item);
    leading_comments(begin, begin, indent);
    value(take_prefix(indent) + '-', item, nullptr, indent);
  }
}

/// Writes `head` (a key with its colon, or a dash) and what belongs behind or below it.
void Layout::value(std::string head, const Node& node, const Node* key,
                   std::size_t indent) {
  if (node.is_null()) {
    return line(node.text.empty() ? head : head + ' ' + node.text, node.span.end);
  }
  if (keeps_its_lines(node, lines_.source())) {
    std::vector<std::string> all = scalar_lines(node, lines_.source(), indent);
    all.front() = head + ' ' + all.front();
    for (std::size_t i = 0; i + 1 < all.size(); ++i) out_ += all[i] + '\n';
    return line(all.back(), node.span.end);
  }
  if (node.is_scalar()) {
    const bool may_unquote = unquote_ && key != nullptr;
    return line(
        head + ' ' + scalar_text(node, lines_.source(), ScalarPlace::block, may_unquote),
        node.span.end);
  }
  if (one_line(head, node)) return line(head + ' ' + flat(node, true), node.span.end);
  const bool words = node.is_sequence() && is_flow(node) && fits_on_a_line(node) &&
                     std::all_of(node.items.begin(), node.items.end(), is_word);
  if (words) return filled(head, node);
  if (key != nullptr) {
    line(std::move(head), key->span.end);
  } else {
    if (prefix_.empty()) prefix_indent_ = indent;
    prefix_ = head + ' ';
  }
  collection(node, indent + step);
}

/// Whether a collection stands behind its head: empty, or in brackets and with room.
bool Layout::one_line(const std::string& head, const Node& node) const {
  if (node.entries.empty() && node.items.empty()) return true;
  return is_flow(node) && fits_on_a_line(node) &&
         width_of(head) + 1 + width_of(flat(node, true)) <= line_width;
}

/// A list of words over several lines, the later ones under the first word.
void Layout::filled(const std::string& head, const Node& node) {
  std::string text = head + " [";
  const std::string margin(width_of(text), ' ');
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string word = flat(node.items[i], false);
    const std::size_t width = width_of(text) + width_of(word) + 2;  // a blank, a comma
    if (i > 0 && width > line_width) {
      out_ += text + '\n';
      text = margin;
    } else if (i > 0) {
      text += ' ';
    }
    text += word + (i + 1 < node.items.size() ? "," : "]");
  }
  line(std::move(text), node.span.end);
}

// ---- comments and lines
// ------------------------------------------------------------------

/// Comments before the source offset `before` on lines of their own, then the blank line
/// that stands above `begin`, where the next entry or item begins.
void Layout::leading_comments(std::size_t before, std::size_t begin, std::size_t indent) {
  const std::size_t at = prefix_.empty() ? indent : prefix_indent_;
  while (next_comment_ < comments_.size() && comments_[next_comment_].begin < before) {
    comment_line(comments_[next_comment_++], at);
  }
  if (prefix_.empty() && lines_.follows_blank_line(begin)) blank_line();
}

/// Comments behind the last entry that are indented as deep as the entries, or that stand
/// within the brackets of a collection now written without them.
void Layout::trailing_comments(const Node& node, std::size_t indent) {
  const std::size_t next = next_leaf(consumed_);
  const bool is_last = next >= lines_.source().size();
  const std::size_t column = lines_.column(node.span.begin);
  const std::size_t limit = is_flow(node) ? node.span.end : next;
  while (next_comment_ < comments_.size() && comments_[next_comment_].begin < limit) {
    const Comment& comment = comments_[next_comment_];
    const std::size_t depth = lines_.column(comment.begin);
    const bool is_deep = depth >= column && (is_last || depth > lines_.indentation(next));
    if (!is_flow(node) && !(comment.has_own_line && is_deep)) return;
    comment_line(comment, indent);
    ++next_comment_;
  }
}

void Layout::comment_line(const Comment& comment, std::size_t indent) {
  if (comment.has_own_line && lines_.follows_blank_line(comment.begin)) blank_line();
  out_.append(indent, ' ').append(comment.text).append("\n");
}

/// Writes a line with the comment that stands behind it in the source, which is read up
/// to `source_end`.
void Layout::line(std::string text, std::size_t source_end) {
  consumed_ = std::max(consumed_, source_end);
  const std::size_t next = next_leaf(source_end);
  const auto is_behind = [&] {
    return next_comment_ < comments_.size() && comments_[next_comment_].begin < next &&
           !comments_[next_comment_].has_own_line;
  };
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  if (is_behind()) add_comment(text, comments_[next_comment_++]);
  out_ += text + '\n';
  while (is_behind()) comment_line(comments_[next_comment_++], indent);
}

/// The comment keeps its column, so that comments under each other stay so, unless the
/// line has grown into it or was a much longer one.
void Layout::add_comment(std::string& text, const Comment& comment) const {
  const std::string_view old_line = lines_.before(comment.begin);
  const std::size_t least = width_of(text) + 2;
  const std::size_t old_indent = lines_.indentation(comment.begin);
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  std::size_t column = std::max(width_of(old_line) + indent, old_indent) - old_indent;
  if (trimmed(old_line) != trimmed(text) && column > line_width) column = least;
  text.append(std::max(column, least) - width_of(text), ' ').append(comment.text);
}

void Layout::blank_line() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

std::string Layout::take_prefix(std::size_t indent) {
  return prefix_.empty() ? std::string(indent, ' ') : std::exchange(prefix_, {});
}

// ---- what a node is
// ----------------------------------------------------------------------

/// A collection, or what stands in one, on one line. `is_value`: the value of a key.
std::string Layout::flat(const Node& node, bool is_value) const {
  if (node.is_null()) return node.text.empty() ? "null" : node.text;
  if (node.is_scalar()) {
    return scalar_text(node, lines_.source(), ScalarPlace::flow, unquote_ && is_value);
  }
  std::string text;
  for (const Node& item : node.items) {
    text += (text.empty() ? "" : ", ") + flat(item, false);
  }
  for (const Entry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") +
            scalar_text(entry.key, lines_.source(), ScalarPlace::flow, false) + ": " +
            flat(entry.value, true);
  }
  return node.is_sequence() ? '[' + text + ']' : '{' + text + '}';
}

bool Layout::fits_on_a_line(const Node& node) const {
  const auto keeps_lines = [&](const auto& self, const Node& part) -> bool {
    return keeps_its_lines(part, lines_.source()) ||
           std::any_of(part.items.begin(), part.items.end(),
                       [&](const Node& item) { return self(self, item); }) ||
           std::any_of(part.entries.begin(), part.entries.end(),
                       [&](const Entry& entry) { return self(self, entry.value); });
  };
  return !has_comment_within(node) && !keeps_lines(keeps_lines, node);
}

bool Layout::has_comment_within(const Node& node) const {
  return std::any_of(comments_.begin(), comments_.end(), [&](const Comment& comment) {
    return comment.begin > node.span.begin && comment.begin < node.span.end;
  });
}

bool Layout::is_flow(const Node& node) const {
  const char first =
      node.span.begin < lines_.source().size() ? lines_.source()[node.span.begin] : '\0';
  return (node.is_sequence() && first == '[') || (node.is_mapping() && first == '{');
}

/// Whether a node begins on the line of its key or dash, wherever it ends.
bool Layout::is_inline(const Node& node) const {
  return node.is_scalar() || node.is_null() || is_flow(node);
}

/// Where the first scalar behind an offset begins; the end of the source if there is
/// none.
std::size_t Layout::next_leaf(std::size_t offset) const {
  const auto next =
      std::lower_bound(leaves_.begin(), leaves_.end(), offset,
                       [](const Span& leaf, std::size_t at) { return leaf.begin < at; });
  return next == leaves_.end() ? lines_.source().size() : next->begin;
}

}  // namespace jiangbu
