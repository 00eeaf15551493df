// How much of a difference each of several changes made, whatever their order.
// In: what any subset of the changes comes to. Out: Shapley values. Never: what a change
// is.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace jiangbu {

/// By change, then component. The parts of a component add up to its whole difference.
struct Attribution {
  std::vector<std::vector<double>> parts;
  std::vector<std::vector<double>> errors;  ///< standard errors; zero where exact
  bool exact = true;
  std::uint32_t orders = 0;  ///< sampled, if not exact
};

/// Up to this many changes all subsets are valued.
inline constexpr std::size_t most_exact_changes = 12;

/// The components' values with these changes made; asked at most once for a subset.
using SubsetValue = std::function<std::vector<double>(const std::vector<bool>&)>;

/// Shapley's values: the mean, over all orders of the changes, of what each adds when its
/// turn comes. Beyond most_exact_changes over `orders` random orders.
Attribution attribute(std::size_t changes, const SubsetValue& value, std::uint64_t seed,
                      std::uint32_t orders = 64);

}  // namespace jiangbu
