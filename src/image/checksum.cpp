#include "image/checksum.hpp"

#include <array>
#include <bit>

#include "image/bytes.hpp"

namespace jiangbu {

namespace {

constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87U;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4FU;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9U;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63U;
constexpr std::uint64_t prime5 = 0x27D4EB2F165667C5U;

std::uint64_t round_of(std::uint64_t lane, std::uint64_t input) {
  return std::rotl(lane + input * prime2, 31) * prime1;
}

// Blocks of 32 bytes; what is left stays in `bytes`.
std::uint64_t hash_blocks(std::string_view& bytes, std::uint64_t seed) {
  std::array<std::uint64_t, 4> lanes{seed + prime1 + prime2, seed + prime2, seed,
                                     seed - prime1};
  for (; bytes.size() >= 32; bytes.remove_prefix(32)) {
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      lanes[i] = round_of(lanes[i], fixed_from<std::uint64_t>(bytes.substr(8 * i)));
    }
  }
  std::uint64_t hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) +
                       std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
  for (const std::uint64_t lane : lanes) {
    hash = (hash ^ round_of(0, lane)) * prime1 + prime4;
  }
  return hash;
}

}  // namespace

std::uint64_t xxh64(std::string_view bytes, std::uint64_t seed) {
  const std::uint64_t length = bytes.size();
  std::uint64_t hash = bytes.size() >= 32 ? hash_blocks(bytes, seed) : seed + prime5;
  hash += length;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    hash ^= round_of(0, fixed_from<std::uint64_t>(bytes));
    hash = std::rotl(hash, 27) * prime1 + prime4;
  }
  if (bytes.size() >= 4) {
    hash ^= fixed_from<std::uint32_t>(bytes) * prime1;
    hash = std::rotl(hash, 23) * prime2 + prime3;
    bytes.remove_prefix(4);
  }
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte) * prime5;
    hash = std::rotl(hash, 11) * prime1;
  }
  hash = (hash ^ (hash >> 33)) * prime2;
  hash = (hash ^ (hash >> 29)) * prime3;
  return hash ^ (hash >> 32);
}

}  // namespace jiangbu
