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

  /// The value of an entry: a missing key is reported at the entry's key.
  MappingReader(const Entry& entry, std::string what, Diagnostics& diagnostics);

  /// Whether the node is a mapping (if not, an error was recorded).
  explicit operator bool() const { return is_mapping_; }

  /// The value of a key, or null. An empty value (null) counts as absent.
  const Node* take(std::string_view key);

  /// As take(), but its absence is an error (which finish() reports).
  const Node* require(std::string_view key);

  /// Whether the key is there; does not count as asking for it.
  bool has(std::string_view key) const { return node_.find(key) != nullptr; }

  /// Reports that a required key is missing, or empty.
  void report_missing(const std::string& key);

  /// Reports keys nobody asked for, and required ones that are missing. A key that looks
  /// like a slip of a missing one is one error, not two.
  void finish();

 private:
  const Node& node_;
  Span place_;  // of the construct, for what is missing in it
  std::string what_;
  Diagnostics& diagnostics_;
  bool is_mapping_ = false;
  std::vector<std::string> known_;
  std::vector<std::string> missing_;
};

/// Reports a construct or key that is not written as it should be: codes with the name of
/// the construct as their only argument.
void report_shape(Code code, Span span, const std::string& what,
                  Diagnostics& diagnostics);

/// Calls `read` for every entry of a mapping; null has none, anything else is an error.
template <typename Read>
void for_entries(const Node* node, const char* what, Diagnostics& diagnostics,
                 Read read) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    report_shape(Code::syntax_expected_mapping, node->span, what, diagnostics);
    return;
  }
  for (const Entry& entry : node->entries) read(entry);
}

}  // namespace jiangbu
