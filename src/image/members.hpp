// The members of the types an image keeps, and the values of their enums, for code that
// treats all of them alike.
// In: members.def. Out: members_of(), member_names(), value_count. Never: a byte.
#pragma once

#include <concepts>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "image/image.hpp"

namespace jiangbu {

/// The type's name and its members' names, of types with members of their own.
template <typename T>
inline constexpr std::string_view member_names{};

// members_of(whole): references to all members, in order.
#define JIANGBU_MEMBERS(TYPE, ...)                    \
  template <typename T>                               \
  requires std::same_as<std::remove_const_t<T>, TYPE> \
  auto members_of(T& whole) {                         \
    auto& [__VA_ARGS__] = whole;                      \
    return std::tie(__VA_ARGS__);                     \
  }                                                   \
  template <>                                         \
  inline constexpr std::string_view member_names<TYPE> = #TYPE " {" #__VA_ARGS__ "}";
#include "image/members.def"
#undef JIANGBU_MEMBERS

template <typename T>
concept HasMembers = !member_names<std::remove_const_t<T>>.empty();

/// An enumerator with its scopes; for a number that is none, something in brackets.
template <auto value>
constexpr std::string_view full_value_name() {
  std::string_view text =
      __PRETTY_FUNCTION__;  // "… [with auto value = jiangbu::Op::add; …]"
  text.remove_prefix(text.find("value = ") + 8);
  return text.substr(0, text.find_first_of(";]"));
}

/// "add", and "jiangbu::Op" of its type.
template <auto value>
constexpr std::string_view value_name() {
  return full_value_name<value>().substr(full_value_name<value>().rfind(':') + 1);
}
template <typename Enum>
constexpr std::string_view enum_name() {
  constexpr std::string_view first = full_value_name<static_cast<Enum>(0)>();
  return first.substr(0, first.rfind("::"));
}

/// How many values an enum has that counts from 0 without gaps.
template <typename Enum, int from = 0>
constexpr int count_values() {
  if constexpr (full_value_name<static_cast<Enum>(from)>().front() == '(') {
    return from;
  } else {
    return count_values<Enum, from + 1>();
  }
}

template <typename Enum>
inline constexpr int value_count = count_values<Enum>();

}  // namespace jiangbu
