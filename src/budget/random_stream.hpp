// Random numbers by counter: a number depends on its key alone, not on what was drawn
// before, so that no order of threads can change a result.
// In: seed, draw, subject, purpose. Out: 64 random bits, shares. Never: a state.
#pragma once

#include <array>
#include <cstdint>

namespace jiangbu {

/// Philox 4x32 with 10 rounds (Salmon et al., SC 2011), as published: tested against the
/// known answers of its authors.
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                              std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

/// Two independent 64-bit numbers for one subject in one draw.
struct RandomPair {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

constexpr RandomPair random_pair(std::uint64_t seed, std::uint32_t draw,
                                 std::uint32_t subject, std::uint32_t purpose) {
  const auto bits =
      philox({draw, subject, purpose, 0},
             {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  return {std::uint64_t{bits[0]} << 32 | bits[1], std::uint64_t{bits[2]} << 32 | bits[3]};
}

/// In [0, 1).
constexpr double unit_share(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

}  // namespace jiangbu
