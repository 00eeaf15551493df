// The named ways to round a number.
// In: a mode's name as rules write it. Out: the mode, or its name.
// Never: rounds anything itself; decimal.hpp does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// Which neighbour a number that lies between two representable ones becomes.
/// The three `half_` modes take the nearer neighbour and differ only on exact ties.
enum class RoundingMode : std::uint8_t {
  half_up,    ///< ties away from zero: 2.5 -> 3, -2.5 -> -3
  half_even,  ///< ties to the even neighbour: 2.5 -> 2, 3.5 -> 4
  half_down,  ///< ties toward zero: 2.5 -> 2, -2.5 -> -2
  up,         ///< always away from zero: 2.1 -> 3, -2.1 -> -3
  down,       ///< always toward zero: 2.9 -> 2, -2.9 -> -2
  floor,      ///< always toward minus infinity: -2.1 -> -3
  ceiling,    ///< always toward plus infinity: -2.9 -> -2
};

/// The mode's name as rules write it, such as "half up".
std::string_view name_of(RoundingMode mode);

/// The mode called `name` ("half up", "floor", ...), or nullopt for any other text.
std::optional<RoundingMode> rounding_mode_named(std::string_view name);

/// value / divisor, rounded; divisor > 0.
std::int64_t divide_rounded(std::int64_t value, std::int64_t divisor, RoundingMode mode);

/// The names of all modes.
std::vector<std::string> rounding_mode_names();

}  // namespace jiangbu
