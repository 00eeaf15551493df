// Contents of an image as values, whatever the bytes are.
// In: bytes as encoder.hpp writes them. Out: values; whether all of it could be read.
// Never: reads behind the end, takes more memory than a fixed multiple of the bytes, goes
// deeper than `deepest`; judges what values mean together (verify.hpp).
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "image/bytes.hpp"
#include "image/members.hpp"
#include "image/tree_nodes.hpp"

namespace jiangbu {

/// Contents of an image, and where their texts are. Immutable.
struct ImageContents {
  explicit ImageContents(std::string_view contents) : bytes(contents) {}
  ImageContents(const ImageContents&) = delete;
  ImageContents& operator=(const ImageContents&) = delete;

  std::string bytes;
  std::vector<std::string_view> texts;
};

/// After the first thing that cannot be read nothing else is: values stay as they are.
class Decoder {
 public:
  /// Types within types, where rules allow a few dozen.
  static constexpr int deepest = 600;

  /// Reads the texts. Trees of formulas keep the contents, and are read when somebody
  /// asks.
  explicit Decoder(std::string_view contents);
  /// Reads what stands at a place in contents of which the texts are known.
  Decoder(std::shared_ptr<const ImageContents> contents, std::string_view place);

  /// All bytes were read, and nothing was wrong with them.
  bool is_done() const { return !failed_ && at_ == end_; }

  /// Of the formulas of the policies, in order.
  const std::vector<TreeNodes>& trees() const { return trees_; }

  template <HasMembers T>
  void get(T& value) {
    if (++depth_ > deepest) return fail();
    std::apply([this](auto&... member) { (this->get(member), ...); }, members_of(value));
    --depth_;
  }

  template <typename T>
  void get(std::vector<T>& list) {
    list.resize(list_size<least_size<T>()>());
    for (T& value : list) {
      if (failed_) return;
      get(value);
    }
  }
  template <typename T>
  void get(SharedList<T>& list) {
    auto& known = std::get<std::vector<std::shared_ptr<T>>>(shared_);
    const std::size_t before = known.size();
    const std::size_t count = list_size<1>();
    list.reserve(count);
    std::vector<bool> taken(before, false);
    for (std::size_t i = 0; i < count && !failed_; ++i) {
      const auto place = static_cast<std::size_t>(natural(before));
      if (place == 0) {
        known.push_back(std::make_shared<T>());
        get(*known.back());
        list.share(known.back());
      } else if (taken[place - 1]) {
        fail();
      } else {
        taken[place - 1] = true;
        list.share(known[place - 1]);
      }
    }
  }
  void get(std::vector<bool>& list) {
    list.resize(list_size<1>());
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
    const std::size_t count = list_size<least_size<std::pair<K, V>>()>();
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

  void get(std::string& text) {
    if (at_ != end_ && *at_ == '\0') {
      ++at_;
      text.clear();
    } else {
      get_text(text);
    }
  }
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
  void get(Formulas& formulas);
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
    at_ = end_;
  }
  std::size_t rest() const { return static_cast<std::size_t>(end_ - at_); }
  /// A varint; 0 and failure above `most`.
  std::uint64_t natural(std::uint64_t most) {
    if (at_ != end_) {
      const auto byte = static_cast<unsigned char>(*at_);
      if (byte < 0x80 && byte <= most) {
        ++at_;
        return byte;
      }
    }
    return long_natural(most);
  }
  std::uint64_t long_natural(std::uint64_t most);
  void get_text(std::string& text);
  void read_texts(std::vector<std::string_view>& texts);
  /// Adds the nodes of a tree; whether it is a bracket.
  bool skim(std::vector<TreeNode>& nodes);
  std::int64_t integer(std::int64_t least, std::int64_t most);
  /// The count of a list whose elements take so many bytes each, all of which are there.
  template <std::size_t least_size>
  std::size_t list_size() {
    return static_cast<std::size_t>(natural(rest() / least_size));
  }

  std::shared_ptr<const ImageContents> contents_;
  const char* at_;
  const char* end_;
  std::vector<TreeNodes> trees_;
  std::tuple<std::vector<std::shared_ptr<Entity>>,
             std::vector<std::shared_ptr<Enumeration>>>
      shared_;
  Expression scratch_;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace jiangbu
