// Equal keys of an owner get one number, by hashing.
// In: owners and keys, as integers. Out: numbers from 0, in the order of first meeting.
// Never: what a key means.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jiangbu {

class KeyNumbers {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// Forgets all; from here on at most `pairs` different ones come.
  void begin(std::size_t pairs) {
    const std::size_t slots = std::bit_ceil(2 * pairs + 2);
    if (slots_.size() < slots) slots_.resize(slots);
    shift_ = static_cast<unsigned>(64 - std::countr_zero(slots));
    mask_ = slots - 1;
    for (std::size_t i = 0; i < slots; ++i) slots_[i].number = none;
    size_ = 0;
  }

  /// The number of the pair, a fresh one if it is met first. All nulls are one key.
  std::uint32_t number(std::uint32_t owner, bool null, std::int64_t key) {
    Slot& slot = slot_of(owner, null, key);
    if (slot.number == none) slot = {null ? 0 : key, tag_of(owner, null), size_++};
    return slot.number;
  }

  /// None if it was not met.
  std::uint32_t find(std::uint32_t owner, bool null, std::int64_t key) {
    return slot_of(owner, null, key).number;
  }

  std::uint32_t size() const { return size_; }

 private:
  struct Slot {
    std::int64_t key = 0;
    std::uint32_t tag = 0;
    std::uint32_t number = none;
  };

  // Owners are rows of a chunk, far fewer than 2^31.
  static std::uint32_t tag_of(std::uint32_t owner, bool null) {
    return owner * 2 + (null ? 1 : 0);
  }

  /// The pair's, or the free one where it belongs.
  Slot& slot_of(std::uint32_t owner, bool null, std::int64_t key) {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
    const std::int64_t value = null ? 0 : key;
    const std::uint32_t tag = tag_of(owner, null);
    std::uint64_t hash = static_cast<std::uint64_t>(value) * golden + tag;
    hash = (hash ^ (hash >> 32U)) * golden;
    for (std::size_t place = hash >> shift_;; place = (place + 1) & mask_) {
      Slot& slot = slots_[place];
      if (slot.number == none || (slot.key == value && slot.tag == tag)) return slot;
    }
  }

  std::vector<Slot> slots_;
  unsigned shift_ = 0;
  std::size_t mask_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace jiangbu
