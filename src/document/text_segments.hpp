// Builds the table of Node::segments while a scalar is walked.
// In: stretches of text and of source, in order. Out: TextSegments.
// Never: looks at either text.
#pragma once

#include <cstddef>
#include <vector>

#include "document/node.hpp"

namespace jiangbu {

/// One walk over one scalar. All offsets only grow.
class SegmentBuilder {
 public:
  explicit SegmentBuilder(std::size_t source_begin) : source_(source_begin) {}

  std::size_t text_offset() const { return text_; }
  std::size_t source_offset() const { return source_; }

  /// `size` bytes stand in both.
  void copy(std::size_t size) { replace(size, size); }

  /// `source_size` bytes of source stand for `text_size` bytes of text.
  void replace(std::size_t text_size, std::size_t source_size);

  /// `source_size` bytes of source stand for nothing.
  void skip(std::size_t source_size) { source_ += source_size; }

  /// Gives the table to a node whose kind, style and span are set; none is stored when
  /// the node's text stands in the source byte for byte.
  void finish(Node& node);

 private:
  std::vector<TextSegment> segments_;
  std::size_t text_ = 0;
  std::size_t source_ = 0;
};

}  // namespace jiangbu
