// Short texts to numbers, fast.
// In: texts. Out: TextTable. Never: knows what a text means.
#pragma once

#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// Bytes that may be read before and behind any text given to find() and load_word().
inline constexpr std::size_t text_padding = 16;

/// Eight bytes of a text as a number.
inline std::uint64_t load_word(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// The number that 1 to 8 digits write; false if something else is among them.
inline bool read_digits(const char* text, std::size_t size, std::uint64_t& number) {
  // Digits to the upper bytes, zeros below; then neighbours are added up.
  const auto shift = static_cast<unsigned>(8 - size) * 8;
  const std::uint64_t word = load_word(text) << shift;
  const std::uint64_t digits = word - (0x3030303030303030U << shift);
  if ((((digits + 0x7676767676767676U) | digits) & 0x8080808080808080U) != 0) {
    return false;
  }
  const std::uint64_t pairs = digits * 10 + (digits >> 8U);
  number = (((pairs & 0x000000FF000000FFU) * 0x000F424000000064U) +
            (((pairs >> 16U) & 0x000000FF000000FFU) * 0x0000271000000001U)) >>
           32U;
  return true;
}

/// Distinct texts with a number each. One thread while it grows, then any number.
class TextTable {
 public:
  static constexpr std::int32_t absent = -1;

  TextTable() : slots_(16) {}
  TextTable(const TextTable&) = delete;  // slots refer to texts
  TextTable& operator=(const TextTable&) = delete;
  TextTable(TextTable&&) = default;
  TextTable& operator=(TextTable&&) = default;

  /// The number of a text, or `absent`. Bytes around the text are readable, see
  /// text_padding.
  std::int32_t find(const char* text, std::size_t size) const {
    const Words words = words_of(text, size);
    const Slot* slots = slots_.data();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = place_of(words, size);; ++at) {
      const Slot& slot = slots[at & mask];
      if (slot.first == words.first && slot.last == words.last && slot.size == size &&
          (size <= 16 || same_inside(slot.text, text, size))) [[likely]] {
        return slot.number;
      }
      if (slot.number == absent) return absent;
    }
  }

  /// Adds a text that is not in the table, with a number of the caller's.
  void add(std::string_view text, std::int32_t number) {
    if ((texts_.size() + 1) * 2 > slots_.size()) grow();
    texts_.emplace_back(text);
    numbers_.push_back(number);
    place(texts_.back(), number);
  }

  std::size_t size() const { return texts_.size(); }
  /// The texts in the order they were added.
  const std::deque<std::string>& texts() const { return texts_; }

 private:
  struct Words {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    const char* text = nullptr;
    std::uint32_t size = 0;
    std::int32_t number = absent;
  };

  // Texts up to 16 bytes are told apart by these and their size alone.
  static Words words_of(const char* text, std::size_t size) {
    const std::uint64_t first = load_word(text);
    if (size >= 8) return {first, load_word(text + size - 8)};
    const std::uint64_t mask = (std::uint64_t{1} << (8 * size)) - 1;
    return {first & mask, 0};
  }

  static std::size_t place_of(const Words& words, std::size_t size) {
    const std::uint64_t hash =
        words.first * 0x9E3779B97F4A7C15U + (words.last + size) * 0xC2B2AE3D27D4EB4FU;
    return static_cast<std::size_t>(hash >> 40U);
  }

  // What lies between the first and the last eight bytes.
  static bool same_inside(const char* a, const char* b, std::size_t size) {
    if (size > 32) return std::memcmp(a, b, size) == 0;
    return load_word(a + 8) == load_word(b + 8) &&
           load_word(a + size - 16) == load_word(b + size - 16);
  }

  void place(const std::string& text, std::int32_t number) {
    std::string padded = text;
    padded.append(text_padding, '\0');
    const Words words = words_of(padded.data(), text.size());
    std::size_t at = place_of(words, text.size());
    while (slots_[at & (slots_.size() - 1)].number != absent) ++at;
    slots_[at & (slots_.size() - 1)] = {words.first, words.last, text.data(),
                                        static_cast<std::uint32_t>(text.size()), number};
  }

  void grow() {
    slots_ = std::vector<Slot>(slots_.size() * 2);
    for (std::size_t i = 0; i < texts_.size(); ++i) place(texts_[i], numbers_[i]);
  }

  std::vector<Slot> slots_;        // a power of two of them, at most half of them taken
  std::deque<std::string> texts_;  // addresses stay
  std::vector<std::int32_t> numbers_;
};

}  // namespace jiangbu
