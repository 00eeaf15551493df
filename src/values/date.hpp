// Date: a civil day, with month arithmetic and ISO durations.
// In: year-month-day, ISO text. Out: the parts, other dates, ISO text.
// Never: a time of day, a time zone, today's date (the decision date is an input).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jiangbu {

/// A day of the Gregorian calendar, 0001-01-01 to 9999-12-31, counted from 1970-01-01.
/// Every Date made by the functions here lies within those years.
struct Date {
  std::int32_t days = 0;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

  /// Nullopt for a day that does not exist (31 February) or a year outside 1..9999.
  static std::optional<Date> from_ymd(int year, unsigned month, unsigned day);

  /// Reads exactly "2024-01-31": four, two and two digits. Nullopt for anything else.
  static std::optional<Date> parse(std::string_view text);

  /// "2024-01-31".
  std::string to_string() const;

  int year() const;
  unsigned month() const;  ///< 1..12
  unsigned day() const;    ///< 1..31

  /// 1 (Monday) .. 7 (Sunday).
  unsigned iso_weekday() const;
  /// 1 .. 366.
  unsigned day_of_year() const;
  /// ISO 8601 week, 1 .. 53. The first days of January may belong to week 52 or 53 of
  /// the year before, the last days of December to week 1 of the year after.
  unsigned week_of_year() const;
};

/// The day `count` days later (earlier if negative); nullopt outside years 1..9999.
std::optional<Date> add_days(Date date, std::int64_t count);

/// The same day of the month `count` months later (earlier if negative). Where that month
/// is too short, its last day: 31 Jan + 1 month is 29 Feb 2024, 28 Feb 2023; 31 Mar - 1
/// month likewise. Therefore adding m and then n months may differ from adding m + n.
/// Nullopt outside years 1..9999.
std::optional<Date> add_months(Date date, std::int64_t count);

/// Days from `from` to `to`; negative if `to` is earlier.
std::int64_t days_between(Date from, Date to);

/// Whole months from `from` to `to`, truncated toward zero: FEEL's `years and months
/// duration(from, to)`. A month is whole once the same day number is reached, so 31 Jan
/// to 29 Feb is 0 although 31 Jan + 1 month is 29 Feb. Swapping the dates negates it.
std::int64_t months_between(Date from, Date to);

/// The last day of the month that `date` lies in.
Date last_day_of_month(Date date);

/// A span of calendar months, as ISO 8601 writes it.
struct YearsMonths {
  std::int64_t months = 0;

  friend constexpr auto operator<=>(const YearsMonths&, const YearsMonths&) = default;

  /// Reads "P1Y2M", "P18M", "P2Y", "-P3M". Nullopt for other text, days and times
  /// included, and for spans that do not fit 64 bits.
  static std::optional<YearsMonths> parse(std::string_view text);

  /// Whole years taken out: "P1Y6M", "P2Y", "-P3M", "P0M".
  std::string to_string() const;
};

/// A span of days, as ISO 8601 writes it.
struct DaysDuration {
  std::int64_t days = 0;

  friend constexpr auto operator<=>(const DaysDuration&, const DaysDuration&) = default;

  /// Reads "P10D", "-P3D". Nullopt for other text, times ("PT5H") included.
  static std::optional<DaysDuration> parse(std::string_view text);

  /// "P10D", "-P3D", "P0D".
  std::string to_string() const;
};

}  // namespace jiangbu
