// Built-in functions of numbers, texts, dates, ranges and money.
#include <array>

#include "oracle/reference_formulas.hpp"

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

namespace {

bool all_are(Kind kind, const std::vector<ExactValue>& values) {
  for (const ExactValue& value : values) {
    if (!value.is(kind)) return false;
  }
  return true;
}

ExactValue rounded(const std::vector<ExactValue>& v, RoundingMode mode) {
  const auto scale = v.size() > 1 ? v[1].number.to_int64() : 0;
  if (!scale || *scale < -6111 || *scale > 6176) return failed();
  return number(round_to_scale(v[0].number, static_cast<int>(*scale), mode));
}

// The characters of a UTF-8 text, each as its own bytes.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> result;
  for (const char byte : text) {
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    if (!continues || result.empty()) result.emplace_back();
    result.back() += byte;
  }
  return result;
}

std::string substring(const std::string& text, std::int64_t start,
                      std::optional<std::int64_t> length) {
  const std::vector<std::string> all = characters(text);
  const auto size = static_cast<std::int64_t>(all.size());
  std::int64_t from = start < 0 ? size + start : start - 1;
  if (from < 0) from = 0;
  std::string result;
  for (std::int64_t i = from; i < size && (!length || i < from + *length); ++i) {
    result += all[static_cast<size_t>(i)];
  }
  return result;
}

std::string change_case(std::string text, char from, char to) {
  for (char& c : text) {
    if (c >= from && c < from + 26) c = static_cast<char>(c - from + to);
  }
  return text;
}

}  // namespace

ExactValue ReferenceFormulas::call(const Expression& e) {
  const auto builtin = static_cast<Builtin>(e.a);
  const std::vector<ExactValue> v = operands(e);
  const Type& first = e.operands.front().type;
  if (builtin == Builtin::not_) return of_truth(not_(truth_of(v[0])));
  if (builtin <= Builtin::even) return call_number(builtin, v);
  if (builtin <= Builtin::number) return call_text(builtin, v, first);
  if (builtin <= Builtin::flatten) return call_list(builtin, v);
  if (builtin <= Builtin::working_days_between) return call_date(builtin, v);
  if (builtin <= Builtin::coincides) return call_range(builtin, v);
  return call_other(builtin, v);
}

ExactValue ReferenceFormulas::call_number(Builtin builtin,
                                          const std::vector<ExactValue>& v) {
  if (!all_are(Kind::number, v)) return failed();
  const Decimal& x = v[0].number;
  switch (builtin) {
    case Builtin::abs:
      return number(abs(x));
    case Builtin::floor:
      return rounded(v, RoundingMode::floor);
    case Builtin::ceiling:
      return rounded(v, RoundingMode::ceiling);
    case Builtin::decimal:
      return rounded(v, RoundingMode::half_even);
    case Builtin::round_up:
      return rounded(v, RoundingMode::up);
    case Builtin::round_down:
      return rounded(v, RoundingMode::down);
    case Builtin::round_half_up:
      return rounded(v, RoundingMode::half_up);
    case Builtin::round_half_down:
      return rounded(v, RoundingMode::half_down);
    case Builtin::modulo:
      return number(modulo(x, v[1].number));
    case Builtin::sqrt:
      return number(square_root(x));
    case Builtin::exp:
      return number(exponential(x));
    case Builtin::log:
      return number(natural_logarithm(x));
    case Builtin::odd:
      return boolean(x.is_integer() && !modulo(x, Decimal(2)).is_zero());
    default:
      return boolean(x.is_integer() && modulo(x, Decimal(2)).is_zero());
  }
}

ExactValue ReferenceFormulas::call_text(Builtin builtin, const std::vector<ExactValue>& v,
                                        const Type& of) {
  for (const ExactValue& value : v) {
    if (value.is_failed()) return failed();
  }
  if (builtin == Builtin::string)
    return v[0].is_null() ? null() : text(text_of(v[0], of));
  if (builtin == Builtin::string_join) {
    std::string joined;
    for (size_t i = 0; i < v[0].parts.size(); ++i) {
      if (i > 0 && v.size() > 1) joined += v[1].text;
      joined += v[0].parts[i].text;
    }
    return text(joined);
  }
  if (!v[0].is(Kind::text)) return failed();
  const std::string& whole = v[0].text;
  const std::string other = v.size() > 1 ? v[1].text : "";
  const size_t at = whole.find(other);
  const bool found = at != std::string::npos;
  switch (builtin) {
    case Builtin::string_length:
      return number(Decimal(characters(whole).size()));
    case Builtin::substring:
      return text(substring(whole, v[1].number.to_int64().value_or(1),
                            v.size() > 2 ? v[2].number.to_int64() : std::nullopt));
    case Builtin::upper_case:
      return text(change_case(whole, 'a', 'A'));
    case Builtin::lower_case:
      return text(change_case(whole, 'A', 'a'));
    case Builtin::substring_before:
      return text(found ? whole.substr(0, at) : "");
    case Builtin::substring_after:
      return text(found ? whole.substr(at + other.size()) : "");
    case Builtin::contains:
      return boolean(found);
    case Builtin::starts_with:
      return boolean(whole.starts_with(other));
    case Builtin::ends_with:
      return boolean(whole.ends_with(other));
    default: {
      if (v.size() > 1) return failed();  // no reference for separators
      const auto parsed = Decimal::parse(whole);
      return parsed ? number(*parsed) : failed();
    }
  }
}

std::string ReferenceFormulas::text_of(const ExactValue& value, const Type& type) const {
  switch (value.kind) {
    case Kind::null_:
      return "null";
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::number:
      if (type.base == BaseType::months) {
        return YearsMonths{value.number.to_int64().value_or(0)}.to_string();
      }
      if (type.base == BaseType::days) {
        return DaysDuration{value.number.to_int64().value_or(0)}.to_string();
      }
      return constant_text(value.number, type, model().vocabulary);
    case Kind::date:
      return value.date.to_string();
    case Kind::text:
      return value.text;
    case Kind::enumeration:
      return model().vocabulary.enums[type.id].values[value.index].name;
    default:
      return "";
  }
}

ExactValue ReferenceFormulas::call_date(Builtin builtin,
                                        const std::vector<ExactValue>& v) {
  static constexpr std::array<const char*, 7> weekdays = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  static constexpr std::array<const char*, 12> months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  if (builtin == Builtin::date_of_parts) {
    if (!all_are(Kind::number, v)) return failed();
    std::array<std::int64_t, 3> parts{};
    for (size_t i = 0; i < parts.size(); ++i) {
      parts[i] = v[i].number.to_int64().value_or(0);
      if (parts[i] < 1 || parts[i] > 9999) return failed();
    }
    const auto day =
        Date::from_ymd(static_cast<int>(parts[0]), static_cast<unsigned>(parts[1]),
                       static_cast<unsigned>(parts[2]));
    return day ? date(*day) : failed();
  }
  if (!v[0].is(Kind::date)) return failed();
  const Date first = v[0].date;
  const WorkingCalendar& calendar = model().vocabulary.calendar;
  switch (builtin) {
    case Builtin::day_of_week:
      return text(weekdays[first.iso_weekday() - 1]);
    case Builtin::day_of_year:
      return number(first.day_of_year());
    case Builtin::week_of_year:
      return number(first.week_of_year());
    case Builtin::month_of_year:
      return text(months[first.month() - 1]);
    case Builtin::last_day_of_month:
      return date(last_day_of_month(first));
    case Builtin::add_working_days: {
      const auto count = v[1].is(Kind::number) ? v[1].number.to_int64() : std::nullopt;
      const auto day = count ? calendar.add_working_days(first, *count) : std::nullopt;
      return day ? date(*day) : failed();
    }
    default:
      break;
  }
  if (!v[1].is(Kind::date)) return failed();
  return number(Decimal(builtin == Builtin::months_between
                            ? months_between(first, v[1].date)
                            : calendar.working_days_between(first, v[1].date)));
}

ExactValue ReferenceFormulas::call_other(Builtin builtin,
                                         const std::vector<ExactValue>& v) {
  switch (builtin) {
    case Builtin::get_or_else:
      return v[0].is_null() ? v[1] : v[0];
    case Builtin::within:
      if (!all_are(Kind::text, v)) return failed();
      return boolean(region_within(v[0].text, v[1].text));
    case Builtin::in_yuan:
      if (!all_are(Kind::number, v)) return failed();
      return number(v[0].number * v[1].number);
    case Builtin::discretion:
      if (!all_are(Kind::number, v)) return failed();
      return number(choose_within(v[0].number, v[1].number));
    default:
      if (!all_are(Kind::number, v)) return failed();
      return number(choose_within(0, v[0].number));
  }
}

namespace {

/// A point is a range of one value.
struct Span {
  Decimal low;
  Decimal high;
  bool low_open = false;
  bool high_open = false;
  bool is_point = false;
};

std::optional<Span> span_of(const ExactValue& value) {
  const bool range = value.is(Kind::range);
  const auto low = order_of(range ? value.parts[0] : value);
  const auto high = order_of(range ? value.parts[1] : value);
  if (!low || !high) return std::nullopt;
  return Span{*low, *high, value.low_open, value.high_open, !range};
}

bool before(const Span& a, const Span& b) {
  return a.high < b.low || (a.high == b.low && (a.high_open || b.low_open));
}

bool includes(const Span& a, const Span& b) {
  const bool low = a.low < b.low || (a.low == b.low && (!a.low_open || b.low_open));
  const bool high =
      b.high < a.high || (a.high == b.high && (!a.high_open || b.high_open));
  return low && high;
}

bool overlaps_before(const Span& a, const Span& b) {
  const bool begins = a.low < b.low || (a.low == b.low && !a.low_open && b.low_open);
  const bool meet = b.low < a.high || (b.low == a.high && !a.high_open && !b.low_open);
  const bool ends =
      a.high < b.high || (a.high == b.high && (a.high_open || !b.high_open));
  return begins && meet && ends;
}

bool meets(const Span& a, const Span& b) {
  return a.high == b.low && !a.high_open && !b.low_open;
}

bool starts(const Span& a, const Span& b) {
  if (a.is_point) return a.low == b.low && !b.low_open;
  return a.low == b.low && a.low_open == b.low_open && includes(b, a);
}

bool finishes(const Span& a, const Span& b) {
  if (a.is_point) return a.high == b.high && !b.high_open;
  return a.high == b.high && a.high_open == b.high_open && includes(b, a);
}

}  // namespace

ExactValue ReferenceFormulas::call_range(Builtin builtin,
                                         const std::vector<ExactValue>& v) {
  const auto a = span_of(v[0]);
  const auto b = span_of(v[1]);
  if (!a || !b) return failed();
  switch (builtin) {
    case Builtin::before:
      return boolean(before(*a, *b));
    case Builtin::after:
      return boolean(before(*b, *a));
    case Builtin::meets:
      return boolean(meets(*a, *b));
    case Builtin::met_by:
      return boolean(meets(*b, *a));
    case Builtin::overlaps:
      return boolean(!before(*a, *b) && !before(*b, *a));
    case Builtin::overlaps_before:
      return boolean(overlaps_before(*a, *b));
    case Builtin::overlaps_after:
      return boolean(overlaps_before(*b, *a));
    case Builtin::includes:
      return boolean(includes(*a, *b));
    case Builtin::during:
      return boolean(includes(*b, *a));
    case Builtin::starts:
      return boolean(starts(*a, *b));
    case Builtin::started_by:
      return boolean(starts(*b, *a));
    case Builtin::finishes:
      return boolean(finishes(*a, *b));
    case Builtin::finished_by:
      return boolean(finishes(*b, *a));
    default:
      return boolean(includes(*a, *b) && includes(*b, *a) && a->low_open == b->low_open &&
                     a->high_open == b->high_open);
  }
}

}  // namespace jiangbu::oracle
