// Puts a tree together from values in the order of the file.
// In: begins and ends of collections, scalars. Out: the root node.
// Never: reads the source, knows the format.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"
#include "document/read_document.hpp"

namespace jiangbu {

/// Used by both readers, so that limits and duplicate keys are the same for both. A
/// mapping takes its keys and values in turn. Keys that are refused are dropped with
/// their value.
class TreeBuilder {
 public:
  TreeBuilder(Diagnostics& diagnostics, const ReadLimits& limits)
      : diagnostics_(diagnostics), limits_(limits) {}

  /// Begins a sequence or mapping whose kind and span.begin are set. Returns false, with
  /// an error added, when a limit is reached; then the tree must be given up.
  bool open(Node collection);

  /// Ends the innermost collection at the byte offset `end`.
  void close(std::size_t end);

  /// Adds a scalar or null. Returns as open().
  bool add(Node value);

  /// Adds a key that the reader has refused: it is dropped with its value. Returns as
  /// open().
  bool add_refused_key(Node key);

  /// Whether the next value is the key of a mapping.
  bool expects_key() const;

  /// The key that waits for its value; null when none does.
  const Node* waiting_key() const;

  bool in_collection() const { return !open_.empty(); }

  /// The innermost collection, as far as it has been read; there must be one.
  const Node& innermost() const { return open_.back().node; }

  /// The finished tree, once; nothing when no value was added.
  std::optional<Node> take_root();

 private:
  struct OpenCollection {
    Node node;
    std::optional<Node> key;  // waits for its value
    bool key_is_kept = true;
    std::unordered_map<std::string, Span> keys;
  };

  bool count(Span span);
  void place(Node value);
  bool accept_key(OpenCollection& mapping, const Node& key);

  Diagnostics& diagnostics_;
  const ReadLimits& limits_;
  std::vector<OpenCollection> open_;
  std::optional<Node> root_;
  std::size_t count_ = 0;
};

}  // namespace jiangbu
