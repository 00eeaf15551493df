// How an image begins: what is said of it before its contents.
// In: nothing. Out: places and sizes, all numbers with their lowest byte first.
//
//   0  8  magic: a byte no text begins with, "JBI", and line ends that a transfer as text
//         would change
//   8  4  format: of these 64 bytes and of how contents are written
//  12  4  0
//  16  8  layout_fingerprint()
//  24  8  length of the whole image
//  32 24  the version that wrote it, filled up with 0
//  56  8  XXH64 of the contents, with that of the 56 bytes before as its seed
//  64     contents: texts, then the policies (encoder.hpp)
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "image/checksum.hpp"

namespace jiangbu {

inline constexpr std::string_view image_magic("\x89JBI\r\n\x1a\n", 8);
inline constexpr std::uint32_t image_format = 2;
inline constexpr std::size_t image_version_size = 24;
inline constexpr std::size_t image_checksum_place = 56;
inline constexpr std::size_t image_contents_place = 64;

inline std::uint64_t image_checksum(std::string_view image) {
  return xxh64(image.substr(image_contents_place),
               xxh64(image.substr(0, image_checksum_place)));
}

}  // namespace jiangbu
