// Short ways to write result structs in tests.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "evaluate/result.hpp"

namespace jiangbu::report_test {

inline Money yuan(std::int64_t amount) { return Money{amount * 100}; }

inline AmountRange exactly(std::int64_t amount) { return {yuan(amount), yuan(amount)}; }

inline AmountRange between(std::int64_t low, std::int64_t high) {
  return {yuan(low), yuan(high)};
}

inline AmountRange at_least(std::int64_t low) { return {yuan(low), std::nullopt}; }

inline Date day(const char* text) { return Date::parse(text).value(); }

using Values = std::vector<std::pair<std::string, std::string>>;

/// A part of its own, as of a policy that is never unloaded.
inline ProofPart& new_part(ProofKind kind, std::string text, Bilingual title = {},
                           std::string cite = {}) {
  static std::deque<ProofPart> parts;
  ProofPart& part = parts.emplace_back();
  part.kind = kind;
  part.text = std::move(text);
  part.title = std::move(title);
  part.cite = std::move(cite);
  part.number = static_cast<std::uint32_t>(parts.size() - 1);
  return part;
}

/// A node that shows `values` of the kind and text given.
inline ProofNode node_of(ProofKind kind, Truth truth, std::string text,
                         const Values& values = {}, Bilingual title = {},
                         std::string cite = {}) {
  ProofPart& part = new_part(kind, std::move(text), std::move(title), std::move(cite));
  ProofNode node;
  node.part = &part;
  node.truth = truth;
  for (const auto& [source, value] : values) {
    part.sources.push_back({no_step, source});
    node.values.push_back({value, nullptr});
  }
  return node;
}

inline ProofNode leaf(Truth truth, std::string text, const Values& values = {},
                      Bilingual title = {}, std::string cite = {}) {
  return node_of(ProofKind::condition, truth, std::move(text), values, std::move(title),
                 std::move(cite));
}

inline ProofNode unknown_leaf(std::string text, std::vector<std::string> missing,
                              Bilingual title = {}, const Values& values = {}) {
  ProofNode node = leaf(Truth::unknown, std::move(text), values, std::move(title));
  node.missing = std::move(missing);
  return node;
}

inline ProofNode group(ProofKind kind, Truth truth, std::vector<ProofNode> parts,
                       Bilingual title = {}) {
  ProofNode node = node_of(kind, truth, "", {}, std::move(title));
  node.parts = std::move(parts);
  return node;
}

inline LineResult line(std::string item, std::string label, LineStatus status,
                       AmountRange amount) {
  LineResult result;
  result.item = std::move(item);
  result.item_label = std::move(label);
  result.status = status;
  result.amount = amount;
  if (status == LineStatus::due || status == LineStatus::possible) {
    result.computed = amount;
  }
  return result;
}

inline ClauseResult clause(std::string id, Bilingual title, std::string cite,
                           LineStatus status, AmountRange amount) {
  ClauseResult result;
  result.id = std::move(id);
  result.title = std::move(title);
  result.cite = std::move(cite);
  result.mode = "entitlement";
  result.form = "cash";
  result.status = status;
  result.amount = amount;
  return result;
}

}  // namespace jiangbu::report_test
