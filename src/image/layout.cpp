#include "image/layout.hpp"

#include <set>

#include "image/checksum.hpp"
#include "image/members.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

namespace {

class LayoutWriter {
 public:
  /// Appends how a type is called in the lines; adds its own line, and those of its
  /// parts.
  template <typename T>
  void put(std::string& to) {
    put_type(to, static_cast<const T*>(nullptr));
  }
  std::string take() { return std::move(text_); }

 private:
  template <HasMembers T>
  void put_type(std::string& to, const T*) {
    constexpr std::string_view members = member_names<T>;
    constexpr std::string_view name = members.substr(0, members.find(' '));
    to += name;
    if (!known_.insert(name).second) return;
    std::string parts;
    put_parts(parts,
              static_cast<const decltype(members_of(std::declval<T&>()))*>(nullptr));
    add_line(members, parts);
  }

  template <typename... Member>
  void put_parts(std::string& parts, const std::tuple<Member&...>*) {
    (put_part<std::remove_const_t<Member>>(parts), ...);
  }
  template <typename T>
  void put_part(std::string& parts) {
    parts += ' ';
    put<T>(parts);
  }

  template <typename T>
  requires std::is_enum_v<T>
  void put_type(std::string& to, const T*) {
    constexpr std::string_view name = enum_name<T>();
    to += name;
    if (!known_.insert(name).second) return;
    add_values(name, std::make_integer_sequence<int, value_count<T>>(),
               static_cast<const T*>(nullptr));
  }

  template <typename Enum, int... values>
  void add_values(std::string_view name, std::integer_sequence<int, values...>,
                  const Enum*) {
    static constexpr std::string_view names[] = {
        value_name<static_cast<Enum>(values)>()...};
    std::string line;
    for (const std::string_view value : names) (line += ' ') += value;
    add_line(name, line);
  }

  void add_line(std::string_view name, const std::string& parts) {
    ((text_ += name) += ':') += parts;
    text_ += '\n';
  }

  template <typename T>
  void put_type(std::string& to, const std::optional<T>*) {
    put_word<T>(to, "optional ");
  }
  template <typename T>
  void put_type(std::string& to, const std::vector<T>*) {
    put_word<T>(to, "list of ");
  }
  template <typename T>
  void put_type(std::string& to, const SharedList<T>*) {
    put_word<T>(to, "shared list of ");
  }
  template <typename T>
  void put_type(std::string& to, const std::shared_ptr<const T>*) {
    put<T>(to);
  }
  template <typename K, typename V>
  void put_type(std::string& to, const std::pair<K, V>*) {
    put_word<K>(to, "(");
    put_word<V>(to, " ");
    to += ')';
  }
  template <typename K, typename V>
  void put_type(std::string& to, const std::map<K, V>*) {
    put_word<std::pair<K, V>>(to, "map of ");
  }
  template <typename... T>
  void put_type(std::string& to, const std::variant<T...>*) {
    to += "one of";
    (put_part<T>(to), ...);
  }
  template <typename T>
  void put_word(std::string& to, std::string_view word) {
    to += word;
    put<T>(to);
  }
  void put_type(std::string& to, const Formulas*) { put<std::vector<Expression>>(to); }
  void put_type(std::string& to, const Type*) { put_word<BaseType>(to, "type of "); }
  static void put_type(std::string& to, const std::string*) { to += "text"; }
  static void put_type(std::string& to, const bool*) { to += "truth"; }
  static void put_type(std::string& to, const std::uint32_t*) { to += "natural"; }
  static void put_type(std::string& to, const int*) { to += "integer"; }
  static void put_type(std::string& to, const std::int64_t*) { to += "long"; }
  static void put_type(std::string& to, const std::monostate*) { to += "nothing"; }
  static void put_type(std::string& to, const Decimal*) { to += "decimal"; }
  static void put_type(std::string& to, const Date*) { to += "date"; }
  static void put_type(std::string& to, const Span*) { to += '-'; }
  static void put_type(std::string& to, const WorkingCalendar*) { to += "calendar"; }

  std::string text_;
  std::set<std::string_view> known_;
};

}  // namespace

std::string layout_text() {
  LayoutWriter writer;
  std::string unused;
  writer.put<PolicyImage>(unused);
  // Steps and expressions hold these as numbers.
  writer.put<Builtin>(unused);
  writer.put<DatePart>(unused);
  return writer.take();
}

std::uint64_t layout_fingerprint() {
  static const std::uint64_t fingerprint = xxh64(layout_text());
  return fingerprint;
}

}  // namespace jiangbu
