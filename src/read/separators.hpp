// Where cells of a plain CSV text end.
// In: bytes. Out: offsets of commas and line ends. Never: looks into quotes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace jiangbu {

/// What find_separators() saw.
struct SeparatorScan {
  std::size_t count = 0;     // of separators
  std::size_t newlines = 0;  // of them
  std::size_t scanned = 0;   // bytes, up to the first quote
  bool only_ascii = true;    // of the bytes scanned; may be false if it is true
};

/// Offsets, counted from `origin`, of commas and line feeds in [from, to), up to the
/// first quote. `offsets` has room for to - from + 64 of them. Up to 64 bytes behind `to`
/// are looked at.
SeparatorScan find_separators(const char* origin, const char* from, const char* to,
                              std::uint32_t* offsets);

}  // namespace jiangbu
