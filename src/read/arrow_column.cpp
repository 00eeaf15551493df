#include "read/arrow_column.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "values/date.hpp"

namespace jiangbu {

namespace {

using Kind = ArrowFormat::Kind;
using Form = CellPlan::Form;

constexpr Int128 ten_to_18 = 1'000'000'000'000'000'000;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

struct Between {
  std::int64_t low;
  std::int64_t high;
};

const Between& days_of_dates() {
  static const Between days = {Date::from_ymd(1, 1, 1)->days,
                               Date::from_ymd(9999, 12, 31)->days};
  return days;
}

void mark(BadMarks& bad, std::size_t place, std::size_t count) {
  if (bad.empty()) bad.resize(count);
  bad[place] = true;
}

/// The rows from `from` on as a column, where its integers read the caller's: it has
/// small ones without sign and large ones with. Nothing if they are not aligned, or if
/// one reads differently or lies outside the bounds.
std::optional<IntegerColumn> borrowed_integers(const ArrowCells& cells, std::size_t from,
                                               std::size_t count, Between bounds) {
  const ArrowFormat& format = cells.format();
  const unsigned width = format.width;
  const auto* values = static_cast<const std::byte*>(cells.values()) + from * width;
  if (width > 8 || reinterpret_cast<std::uintptr_t>(values) % width != 0)
    return std::nullopt;
  const bool is_signed = format.kind != Kind::unsigned_;
  if (is_signed && width == 1) bounds.high = std::min<std::int64_t>(bounds.high, 0x7F);
  if (is_signed && width == 2) bounds.high = std::min<std::int64_t>(bounds.high, 0x7FFF);
  if (!is_signed && width >= 4) bounds.low = std::max<std::int64_t>(bounds.low, 0);
  auto column = IntegerColumn::borrowed(values, count, static_cast<ColumnWidth>(width));
  if (!column.are_between(0, count, bounds.low, bounds.high)) return std::nullopt;
  return column;
}

}  // namespace

ArrowColumnReader::ArrowColumnReader(const CellPlan& plan, const ArrowCells& cells,
                                     std::size_t from, std::size_t to, BadMarks& bad)
    : plan_(plan),
      cells_(cells),
      from_(from),
      count_(to - from),
      bad_(bad),
      parser_(plan) {}

ColumnRows ArrowColumnReader::read() {
  ColumnRows borrowed;
  if (borrow(borrowed)) return borrowed;
  values_.resize(count_);
  read_values();
  rows_.values.append(values_.data(), count_);
  const auto& texts = parser_.texts().texts();
  rows_.texts.assign(texts.begin(), texts.end());
  return std::move(rows_);
}

// ---- Columns that need no reading --------------------------------------------------

bool ArrowColumnReader::borrow(ColumnRows& to) const {
  const ArrowFormat& format = cells_.format();
  const bool number = plan_.form == Form::number && !cells_.is_coded();
  Between bounds = {plan_.low, plan_.high};
  if (number && format.is_integer()) {
    if (plan_.factor != 1) return false;
  } else if (number && format.kind == Kind::decimal) {
    const bool same = format.scale >= 0 && format.scale <= 18 &&
                      plan_.factor == power_of_ten(format.scale);
    if (!same) return false;
  } else if (plan_.form == Form::date && format.kind == Kind::date) {
    bounds = days_of_dates();
  } else if (holds_codes()) {
    bounds = {0, static_cast<std::int64_t>(cells_.dictionary().size()) - 1};
  } else {
    return false;
  }
  // What stands in the place of a null is nobody's value, and need not be within bounds.
  if (!cells_.all_valid()) bounds = {std::min<std::int64_t>(bounds.low, 0), bounds.high};
  auto values = borrowed_integers(cells_, from_, count_, bounds);
  if (!values) return false;
  if (!cells_.all_valid()) {
    const FactState null = parser_.not_given().state;
    if (null == FactState::known || null == FactState::exact) return false;
    if (plan_.low > 0 || !nulls_are_zero(*values)) return false;
    to.states.resize(count_, FactState::known);
    for (std::size_t i = 0; i < count_; ++i) {
      if (cells_.is_null(from_ + i)) to.states[i] = null;
    }
  }
  to.values = std::move(*values);
  return true;
}

/// Whether codes are those of the enum: its values, in their order, each by its name or
/// title.
bool ArrowColumnReader::holds_codes() const {
  if (!cells_.is_coded() || plan_.type.base != BaseType::enumeration) return false;
  const ArrowCells& values = cells_.dictionary();
  if (values.size() > plan_.vocabulary->enums[plan_.type.id].values.size()) return false;
  std::string padded;
  for (std::size_t code = 0; code < values.size(); ++code) {
    if (values.is_empty(code)) return false;
    padded.assign(text_padding, '\0');
    values.append_text(padded, code);
    const std::size_t size = padded.size() - text_padding;
    padded.append(text_padding, '\0');
    std::int64_t value = 0;
    const char* text = padded.data() + text_padding;
    if (!parser_.parse_lexicon(text, size, value)) return false;
    if (value != static_cast<std::int64_t>(code)) return false;
  }
  return true;
}

bool ArrowColumnReader::nulls_are_zero(const IntegerColumn& values) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (values.at(i) != 0 && cells_.is_null(from_ + i)) return false;
  }
  return true;
}

// ---- Columns that are read ---------------------------------------------------------

void ArrowColumnReader::read_values() {
  const ArrowFormat& format = cells_.format();
  if (cells_.is_coded() || format.kind == Kind::truth) return read_codes();
  const bool numeric =
      format.is_integer() || format.kind == Kind::real || format.kind == Kind::decimal;
  if (plan_.form == Form::number && numeric) return read_numbers();
  const bool days = format.kind == Kind::date || format.kind == Kind::moment;
  if (plan_.form == Form::date && days) return read_days();
  for (std::size_t i = 0; i < count_; ++i) read_given(i);
}

/// Calls direct(row, value) for each row that is not null; what it does not take is read
/// by its text.
template <typename Direct>
void ArrowColumnReader::each(const Direct& direct) {
  const bool all_valid = cells_.all_valid();
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t row = from_ + i;
    std::int64_t value = 0;
    if (!all_valid && cells_.is_null(row)) {
      put(i, parser_.not_given());
    } else if (direct(row, value)) [[likely]] {
      values_[i] = value;
    } else {
      read_other(i);
    }
  }
}

/// coefficient / 10^scale as the column has it, if that is a whole number within bounds.
bool ArrowColumnReader::number_of(Int128 coefficient, int scale,
                                  std::int64_t& value) const {
  if (coefficient >= ten_to_18 || coefficient <= -ten_to_18) return false;
  if (scale < 0 || scale > 18) return false;
  const Int128 product = coefficient * plan_.factor;
  const Int128 power = power_of_ten(scale);
  const Int128 whole = product / power;
  if (whole * power != product || whole > most || whole < least) return false;
  value = static_cast<std::int64_t>(whole);
  return value >= plan_.low && value <= plan_.high;
}

/// Of a number written as "-12.5".
bool ArrowColumnReader::number_of_digits(std::string_view digits,
                                         std::int64_t& value) const {
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 18) return false;
  std::int64_t coefficient = 0;
  int scale = -1;
  for (const char letter : digits) {
    if (scale >= 0) ++scale;
    if (letter == '.') {
      scale = 0;
      continue;
    }
    if (letter < '0' || letter > '9') return false;  // nan, inf
    coefficient = coefficient * 10 + (letter - '0');
  }
  return number_of(negative ? -coefficient : coefficient, std::max(scale, 0), value);
}

// The shortest decimal that names the value, as in its text.
template <typename Real>
void ArrowColumnReader::read_reals() {
  const void* reals = cells_.values();
  each([&](std::size_t row, std::int64_t& value) {
    const auto real = value_at<Real>(reals, row);
    std::array<char, 400> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), real,
                                   std::chars_format::fixed);
    return number_of_digits({digits.data(), end.ptr}, value);
  });
}

void ArrowColumnReader::read_numbers() {
  const ArrowFormat& format = cells_.format();
  if (format.kind == Kind::real) {
    return format.width == 4 ? read_reals<float>() : read_reals<double>();
  }
  const void* integers = cells_.values();
  const int scale = format.scale;
  const bool divides =
      scale >= 0 && scale <= 18 && plan_.factor % power_of_ten(scale) == 0;
  with_integer(format, [&](auto integer) {
    using Integer = decltype(integer);
    if (!divides) {
      return each([&](std::size_t row, std::int64_t& value) {
        return number_of(static_cast<Int128>(value_at<Integer>(integers, row)), scale,
                         value);
      });
    }
    const std::int64_t factor = plan_.factor / power_of_ten(scale);
    each([&](std::size_t row, std::int64_t& value) {
      return !__builtin_mul_overflow(value_at<Integer>(integers, row), factor, &value) &&
             value >= plan_.low && value <= plan_.high;
    });
  });
}

void ArrowColumnReader::read_days() {
  const Between days = days_of_dates();
  const void* counts = cells_.values();
  if (cells_.format().kind == Kind::date) {
    return each([&](std::size_t row, std::int64_t& value) {
      value = value_at<std::int32_t>(counts, row);
      return value >= days.low && value <= days.high;
    });
  }
  const std::int64_t per_day = cells_.format().per_day;
  each([&](std::size_t row, std::int64_t& value) {
    const auto count = value_at<std::int64_t>(counts, row);
    value = count / per_day;
    return count % per_day == 0 && value >= days.low && value <= days.high;
  });
}

ArrowColumnReader::Known ArrowColumnReader::known_as(std::string_view text) {
  padded_.assign(text_padding, '\0');
  padded_.append(text).append(text_padding, '\0');
  Known known;
  const bool good = parser_.parse(padded_.data() + text_padding, text.size(), known.cell);
  known.state = !good                                  ? Known::State::bad
                : known.cell.state == FactState::known ? Known::State::plain
                                                       : Known::State::good;
  return known;
}

// Each text is read once, unless there are many more of them than rows.
void ArrowColumnReader::read_codes() {
  const bool coded = cells_.is_coded();
  const std::size_t codes = coded ? cells_.dictionary().size() : 2;
  if (codes > 4 * count_) {
    for (std::size_t i = 0; i < count_; ++i) read_given(i);
    return;
  }
  std::vector<Known> seen(codes);
  if (!coded) {
    return read_known(seen, [&](std::size_t row) { return cells_.truth(row) ? 1U : 0U; });
  }
  with_integer(cells_.format(), [&](auto integer) {
    const void* values = cells_.values();
    read_known(seen, [&](std::size_t row) {
      const auto code = value_at<decltype(integer)>(values, row);
      const bool there = code >= 0 && static_cast<std::uint64_t>(code) < codes;
      return there ? static_cast<std::size_t>(code) : cells_.code(row);
    });
  });
}

template <typename CodeOf>
void ArrowColumnReader::read_known(std::vector<Known>& seen, const CodeOf& code_of) {
  const bool all_valid = cells_.all_valid();
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t row = from_ + i;
    if (!all_valid && cells_.is_null(row)) {
      put(i, parser_.not_given());
      continue;
    }
    Known& known = seen[code_of(row)];
    if (known.state == Known::State::plain) [[likely]] {
      values_[i] = known.cell.value;
      continue;
    }
    if (known.state == Known::State::unseen) {
      text_.clear();
      cells_.append_text(text_, row);
      known = known_as(text_);
    }
    put(i, known);
  }
}

void ArrowColumnReader::put(std::size_t place, const Known& known) {
  if (known.state == Known::State::bad) {
    mark(bad_, place, count_);
  } else {
    put(place, known.cell);
  }
}

void ArrowColumnReader::put(std::size_t place, const Cell& cell) {
  values_[place] = cell.value;
  if (cell.state == FactState::known) return;
  if (rows_.states.empty()) rows_.states.resize(count_, FactState::known);
  rows_.states[place] = cell.state;
  if (cell.state != FactState::exact) return;
  const auto number = static_cast<std::size_t>(cell.value);
  rows_.exact.emplace(static_cast<std::uint32_t>(place), parser_.exact()[number]);
  values_[place] = 0;
}

void ArrowColumnReader::read_other(std::size_t place) {
  text_.clear();
  cells_.append_text(text_, from_ + place);
  put(place, known_as(text_));
}

void ArrowColumnReader::read_given(std::size_t place) {
  if (cells_.format().kind == Kind::none || cells_.is_null(from_ + place)) {
    put(place, parser_.not_given());
  } else if (cells_.format().is_text()) {
    put(place, known_as(cells_.text(from_ + place)));
  } else {
    read_other(place);
  }
}

// ---- Identifiers -------------------------------------------------------------------

namespace {

constexpr Between plain_numbers = {0, static_cast<std::int64_t>(ten_to_18) - 1};

void push_identifier(const ArrowCells& cells, std::size_t row, std::string& text,
                     IdentifierColumn& to) {
  if (cells.format().is_text() && !cells.is_coded()) return to.push_back(cells.text(row));
  text.clear();
  cells.append_text(text, row);
  to.push_back(text);
}

}  // namespace

IdentifierColumn read_identifiers(const ArrowCells& cells, std::size_t from,
                                  std::size_t to, bool needed, BadMarks& bad) {
  const std::size_t count = to - from;
  const bool integers = cells.format().is_integer() && !cells.is_coded();
  if (integers && cells.all_valid()) {
    auto borrowed = borrowed_integers(cells, from, count, plain_numbers);
    if (borrowed) return IdentifierColumn::of_numbers(std::move(*borrowed));
  }
  IdentifierColumn ids;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (cells.is_empty(from + i)) {
      ids.push_back("");
      if (needed) mark(bad, i, count);
      continue;
    }
    push_identifier(cells, from + i, text, ids);
  }
  return ids;
}

}  // namespace jiangbu
