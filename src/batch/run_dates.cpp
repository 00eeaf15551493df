// Operations on dates, row by row.
#include "batch/run_plan.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

void PlanRun::execute_dates(const PlanOp& op) {
  const std::uint32_t n = rows_[op.domain];
  const std::int32_t* a = codes_[op.a];
  std::int32_t* date = code_memory_[op.d].data();
  std::int64_t* number = number_memory_[op.d].data();
  const auto later = [&](auto add) {
    const std::int64_t* count = numbers_[op.b];
    for (std::uint32_t i = 0; i < n; ++i) {
      const auto day = add(Date{a[i]}, count[i]);
      overflow_ |= !day;
      date[i] = day ? day->days : 0;
    }
  };
  switch (op.code) {
    case PlanCode::add_months:
      return later([](Date from, std::int64_t count) { return add_months(from, count); });
    case PlanCode::add_days:
      return later([](Date from, std::int64_t count) { return add_days(from, count); });
    case PlanCode::months_between:
      for (std::uint32_t i = 0; i < n; ++i) {
        number[i] = months_between(Date{a[i]}, Date{codes_[op.b][i]});
      }
      return;
    case PlanCode::month_end:
      for (std::uint32_t i = 0; i < n; ++i) date[i] = last_day_of_month(Date{a[i]}).days;
      return;
    case PlanCode::date_part:
      for (std::uint32_t i = 0; i < n; ++i) {
        number[i] = part_of(Date{a[i]}, static_cast<DatePart>(op.x));
      }
      return;
    default:
      break;
  }
}

void PlanRun::choose_code(const PlanOp& op) {
  const std::uint8_t* when = truths_[op.a];
  const std::int32_t* b = codes_[op.b];
  const std::int32_t* c = codes_[op.c];
  std::int32_t* d = code_memory_[op.d].data();
  for (std::uint32_t i = 0; i < rows_[op.domain]; ++i) d[i] = when[i] != 0 ? b[i] : c[i];
}

}  // namespace jiangbu
