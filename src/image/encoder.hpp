// Values as contents of an image.
// In: values of the types in members.def. Out: bytes. Never: a header, a check.
//
// Contents are: the count of texts, their lengths, their bytes; then the value. Numbers
// are varints; signed ones zigzagged. A natural number is written plus one, so that
// "none" (all bits set) is the shortest. A text is its place among the texts, from 1 on;
// the empty one is 0. Lists and
// maps begin with their count, optional values and variants with a number that tells what
// follows. An element of a shared list is 0 and what it is, or its place, from 1 on,
// among those of its type so far: it is one of an earlier list, and no list names it
// twice.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "image/bytes.hpp"
#include "image/members.hpp"

namespace jiangbu {

/// The values it was given must live as long as it does.
class Encoder {
 public:
  template <HasMembers T>
  void put(const T& value) {
    std::apply([this](const auto&... member) { (this->put(member), ...); },
               members_of(value));
  }

  template <typename T>
  void put(const std::vector<T>& list) {
    append_varint(bytes_, list.size());
    for (const T& value : list) put(value);
  }
  void put(const std::vector<bool>& list) {
    append_varint(bytes_, list.size());
    for (const bool value : list) put(value);
  }

  void put(const Formulas& formulas) { put(formulas.trees()); }

  /// Of an element that stood in an earlier list, its place among all so far.
  template <typename T>
  void put(const SharedList<T>& list) {
    append_varint(bytes_, list.size());
    Written& written = written_[member_names<T>];
    const std::size_t before = written.count;
    std::set<std::size_t> taken;
    for (const T& value : list) {
      const std::size_t begin = bytes_.size();
      append_varint(bytes_, 0);
      put(value);
      const auto [known, fresh] =
          written.places.emplace(bytes_.substr(begin), written.count);
      const std::size_t place = known->second;
      if (place >= before || !taken.insert(place).second) {
        ++written.count;
        continue;
      }
      bytes_.resize(begin);
      append_varint(bytes_, place + 1);
    }
  }

  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }

  template <typename T>
  void put(const std::shared_ptr<const T>& value) {
    put(*value);
  }

  template <typename K, typename V>
  void put(const std::pair<K, V>& both) {
    put(both.first);
    put(both.second);
  }

  template <typename K, typename V>
  void put(const std::map<K, V>& map) {
    append_varint(bytes_, map.size());
    for (const auto& entry : map) put(entry);
  }

  template <typename... T>
  void put(const std::variant<T...>& value) {
    append_varint(bytes_, value.index());
    std::visit([this](const auto& held) { this->put(held); }, value);
  }

  template <typename T>
  requires std::is_enum_v<T>
  void put(T value) { append_varint(bytes_, static_cast<std::uint64_t>(value)); }

  void put(const std::string& text);
  void put(bool value) { bytes_ += value ? '\1' : '\0'; }
  void put(std::uint32_t value) {
    append_varint(bytes_, static_cast<std::uint32_t>(value + 1));
  }
  void put(int value) { append_varint(bytes_, zigzag(value)); }
  void put(std::int64_t value) { append_varint(bytes_, zigzag(value)); }
  void put(std::monostate) {}
  void put(Span) {}  // there is no text to point into
  void put(Date date) { append_varint(bytes_, zigzag(date.days)); }
  void put(const Decimal& number);
  void put(const Type& type);
  void put(const WorkingCalendar& calendar);

  /// The texts, then what was put.
  std::string contents() const;

 private:
  /// Elements of shared lists of one type.
  struct Written {
    std::map<std::string, std::size_t> places;  // of their bytes
    std::size_t count = 0;
  };

  std::string bytes_;
  std::map<std::string_view, Written> written_;
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, std::uint32_t> places_;
};

}  // namespace jiangbu
