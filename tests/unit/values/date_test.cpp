// Date: days, months, weeks.
#include "values/date.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <random>
#include <utility>

using namespace jiangbu;

namespace {

Date day(const char* text) { return Date::parse(text).value(); }

}  // namespace

TEST_CASE("date: days that do not exist are refused") {
  CHECK_FALSE(Date::from_ymd(2024, 2, 31).has_value());
  CHECK_FALSE(Date::from_ymd(2023, 2, 29).has_value());
  CHECK_FALSE(Date::from_ymd(1900, 2, 29).has_value());
  CHECK_FALSE(Date::from_ymd(2024, 4, 31).has_value());
  CHECK_FALSE(Date::from_ymd(2024, 0, 1).has_value());
  CHECK_FALSE(Date::from_ymd(2024, 13, 1).has_value());
  CHECK_FALSE(Date::from_ymd(2024, 1, 0).has_value());
  CHECK_FALSE(Date::from_ymd(2024, 257, 1).has_value());
  CHECK_FALSE(Date::from_ymd(2024, 1, 257).has_value());
  CHECK_FALSE(Date::from_ymd(0, 12, 31).has_value());
  CHECK_FALSE(Date::from_ymd(10000, 1, 1).has_value());
}

TEST_CASE("date: 29 February exists in leap years") {
  CHECK(Date::from_ymd(2024, 2, 29).value().to_string() == "2024-02-29");
  CHECK(Date::from_ymd(2000, 2, 29).has_value());
}

TEST_CASE("date: text is read strictly") {
  CHECK(day("2024-01-31") == Date::from_ymd(2024, 1, 31));
  for (const char* text : {"", "2024-1-31", "2024-01-31 ", " 2024-01-31", "2024/01/31",
                           "20240131", "2024-02-30", "-024-01-01", "2024-+1-01",
                           "2024-01-3a", "0000-01-01", "12024-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text).has_value());
  }
}

TEST_CASE("date: days are counted from 1970") {
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("0001-01-01").days == -719162);
  CHECK(day("9999-12-31").days == 2932896);
  CHECK(day("0001-01-01").to_string() == "0001-01-01");
}

TEST_CASE("date: every day of the range is its own year, month and day") {
  for (std::int32_t days = -719162; days <= 2932896; days += 97) {
    const Date date{days};
    REQUIRE(Date::from_ymd(date.year(), date.month(), date.day()) == date);
  }
}

TEST_CASE("date: ISO weekdays and weeks") {
  CHECK(day("2024-01-01").iso_weekday() == 1);
  CHECK(day("2024-03-31").iso_weekday() == 7);
  CHECK(day("2024-01-01").week_of_year() == 1);
  CHECK(day("2023-01-01").week_of_year() == 52);
  CHECK(day("2021-01-01").week_of_year() == 53);
  CHECK(day("2020-12-31").week_of_year() == 53);
  CHECK(day("2024-12-30").week_of_year() == 1);
  CHECK(day("9999-12-31").week_of_year() == 52);
  CHECK(day("0001-01-01").week_of_year() == 1);
}

TEST_CASE("date: day of the year") {
  CHECK(day("2024-01-01").day_of_year() == 1);
  CHECK(day("2024-12-31").day_of_year() == 366);
  CHECK(day("2023-03-01").day_of_year() == 60);
}

TEST_CASE("date: adding days stays within the calendar") {
  CHECK(add_days(day("2024-02-28"), 2) == day("2024-03-01"));
  CHECK(add_days(day("2024-01-01"), -1) == day("2023-12-31"));
  CHECK_FALSE(add_days(day("9999-12-31"), 1).has_value());
  CHECK_FALSE(add_days(day("0001-01-01"), -1).has_value());
  CHECK_FALSE(
      add_days(day("2024-01-01"), std::numeric_limits<std::int64_t>::max()).has_value());
  CHECK_FALSE(
      add_days(day("1960-01-01"), std::numeric_limits<std::int64_t>::min()).has_value());
}

TEST_CASE("date: 31 January + 1 month is the last day of February") {
  CHECK(add_months(day("2024-01-31"), 1) == day("2024-02-29"));
  CHECK(add_months(day("2023-01-31"), 1) == day("2023-02-28"));
}

TEST_CASE("date: month arithmetic clamps backwards too, and only where it must") {
  CHECK(add_months(day("2024-01-31"), -1) == day("2023-12-31"));
  CHECK(add_months(day("2024-03-31"), -1) == day("2024-02-29"));
  CHECK(add_months(day("2024-02-29"), 12) == day("2025-02-28"));
  CHECK(add_months(day("2024-02-29"), 48) == day("2028-02-29"));
  CHECK(add_months(day("2024-02-29"), 1) == day("2024-03-29"));
  CHECK(add_months(day("2024-05-31"), 1) == day("2024-06-30"));
  CHECK(add_months(day("2024-05-15"), 0) == day("2024-05-15"));
  CHECK(add_months(day("2024-11-30"), 3) == day("2025-02-28"));
}

TEST_CASE("date: adding months stays within the calendar") {
  CHECK_FALSE(add_months(day("9999-12-01"), 1).has_value());
  CHECK_FALSE(add_months(day("0001-01-31"), -1).has_value());
  CHECK(add_months(day("0001-01-31"), 12 * 9998) == day("9999-01-31"));
  CHECK_FALSE(add_months(day("2024-01-01"), std::numeric_limits<std::int64_t>::max())
                  .has_value());
  CHECK_FALSE(add_months(day("2024-01-01"), std::numeric_limits<std::int64_t>::min())
                  .has_value());
}

TEST_CASE("date: days between two dates") {
  CHECK(days_between(day("2024-02-28"), day("2024-03-01")) == 2);
  CHECK(days_between(day("2024-03-01"), day("2024-02-28")) == -2);
}

TEST_CASE("date: months between two dates are truncated toward zero") {
  CHECK(months_between(day("2011-12-22"), day("2013-08-24")) == 20);
  CHECK(months_between(day("2013-08-24"), day("2011-12-22")) == -20);
  CHECK(months_between(day("2024-01-15"), day("2024-02-14")) == 0);
  CHECK(months_between(day("2024-01-15"), day("2024-02-15")) == 1);
  CHECK(months_between(day("2024-02-15"), day("2024-01-16")) == 0);
  CHECK(months_between(day("2024-01-31"), day("2024-02-29")) == 0);
  CHECK(months_between(day("2024-02-29"), day("2025-02-28")) == 11);
  CHECK(months_between(day("2024-05-01"), day("2024-05-01")) == 0);
}

TEST_CASE("date: adding the months between two dates never passes the later one") {
  std::mt19937 random(3);
  std::uniform_int_distribution<std::int32_t> days(10'000, 30'000);
  for (int i = 0; i < 2000; ++i) {
    Date from{days(random)};
    Date to{days(random)};
    if (to < from) std::swap(from, to);
    const std::int64_t months = months_between(from, to);
    REQUIRE(add_months(from, months).value() <= to);
    REQUIRE(months_between(to, from) == -months);
    // One month more is beyond, or equals a month end the day number was clamped to.
    const Date next = add_months(from, months + 1).value();
    REQUIRE((next > to || (next == to && next.day() < from.day())));
  }
}

TEST_CASE("date: the last day of a month") {
  CHECK(last_day_of_month(day("2024-02-01")) == day("2024-02-29"));
  CHECK(last_day_of_month(day("2023-02-28")) == day("2023-02-28"));
  CHECK(last_day_of_month(day("2024-12-05")) == day("2024-12-31"));
}
