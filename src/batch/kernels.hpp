// Loops over rows, compiled once for each kind of processor.
// In: pointers to rows. Out: rows. Never: a plan.
//
// kernels.inl holds the loops; kernels_*.cpp compile them with different instruction
// sets. All give the same results.
#pragma once

#include <cstddef>
#include <cstdint>

#include "facts/integer_column.hpp"

namespace jiangbu {

/// Which rows to keep: those of `dated` within [from, to] and of `coded` within
/// [code_from, code_to]; a column without values keeps all.
struct RowTest {
  const void* dated = nullptr;
  ColumnWidth dated_width = ColumnWidth::four;
  std::int64_t from = 0;
  std::int64_t to = 0;
  const void* coded = nullptr;
  ColumnWidth coded_width = ColumnWidth::four;
  std::int64_t code_from = 0;
  std::int64_t code_to = 0;
};

/// Functions over n rows. Those that return bool tell whether a result did not fit.
struct Kernels {
  using Truth = std::uint8_t;
  using Code = std::int32_t;
  using Number = std::int64_t;

  void (*both)(Truth* d, const Truth* a, const Truth* b, std::size_t n);
  void (*either)(Truth* d, const Truth* a, const Truth* b, std::size_t n);
  void (*negate)(Truth* d, const Truth* a, std::size_t n);
  void (*choose_truth)(Truth* d, const Truth* when, const Truth* a, const Truth* b,
                       std::size_t n);
  void (*code_within)(Truth* d, const Code* a, Code low, Code high, std::size_t n);
  void (*code_equal)(Truth* d, const Code* a, const Code* b, std::size_t n);
  void (*code_less)(Truth* d, const Code* a, const Code* b, std::size_t n);
  void (*number_within)(Truth* d, const Number* a, Number low, Number high,
                        std::size_t n);
  void (*number_equal)(Truth* d, const Number* a, const Number* b, std::size_t n);
  void (*number_less)(Truth* d, const Number* a, const Number* b, std::size_t n);
  bool (*add)(Number* d, const Number* a, const Number* b, std::size_t n);
  bool (*subtract)(Number* d, const Number* a, const Number* b, std::size_t n);
  bool (*multiply)(Number* d, const Number* a, const Number* b, std::size_t n);
  bool (*multiply_constant)(Number* d, const Number* a, Number factor, std::size_t n);
  void (*minimum)(Number* d, const Number* a, const Number* b, std::size_t n);
  void (*maximum)(Number* d, const Number* a, const Number* b, std::size_t n);
  void (*choose)(Number* d, const Truth* when, const Number* a, const Number* b,
                 std::size_t n);
  void (*keep)(Number* d, const Truth* when, const Number* a, std::size_t n);
  void (*days_between)(Number* d, const Code* to, const Code* from, std::size_t n);
  /// Values of a column as truths, codes or numbers.
  void (*load_truths)(Truth* d, const void* from, ColumnWidth width, std::size_t n);
  void (*load_codes)(Code* d, const void* from, ColumnWidth width, std::size_t n);
  void (*load_numbers)(Number* d, const void* from, ColumnWidth width, std::size_t n);
  /// Which of n rows to keep, a bit for each, in as many words as that takes; `add`:
  /// those kept so far stay.
  void (*test_rows)(std::uint64_t* words, const RowTest& test, bool add, std::size_t n);
  /// Writes the numbers of the rows, out of n, whose bits are set, ascending; returns how
  /// many.
  std::size_t (*rows_of_bits)(std::uint32_t* rows, const std::uint64_t* words,
                              std::size_t n);
  /// Sum and count of positive values of n numbers; as accumulate otherwise.
  Number (*sum_up)(const Number* values, std::size_t n, std::uint64_t& positive);
  /// Adds values[i] to sum[i]; returns the sum of those for which `counts` holds (null:
  /// all), and in `positive` how many of these are positive. Wrong if a value is beyond
  /// 2^44: then `large` is set.
  Number (*accumulate)(Number* sum, const Number* values, const Truth* counts,
                       std::size_t n, std::uint64_t& positive, bool& large);
  /// Copies n numbers that nobody will look at soon: where the processor can, past its
  /// caches.
  void (*write_out)(Number* to, const Number* from, std::size_t n);
  /// a / 2^shift, halves away from zero; shift is at least 1.
  void (*round_half_up_binary)(Number* d, const Number* a, unsigned shift, std::size_t n);
};

/// The best for this processor.
const Kernels& kernels();

/// Each of them, for tests: those this processor can run, the plainest first.
std::size_t kernel_variants();
const Kernels& kernel_variant(std::size_t index);

}  // namespace jiangbu
