// Case mapping; see letter_case.hpp.
#include "evaluate/letter_case.hpp"

#include <cstdint>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

// Upper-case letters `first` to `last`, each `step` from the next, and how far their
// lower-case letters lie behind (before, if negative) them.
struct Letters {
  char32_t first;
  char32_t last;
  char32_t step;
  std::int32_t distance;
};

// clang-format off
constexpr Letters letters[] = {
  // Latin
  {0x0041, 0x005A, 1, 32}, {0x00C0, 0x00D6, 1, 32}, {0x00D8, 0x00DE, 1, 32},
  {0x0100, 0x012E, 2, 1}, {0x0132, 0x0136, 2, 1}, {0x0139, 0x0147, 2, 1},
  {0x014A, 0x0176, 2, 1}, {0x0178, 0x0178, 1, -121}, {0x0179, 0x017D, 2, 1},
  {0xFF21, 0xFF3A, 1, 32},
  // Greek
  {0x0386, 0x0386, 1, 38}, {0x0388, 0x038A, 1, 37}, {0x038C, 0x038C, 1, 64},
  {0x038E, 0x038F, 1, 63}, {0x0391, 0x03A1, 1, 32}, {0x03A3, 0x03AB, 1, 32},
  // Cyrillic
  {0x0400, 0x040F, 1, 80}, {0x0410, 0x042F, 1, 32}, {0x0460, 0x0480, 2, 1},
  {0x048A, 0x04BE, 2, 1}, {0x04C0, 0x04C0, 1, 15}, {0x04C1, 0x04CD, 2, 1},
  {0x04D0, 0x052E, 2, 1},
};
// clang-format on

char32_t moved(char32_t letter, std::int32_t distance) {
  return static_cast<char32_t>(static_cast<std::int32_t>(letter) + distance);
}

bool is_in(char32_t letter, const Letters& range) {
  return letter >= range.first && letter <= range.last &&
         (letter - range.first) % range.step == 0;
}

char32_t lower(char32_t letter) {
  for (const Letters& range : letters) {
    if (is_in(letter, range)) return moved(letter, range.distance);
  }
  return letter;
}

char32_t upper(char32_t letter) {
  if (letter == U'ς') return U'Σ';  // at the end of a word
  for (const Letters& range : letters) {
    const char32_t candidate = moved(letter, -range.distance);
    if (is_in(candidate, range)) return candidate;
  }
  return letter;
}

std::string mapped(std::string_view text, char32_t (*map)(char32_t)) {
  std::string result;
  for (const char32_t character : decode_utf8(text)) {
    append_utf8(result, map(character));
  }
  return result;
}

}  // namespace

std::string upper_case(std::string_view text) { return mapped(text, upper); }

std::string lower_case(std::string_view text) { return mapped(text, lower); }

}  // namespace jiangbu
