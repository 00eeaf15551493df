// Formulas of an image as the verifier looks at them, while their trees wait.
// In: nodes (decoder.cpp). Out: nodes. Never: what is not checked.
#pragma once

#include <cstdint>
#include <vector>

#include "model/formulas.hpp"

namespace jiangbu {

/// An expression, without its operands, which follow.
struct TreeNode {
  Op op = Op::literal;
  Type type;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::size_t constant = 0;  ///< which kind
  EnumValue enum_value;      ///< if it is one
};

/// All formulas of a policy, one behind the other.
struct TreeNodes {
  std::vector<TreeNode> nodes;
  std::vector<std::size_t> ends;  ///< behind the last node of each formula
};

}  // namespace jiangbu
