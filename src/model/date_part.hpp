// The parts of dates and durations that formulas can ask for.
// In: a part's name, a type, a date. Out: DatePart, the part of the date. Never: a
// duration's parts, which may be ranges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "model/type.hpp"
#include "values/date.hpp"

namespace jiangbu {

enum class DatePart : std::uint8_t { year, month, day, weekday, years, months, days };

inline std::optional<DatePart> date_part_named(std::string_view name) {
  constexpr std::string_view names[] = {"year",  "month",  "day", "weekday",
                                        "years", "months", "days"};
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (names[i] == name) return static_cast<DatePart>(i);
  }
  return std::nullopt;
}

/// year, month, day, weekday of dates; years, months of months durations; days of days.
inline bool is_part_of(DatePart part, const Type& type) {
  if (part == DatePart::years || part == DatePart::months) {
    return type.base == BaseType::months;
  }
  if (part == DatePart::days) return type.base == BaseType::days;
  return type.base == BaseType::date;
}

/// Of a date: not years, months or days.
inline std::int64_t part_of(Date date, DatePart part) {
  switch (part) {
    case DatePart::year:
      return date.year();
    case DatePart::month:
      return static_cast<std::int64_t>(date.month());
    case DatePart::day:
      return static_cast<std::int64_t>(date.day());
    default:
      return static_cast<std::int64_t>(date.iso_weekday());
  }
}

}  // namespace jiangbu
