#include "read/separators.hpp"

#include <array>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace jiangbu {

namespace {

/// One bit for each of 64 bytes.
struct Marks {
  std::uint64_t commas = 0;
  std::uint64_t newlines = 0;
  std::uint64_t quotes = 0;
  std::uint64_t beyond_ascii = 0;
};

inline Marks mark_bytes(const char* from) {
  Marks marks;
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const char byte = from[i];
    if (byte == ',') marks.commas |= bit;
    if (byte == '\n') marks.newlines |= bit;
    if (byte == '"') marks.quotes |= bit;
    if ((static_cast<unsigned char>(byte) & 0x80U) != 0) marks.beyond_ascii |= bit;
  }
  return marks;
}

// Writes eight offsets at a time: a block of 64 bytes seldom has more than eight.
struct WriteOffsets {
  std::uint32_t* operator()(std::uint64_t bits, std::uint32_t base,
                            std::uint32_t* offsets) const {
    const int count = std::popcount(bits);
    for (int done = 0; done < count; done += 8) {
      for (int i = done; i < done + 8; ++i) {
        offsets[i] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
      }
    }
    return offsets + count;
  }
};

template <typename MarkBytes, typename Write>
inline SeparatorScan scan(const char* origin, const char* from, const char* to,
                          std::uint32_t* offsets, const MarkBytes& mark,
                          const Write& write) {
  SeparatorScan result;
  std::uint32_t* next = offsets;
  const char* at = from;
  while (at < to) {
    Marks marks = mark(at);
    const auto left = static_cast<std::size_t>(to - at);
    std::uint64_t within =
        left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    const bool quoted = (marks.quotes & within) != 0;
    if (quoted) within = (std::uint64_t{1} << std::countr_zero(marks.quotes)) - 1;
    const auto base = static_cast<std::uint32_t>(at - origin);
    next = write((marks.commas | marks.newlines) & within, base, next);
    result.newlines += static_cast<std::size_t>(std::popcount(marks.newlines & within));
    if ((marks.beyond_ascii & within) != 0) result.only_ascii = false;
    if (quoted) {
      at += std::countr_zero(marks.quotes);
      break;
    }
    at += left < 64 ? left : 64;
  }
  result.count = static_cast<std::size_t>(next - offsets);
  result.scanned = static_cast<std::size_t>(at - from);
  return result;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) inline std::uint64_t equal_bytes(__m256i low,
                                                                 __m256i high,
                                                                 char byte) {
  const __m256i wanted = _mm256_set1_epi8(byte);
  const auto a =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)));
  const auto b =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)));
  return std::uint64_t{b} << 32U | a;
}

struct MarkWide {
  __attribute__((target("avx2"))) Marks operator()(const char* from) const {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + 32));
    const auto a = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
    const auto b = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
    return {equal_bytes(low, high, ','), equal_bytes(low, high, '\n'),
            equal_bytes(low, high, '"'), std::uint64_t{b} << 32U | a};
  }
};

__attribute__((target("avx2,bmi,popcnt"), flatten)) SeparatorScan scan_wide(
    const char* origin, const char* from, const char* to, std::uint32_t* offsets) {
  return scan(origin, from, to, offsets, MarkWide(), WriteOffsets());
}

#define JIANGBU_WIDEST "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,popcnt"

struct MarkWidest {
  __attribute__((target(JIANGBU_WIDEST))) Marks operator()(const char* from) const {
    const __m512i bytes = _mm512_loadu_si512(from);
    return {_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(',')),
            _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
            _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')),
            _mm512_movepi8_mask(bytes)};
  }
};

struct WriteWidest {
  __attribute__((target(JIANGBU_WIDEST))) std::uint32_t* operator()(
      std::uint64_t bits, std::uint32_t base, std::uint32_t* offsets) const {
    alignas(64) static constexpr std::array<char, 64> places = [] {
      std::array<char, 64> numbers{};
      for (unsigned i = 0; i < 64; ++i) numbers[i] = static_cast<char>(i);
      return numbers;
    }();
    const int count = std::popcount(bits);
    __m512i found = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(places.data()));
    const __m512i first = _mm512_set1_epi32(static_cast<int>(base));
    for (int done = 0; done < count; done += 16) {
      const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));
      _mm512_storeu_si512(offsets + done, _mm512_add_epi32(wide, first));
      found = _mm512_alignr_epi64(found, found, 2);
    }
    return offsets + count;
  }
};

__attribute__((target(JIANGBU_WIDEST), flatten)) SeparatorScan scan_widest(
    const char* origin, const char* from, const char* to, std::uint32_t* offsets) {
  return scan(origin, from, to, offsets, MarkWidest(), WriteWidest());
}

bool has_widest() {
  return __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 &&
         __builtin_cpu_supports("avx512vbmi") != 0 &&
         __builtin_cpu_supports("avx512vbmi2") != 0;
}
#endif

}  // namespace

SeparatorScan find_separators(const char* origin, const char* from, const char* to,
                              std::uint32_t* offsets) {
#if defined(__x86_64__)
  static const bool widest = has_widest();
  if (widest) return scan_widest(origin, from, to, offsets);
  static const bool wide =
      __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0;
  if (wide) return scan_wide(origin, from, to, offsets);
#endif
  return scan(origin, from, to, offsets, mark_bytes, WriteOffsets());
}

}  // namespace jiangbu
