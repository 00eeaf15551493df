// Words of rule files to the enumerators they name.
// In: a word. Out: the enumerator. Never: reports an error.
#pragma once

#include <optional>
#include <string_view>

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

}  // namespace jiangbu
