// Whole numbers of one fact, as narrow as they allow.
// In: integers. Out: IntegerColumn. Never: knows what a number means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace jiangbu {

/// How many bytes each value takes: 1 and 2 without sign, 4 and 8 with.
enum class ColumnWidth : std::uint8_t { one = 1, two = 2, four = 4, eight = 8 };

/// The narrowest width that holds the value.
constexpr ColumnWidth width_for(std::int64_t value) {
  if (value >= 0 && value <= std::numeric_limits<std::uint8_t>::max()) {
    return ColumnWidth::one;
  }
  if (value >= 0 && value <= std::numeric_limits<std::uint16_t>::max()) {
    return ColumnWidth::two;
  }
  if (value >= std::numeric_limits<std::int32_t>::min() &&
      value <= std::numeric_limits<std::int32_t>::max()) {
    return ColumnWidth::four;
  }
  return ColumnWidth::eight;
}

/// Integers, all of one width, which grows with the first value that needs more. May
/// stand for memory of someone else (borrowed), which it never writes to and which
/// outlives it. Several threads may read at once.
class IntegerColumn {
 public:
  IntegerColumn() = default;
  static IntegerColumn borrowed(const void* values, std::size_t size, ColumnWidth width);
  /// Columns that are borrowed, of one width, and lie behind one another without a gap,
  /// as one that is borrowed; nothing if they do not.
  static std::optional<IntegerColumn> joined(
      const std::vector<const IntegerColumn*>& columns);
  IntegerColumn(IntegerColumn&&) noexcept = default;
  IntegerColumn& operator=(IntegerColumn&&) noexcept = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool is_borrowed() const { return memory_ == nullptr && size_ > 0; }
  ColumnWidth width() const { return width_; }
  const void* values() const { return values_; }
  /// The values as what they are; T must be of the column's width.
  template <typename T>
  const T* as() const {
    return static_cast<const T*>(values_);
  }

  std::int64_t at(std::size_t row) const {
    switch (width_) {
      case ColumnWidth::one:
        return as<std::uint8_t>()[row];
      case ColumnWidth::two:
        return as<std::uint16_t>()[row];
      case ColumnWidth::four:
        return as<std::int32_t>()[row];
      case ColumnWidth::eight:
        break;
    }
    return as<std::int64_t>()[row];
  }

  void push_back(std::int64_t value) {
    if (width_for(value) > width_) widen(width_for(value));
    if (size_ == capacity_) reserve(size_ < 64 ? 128 : size_ * 2);
    put(size_++, value);
  }
  /// Replaces a value.
  void set(std::size_t row, std::int64_t value) {
    if (width_for(value) > width_) widen(width_for(value));
    put(row, value);
  }
  void append(const IntegerColumn& other);
  void append(const std::int64_t* values, std::size_t count);
  /// Makes room for `rows` values in all.
  void reserve(std::size_t rows);
  /// New values are 0.
  void resize(std::size_t rows);
  void clear() { size_ = 0; }
  /// At least this wide from now on.
  void widen(ColumnWidth width);
  /// Writable values, of the column's width; not of a borrowed column.
  void* writable() { return memory_.get(); }
  /// `count` values from `row` on, borrowed from this.
  IntegerColumn part(std::size_t row, std::size_t count) const {
    const auto* bytes = static_cast<const std::byte*>(values_);
    const std::size_t offset = row * static_cast<std::size_t>(width_);
    return borrowed(size_ == 0 ? nullptr : bytes + offset, count, width_);
  }
  /// Whether all of the rows [from, to) have values in [low, high].
  bool are_between(std::size_t from, std::size_t to, std::int64_t low,
                   std::int64_t high) const;
  /// The values of these rows, in their order.
  IntegerColumn gathered(const std::vector<std::uint32_t>& rows) const;
  /// Bytes held in memory of its own.
  std::size_t bytes() const {
    return memory_ == nullptr ? 0 : capacity_ * static_cast<std::size_t>(width_);
  }

 private:
  struct Free {
    void operator()(std::byte* memory) const;
  };

  void put(std::size_t row, std::int64_t value);
  void own(std::size_t capacity, ColumnWidth width);

  std::unique_ptr<std::byte, Free> memory_;  // null: borrowed, or nothing yet
  const void* values_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  ColumnWidth width_ = ColumnWidth::one;
};

inline void IntegerColumn::put(std::size_t row, std::int64_t value) {
  void* const to = memory_.get();
  switch (width_) {
    case ColumnWidth::one:
      static_cast<std::uint8_t*>(to)[row] = static_cast<std::uint8_t>(value);
      return;
    case ColumnWidth::two:
      static_cast<std::uint16_t*>(to)[row] = static_cast<std::uint16_t>(value);
      return;
    case ColumnWidth::four:
      static_cast<std::int32_t*>(to)[row] = static_cast<std::int32_t>(value);
      return;
    case ColumnWidth::eight:
      static_cast<std::int64_t*>(to)[row] = value;
      return;
  }
}

/// Calls function(typed pointer to the values).
template <typename Function>
decltype(auto) with_values(const void* values, ColumnWidth width, Function&& function) {
  switch (width) {
    case ColumnWidth::one:
      return function(static_cast<const std::uint8_t*>(values));
    case ColumnWidth::two:
      return function(static_cast<const std::uint16_t*>(values));
    case ColumnWidth::four:
      return function(static_cast<const std::int32_t*>(values));
    case ColumnWidth::eight:
      break;
  }
  return function(static_cast<const std::int64_t*>(values));
}

}  // namespace jiangbu
