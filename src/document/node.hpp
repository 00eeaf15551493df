// A text as a tree with places.
// In: nothing (readers build it). Out: Node. Never: sees a meaning in keys or values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source.hpp"

namespace jiangbu {

/// null_ is an empty value, or a plain `~` or `null`.
enum class NodeKind { null_, scalar, sequence, mapping };

/// How a scalar was written. JSON strings are double_quoted, numbers and booleans plain.
enum class ScalarStyle { plain, single_quoted, double_quoted, literal, folded };

/// A stretch of a scalar's text and the source it came from. The stretch ends where the
/// next one begins. Where both are equally long they correspond byte by byte; otherwise
/// the source (an escape, a folded line end) stands for the stretch as a whole.
struct TextSegment {
  std::uint32_t text_begin = 0;
  std::uint32_t source_begin = 0;
  std::uint32_t source_end = 0;
};

struct Entry;

/// One value of the tree. Immutable once read, share freely.
struct Node {
  NodeKind kind = NodeKind::null_;
  Span span;         ///< with quotes and brackets; zero-width for a value left empty
  std::string text;  ///< of a scalar: the value; of a null_: as written ("", "~", "null")
  ScalarStyle style = ScalarStyle::plain;
  std::vector<Node> items;     ///< of a sequence
  std::vector<Entry> entries;  ///< of a mapping, in the order of the file, keys distinct
  /// Ascending by text_begin. Empty when `text` stands in the source byte for byte, from
  /// span.begin on or, quoted, from the character behind the quote on.
  std::vector<TextSegment> segments;

  /// The source of the bytes [begin, end) of `text`, so that an error inside an
  /// expression points at the right character. Always within `span`. Offsets behind the
  /// text are cut to it; begin == end gives a zero-width place, and so does the last line
  /// end of a block scalar.
  Span span_of(std::size_t begin, std::size_t end) const;

  /// The value under a key of a mapping; null when there is none or this is no mapping.
  const Node* find(std::string_view key) const;

  /// The entry under a key, for the place of the key itself; null as for find().
  const Entry* find_entry(std::string_view key) const;

  bool is_null() const { return kind == NodeKind::null_; }
  bool is_scalar() const { return kind == NodeKind::scalar; }
  bool is_sequence() const { return kind == NodeKind::sequence; }
  bool is_mapping() const { return kind == NodeKind::mapping; }

  /// Whether this is a scalar in single or double quotes: certainly text, never a number.
  bool is_quoted() const;
};

/// One key of a mapping with its value. The key is always a scalar.
struct Entry {
  Node key;
  Node value;
};

}  // namespace jiangbu
