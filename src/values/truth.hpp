// Truth: Kleene's three-valued logic, strong version.
// In: booleans, other truths. Out: truths and their names.
// Never: turns unknown into yes or no.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace jiangbu {

/// Ordered by truth, so that AND is the smaller and OR the larger of two.
enum class Truth : std::uint8_t { no, unknown, yes };

/// A known truth.
constexpr Truth truth_from(bool value) { return value ? Truth::yes : Truth::no; }

//   and     | no       unknown  yes
//   --------+--------------------------
//   no      | no       no       no
//   unknown | no       unknown  unknown
//   yes     | no       unknown  yes
constexpr Truth and_(Truth a, Truth b) { return a < b ? a : b; }

//   or      | no       unknown  yes
//   --------+--------------------------
//   no      | no       unknown  yes
//   unknown | unknown  unknown  yes
//   yes     | yes      yes      yes
constexpr Truth or_(Truth a, Truth b) { return a < b ? b : a; }

//   not     | no -> yes      unknown -> unknown      yes -> no
constexpr Truth not_(Truth a) {
  return a == Truth::unknown ? a : truth_from(a == Truth::no);
}

/// "no", "unknown" or "yes".
constexpr std::string_view name_of(Truth truth) {
  switch (truth) {
    case Truth::no:
      return "no";
    case Truth::unknown:
      return "unknown";
    case Truth::yes:
      return "yes";
  }
  return "unknown";
}

/// The truth called "no", "unknown" or "yes"; nullopt for any other text.
constexpr std::optional<Truth> truth_named(std::string_view name) {
  for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
    if (name == name_of(truth)) return truth;
  }
  return std::nullopt;
}

}  // namespace jiangbu
