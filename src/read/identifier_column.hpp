// Identifiers of rows: whole numbers where they are, else texts.
// In: cells. Out: IdentifierColumn. Never: knows what is identified.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/integer_column.hpp"

namespace jiangbu {

/// The number a text writes, if it is the only way to write it: no sign, no leading zero,
/// at most 18 digits.
inline std::optional<std::int64_t> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  std::int64_t number = 0;
  for (const char letter : text) {
    const auto digit = static_cast<unsigned char>(letter - '0');
    if (digit > 9) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

/// An identifier by itself. Shorter ones come before longer ones, those of one length in
/// the order of their letters: numbers ascend, and so do codes of one length.
class Identifier {
 public:
  static Identifier of_number(std::int64_t number) { return Identifier(number, {}); }
  explicit Identifier(std::string_view text) {
    if (const auto number = plain_number(text)) {
      number_ = *number;
    } else {
      text_ = text;
    }
  }

  std::strong_ordering operator<=>(const Identifier& other) const {
    if (is_number() && other.is_number()) return number_ <=> other.number_;
    const std::string one = as_text();
    const std::string two = other.as_text();
    if (one.size() != two.size()) return one.size() <=> two.size();
    return one.compare(two) <=> 0;
  }
  bool operator==(const Identifier& other) const = default;

  std::string as_text() const { return is_number() ? std::to_string(number_) : text_; }

 private:
  Identifier(std::int64_t number, std::string text)
      : number_(number), text_(std::move(text)) {}
  bool is_number() const { return number_ >= 0; }

  std::int64_t number_ = -1;  // none
  std::string text_;
};

/// One identifier a row.
class IdentifierColumn {
 public:
  void push_back(std::string_view text) {
    if (const auto number = plain_number(text)) return codes_.push_back(*number);
    if (texts_.empty() || texts_.back() != text) texts_.emplace_back(text);
    codes_.push_back(-static_cast<std::int64_t>(texts_.size()));
  }
  /// Numbers of at least 0 and at most 18 digits, which may be borrowed.
  static IdentifierColumn of_numbers(IntegerColumn numbers) {
    IdentifierColumn ids;
    ids.codes_ = std::move(numbers);
    return ids;
  }
  /// Many numbers at once.
  void append_numbers(const std::int64_t* numbers, std::size_t count) {
    codes_.append(numbers, count);
  }

  std::size_t size() const { return codes_.size(); }
  bool all_numbers() const { return texts_.empty(); }
  bool is_number(std::size_t row) const { return codes_.at(row) >= 0; }
  std::int64_t number(std::size_t row) const { return codes_.at(row); }
  Identifier at(std::size_t row) const {
    return is_number(row) ? Identifier::of_number(number(row)) : Identifier(text(row));
  }
  /// Of a row that is no number.
  const std::string& text(std::size_t row) const {
    return texts_[static_cast<std::size_t>(-codes_.at(row) - 1)];
  }
  std::string as_text(std::size_t row) const {
    return is_number(row) ? std::to_string(number(row)) : text(row);
  }
  /// Some of them; numbers are borrowed from this.
  IdentifierColumn part(std::size_t from, std::size_t count) const {
    IdentifierColumn some;
    some.codes_ = codes_.part(from, count);
    some.texts_ = texts_;
    return some;
  }
  /// Those of some rows, in their order.
  IdentifierColumn gathered(const std::vector<std::uint32_t>& rows) const {
    IdentifierColumn some;
    for (const std::uint32_t row : rows) {
      if (is_number(row)) {
        some.codes_.push_back(number(row));
      } else {
        some.push_back(text(row));
      }
    }
    return some;
  }
  /// Numbers as themselves, texts below zero.
  const IntegerColumn& codes() const { return codes_; }

 private:
  IntegerColumn codes_;
  std::vector<std::string> texts_;
};

}  // namespace jiangbu
