#include "facts/column_value.hpp"

namespace jiangbu {

std::optional<std::int64_t> scaled(const Decimal& number, int scale) {
  return (number * Decimal::from_parts(false, 1, scale)).to_int64();
}

ColumnValue column_value(const Constant& constant, int scale,
                         const std::function<std::int32_t(const std::string&)>& code_of) {
  const auto known = [](std::int64_t value) {
    return ColumnValue{FactState::known, value};
  };
  if (const auto* truth = std::get_if<bool>(&constant)) return known(*truth ? 1 : 0);
  if (const auto* date = std::get_if<Date>(&constant)) return known(date->days);
  if (const auto* index = std::get_if<EnumValue>(&constant)) return known(index->index);
  if (const auto* months = std::get_if<YearsMonths>(&constant)) {
    return known(months->months);
  }
  if (const auto* days = std::get_if<DaysDuration>(&constant)) return known(days->days);
  if (const auto* text = std::get_if<std::string>(&constant)) {
    return known(code_of(*text));
  }
  const auto* number = std::get_if<Decimal>(&constant);
  if (number == nullptr) return {FactState::null_, 0};
  if (const auto whole = scaled(*number, scale)) return known(*whole);
  return {FactState::exact, 0};
}

}  // namespace jiangbu
