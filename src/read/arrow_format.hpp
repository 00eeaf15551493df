// What the values in a buffer of Arrow are.
// In: format strings, buffers. Out: ArrowFormat; texts of values.
// Never: knows nulls, columns, facts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/language.hpp"
#include "jiangbu/jiangbu.h"
#include "values/decimal.hpp"

namespace jiangbu {

/// Why a table of Arrow cannot be read.
struct ArrowTableError {
  Bilingual text;
};

/// One format of the C data interface
/// (https://arrow.apache.org/docs/format/CDataInterface.html).
struct ArrowFormat {
  enum class Kind : std::uint8_t {
    none,     // all null
    signed_,  // integers of `width` bytes
    unsigned_,
    real,     // 4 or 8 bytes
    truth,    // bits
    text,     // offsets of `width` bytes
    view,     // 16 bytes a value
    date,     // days since 1970-01-01
    moment,   // 1 / `per_day` days since then, 8 bytes
    decimal,  // signed integers of `width` bytes, `scale` digits behind the point
  };
  Kind kind = Kind::none;
  unsigned width = 0;
  int scale = 0;
  std::int64_t per_day = 1;

  bool is_text() const { return kind == Kind::text || kind == Kind::view; }
  bool is_integer() const { return kind == Kind::signed_ || kind == Kind::unsigned_; }
  /// Buffers that an array of it has at least.
  std::int64_t buffers() const { return kind == Kind::none ? 0 : is_text() ? 3 : 2; }
};

/// Nothing for formats that are not read: lists, structs, times of day, unions, …
std::optional<ArrowFormat> arrow_format(std::string_view format);

/// Whatever `buffer` is aligned to.
template <typename Value>
Value value_at(const void* buffer, std::size_t row) {
  Value value;
  std::memcpy(&value, static_cast<const std::byte*>(buffer) + row * sizeof(Value),
              sizeof(Value));
  return value;
}

inline bool bit_at(const void* buffer, std::size_t row) {
  const auto* bytes = static_cast<const std::uint8_t*>(buffer);
  return (bytes[row / 8] >> (row % 8) & 1U) != 0;
}

/// Calls function(Integer{}) with the integer of that format's width and sign; of
/// decimals of 16 bytes with Int128.
template <typename Function>
decltype(auto) with_integer(const ArrowFormat& format, Function&& function) {
  const bool is_signed = format.kind != ArrowFormat::Kind::unsigned_;
  switch (format.width) {
    case 1:
      return is_signed ? function(std::int8_t{}) : function(std::uint8_t{});
    case 2:
      return is_signed ? function(std::int16_t{}) : function(std::uint16_t{});
    case 4:
      return is_signed ? function(std::int32_t{}) : function(std::uint32_t{});
    case 8:
      return is_signed ? function(std::int64_t{}) : function(std::uint64_t{});
    default:
      return function(Int128{});
  }
}

/// One of the texts; `row` counts from the start of the buffers. Throws ArrowTableError
/// where it would lie outside them, as far as that can be told.
std::string_view arrow_text(const ArrowFormat& format, const ArrowArray& array,
                            std::size_t row);

/// Appends what stands for a value in a text: of floating point the shortest decimal
/// number, of moments within a day nothing that is read as a date.
void append_value(std::string& text, const ArrowFormat& format, const ArrowArray& array,
                  std::size_t row);

}  // namespace jiangbu
