// Contents of an image as values, whatever the bytes are.
// In: bytes as encoder.hpp writes them. Out: values; whether all of it could be read.
// Never: reads behind the end, takes more memory than a fixed multiple of the bytes, goes
// deeper than `deepest`; judges what values mean together (verify.hpp).
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "image/bytes.hpp"
#include "image/members.hpp"

namespace jiangbu {

/// After the first thing that cannot be read nothing else is: values stay as they are.
class Decoder {
 public:
  /// Types within types, where rules allow a few dozen.
  static constexpr int deepest = 600;

  /// Reads the texts. The bytes must outlive the decoder.
  explicit Decoder(std::string_view contents);

  /// All bytes were read, and nothing was wrong with them.
  bool is_done() const { return !failed_ && rest_.empty(); }

  template <HasMembers T>
  void get(T& value) {
    if (++depth_ > deepest) return fail();
    std::apply([this](auto&... member) { (this->get(member), ...); }, members_of(value));
    --depth_;
  }

  template <typename T>
  void get(std::vector<T>& list) {
    const std::size_t count = list_size(least_size<T>());
    list.reserve(count);
    for (std::size_t i = 0; i < count && !failed_; ++i) get(list.emplace_back());
  }
  void get(std::vector<bool>& list) {
    list.resize(list_size(1));
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = natural(1) != 0;
  }

  template <typename T>
  void get(std::optional<T>& value) {
    if (natural(1) != 0) get(value.emplace());
  }

  template <typename T>
  void get(std::shared_ptr<const T>& value) {
    auto made = std::make_shared<T>();
    get(*made);
    value = std::move(made);
  }

  template <typename K, typename V>
  void get(std::pair<K, V>& both) {
    get(both.first);
    get(both.second);
  }

  template <typename K, typename V>
  void get(std::map<K, V>& map) {
    const std::size_t count = list_size(least_size<std::pair<K, V>>());
    for (std::size_t i = 0; i < count && !failed_; ++i) {
      std::pair<K, V> entry;
      get(entry);
      // Ascending, or it was not written by an encoder.
      if (!map.empty() && !(map.rbegin()->first < entry.first)) return fail();
      map.emplace_hint(map.end(), std::move(entry));
    }
  }

  template <typename... T>
  void get(std::variant<T...>& value) {
    const std::uint64_t kind = natural(sizeof...(T) - 1);
    std::size_t index = 0;
    ((index++ == kind ? get(value.template emplace<T>()) : void()), ...);
  }

  template <typename T>
  requires std::is_enum_v<T>
  void get(T& value) { value = static_cast<T>(natural(value_count<T> - 1)); }

  void get(std::string& text);
  void get(bool& value) { value = natural(1) != 0; }
  void get(std::uint32_t& value) {
    value = static_cast<std::uint32_t>(natural(max_natural)) - 1;
  }
  void get(int& value) {
    value = static_cast<int>(
        integer(std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
  }
  void get(std::int64_t& value) { value = unzigzag(natural(max_long)); }
  void get(std::monostate&) {}
  void get(Span&) {}
  void get(Date& date);
  void get(Decimal& number);
  void get(Type& type);
  void get(WorkingCalendar& calendar);

 private:
  static constexpr std::uint64_t max_natural = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint64_t max_long = std::numeric_limits<std::uint64_t>::max();

  /// How many bytes a value takes at least.
  template <typename T>
  static constexpr std::size_t least_size() {
    if constexpr (HasMembers<T>) {
      return least_size_of_members(
          static_cast<const decltype(members_of(std::declval<T&>()))*>(nullptr));
    } else {
      return std::is_same_v<T, Span> ? 0 : 1;
    }
  }
  template <typename... Member>
  static constexpr std::size_t least_size_of_members(const std::tuple<Member&...>*) {
    return (least_size<Member>() + ...);
  }

  void fail() {
    failed_ = true;
    rest_ = {};
  }
  /// A varint; 0 and failure above `most`.
  std::uint64_t natural(std::uint64_t most) {
    if (!rest_.empty() && static_cast<unsigned char>(rest_.front()) < 0x80) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      if (byte <= most) return byte;
      fail();
      return 0;
    }
    return long_natural(most);
  }
  std::uint64_t long_natural(std::uint64_t most);
  std::int64_t integer(std::int64_t least, std::int64_t most);
  /// The count of a list whose elements take so many bytes each, all of which are there.
  std::size_t list_size(std::size_t least_size);

  std::string_view rest_;
  std::vector<std::string_view> texts_;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace jiangbu
