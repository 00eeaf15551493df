// Numbers as bytes, the lowest first.
// In: numbers, bytes. Out: bytes, numbers. Never: what they mean.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace jiangbu {

/// The number in the first bytes, which must be there.
template <std::unsigned_integral T>
T fixed_from(std::string_view bytes) {
  T value = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&value, bytes.data(), sizeof(T));
  } else {
    for (std::size_t i = sizeof(T); i > 0; --i) {
      value = static_cast<T>(value << 8) | static_cast<unsigned char>(bytes[i - 1]);
    }
  }
  return value;
}

template <std::unsigned_integral T>
void append_fixed(std::string& bytes, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
}

/// Seven bits a byte, the eighth says that another one follows.
inline void append_varint(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>((value & 0x7F) | 0x80);
  bytes += static_cast<char>(value);
}

/// Small numbers of either sign become small numbers: 0, -1, 1, -2 are 0, 1, 2, 3.
inline std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^
         (value < 0 ? ~std::uint64_t{0} : std::uint64_t{0});
}
inline std::int64_t unzigzag(std::uint64_t value) {
  const std::uint64_t bits = (value >> 1) ^ ((value & 1) != 0 ? ~std::uint64_t{0} : 0);
  return static_cast<std::int64_t>(bits);
}

}  // namespace jiangbu
