// Counting of working days.
// In: exceptions from the Monday-to-Friday week. Out: counts and dates, in logarithmic
// time. Never: walks day by day, so that a hostile count costs nothing.
#include "values/calendar.hpp"

#include <algorithm>
#include <utility>

namespace jiangbu {

namespace {

bool is_weekday(Date date) { return date.iso_weekday() <= 5; }

void sort_unique(std::vector<Date>& dates) {
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
}

bool holds(const std::vector<Date>& sorted, Date date) {
  return std::binary_search(sorted.begin(), sorted.end(), date);
}

// Members of (from, to].
std::int64_t count_within(const std::vector<Date>& sorted, Date from, Date to) {
  const auto after = std::upper_bound(sorted.begin(), sorted.end(), from);
  return std::upper_bound(after, sorted.end(), to) - after;
}

// Mondays to Fridays of (from, to].
std::int64_t count_weekdays(Date from, Date to) {
  const std::int64_t span = days_between(from, to);
  std::int64_t count = span / 7 * 5;
  for (std::int64_t rest = span % 7; rest > 0; --rest) {
    // The week repeats, so the leftover days may be taken right after `from`.
    count += is_weekday(Date{from.days + static_cast<std::int32_t>(rest)}) ? 1 : 0;
  }
  return count;
}

}  // namespace

WorkingCalendar::WorkingCalendar(const std::vector<Date>& holidays,
                                 std::vector<Date> make_up_workdays) {
  sort_unique(make_up_workdays);
  for (const Date date : make_up_workdays) {
    if (!is_weekday(date)) worked_weekends_.push_back(date);
  }
  for (const Date date : holidays) {
    if (is_weekday(date) && !holds(make_up_workdays, date))
      idle_weekdays_.push_back(date);
  }
  sort_unique(idle_weekdays_);
}

bool WorkingCalendar::is_working_day(Date date) const {
  return is_weekday(date) ? !holds(idle_weekdays_, date) : holds(worked_weekends_, date);
}

std::int64_t WorkingCalendar::working_days_between(Date from, Date to) const {
  if (to < from) return -working_days_between(to, from);
  return count_weekdays(from, to) + count_within(worked_weekends_, from, to) -
         count_within(idle_weekdays_, from, to);
}

std::optional<Date> WorkingCalendar::add_working_days(Date date,
                                                      std::int64_t count) const {
  if (count < 0) return std::nullopt;
  // The n-th working day is the first day up to which n are counted.
  Date low = date;
  Date high = Date::from_ymd(9999, 12, 31).value();
  if (working_days_between(date, high) < count) return std::nullopt;
  while (low < high) {
    const Date middle{low.days + (high.days - low.days) / 2};
    if (working_days_between(date, middle) >= count) {
      high = middle;
    } else {
      low = Date{middle.days + 1};
    }
  }
  return low;
}

}  // namespace jiangbu
