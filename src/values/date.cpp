// Calendar arithmetic of Date, on Howard Hinnant's date library.
// In: civil days. Out: civil days and their parts.
// Never: lets a day that does not exist through; sys_days would turn 31 February into
// March, so ok() is asked first.
#include "values/date.hpp"

#include <date/date.h>
#include <fmt/format.h>

namespace jiangbu {

namespace {

constexpr std::int32_t first_day = -719'162;  // 0001-01-01
constexpr std::int32_t last_day = 2'932'896;  // 9999-12-31
constexpr std::int64_t month_count = 12 * 9999;

::date::year_month_day civil(Date date) {
  return ::date::sys_days(::date::days(date.days));
}

Date from_civil(const ::date::sys_days& day) {
  return Date{static_cast<std::int32_t>(day.time_since_epoch().count())};
}

// Months since January of year 0.
std::int64_t month_index(const ::date::year_month_day& day) {
  return std::int64_t{static_cast<int>(day.year())} * 12 +
         static_cast<unsigned>(day.month()) - 1;
}

Date last_day_of(const ::date::year_month& month) {
  return from_civil(::date::sys_days(month / ::date::last));
}

// Reads an unsigned number that fills `text`.
std::optional<unsigned> read_digits(std::string_view text) {
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month > 12 || day > 31) return std::nullopt;
  const auto civil_day = ::date::year(year) / ::date::month(month) / ::date::day(day);
  if (!civil_day.ok()) return std::nullopt;
  return from_civil(::date::sys_days(civil_day));
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = read_digits(text.substr(0, 4));
  const auto month = read_digits(text.substr(5, 2));
  const auto day = read_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return from_ymd(static_cast<int>(*year), *month, *day);
}

std::string Date::to_string() const {
  const auto ymd = civil(*this);
  const int year = static_cast<int>(ymd.year());
  if (year < 0 || year > 9999) {
    return fmt::format("{:04}-{:02}-{:02}", year, month(), day());
  }
  std::string text("0000-00-00");
  const auto put = [&](std::size_t end, unsigned number) {
    for (; number != 0; number /= 10) text[--end] = static_cast<char>('0' + number % 10);
  };
  put(4, static_cast<unsigned>(year));
  put(7, static_cast<unsigned>(ymd.month()));
  put(10, static_cast<unsigned>(ymd.day()));
  return text;
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }

unsigned Date::month() const { return static_cast<unsigned>(civil(*this).month()); }

unsigned Date::day() const { return static_cast<unsigned>(civil(*this).day()); }

unsigned Date::iso_weekday() const {
  return ::date::weekday(::date::sys_days(::date::days(days))).iso_encoding();
}

unsigned Date::day_of_year() const {
  const auto start =
      from_civil(::date::sys_days(civil(*this).year() / ::date::January / 1));
  return static_cast<unsigned>(days - start.days) + 1;
}

unsigned Date::week_of_year() const {
  // An ISO week belongs to the year of its Thursday.
  const Date thursday{days + 4 - static_cast<std::int32_t>(iso_weekday())};
  return (thursday.day_of_year() - 1) / 7 + 1;
}

std::optional<Date> add_days(Date date, std::int64_t count) {
  std::int64_t days = 0;
  if (__builtin_add_overflow(std::int64_t{date.days}, count, &days)) return std::nullopt;
  if (days < first_day || days > last_day) return std::nullopt;
  return Date{static_cast<std::int32_t>(days)};
}

std::optional<Date> add_months(Date date, std::int64_t count) {
  // Also keeps the sum below from overflowing.
  if (count < -month_count || count > month_count) return std::nullopt;
  const auto start = civil(date);
  const std::int64_t index = month_index(start) + count;
  const std::int64_t year = index / 12;
  if (index < 12 || year > 9999) return std::nullopt;
  const auto month = static_cast<unsigned>(index % 12 + 1);
  const auto same_day =
      Date::from_ymd(static_cast<int>(year), month, static_cast<unsigned>(start.day()));
  if (same_day) return same_day;
  return last_day_of(::date::year(static_cast<int>(year)) / ::date::month(month));
}

std::int64_t days_between(Date from, Date to) {
  return std::int64_t{to.days} - std::int64_t{from.days};
}

std::int64_t months_between(Date from, Date to) {
  if (to < from) return -months_between(to, from);
  const auto first = civil(from);
  const auto second = civil(to);
  const std::int64_t months = month_index(second) - month_index(first);
  return second.day() < first.day() ? months - 1 : months;
}

Date last_day_of_month(Date date) {
  const auto day = civil(date);
  return last_day_of(day.year() / day.month());
}

}  // namespace jiangbu
