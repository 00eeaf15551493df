// Builds the table of Node::segments; see text_segments.hpp.
#include "document/text_segments.hpp"

#include <cstdint>
#include <utility>

namespace jiangbu {

void SegmentBuilder::replace(std::size_t text_size, std::size_t source_size) {
  if (text_size == 0) return skip(source_size);
  const auto source_begin = static_cast<std::uint32_t>(source_);
  const auto source_end = static_cast<std::uint32_t>(source_ + source_size);
  const auto text_begin = static_cast<std::uint32_t>(text_);
  text_ += text_size;
  source_ += source_size;
  if (!segments_.empty()) {
    TextSegment& last = segments_.back();
    const bool last_is_copy =
        last.source_end - last.source_begin == text_begin - last.text_begin;
    if (last_is_copy && text_size == source_size && last.source_end == source_begin) {
      last.source_end = source_end;
      return;
    }
  }
  segments_.push_back({text_begin, source_begin, source_end});
}

void SegmentBuilder::finish(Node& node) {
  const std::size_t quote = node.is_quoted() ? 1 : 0;
  if (segments_.size() == 1) {
    const TextSegment& only = segments_.front();
    const bool is_copy = only.source_end - only.source_begin == node.text.size();
    if (is_copy && only.source_begin == node.span.begin + quote) segments_.clear();
  }
  node.segments = std::move(segments_);
}

}  // namespace jiangbu
