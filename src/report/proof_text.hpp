// Proofs in words: why a condition failed or is open, and the whole tree.
// In: proof nodes. Out: lines of text with their depth. Never: judges a condition anew.
#pragma once

#include <string>
#include <vector>

#include "evaluate/result.hpp"
#include "report/wording.hpp"

namespace jiangbu {

/// One line of an explanation; depth 0 stands outermost.
struct ProofLine {
  int depth = 0;
  std::string text;

  bool operator==(const ProofLine&) const = default;
};

/// The leaves that made the nodes come out `truth`, with their values: "count(marks) = 1,
/// needed ≥ 2". Nodes that came out otherwise are passed over. Of an exclusion and of
/// what stands under `not`, the leaves that hold are the reasons for a failure. A title
/// stands for its formula. Facts of the item with the key `own_item` are named without
/// it.
std::vector<ProofLine> explain(const std::vector<ProofNode>& nodes, Truth truth,
                               const Wording& say, const std::string& own_item = {});

/// Every node with its truth in front: "[yes] …".
std::vector<ProofLine> whole_proof(const std::vector<ProofNode>& nodes,
                                   const Wording& say);

}  // namespace jiangbu
