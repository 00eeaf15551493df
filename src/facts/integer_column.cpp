#include "facts/integer_column.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace jiangbu {

namespace {

// Room behind the last value of memory of its own. Loops stay within the values all the
// same: what is borrowed may end with its last one.
constexpr std::size_t slack_bytes = 64;

std::size_t bytes_for(std::size_t rows, ColumnWidth width) {
  return rows * static_cast<std::size_t>(width) + slack_bytes;
}

}  // namespace

void IntegerColumn::Free::operator()(std::byte* memory) const { std::free(memory); }

IntegerColumn IntegerColumn::borrowed(const void* values, std::size_t size,
                                      ColumnWidth width) {
  IntegerColumn column;
  column.values_ = values;
  column.size_ = column.capacity_ = size;
  column.width_ = width;
  return column;
}

std::optional<IntegerColumn> IntegerColumn::joined(
    const std::vector<const IntegerColumn*>& columns) {
  std::optional<IntegerColumn> all;
  for (const IntegerColumn* column : columns) {
    if (column->empty()) continue;
    if (!all) all = borrowed(column->values_, 0, column->width_);
    const auto* end = static_cast<const std::byte*>(all->values_) +
                      all->size_ * static_cast<std::size_t>(all->width_);
    if (!column->is_borrowed() || column->width_ != all->width_ || column->values_ != end)
      return std::nullopt;
    all->size_ = all->capacity_ = all->size_ + column->size_;
  }
  return all;
}

bool IntegerColumn::are_between(std::size_t from, std::size_t to, std::int64_t low,
                                std::int64_t high) const {
  return with_values(values_, width_, [=](const auto* all) {
    bool within = true;
    for (std::size_t i = from; i < to; ++i) {
      const std::int64_t value = all[i];
      within &= low <= value && value <= high;
    }
    return within;
  });
}

// Copies the values to memory of its own with room for `capacity` of them.
void IntegerColumn::own(std::size_t capacity, ColumnWidth width) {
  std::unique_ptr<std::byte, Free> memory(
      static_cast<std::byte*>(std::malloc(bytes_for(capacity, width))));
  if (memory == nullptr) throw std::bad_alloc();
  IntegerColumn grown;
  grown.memory_ = std::move(memory);
  grown.values_ = grown.memory_.get();
  grown.width_ = width;
  if (width == width_ && size_ > 0) {
    std::memcpy(grown.memory_.get(), values_, size_ * static_cast<std::size_t>(width));
  } else {
    for (std::size_t i = 0; i < size_; ++i) grown.put(i, at(i));
  }
  grown.size_ = size_;
  grown.capacity_ = capacity;
  *this = std::move(grown);
}

void IntegerColumn::reserve(std::size_t rows) {
  if (memory_ != nullptr && rows <= capacity_) return;
  if (memory_ == nullptr) return own(std::max(rows, size_), width_);
  // realloc moves whole pages without copying them.
  auto* grown =
      static_cast<std::byte*>(std::realloc(memory_.get(), bytes_for(rows, width_)));
  if (grown == nullptr) throw std::bad_alloc();
  static_cast<void>(memory_.release());
  memory_.reset(grown);
  values_ = grown;
  capacity_ = rows;
}

void IntegerColumn::widen(ColumnWidth width) {
  if (width <= width_) return;
  if (size_ == 0 && memory_ == nullptr) {
    width_ = width;
    return;
  }
  own(capacity_, width);
}

void IntegerColumn::resize(std::size_t rows) {
  if (rows > size_) {
    reserve(rows);
    const auto bytes = static_cast<std::size_t>(width_);
    std::memset(memory_.get() + size_ * bytes, 0, (rows - size_) * bytes);
  }
  size_ = rows;
}

void IntegerColumn::append(const IntegerColumn& other) {
  if (other.empty()) return;
  widen(other.width_);
  if (memory_ == nullptr || size_ + other.size_ > capacity_) {
    reserve(std::max(size_ + other.size_, size_ * 2));
  }
  if (other.width_ == width_) {
    const auto bytes = static_cast<std::size_t>(width_);
    std::memcpy(memory_.get() + size_ * bytes, other.values_, other.size_ * bytes);
  } else {
    for (std::size_t i = 0; i < other.size_; ++i) put(size_ + i, other.at(i));
  }
  size_ += other.size_;
}

void IntegerColumn::append(const std::int64_t* values, std::size_t count) {
  if (count == 0) return;
  std::int64_t bits = 0;  // as wide as the widest of the values, and below 0 if one is
  for (std::size_t i = 0; i < count; ++i) bits |= values[i];
  ColumnWidth width = width_for(bits);
  if (bits < 0) {
    width = ColumnWidth::four;
    for (std::size_t i = 0; i < count; ++i) width = std::max(width, width_for(values[i]));
  }
  if (width > width_) widen(width);
  if (memory_ == nullptr || size_ + count > capacity_) {
    reserve(std::max({size_ + count, size_ * 2, std::size_t{128}}));
  }
  with_values(values_, width_, [&](const auto* typed) {
    using Value = std::remove_const_t<std::remove_pointer_t<decltype(typed)>>;
    auto* to = reinterpret_cast<Value*>(memory_.get()) + size_;
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<Value>(values[i]);
  });
  size_ += count;
}

IntegerColumn IntegerColumn::gathered(const std::vector<std::uint32_t>& rows) const {
  IntegerColumn result;
  result.own(rows.size(), width_);
  result.size_ = rows.size();
  with_values(values_, width_, [&](const auto* from) {
    auto* to =
        reinterpret_cast<std::remove_const_t<std::remove_pointer_t<decltype(from)>>*>(
            result.memory_.get());
    for (std::size_t i = 0; i < rows.size(); ++i) to[i] = from[rows[i]];
  });
  return result;
}

}  // namespace jiangbu
