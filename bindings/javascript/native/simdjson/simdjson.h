// The part of simdjson that src/read/json_facts.cpp uses, small.
// In: JSON text. Out: its values. Never: a text that simdjson would refuse; escapes in
// strings, and numbers that are not whole or long: those it refuses itself, and
// read_facts() reads the text instead.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "diagnostics/display_width.hpp"

namespace simdjson {

enum error_code : std::uint8_t { SUCCESS, REFUSED };

/// A value, or that there is none.
template <typename T>
struct result {
  T value{};
  error_code error = REFUSED;

  error_code get(T& out) const {
    if (error == SUCCESS) out = value;
    return error;
  }
  T value_unsafe() const { return value; }
};

namespace dom {

enum class kind : std::uint8_t { null_, truth, whole, text, array, object };

/// Values stand in the order of the text, containers before what is in them.
struct node {
  kind type = kind::null_;
  std::int64_t whole = 0;   // or truth
  std::string_view text;    // without quotes
  std::uint32_t count = 0;  // of items, or of members
  std::uint32_t after = 0;  // the place behind what is in it
};

class object;
class array;

class element {
 public:
  element() = default;
  element(const std::vector<node>& nodes, std::uint32_t place)
      : nodes_(&nodes), place_(place) {}

  bool is_null() const { return at().type == kind::null_; }
  bool is_object() const { return at().type == kind::object; }
  bool is_int64() const { return at().type == kind::whole; }
  result<bool> get_bool() const { return take(kind::truth, at().whole != 0); }
  result<std::int64_t> get_int64() const { return take(kind::whole, at().whole); }
  result<std::string_view> get_string() const { return take(kind::text, at().text); }
  result<object> get_object() const;
  result<array> get_array() const;

  const node& at() const { return (*nodes_)[place_]; }
  std::uint32_t place() const { return place_; }
  const std::vector<node>& nodes() const { return *nodes_; }

 private:
  template <typename T>
  result<T> take(kind type, T value) const {
    if (at().type != type) return {};
    return {value, SUCCESS};
  }

  const std::vector<node>* nodes_ = nullptr;
  std::uint32_t place_ = 0;
};

struct member {
  std::string_view key;
  element value;
};

/// Goes from one value to the next; of an object, over its names.
template <typename Item, bool named>
class container {
 public:
  container() = default;
  explicit container(element whole) : whole_(whole) {}

  class iterator {
   public:
    iterator(const std::vector<node>& nodes, std::uint32_t place)
        : nodes_(&nodes), place_(place) {}
    Item operator*() const {
      if constexpr (named) {
        return {(*nodes_)[place_].text, element(*nodes_, place_ + 1)};
      } else {
        return element(*nodes_, place_);
      }
    }
    iterator& operator++() {
      place_ = (*nodes_)[place_ + (named ? 1 : 0)].after;
      return *this;
    }
    bool operator!=(const iterator& other) const { return place_ != other.place_; }

   private:
    const std::vector<node>* nodes_;
    std::uint32_t place_;
  };

  std::uint32_t size() const { return whole_.at().count; }
  iterator begin() const { return {whole_.nodes(), whole_.place() + 1}; }
  iterator end() const { return {whole_.nodes(), whole_.at().after}; }

 private:
  element whole_;
};

class array : public container<element, false> {
 public:
  using container::container;
};

/// What is under a name; a value with an error says so whatever it is asked for.
struct found {
  element value;
  bool there = false;
  result<bool> get_bool() const { return there ? value.get_bool() : result<bool>{}; }
};

class object : public container<member, true> {
 public:
  using container::container;
  found operator[](std::string_view name) const {
    for (const member& one : *this) {
      if (one.key == name) return {one.value, true};
    }
    return {};
  }
};

inline result<object> element::get_object() const {
  return take(kind::object, object(*this));
}
inline result<array> element::get_array() const {
  return take(kind::array, array(*this));
}

/// Texts must live as long as what was read from them.
class parser {
 public:
  result<element> parse(const char* text, std::size_t size) {
    rest_ = {text, size};
    nodes_.clear();
    skip_blanks();
    if (!read_value(0)) return {};
    skip_blanks();
    if (!rest_.empty() || !jiangbu::is_valid_utf8({text, size})) return {};
    return {element(nodes_, 0), SUCCESS};
  }

 private:
  static constexpr int deepest = 64;

  void skip_blanks() {
    std::size_t blanks = 0;
    while (blanks < rest_.size() && (rest_[blanks] == ' ' || rest_[blanks] == '\n' ||
                                     rest_[blanks] == '\r' || rest_[blanks] == '\t')) {
      ++blanks;
    }
    rest_.remove_prefix(blanks);
  }
  bool skip(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    return true;
  }

  node& add(kind type) {
    node& added = nodes_.emplace_back();
    added.type = type;
    added.after = static_cast<std::uint32_t>(nodes_.size());
    return added;
  }

  bool read_value(int depth) {
    if (rest_.empty() || depth > deepest) return false;
    switch (rest_.front()) {
      case '{':
        return read_container(kind::object, '}', depth);
      case '[':
        return read_container(kind::array, ']', depth);
      case '"':
        return read_string();
      case 't':
        return read_word("true", kind::truth, 1);
      case 'f':
        return read_word("false", kind::truth, 0);
      case 'n':
        return read_word("null", kind::null_, 0);
      default:
        return read_whole();
    }
  }

  bool read_container(kind type, char end, int depth) {
    const std::size_t place = nodes_.size();
    add(type);
    skip(rest_.front());
    std::uint32_t count = 0;
    for (bool more = !skip(end); more; ++count) {
      if (type == kind::object) {
        if (rest_.empty() || rest_.front() != '"' || !read_string()) return false;
        skip_blanks();
        if (!skip(':')) return false;
      }
      if (!read_value(depth + 1)) return false;
      skip_blanks();
      more = skip(',');
      if (!more && !skip(end)) return false;
    }
    nodes_[place].count = count;
    nodes_[place].after = static_cast<std::uint32_t>(nodes_.size());
    return true;
  }

  bool read_string() {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') {
      if (rest_[end] == '\\' || static_cast<unsigned char>(rest_[end]) < 0x20)
        return false;
      ++end;
    }
    if (end >= rest_.size()) return false;
    add(kind::text).text = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return true;
  }

  bool read_word(std::string_view word, kind type, std::int64_t value) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    add(type).whole = value;
    return ends_here();
  }

  // At most 18 digits fit whatever they are.
  bool read_whole() {
    const bool negative = rest_.front() == '-';
    std::size_t end = negative ? 1 : 0;
    const std::size_t begin = end;
    std::int64_t value = 0;
    for (; end < rest_.size() && rest_[end] >= '0' && rest_[end] <= '9'; ++end) {
      if (end - begin == 18) return false;
      value = value * 10 + (rest_[end] - '0');
    }
    const bool is_zero = end - begin == 1 && value == 0;
    if (end == begin || (rest_[begin] == '0' && !is_zero) || (is_zero && negative)) {
      return false;
    }
    rest_.remove_prefix(end);
    add(kind::whole).whole = negative ? -value : value;
    return ends_here();
  }

  bool ends_here() const {
    if (rest_.empty()) return true;
    constexpr std::string_view ends = " \n\r\t,]}";
    return ends.find(rest_.front()) != ends.npos;
  }

  std::string_view rest_;
  std::vector<node> nodes_;
};

}  // namespace dom

}  // namespace simdjson
