// Numbers and texts taken from bytes, one after another.
// In: bytes. Out: values; zeros and empty texts when the bytes are used up.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace jiangbu::fuzz {

class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : left_(bytes) {}

  bool empty() const { return left_.empty(); }

  template <typename Value>
  Value take() {
    Value value{};
    const std::size_t size = std::min(sizeof(Value), left_.size());
    std::memcpy(&value, left_.data(), size);
    left_.remove_prefix(size);
    return value;
  }

  /// A number below `bound`.
  std::size_t below(std::size_t bound) { return take<unsigned char>() % bound; }

  /// A byte that tells the length, then so many bytes.
  std::string text() {
    const std::size_t wanted = take<unsigned char>();
    const std::size_t size = std::min(wanted, left_.size());
    std::string value(left_.substr(0, size));
    left_.remove_prefix(size);
    return value;
  }

 private:
  std::string_view left_;
};

}  // namespace jiangbu::fuzz
