// Working days, against a day-by-day count.
#include "values/calendar.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

using namespace jiangbu;

namespace {

Date day(const char* text) { return Date::parse(text).value(); }

// National Day 2024: 1-7 October off; 29 September and 12 October (weekend) worked.
WorkingCalendar national_day_2024() {
  std::vector<Date> holidays;
  for (int i = 0; i < 7; ++i) holidays.push_back(*add_days(day("2024-10-01"), i));
  return {holidays, {day("2024-10-12"), day("2024-09-29")}};
}

std::int64_t count_slowly(const WorkingCalendar& calendar, Date from, Date to) {
  std::int64_t count = 0;
  for (Date date = from; date < to;) {
    date = add_days(date, 1).value();
    if (calendar.is_working_day(date)) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("calendar: without exceptions Monday to Friday are worked") {
  const WorkingCalendar calendar;
  CHECK(calendar.is_working_day(day("2024-01-05")));
  CHECK_FALSE(calendar.is_working_day(day("2024-01-06")));
  CHECK_FALSE(calendar.is_working_day(day("2024-01-07")));
  CHECK(calendar.is_working_day(day("2024-01-08")));
}

TEST_CASE("calendar: holidays are idle and make-up days are worked") {
  const WorkingCalendar calendar = national_day_2024();
  CHECK_FALSE(calendar.is_working_day(day("2024-10-01")));
  CHECK_FALSE(calendar.is_working_day(day("2024-10-06")));
  CHECK(calendar.is_working_day(day("2024-09-29")));
  CHECK(calendar.is_working_day(day("2024-10-12")));
  CHECK(calendar.is_working_day(day("2024-10-08")));
}

TEST_CASE("calendar: a day that is both holiday and make-up day is worked") {
  const Date friday = day("2024-01-05");
  const Date saturday = day("2024-01-06");
  const WorkingCalendar calendar({friday, saturday}, {saturday, friday, friday});
  CHECK(calendar.is_working_day(friday));
  CHECK(calendar.is_working_day(saturday));
  CHECK(calendar.working_days_between(day("2024-01-04"), day("2024-01-07")) == 2);
}

TEST_CASE("calendar: the n-th working day after a date") {
  const WorkingCalendar calendar = national_day_2024();
  CHECK(calendar.add_working_days(day("2024-09-28"), 1) == day("2024-09-29"));
  CHECK(calendar.add_working_days(day("2024-09-30"), 1) == day("2024-10-08"));
  CHECK(calendar.add_working_days(day("2024-09-30"), 5) == day("2024-10-12"));
  CHECK(calendar.add_working_days(day("2024-10-05"), 0) == day("2024-10-05"));
  CHECK_FALSE(calendar.add_working_days(day("2024-10-05"), -1).has_value());
  CHECK_FALSE(calendar.add_working_days(day("9999-12-31"), 1).has_value());
  CHECK_FALSE(
      calendar
          .add_working_days(day("2024-10-05"), std::numeric_limits<std::int64_t>::max())
          .has_value());
}

TEST_CASE("calendar: counting excludes the first day and includes the last") {
  const WorkingCalendar calendar;
  CHECK(calendar.working_days_between(day("2024-01-01"), day("2024-01-02")) == 1);
  CHECK(calendar.working_days_between(day("2024-01-05"), day("2024-01-07")) == 0);
  CHECK(calendar.working_days_between(day("2024-01-07"), day("2024-01-08")) == 1);
  CHECK(calendar.working_days_between(day("2024-01-08"), day("2024-01-08")) == 0);
  CHECK(calendar.working_days_between(day("2024-01-08"), day("2024-01-01")) == -5);
}

TEST_CASE("calendar: counts and additions agree with a walk day by day") {
  std::mt19937 random(23);
  const Date start = day("2024-01-01");
  const auto random_day = [&] {
    return *add_days(start, static_cast<int>(random() % 400));
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<Date> holidays;
    std::vector<Date> make_up;
    for (int i = 0; i < 30; ++i) holidays.push_back(random_day());
    for (int i = 0; i < 15; ++i) make_up.push_back(random_day());
    const WorkingCalendar calendar(holidays, make_up);
    const Date from = random_day();
    const Date to = random_day();
    if (from <= to) {
      REQUIRE(calendar.working_days_between(from, to) ==
              count_slowly(calendar, from, to));
    }
    const auto count = static_cast<std::int64_t>(1 + random() % 60);
    const Date reached = calendar.add_working_days(from, count).value();
    REQUIRE(calendar.is_working_day(reached));
    REQUIRE(count_slowly(calendar, from, reached) == count);
  }
}
