// Built-in functions of numbers, texts, dates and money.
#include <array>

#include "diagnostics/display_width.hpp"
#include "evaluate/exact_number.hpp"
#include "evaluate/formula_evaluator.hpp"
#include "evaluate/letter_case.hpp"
#include "values/money.hpp"

namespace jiangbu {

namespace {

Value exact_number(const Decimal& number) {
  return number_value(NumberRange::exact(number));
}

Value exact_number(std::int64_t number) { return exact_number(Decimal(number)); }

std::optional<int> scale_in(const std::vector<Value>& v) {
  if (v.size() < 2) return 0;
  if (!is_exact_number(v[1])) return std::nullopt;
  const auto scale = v[1].number.low->to_int64();
  if (!scale || *scale < -6111 || *scale > 6176) return std::nullopt;
  return static_cast<int>(*scale);
}

std::optional<RoundingMode> rounding_mode_of(Builtin builtin) {
  switch (builtin) {
    case Builtin::floor:
      return RoundingMode::floor;
    case Builtin::ceiling:
      return RoundingMode::ceiling;
    case Builtin::decimal:
      return RoundingMode::half_even;
    case Builtin::round_up:
      return RoundingMode::up;
    case Builtin::round_down:
      return RoundingMode::down;
    case Builtin::round_half_up:
      return RoundingMode::half_up;
    case Builtin::round_half_down:
      return RoundingMode::half_down;
    default:
      return std::nullopt;
  }
}

constexpr std::array<const char*, 7> weekdays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<const char*, 12> months = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string joined_texts(const ListValue& list, const std::string* delimiter) {
  std::string result;
  bool first = true;
  for (const ListElement& element : list.elements) {
    if (!first && delimiter != nullptr) result += *delimiter;
    first = false;
    if (const std::string* text = text_in(element.value)) result += *text;
  }
  return result;
}

// Positions count from 1, or from the end if negative; a part of a character counts as
// none (FEEL). Nothing if the start is no position in the text.
std::optional<std::string> substring(const std::string& text, const Decimal& start,
                                     const Decimal* length) {
  const std::u32string characters = decode_utf8(text);
  const auto size = static_cast<std::int64_t>(characters.size());
  const auto place = start.to_int64().value_or(0);
  const std::int64_t from = place < 0 ? size + place : place - 1;
  if (from < 0 || from >= size) return std::nullopt;
  std::int64_t count = size - from;
  if (length != nullptr && *length < Decimal(count)) {
    count = round_to_scale(*length, 0, RoundingMode::down).to_int64().value_or(0);
  }
  std::string result;
  for (std::int64_t i = from; i < from + count; ++i) {
    append_utf8(result, characters[static_cast<size_t>(i)]);
  }
  return result;
}

// number("1 000,5", " ", ","): grouping is a blank, comma or full stop, the decimal
// separator a comma or full stop, and they differ. Nothing if they are none of these.
std::optional<std::string> without_separators(const std::string& text,
                                              const std::string* grouping,
                                              const std::string* point) {
  if (grouping != nullptr && grouping->empty()) grouping = nullptr;
  if (point != nullptr && point->empty()) point = nullptr;
  const bool sound =
      (grouping == nullptr || *grouping == " " || *grouping == "," || *grouping == ".") &&
      (point == nullptr || *point == "." || *point == ",") &&
      (grouping == nullptr || *grouping != (point ? *point : "."));
  if (!sound) return std::nullopt;
  std::string plain;
  for (const char c : text) {
    if (grouping != nullptr && c == grouping->front()) continue;
    if (point != nullptr && *point == "," && c == '.') return std::nullopt;
    plain += point != nullptr && c == point->front() ? '.' : c;
  }
  return plain;
}

}  // namespace

Value FormulaEvaluator::call(const Step& step) {
  const auto builtin = static_cast<Builtin>(step.a);
  std::vector<Value> v;
  v.reserve(step.operand_count);
  for (std::uint32_t i = 0; i < step.operand_count; ++i) v.push_back(operand(step, i));
  if (builtin <= Builtin::even) return call_number(builtin, v);
  if (builtin <= Builtin::number) return call_text(builtin, v, step);
  if (builtin <= Builtin::flatten) return call_list(builtin, v);
  if (builtin <= Builtin::working_days_between) return call_date(builtin, v);
  if (builtin <= Builtin::coincides) return call_range(builtin, v);
  return call_other(builtin, v);
}

Value FormulaEvaluator::call_number(Builtin builtin, const std::vector<Value>& v) {
  Causes causes = 0;
  for (const Value& value : v) causes = causes_.join(causes, value.causes);
  const NumberRange n =
      v[0].kind == Value::Kind::number ? v[0].number : NumberRange::unbounded();
  const auto rounded = [&](RoundingMode mode) {
    const auto scale = scale_in(v);
    if (!scale && is_exact_number(v[1])) {
      return failure(
          {"小数位数应为适当的整数", "the scale must be a sensible whole number"});
    }
    if (!scale) return number_value(NumberRange::unbounded(), causes);
    return number_value(round_to_scale(n, *scale, mode), causes);
  };
  if (builtin == Builtin::abs) return number_value(jiangbu::abs(n), causes);
  if (const auto mode = rounding_mode_of(builtin)) return rounded(*mode);
  for (const Value& value : v) {
    if (is_exact_number(value)) continue;
    const bool truth = builtin == Builtin::odd || builtin == Builtin::even;
    return truth ? truth_value(Truth::unknown, causes)
                 : number_value(NumberRange::unbounded(), causes);
  }
  return call_exact_number(builtin, v);
}

Value FormulaEvaluator::call_exact_number(Builtin builtin, const std::vector<Value>& v) {
  const Decimal& x = *v[0].number.low;
  Decimal result;
  switch (builtin) {
    case Builtin::odd:
      return truth_value(truth_from(x.is_integer() && !modulo(x, Decimal(2)).is_zero()));
    case Builtin::even:
      return truth_value(truth_from(x.is_integer() && modulo(x, Decimal(2)).is_zero()));
    case Builtin::modulo:
      result = modulo(x, *v[1].number.low);
      break;
    case Builtin::sqrt:
      result = square_root(x);
      break;
    case Builtin::exp:
      result = exponential(x);
      break;
    default:
      result = natural_logarithm(x);
  }
  if (!result.is_valid()) {
    return failure({std::string("函数无定义：") + name_of(builtin),
                    std::string("undefined: ") + name_of(builtin)});
  }
  return exact_number(result);
}

Value FormulaEvaluator::substring_of(const std::string& text,
                                     const std::vector<Value>& v) {
  const Decimal* length = v.size() > 2 ? &*v[2].number.low : nullptr;
  const auto part = substring(text, *v[1].number.low, length);
  if (!part) return failure({"位置超出文本", "the position lies outside the text"});
  return scalar_value(*part);
}

Value FormulaEvaluator::call_text(Builtin builtin, const std::vector<Value>& v,
                                  const Step& step) {
  Causes causes = 0;
  for (const Value& value : v) causes = causes_.join(causes, causes_of(value));
  if (builtin == Builtin::string && v[0].is_null()) return null_value();
  for (const Value& value : v) {
    if (value.is_exact() && !value.is_null()) continue;
    const bool truth = builtin == Builtin::contains || builtin == Builtin::starts_with ||
                       builtin == Builtin::ends_with;
    if (truth) return truth_value(Truth::unknown, causes);
    if (builtin == Builtin::string_length) {
      return number_value({Decimal(0), std::nullopt}, causes);
    }
    return unknown_value(causes);
  }
  if (builtin == Builtin::string) {
    return string_of(v[0], step.b != 0
                               ? model().written_types[step.b - 1]
                               : type_of(program_.steps[program_.operand(step, 0)]));
  }
  if (builtin == Builtin::string_join) {
    return scalar_value(joined_texts(*v[0].list, v.size() > 1 ? text_in(v[1]) : nullptr));
  }
  const std::string* text = text_in(v[0]);
  if (text == nullptr) return unknown_value(causes);
  const std::string* other = v.size() > 1 ? text_in(v[1]) : nullptr;
  switch (builtin) {
    case Builtin::string_length:
      return exact_number(static_cast<std::int64_t>(count_characters(*text)));
    case Builtin::substring:
      return substring_of(*text, v);
    case Builtin::upper_case:
      return scalar_value(upper_case(*text));
    case Builtin::lower_case:
      return scalar_value(lower_case(*text));
    case Builtin::substring_before: {
      const size_t at = text->find(*other);
      return scalar_value(at == std::string::npos ? std::string() : text->substr(0, at));
    }
    case Builtin::substring_after: {
      const size_t at = text->find(*other);
      return scalar_value(at == std::string::npos ? std::string()
                                                  : text->substr(at + other->size()));
    }
    case Builtin::contains:
      return truth_value(truth_from(text->find(*other) != std::string::npos));
    case Builtin::starts_with:
      return truth_value(truth_from(text->starts_with(*other)));
    case Builtin::ends_with:
      return truth_value(truth_from(text->ends_with(*other)));
    default: {
      const std::string* point = v.size() > 2 ? text_in(v[2]) : nullptr;
      const auto plain = without_separators(*text, other, point);
      const auto number = plain ? Decimal::parse(*plain) : std::nullopt;
      if (number) return exact_number(*number);
      return failure({"不是数：" + *text, "not a number: " + *text});
    }
  }
}

Value FormulaEvaluator::call_date(Builtin builtin, const std::vector<Value>& v) {
  Causes causes = 0;
  bool exact = true;
  for (const Value& value : v) {
    causes = causes_.join(causes, value.causes);
    exact = exact && value.is_exact() && !value.is_null();
  }
  if (builtin == Builtin::date_of_parts) {
    if (!exact) return unknown_value(causes);
    const auto year = v[0].number.low->to_int64();
    const auto month = v[1].number.low->to_int64();
    const auto day = v[2].number.low->to_int64();
    const bool sane = year && month && day && *year > 0 && *year < 10'000 && *month > 0 &&
                      *month < 13 && *day > 0 && *day < 32;
    const auto date =
        sane ? Date::from_ymd(static_cast<int>(*year), static_cast<unsigned>(*month),
                              static_cast<unsigned>(*day))
             : std::nullopt;
    if (!date) return failure({"没有这一天", "there is no such day"});
    return scalar_value(*date);
  }
  const Date* first = date_in(v[0]);
  const Date* second = v.size() > 1 ? date_in(v[1]) : nullptr;
  switch (builtin) {
    case Builtin::months_between:
      if (!exact) return number_value(NumberRange::unbounded(), causes);
      return exact_number(months_between(*first, *second));
    case Builtin::working_days_between:
      if (!exact) return number_value(NumberRange::unbounded(), causes);
      return exact_number(
          model().vocabulary.calendar.working_days_between(*first, *second));
    case Builtin::day_of_year:
      if (!exact) return number_value({Decimal(1), Decimal(366)}, causes);
      return exact_number(std::int64_t{first->day_of_year()});
    case Builtin::week_of_year:
      if (!exact) return number_value({Decimal(1), Decimal(53)}, causes);
      return exact_number(std::int64_t{first->week_of_year()});
    default:
      break;
  }
  if (!exact) return unknown_value(causes);
  if (builtin == Builtin::day_of_week) {
    return scalar_value(std::string(weekdays[first->iso_weekday() - 1]));
  }
  if (builtin == Builtin::month_of_year) {
    return scalar_value(std::string(months[first->month() - 1]));
  }
  if (builtin == Builtin::last_day_of_month)
    return scalar_value(last_day_of_month(*first));
  const auto days = v[1].number.low->to_int64();
  const auto date =
      days ? model().vocabulary.calendar.add_working_days(*first, *days) : std::nullopt;
  if (!date) return failure({"工作日数无效", "invalid number of working days"});
  return scalar_value(*date);
}

Value FormulaEvaluator::call_other(Builtin builtin, const std::vector<Value>& v) {
  const auto range_of = [](const Value& value) {
    return value.kind == Value::Kind::number ? value.number : NumberRange::unbounded();
  };
  switch (builtin) {
    case Builtin::get_or_else: {
      if (v[0].is_null()) return v[1];
      if (!v[0].maybe_null) return v[0];
      Value known = v[0];
      known.maybe_null = false;
      Value both = hull(known, v[1]);
      both.causes = causes_.join(both.causes, v[0].causes);
      return both;
    }
    case Builtin::within: {
      const std::string* inner = text_in(v[0]);
      const std::string* outer = text_in(v[1]);
      const Causes causes = causes_.join(v[0].causes, v[1].causes);
      if (inner == nullptr || outer == nullptr)
        return truth_value(Truth::unknown, causes);
      return truth_value(truth_from(region_within(*inner, *outer)));
    }
    case Builtin::in_yuan: {
      const Causes causes = causes_.join(v[0].causes, v[1].causes);
      return number_value(multiply(range_of(v[0]), range_of(v[1])), causes);
    }
    default:
      break;
  }
  // discretion(low, high), up to(high): the authority decides inside.
  const Value& last = v.back();
  const NumberRange high = range_of(last);
  const NumberRange low =
      builtin == Builtin::up_to ? NumberRange::exact(0) : range_of(v[0]);
  Causes causes = causes_.join(v[0].causes, last.causes);
  causes = causes_.join(causes, causes_.of(CauseTable::discretion));
  return number_value({low.low, high.high}, causes);
}

}  // namespace jiangbu
