// Names near to a mistyped one, for "did you mean".
// In: a name and the names that exist. Out: the nearest. Never: knows what they name.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"

namespace jiangbu {

/// Number of insertions, deletions, replacements and swaps of neighbours that turn one
/// into the other (optimal string alignment), in characters; ASCII case does not count.
std::size_t edit_distance(std::string_view first, std::string_view second);

/// The candidates near enough to `name`, nearest first, equals in the order given,
/// without repetition. Near enough: at most a third of the length of the longer one, at
/// least one edit, and at least one character in common.
std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string> candidates,
                                       std::size_t maximum = 3);
std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string_view> candidates,
                                       std::size_t maximum = 3);

/// The first of nearest_names(), if there is one.
std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates);
std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string_view> candidates);

/// Sets the help "did you mean …?" when a candidate is near enough; else leaves it.
void suggest(Diagnostic& diagnostic, std::string_view name,
             std::span<const std::string> candidates);

/// As suggest(); when no candidate is near enough, the help lists the candidates, of many
/// the first `most`.
void suggest_or_list(Diagnostic& diagnostic, std::string_view name,
                     std::span<const std::string> candidates, std::size_t most = 12);

}  // namespace jiangbu
