#include "image/layout.hpp"

#include <set>

#include "image/checksum.hpp"
#include "image/members.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

namespace {

class LayoutWriter {
 public:
  /// How a type is called in the lines; adds its own line, and those of its parts.
  template <typename T>
  std::string name_of_type() {
    return name_of(static_cast<const T*>(nullptr));
  }
  std::string take() { return std::move(text_); }

 private:
  template <HasMembers T>
  std::string name_of(const T*) {
    const std::string_view members = member_names<T>;
    std::string name(members.substr(0, members.find(' ')));
    if (known_.insert(name).second) {
      std::string parts;
      add_parts<decltype(members_of(std::declval<T&>()))>(parts);
      text_ += std::string(members) + ":" + parts + "\n";
    }
    return name;
  }

  template <typename Tuple>
  void add_parts(std::string& parts) {
    [&]<typename... Member>(const std::tuple<Member&...>*) {
      ((parts += " " + name_of_type<std::remove_const_t<Member>>()), ...);
    }(static_cast<const Tuple*>(nullptr));
  }

  template <typename T>
  requires std::is_enum_v<T> std::string name_of(const T*) {
    std::string name(enum_name<T>());
    if (known_.insert(name).second) {
      text_ += name + ":";
      add_values<T>(text_, std::make_integer_sequence<int, value_count<T>>());
      text_ += "\n";
    }
    return name;
  }

  template <typename Enum, int... values>
  static void add_values(std::string& text, std::integer_sequence<int, values...>) {
    ((text += " ", text += value_name<static_cast<Enum>(values)>()), ...);
  }

  template <typename T>
  std::string name_of(const std::optional<T>*) {
    return "optional " + name_of_type<T>();
  }
  template <typename T>
  std::string name_of(const std::vector<T>*) {
    return "list of " + name_of_type<T>();
  }
  template <typename T>
  std::string name_of(const std::shared_ptr<const T>*) {
    return name_of_type<T>();
  }
  template <typename K, typename V>
  std::string name_of(const std::pair<K, V>*) {
    return "(" + name_of_type<K>() + " " + name_of_type<V>() + ")";
  }
  template <typename K, typename V>
  std::string name_of(const std::map<K, V>*) {
    return "map of " + name_of_type<std::pair<K, V>>();
  }
  template <typename... T>
  std::string name_of(const std::variant<T...>*) {
    std::string name = "one of";
    ((name += " " + name_of_type<T>()), ...);
    return name;
  }
  static std::string name_of(const std::string*) { return "text"; }
  static std::string name_of(const bool*) { return "truth"; }
  static std::string name_of(const std::uint32_t*) { return "natural"; }
  static std::string name_of(const int*) { return "integer"; }
  static std::string name_of(const std::int64_t*) { return "long"; }
  static std::string name_of(const std::monostate*) { return "nothing"; }
  static std::string name_of(const Decimal*) { return "decimal"; }
  static std::string name_of(const Date*) { return "date"; }
  std::string name_of(const Type*) { return "type of " + name_of_type<BaseType>(); }
  static std::string name_of(const Span*) { return "-"; }
  static std::string name_of(const WorkingCalendar*) { return "calendar"; }

  std::string text_;
  std::set<std::string> known_;
};

}  // namespace

std::string layout_text() {
  LayoutWriter writer;
  writer.name_of_type<PolicyImage>();
  // Steps and expressions hold these as numbers.
  writer.name_of_type<Builtin>();
  writer.name_of_type<DatePart>();
  return writer.take();
}

std::uint64_t layout_fingerprint() {
  static const std::uint64_t fingerprint = xxh64(layout_text());
  return fingerprint;
}

}  // namespace jiangbu
