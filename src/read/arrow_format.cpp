#include "read/arrow_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "values/date.hpp"

namespace jiangbu {

namespace {

using Kind = ArrowFormat::Kind;

constexpr std::int64_t seconds_a_day = 86'400;

/// "19,2", "19,2,128".
std::optional<ArrowFormat> decimal_format(std::string_view digits) {
  const auto number = [&](std::size_t from, std::size_t to) -> std::optional<int> {
    int value = 0;
    const char* end = digits.data() + to;
    const auto read = std::from_chars(digits.data() + from, end, value);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
  };
  const auto comma = std::min(digits.find(','), digits.size());
  const auto second = std::min(digits.find(',', comma + 1), digits.size());
  if (comma == digits.size()) return std::nullopt;
  const auto scale = number(comma + 1, second);
  const bool usual = second == digits.size();
  const int bits = usual ? 128 : number(second + 1, digits.size()).value_or(0);
  if (!scale || std::abs(*scale) > 38) return std::nullopt;
  if (bits != 32 && bits != 64 && bits != 128) return std::nullopt;
  return ArrowFormat{Kind::decimal, static_cast<unsigned>(bits) / 8, *scale};
}

std::optional<ArrowFormat> moment_format(char unit) {
  const auto moments = [](std::int64_t a_second) {
    return ArrowFormat{Kind::moment, 8, 0, seconds_a_day * a_second};
  };
  switch (unit) {
    case 's':
      return moments(1);
    case 'm':
      return moments(1'000);
    case 'u':
      return moments(1'000'000);
    case 'n':
      return moments(1'000'000'000);
    default:
      return std::nullopt;
  }
}

std::optional<ArrowFormat> letter_format(char letter) {
  switch (letter) {
    case 'n':
      return ArrowFormat{};
    case 'b':
      return ArrowFormat{Kind::truth};
    case 'c':
      return ArrowFormat{Kind::signed_, 1};
    case 'C':
      return ArrowFormat{Kind::unsigned_, 1};
    case 's':
      return ArrowFormat{Kind::signed_, 2};
    case 'S':
      return ArrowFormat{Kind::unsigned_, 2};
    case 'i':
      return ArrowFormat{Kind::signed_, 4};
    case 'I':
      return ArrowFormat{Kind::unsigned_, 4};
    case 'l':
      return ArrowFormat{Kind::signed_, 8};
    case 'L':
      return ArrowFormat{Kind::unsigned_, 8};
    case 'f':
      return ArrowFormat{Kind::real, 4};
    case 'g':
      return ArrowFormat{Kind::real, 8};
    case 'u':
    case 'z':
      return ArrowFormat{Kind::text, 4};
    case 'U':
    case 'Z':
      return ArrowFormat{Kind::text, 8};
    default:
      return std::nullopt;
  }
}

template <typename Offset>
std::string_view text_at(const ArrowArray& array, std::size_t row) {
  const auto begin = value_at<Offset>(array.buffers[1], row);
  const auto end = value_at<Offset>(array.buffers[1], row + 1);
  if (begin == end) return {};
  const char* bytes = static_cast<const char*>(array.buffers[2]);
  if (bytes == nullptr || begin < 0 || end < begin) {
    throw ArrowTableError{{"文本列的偏移或缓冲区有误",
                           "the offsets or the buffer of a column of texts are wrong"}};
  }
  return {bytes + begin, static_cast<std::size_t>(end - begin)};
}

// Up to 12 bytes stand in the view; else it has the place in one of the buffers behind.
std::string_view view_at(const ArrowArray& array, std::size_t row) {
  const char* view = static_cast<const char*>(array.buffers[1]) + row * 16;
  const auto size = value_at<std::int32_t>(view, 0);
  const auto bytes = static_cast<std::size_t>(std::max(size, 0));
  if (size == 0) return {};
  if (size > 0 && size <= 12) return {view + 4, bytes};
  const auto buffer = value_at<std::int32_t>(view, 2);
  const auto begin = value_at<std::int32_t>(view, 3);
  const std::int64_t buffers = array.n_buffers - 3;  // validity, views, sizes
  const void* sizes = array.buffers[array.n_buffers - 1];
  const bool sound = size > 0 && begin >= 0 && buffer >= 0 && buffer < buffers &&
                     array.buffers[2 + buffer] != nullptr && sizes != nullptr &&
                     std::int64_t{begin} + size <=
                         value_at<std::int64_t>(sizes, static_cast<std::size_t>(buffer));
  if (!sound) {
    throw ArrowTableError{
        {"文本视图指向缓冲区之外", "a view of a text points outside its buffers"}};
  }
  return {static_cast<const char*>(array.buffers[2 + buffer]) + begin, bytes};
}

// Without an exponent.
template <typename Real>
void append_real(std::string& text, Real value) {
  std::array<char, 400> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::fixed);
  text.append(digits.data(), end.ptr);
}

// A moment that is not the beginning of a day is written so that no date is read from it.
void append_moment(std::string& text, std::int64_t count, std::int64_t per_day) {
  std::int64_t day = count / per_day;
  std::int64_t rest = count % per_day;
  if (rest < 0) {
    --day;
    rest += per_day;
  }
  const auto date = add_days(Date{0}, day);
  if (!date) {
    text += std::to_string(count) + "/" + std::to_string(per_day) + " d";
    return;
  }
  text += date->to_string();
  if (rest != 0)
    text += " +" + std::to_string(rest) + "/" + std::to_string(per_day) + " d";
}

void append_decimal(std::string& text, Int128 value, int scale) {
  const bool negative = value < 0;
  auto bits = static_cast<Uint128>(value);
  if (negative) bits = ~bits + 1;
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(bits % 10)));
    bits /= 10;
  } while (bits != 0);
  if (scale < 0) digits.append(static_cast<std::size_t>(-scale), '0');
  const auto behind = static_cast<std::size_t>(std::max(scale, 0));
  if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
  if (behind > 0) digits.insert(digits.size() - behind, 1, '.');
  text += (negative ? "-" : "") + digits;
}

}  // namespace

std::optional<ArrowFormat> arrow_format(std::string_view format) {
  if (format.size() == 1) return letter_format(format[0]);
  if (format == "vu" || format == "vz") return ArrowFormat{Kind::view, 16};
  if (format == "tdD") return ArrowFormat{Kind::date, 4};
  if (format == "tdm") return moment_format('m');
  if (format.starts_with("ts") && format.size() > 3) return moment_format(format[2]);
  if (format.starts_with("d:")) return decimal_format(format.substr(2));
  return std::nullopt;
}

std::string_view arrow_text(const ArrowFormat& format, const ArrowArray& array,
                            std::size_t row) {
  if (format.kind == Kind::view) return view_at(array, row);
  return format.width == 4 ? text_at<std::int32_t>(array, row)
                           : text_at<std::int64_t>(array, row);
}

void append_value(std::string& text, const ArrowFormat& format, const ArrowArray& array,
                  std::size_t row) {
  switch (format.kind) {
    case Kind::none:
      return;
    case Kind::signed_:
    case Kind::unsigned_:
      return with_integer(format, [&](auto integer) {
        if constexpr (sizeof integer <= 8)
          text += std::to_string(value_at<decltype(integer)>(array.buffers[1], row));
      });
    case Kind::real:
      return format.width == 4
                 ? append_real(text, value_at<float>(array.buffers[1], row))
                 : append_real(text, value_at<double>(array.buffers[1], row));
    case Kind::truth:
      text += bit_at(array.buffers[1], row) ? "true" : "false";
      return;
    case Kind::text:
    case Kind::view:
      text += arrow_text(format, array, row);
      return;
    case Kind::date:
      return append_moment(text, value_at<std::int32_t>(array.buffers[1], row), 1);
    case Kind::moment:
      return append_moment(text, value_at<std::int64_t>(array.buffers[1], row),
                           format.per_day);
    case Kind::decimal:
      return with_integer(format, [&](auto integer) {
        append_decimal(text, value_at<decltype(integer)>(array.buffers[1], row),
                       format.scale);
      });
  }
}

}  // namespace jiangbu
