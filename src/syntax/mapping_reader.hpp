// Reads the keys of one mapping and reports those nobody asked for.
// In: a node that should be a mapping. Out: its values by key. Never: keeps the node.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"

namespace jiangbu {

/// Ask for every key the mapping may have, then call finish(): a key nobody asked for is
/// an error with the nearest known key as help. Lives shorter than the node.
class MappingReader {
 public:
  /// `what` names the construct in messages ("clause", "award").
  MappingReader(const Node& node, std::string what, Diagnostics& diagnostics);

  /// Whether the node is a mapping (if not, an error was recorded).
  explicit operator bool() const { return is_mapping_; }

  /// The value of a key, or null. An empty value (null) counts as absent.
  const Node* take(std::string_view key);

  /// As take(), but its absence is an error.
  const Node* require(std::string_view key);

  /// Whether the key is there; does not count as asking for it.
  bool has(std::string_view key) const { return node_.find(key) != nullptr; }

  /// Reports keys nobody asked for.
  void finish();

 private:
  const Node& node_;
  std::string what_;
  Diagnostics& diagnostics_;
  bool is_mapping_ = false;
  std::vector<std::string> known_;
};

/// Calls `read` for every entry of a mapping; null has none, anything else is an error.
template <typename Read>
void for_entries(const Node* node, const char* what, Diagnostics& diagnostics,
                 Read read) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    diagnostics.error(Code::syntax_expected_mapping, node->span, {what});
    return;
  }
  for (const Entry& entry : node->entries) read(entry);
}

}  // namespace jiangbu
