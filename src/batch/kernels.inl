// The loops of kernels.hpp; a kernels_*.cpp names JIANGBU_KERNELS and includes this.
#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <type_traits>

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

#include "batch/kernels.hpp"

namespace jiangbu {

namespace {

using Truth = Kernels::Truth;
using Code = Kernels::Code;
using Number = Kernels::Number;
using std::size_t;

void both(Truth* d, const Truth* a, const Truth* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] & b[i];
}

void either(Truth* d, const Truth* a, const Truth* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] | b[i];
}

void negate(Truth* d, const Truth* a, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] ^ 1;
}

void choose_truth(Truth* d, const Truth* when, const Truth* a, const Truth* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = when[i] != 0 ? a[i] : b[i];
}

void code_within(Truth* d, const Code* a, Code low, Code high, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = (low <= a[i]) & (a[i] <= high);
}

void code_equal(Truth* d, const Code* a, const Code* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] == b[i];
}

void code_less(Truth* d, const Code* a, const Code* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] < b[i];
}

void number_within(Truth* d, const Number* a, Number low, Number high, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = (low <= a[i]) & (a[i] <= high);
}

void number_equal(Truth* d, const Number* a, const Number* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] == b[i];
}

void number_less(Truth* d, const Number* a, const Number* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] < b[i];
}

// Sums wrap; where the sign says that one did, the top bit of `wrapped` is set.
bool add(Number* d, const Number* a, const Number* b, size_t n) {
  std::uint64_t wrapped = 0;
  for (size_t i = 0; i < n; ++i) {
    const auto x = static_cast<std::uint64_t>(a[i]);
    const auto y = static_cast<std::uint64_t>(b[i]);
    const std::uint64_t sum = x + y;
    wrapped |= (x ^ sum) & (y ^ sum);
    d[i] = static_cast<Number>(sum);
  }
  return wrapped >> 63U != 0;
}

bool subtract(Number* d, const Number* a, const Number* b, size_t n) {
  std::uint64_t wrapped = 0;
  for (size_t i = 0; i < n; ++i) {
    const auto x = static_cast<std::uint64_t>(a[i]);
    const auto y = static_cast<std::uint64_t>(b[i]);
    const std::uint64_t difference = x - y;
    wrapped |= (x ^ y) & (x ^ difference);
    d[i] = static_cast<Number>(difference);
  }
  return wrapped >> 63U != 0;
}

constexpr std::uint64_t half_range = std::uint64_t{1} << 31U;

// Whether all of them fit 32 bits.
bool are_small(const Number* a, size_t n) {
  std::uint64_t large = 0;
  for (size_t i = 0; i < n; ++i)
    large |= (static_cast<std::uint64_t>(a[i]) + half_range) >> 32U;
  return large == 0;
}

bool multiply(Number* d, const Number* a, const Number* b, size_t n) {
  if (are_small(a, n) && are_small(b, n)) {
    for (size_t i = 0; i < n; ++i) d[i] = a[i] * b[i];
    return false;
  }
  bool overflow = false;
  for (size_t i = 0; i < n; ++i) overflow |= __builtin_mul_overflow(a[i], b[i], &d[i]);
  return overflow;
}

bool multiply_constant(Number* d, const Number* a, Number factor, size_t n) {
  if (are_small(a, n) && are_small(&factor, 1)) {
    for (size_t i = 0; i < n; ++i) d[i] = a[i] * factor;
    return false;
  }
  bool overflow = false;
  for (size_t i = 0; i < n; ++i) overflow |= __builtin_mul_overflow(a[i], factor, &d[i]);
  return overflow;
}

void minimum(Number* d, const Number* a, const Number* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] < b[i] ? a[i] : b[i];
}

void maximum(Number* d, const Number* a, const Number* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = a[i] > b[i] ? a[i] : b[i];
}

// Half of what is left after the shift is its highest bit.
void round_half_up_binary(Number* d, const Number* a, unsigned shift, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const std::uint64_t sign = a[i] < 0 ? ~std::uint64_t{0} : 0;
    const std::uint64_t size = (static_cast<std::uint64_t>(a[i]) ^ sign) - sign;
    const std::uint64_t rounded = (size >> shift) + ((size >> (shift - 1)) & 1U);
    d[i] = static_cast<Number>((rounded ^ sign) - sign);
  }
}

void choose(Number* d, const Truth* when, const Number* a, const Number* b, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = when[i] != 0 ? a[i] : b[i];
}

void keep(Number* d, const Truth* when, const Number* a, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = when[i] != 0 ? a[i] : 0;
}

void days_between(Number* d, const Code* to, const Code* from, size_t n) {
  for (size_t i = 0; i < n; ++i) d[i] = Number{to[i]} - from[i];
}

template <typename To>
void load(To* d, const void* from, ColumnWidth width, size_t n) {
  with_values(from, width, [=](const auto* a) {
    for (size_t i = 0; i < n; ++i) d[i] = static_cast<To>(a[i]);
  });
}

void load_truths(Truth* d, const void* from, ColumnWidth width, size_t n) {
  load(d, from, width, n);
}

void load_codes(Code* d, const void* from, ColumnWidth width, size_t n) {
  load(d, from, width, n);
}

void load_numbers(Number* d, const void* from, ColumnWidth width, size_t n) {
  load(d, from, width, n);
}

// One comparison for both ends: what lies below `low` wraps to beyond `high`.
template <bool First>
void mark(Truth* marks, const void* column, ColumnWidth width, size_t begin,
          std::int64_t low, std::int64_t high, size_t n) {
  with_values(column, width, [=](const auto* values) {
    using Value = std::remove_const_t<std::remove_pointer_t<decltype(values)>>;
    using Bits = std::make_unsigned_t<Value>;
    constexpr std::int64_t least = std::numeric_limits<Value>::min();
    constexpr std::int64_t most = std::numeric_limits<Value>::max();
    const std::int64_t from = std::max(low, least);
    const std::int64_t to = std::min(high, most);
    if (from > to) {
      std::memset(marks, 0, n);
      return;
    }
    const auto base = static_cast<Bits>(from);
    const auto span = static_cast<Bits>(static_cast<Bits>(to) - base);
    const Value* const a = values + begin;
    for (size_t i = 0; i < n; ++i) {
      const bool within = static_cast<Bits>(static_cast<Bits>(a[i]) - base) <= span;
      marks[i] = First ? within : marks[i] & within;
    }
  });
}

// 64 bytes that are 0 or 1 as bits.
std::uint64_t bits_of(const Truth* marks) {
#if defined(__AVX512BW__)
  const __m512i bytes = _mm512_loadu_si512(marks);
  return _mm512_test_epi8_mask(bytes, bytes);
#else
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 8; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, marks + 8 * i, 8);
    // Gathers the lowest bit of each byte in the topmost byte.
    bits |= ((word * 0x0102040810204080U) >> 56U) << (8 * i);
  }
  return bits;
#endif
}

constexpr size_t word_bits = 64;

void test_rows(std::uint64_t* words, const RowTest& test, bool add, size_t n) {
  constexpr size_t segment = 4096;  // stays in the nearest cache
  std::array<Truth, segment> marks;
  for (size_t begin = 0; begin < n; begin += segment) {
    const size_t size = std::min(segment, n - begin);
    if (test.dated != nullptr) {
      mark<true>(marks.data(), test.dated, test.dated_width, begin, test.from, test.to,
                 size);
    } else {
      std::memset(marks.data(), 1, size);
    }
    if (test.coded != nullptr) {
      mark<false>(marks.data(), test.coded, test.coded_width, begin, test.code_from,
                  test.code_to, size);
    }
    const size_t end = (size + word_bits - 1) / word_bits * word_bits;
    std::memset(marks.data() + size, 0, end - size);
    for (size_t i = 0; i < end; i += word_bits) {
      std::uint64_t& word = *words++;
      word = bits_of(marks.data() + i) | (add ? word : 0);
    }
  }
}

size_t rows_of_bits(std::uint32_t* rows, const std::uint64_t* words, size_t n) {
  size_t kept = 0;
  for (size_t begin = 0; begin < n; begin += word_bits) {
    for (std::uint64_t word = *words++; word != 0; word &= word - 1) {
      const auto bit = static_cast<std::uint32_t>(__builtin_ctzll(word));
      rows[kept++] = static_cast<std::uint32_t>(begin) + bit;
    }
  }
  return kept;
}

// Sums wrap where they do not fit; whoever asks has made sure, or is told by `large`.
Number sum_up(const Number* values, size_t n, std::uint64_t& positive) {
  std::uint64_t total = 0;
  std::uint64_t found = 0;
  for (size_t i = 0; i < n; ++i) {
    total += static_cast<std::uint64_t>(values[i]);
    found += values[i] > 0 ? 1U : 0U;
  }
  positive += found;
  return static_cast<Number>(total);
}

void write_out(Number* to, const Number* from, size_t n) {
#if defined(__AVX512BW__)
  constexpr size_t line = 64;
  size_t i = 0;
  for (; i < n && reinterpret_cast<std::uintptr_t>(to + i) % line != 0; ++i) {
    to[i] = from[i];
  }
  for (; i + 8 <= n; i += 8) {
    _mm512_stream_si512(reinterpret_cast<__m512i*>(to + i), _mm512_loadu_si512(from + i));
  }
  for (; i < n; ++i) to[i] = from[i];
  _mm_sfence();
#else
  std::memcpy(to, from, n * sizeof(Number));
#endif
}

constexpr std::uint64_t largest_summand = std::uint64_t{1} << 40U;

Number accumulate(Number* sum, const Number* values, const Truth* counts, size_t n,
                  std::uint64_t& positive, bool& large) {
  std::uint64_t beyond = 0;
  std::uint64_t total = 0;
  std::uint64_t found = 0;
  for (size_t i = 0; i < n; ++i) {
    const Number value = counts == nullptr || counts[i] != 0 ? values[i] : 0;
    const auto bits = static_cast<std::uint64_t>(value);
    beyond |= (bits + largest_summand) >> 42U;
    sum[i] = static_cast<Number>(static_cast<std::uint64_t>(sum[i]) + bits);
    total += bits;
    found += value > 0 ? 1U : 0U;
  }
  large = large || beyond != 0;
  positive += found;
  return static_cast<Number>(total);
}

}  // namespace

extern const Kernels JIANGBU_KERNELS;
const Kernels JIANGBU_KERNELS = {both,         either,
                                 negate,       choose_truth,
                                 code_within,  code_equal,
                                 code_less,    number_within,
                                 number_equal, number_less,
                                 add,          subtract,
                                 multiply,     multiply_constant,
                                 minimum,      maximum,
                                 choose,       keep,
                                 days_between, load_truths,
                                 load_codes,   load_numbers,
                                 test_rows,    rows_of_bits,
                                 sum_up,       accumulate,
                                 write_out,    round_half_up_binary};

}  // namespace jiangbu
