// A text as a tree with places; see node.hpp.
#include "document/node.hpp"

#include <algorithm>
#include <iterator>

namespace jiangbu {

namespace {

/// Source of one byte of a text.
struct ByteSource {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

ByteSource source_of_byte(const Node& node, std::uint32_t at) {
  if (node.segments.empty()) {
    const std::uint32_t quote = node.is_quoted() ? 1 : 0;
    const std::uint32_t begin = std::min(node.span.begin + quote + at, node.span.end);
    return {begin, std::min(begin + 1, node.span.end)};
  }
  const auto next =
      std::ranges::upper_bound(node.segments, at, {}, &TextSegment::text_begin);
  const TextSegment& segment = next == node.segments.begin() ? *next : *std::prev(next);
  const std::uint32_t text_end = next == node.segments.end()
                                     ? static_cast<std::uint32_t>(node.text.size())
                                     : next->text_begin;
  const std::uint32_t text_size = text_end - segment.text_begin;
  ByteSource source{segment.source_begin, segment.source_end};
  if (text_size == segment.source_end - segment.source_begin) {
    source.begin += at - segment.text_begin;
    source.end = source.begin + 1;
  }
  // The last line end of a block scalar lies behind its span.
  return {std::min(source.begin, node.span.end), std::min(source.end, node.span.end)};
}

}  // namespace

Span Node::span_of(std::size_t begin, std::size_t end) const {
  if (is_sequence() || is_mapping()) return span;
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto first = static_cast<std::uint32_t>(std::min<std::size_t>(begin, size));
  const auto last = static_cast<std::uint32_t>(std::min<std::size_t>(end, size));
  if (size == 0 || (first == size && segments.empty())) {
    const std::uint32_t at = source_of_byte(*this, first).begin;
    return {span.file, at, at};
  }
  if (first == size) {
    const std::uint32_t at = source_of_byte(*this, size - 1).end;
    return {span.file, at, at};
  }
  const std::uint32_t source_begin = source_of_byte(*this, first).begin;
  if (last <= first) return {span.file, source_begin, source_begin};
  return {span.file, source_begin, source_of_byte(*this, last - 1).end};
}

const Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::ranges::find_if(
      entries, [key](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

bool Node::is_quoted() const {
  return kind == NodeKind::scalar &&
         (style == ScalarStyle::single_quoted || style == ScalarStyle::double_quoted);
}

}  // namespace jiangbu
