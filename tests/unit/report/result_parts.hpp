// Short ways to write result structs in tests.
#pragma once

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

inline ProofNode leaf(Truth truth, std::string text, Values values = {},
                      Bilingual title = {}, std::string cite = {}) {
  ProofNode node;
  node.truth = truth;
  node.text = std::move(text);
  node.values = std::move(values);
  node.title = std::move(title);
  node.cite = std::move(cite);
  return node;
}

inline ProofNode unknown_leaf(std::string text, std::vector<std::string> missing,
                              Bilingual title = {}) {
  ProofNode node = leaf(Truth::unknown, std::move(text), {}, std::move(title));
  node.missing = std::move(missing);
  return node;
}

inline ProofNode group(ProofNode::Kind kind, Truth truth, std::vector<ProofNode> parts,
                       Bilingual title = {}) {
  ProofNode node;
  node.kind = kind;
  node.truth = truth;
  node.parts = std::move(parts);
  node.title = std::move(title);
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
