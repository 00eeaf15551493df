// XXH64, the checksum of images (https://xxhash.com, specification 0.1.1).
// In: bytes. Out: 64 bits. Never: a protection against intent.
#pragma once

#include <cstdint>
#include <string_view>

namespace jiangbu {

std::uint64_t xxh64(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace jiangbu
