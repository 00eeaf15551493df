// Puts a tree together; see tree_builder.hpp.
#include "document/tree_builder.hpp"

#include <cstdint>
#include <utility>

#include "document/check_source.hpp"

namespace jiangbu {

bool TreeBuilder::open(Node collection) {
  if (!count(collection.span)) return false;
  if (open_.size() >= depth_limit(limits_)) {
    const Span at = collection.span;
    add_too_deep(diagnostics_, {at.file, at.begin, at.begin + 1}, limits_);
    return false;
  }
  open_.push_back({std::move(collection), std::nullopt, true, {}});
  return true;
}

void TreeBuilder::close(std::size_t end) {
  Node finished = std::move(open_.back().node);
  open_.pop_back();
  finished.span.end = static_cast<std::uint32_t>(end);
  place(std::move(finished));
}

bool TreeBuilder::add(Node value) {
  if (!count(value.span)) return false;
  place(std::move(value));
  return true;
}

bool TreeBuilder::add_refused_key(Node key) {
  if (!count(key.span)) return false;
  open_.back().key = std::move(key);
  open_.back().key_is_kept = false;
  return true;
}

bool TreeBuilder::expects_key() const {
  return !open_.empty() && open_.back().node.is_mapping() && !open_.back().key;
}

const Node* TreeBuilder::waiting_key() const {
  return open_.empty() || !open_.back().key ? nullptr : &*open_.back().key;
}

std::optional<Node> TreeBuilder::take_root() {
  return std::exchange(root_, std::nullopt);
}

bool TreeBuilder::count(Span span) {
  if (++count_ <= limits_.max_nodes) return true;
  diagnostics_.error(Code::document_too_many_nodes, span,
                     {std::to_string(limits_.max_nodes)});
  return false;
}

void TreeBuilder::place(Node value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  OpenCollection& parent = open_.back();
  if (parent.node.is_sequence()) {
    parent.node.items.push_back(std::move(value));
  } else if (!parent.key) {
    parent.key_is_kept = accept_key(parent, value);
    parent.key = std::move(value);
  } else {
    if (parent.key_is_kept) {
      parent.node.entries.push_back({std::move(*parent.key), std::move(value)});
    }
    parent.key.reset();
  }
}

bool TreeBuilder::accept_key(OpenCollection& mapping, const Node& key) {
  if (!key.is_scalar()) {
    diagnostics_.error(Code::document_key_not_text, key.span);
    return false;
  }
  const auto [first, is_new] = mapping.keys.try_emplace(key.text, key.span);
  if (is_new) return true;
  Diagnostic& diagnostic =
      diagnostics_.error(Code::document_duplicate_key, key.span, {key.text});
  diagnostic.labels.push_back({first->second, {"第一次在这里", "first given here"}});
  return false;
}

}  // namespace jiangbu
