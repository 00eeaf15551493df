// WorkingCalendar: which days are worked.
// In: the holidays and make-up workdays the user supplies. Out: answers about days.
// Never: knows any country's holidays by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "values/date.hpp"

namespace jiangbu {

/// Monday to Friday are worked, except `holidays`; Saturday and Sunday are not, except
/// `make_up_workdays` (调休). A day in both lists is worked. Immutable, share freely.
class WorkingCalendar {
 public:
  /// No holidays and no make-up days.
  WorkingCalendar() = default;

  /// The lists may come in any order, repeat days, and name days without effect.
  WorkingCalendar(const std::vector<Date>& holidays, std::vector<Date> make_up_workdays);

  bool is_working_day(Date date) const;

  /// The `count`-th working day after `date`; `date` itself, worked or not, if count is
  /// 0. Nullopt if count is negative or the day lies after year 9999.
  std::optional<Date> add_working_days(Date date, std::int64_t count) const;

  /// How many working days lie after `from`, up to and including `to`. Negative, and the
  /// count of (to, from], if `to` is earlier.
  std::int64_t working_days_between(Date from, Date to) const;

  /// Where it differs from Monday to Friday, ascending and without repetition: weekdays
  /// not worked, days of the weekend worked.
  const std::vector<Date>& idle_weekdays() const { return idle_weekdays_; }
  const std::vector<Date>& worked_weekends() const { return worked_weekends_; }

 private:
  std::vector<Date> idle_weekdays_;    // sorted: Monday to Friday, not worked
  std::vector<Date> worked_weekends_;  // sorted: Saturday or Sunday, worked
};

}  // namespace jiangbu
