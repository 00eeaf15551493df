// Names of rounding modes.
// In: names. Out: modes. Never: the rounding itself.
#include "values/rounding.hpp"

#include <array>
#include <cstddef>

namespace jiangbu {

namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 7> names = {
    "half up", "half even", "half down", "up", "down", "floor", "ceiling"};

}  // namespace

std::string_view name_of(RoundingMode mode) {
  return names[static_cast<std::size_t>(mode)];
}

std::vector<std::string> rounding_mode_names() { return {names.begin(), names.end()}; }

std::optional<RoundingMode> rounding_mode_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<RoundingMode>(i);
  }
  return std::nullopt;
}

}  // namespace jiangbu
