// Names near to a mistyped one; see suggest.hpp.
#include "diagnostics/suggest.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

/// Names of people are shorter; the bound keeps a hostile file from costing quadratic
/// time.
constexpr std::size_t longest_name = 200;

std::u32string fold_case(std::string_view text) {
  std::u32string characters = decode_utf8(text);
  for (char32_t& character : characters) {
    if (character >= U'A' && character <= U'Z') character += U'a' - U'A';
  }
  return characters;
}

std::size_t distance(const std::u32string& first, const std::u32string& second) {
  const std::size_t width = second.size() + 1;
  std::vector<std::size_t> before_last(width), last(width), current(width);
  for (std::size_t j = 0; j < width; ++j) last[j] = j;
  for (std::size_t i = 1; i <= first.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t replaced = last[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
      current[j] = std::min({replaced, last[j] + 1, current[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && first[i - 1] == second[j - 2] &&
                           first[i - 2] == second[j - 1];
      if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[second.size()];
}

/// The distance when the two are near enough to be one mistyped.
std::optional<std::size_t> near_distance(const std::u32string& name,
                                         const std::u32string& candidate) {
  const std::size_t shorter = std::min(name.size(), candidate.size());
  const std::size_t longer = std::max(name.size(), candidate.size());
  if (shorter == 0 || longer > longest_name) return std::nullopt;
  const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
  if (longer - shorter > allowed) return std::nullopt;
  const std::size_t edits = distance(name, candidate);
  // As many edits as characters: nothing of the name is left.
  if (edits > allowed || edits >= longer) return std::nullopt;
  return edits;
}

template <typename Text>
std::vector<std::string> nearest(std::string_view name, std::span<const Text> candidates,
                                 std::size_t maximum) {
  const std::u32string folded = fold_case(name);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const Text& candidate : candidates) {
    const auto edits = near_distance(folded, fold_case(candidate));
    if (edits) near.emplace_back(*edits, candidate);
  }
  std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string_view>::first);
  std::vector<std::string> names;
  for (const auto& [edits, candidate] : near) {
    if (names.size() == maximum) break;
    if (std::ranges::find(names, candidate) == names.end()) names.emplace_back(candidate);
  }
  return names;
}

std::optional<std::string> first_of(std::vector<std::string> names) {
  if (names.empty()) return std::nullopt;
  return std::move(names.front());
}

}  // namespace

std::size_t edit_distance(std::string_view first, std::string_view second) {
  return distance(fold_case(first), fold_case(second));
}

std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string> candidates,
                                       std::size_t maximum) {
  return nearest(name, candidates, maximum);
}

std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string_view> candidates,
                                       std::size_t maximum) {
  return nearest(name, candidates, maximum);
}

std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates) {
  return first_of(nearest(name, candidates, 1));
}

std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string_view> candidates) {
  return first_of(nearest(name, candidates, 1));
}

void suggest(Diagnostic& diagnostic, std::string_view name,
             std::span<const std::string> candidates) {
  if (const auto near = nearest_name(name, candidates)) {
    diagnostic.help = {"是否想写“" + *near + "”？", "did you mean '" + *near + "'?"};
  }
}

void suggest_or_list(Diagnostic& diagnostic, std::string_view name,
                     std::span<const std::string> candidates, std::size_t most) {
  suggest(diagnostic, name, candidates);
  if (!diagnostic.help.empty() || candidates.empty()) return;
  std::string all;
  for (std::size_t i = 0; i < candidates.size() && i < most; ++i) {
    all += (i == 0 ? "" : ", ") + candidates[i];
  }
  if (candidates.size() > most) all += ", …";
  diagnostic.help = {"可写：" + all, "allowed: " + all};
}

}  // namespace jiangbu
