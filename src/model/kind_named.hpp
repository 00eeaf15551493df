// Words of rule files to the enumerators they name.
// In: a word. Out: the enumerator. Never: reports an error.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// The enumerator whose name_of() is `name`, of those from 0 to `last`.
template <typename Kind>
std::optional<Kind> kind_named(std::string_view name, Kind last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto kind = static_cast<Kind>(i);
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

/// The names of the enumerators from 0 to `last`.
template <typename Kind>
std::vector<std::string> names_up_to(Kind last) {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    names.emplace_back(name_of(static_cast<Kind>(i)));
  }
  return names;
}

}  // namespace jiangbu
