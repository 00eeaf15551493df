// The entrances that are fuzzed, by name.
// In: any bytes. Out: nothing; a fault ends the program. Never: throws, keeps anything
// from one call to the next but what does not change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace jiangbu::fuzz {

using Entrance = void (*)(std::string_view bytes);

#define ENTRANCE(name) void fuzz_##name(std::string_view bytes);
#include "entrances.def"
#undef ENTRANCE

/// Null if there is no such entrance.
inline Entrance entrance_named(std::string_view name) {
#define ENTRANCE(known) \
  if (name == #known) return fuzz_##known;
#include "entrances.def"
#undef ENTRANCE
  return nullptr;
}

/// Ends the program where something that always holds does not.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "does not hold: " << what << '\n';
  std::abort();
}

}  // namespace jiangbu::fuzz
