#include "syntax/mapping_reader.hpp"

#include <algorithm>

#include "diagnostics/suggest.hpp"

namespace jiangbu {

MappingReader::MappingReader(const Node& node, std::string what, Diagnostics& diagnostics)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics) {
  is_mapping_ = node.is_mapping();
  if (!is_mapping_) {
    diagnostics.error(Code::syntax_expected_mapping, node.span, {what_});
  }
}

const Node* MappingReader::take(std::string_view key) {
  known_.emplace_back(key);
  const Node* value = node_.find(key);
  return value != nullptr && !value->is_null() ? value : nullptr;
}

const Node* MappingReader::require(std::string_view key) {
  const Node* value = take(key);
  if (value == nullptr && is_mapping_) {
    diagnostics_.error(Code::syntax_missing_key, node_.span, {what_, std::string(key)});
  }
  return value;
}

void MappingReader::finish() {
  if (!is_mapping_) return;
  for (const Entry& entry : node_.entries) {
    const std::string& key = entry.key.text;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    Diagnostic& error =
        diagnostics_.error(Code::syntax_unknown_key, entry.key.span, {key, what_});
    suggest(error, key, known_);
  }
}

}  // namespace jiangbu
