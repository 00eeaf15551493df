// ISO 8601 text of the two kinds of duration declared in date.hpp.
// In: text such as "P1Y2M". Out: durations, text.
// Never: mixes months with days, whose ratio is not fixed; no times of day.
#include <fmt/format.h>

#include <charconv>

#include "values/date.hpp"

namespace jiangbu {

namespace {

std::uint64_t magnitude(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

// Takes "-P" or "P" off the front of `text`: the sign as a factor, or nullopt.
std::optional<std::int64_t> take_sign(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.starts_with('P')) return std::nullopt;
  text.remove_prefix(1);
  return negative ? -1 : 1;
}

// Takes digits followed by `unit` off the front of `text`. If they are not there, gives
// nullopt and leaves `text` alone.
std::optional<std::int64_t> take_component(std::string_view& text, char unit) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool has_sign = text.starts_with('-');
  if (error != std::errc{} || has_sign || stop == end || *stop != unit) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()) + 1);
  return value;
}

}  // namespace

std::optional<YearsMonths> YearsMonths::parse(std::string_view text) {
  const auto sign = take_sign(text);
  if (!sign) return std::nullopt;
  const auto years = take_component(text, 'Y');
  const auto months = take_component(text, 'M');
  if ((!years && !months) || !text.empty()) return std::nullopt;
  std::int64_t total = 0;
  if (__builtin_mul_overflow(years.value_or(0), std::int64_t{12}, &total) ||
      __builtin_add_overflow(total, months.value_or(0), &total)) {
    return std::nullopt;
  }
  return YearsMonths{*sign * total};
}

std::string YearsMonths::to_string() const {
  const std::uint64_t years = magnitude(months) / 12;
  const std::uint64_t rest = magnitude(months) % 12;
  std::string text = months < 0 ? "-P" : "P";
  if (years != 0) text += fmt::format("{}Y", years);
  if (rest != 0 || years == 0) text += fmt::format("{}M", rest);
  return text;
}

std::optional<DaysDuration> DaysDuration::parse(std::string_view text) {
  const auto sign = take_sign(text);
  if (!sign) return std::nullopt;
  const auto days = take_component(text, 'D');
  if (!days || !text.empty()) return std::nullopt;
  return DaysDuration{*sign * *days};
}

std::string DaysDuration::to_string() const {
  return fmt::format("{}P{}D", days < 0 ? "-" : "", magnitude(days));
}

}  // namespace jiangbu
