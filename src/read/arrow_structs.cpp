#include "read/arrow_structs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

#include "read/csv_record.hpp"
#include "values/date.hpp"
#include "values/decimal.hpp"

namespace jiangbu {

namespace {

[[noreturn]] void fail(const std::string& column, const Bilingual& why) {
  throw ArrowTableError{
      {"列 " + column + "：" + why.zh, "column " + column + ": " + why.en}};
}

/// Appends the text of one value; `row` counts from the start of the buffers.
using Writer = std::function<void(std::string&, const ArrowArray&, std::size_t row)>;

template <typename Value>
Value value_at(const void* buffer, std::size_t row) {
  Value value;
  std::memcpy(&value, static_cast<const std::byte*>(buffer) + row * sizeof(Value),
              sizeof(Value));
  return value;
}

bool bit_at(const void* buffer, std::size_t row) {
  const auto* bytes = static_cast<const std::uint8_t*>(buffer);
  return (bytes[row / 8] >> (row % 8) & 1U) != 0;
}

/// Whether pointers are there where the counts say that something is.
bool is_whole(const ArrowArray& array) {
  return array.offset >= 0 && array.length >= 0 && array.n_buffers >= 0 &&
         (array.n_buffers == 0 || array.buffers != nullptr) &&
         (array.n_children <= 0 || array.children != nullptr);
}

bool is_null(const ArrowArray& array, std::size_t row) {
  return array.n_buffers > 0 && array.buffers[0] != nullptr &&
         !bit_at(array.buffers[0], row);
}

template <typename Integer>
void write_integer(std::string& text, const ArrowArray& array, std::size_t row) {
  text += std::to_string(value_at<Integer>(array.buffers[1], row));
}

// The shortest decimal number that stands for the value, without an exponent.
template <typename Real>
void write_real(std::string& text, const ArrowArray& array, std::size_t row) {
  std::array<char, 400> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(),
                    value_at<Real>(array.buffers[1], row), std::chars_format::fixed);
  text.append(digits.data(), end.ptr);
}

void write_truth(std::string& text, const ArrowArray& array, std::size_t row) {
  text += bit_at(array.buffers[1], row) ? "true" : "false";
}

template <typename Offset>
void write_text(std::string& text, const ArrowArray& array, std::size_t row) {
  const auto begin = value_at<Offset>(array.buffers[1], row);
  const auto end = value_at<Offset>(array.buffers[1], row + 1);
  if (begin == end) return;
  const char* bytes = static_cast<const char*>(array.buffers[2]);
  if (bytes == nullptr || begin < 0 || end < begin) {
    throw ArrowTableError{{"文本列的偏移或缓冲区有误",
                           "the offsets or the buffer of a column of texts are wrong"}};
  }
  append_cell(text, {bytes + begin, static_cast<std::size_t>(end - begin)});
}

// Up to 12 bytes stand in the view; else it has the place in one of the buffers behind.
void write_view(std::string& text, const ArrowArray& array, std::size_t row) {
  const char* view = static_cast<const char*>(array.buffers[1]) + row * 16;
  const auto size = value_at<std::int32_t>(view, 0);
  const auto bytes = static_cast<std::size_t>(std::max(size, 0));
  if (size >= 0 && size <= 12)
    return size == 0 ? void() : append_cell(text, {view + 4, bytes});
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
  append_cell(text, {static_cast<const char*>(array.buffers[2 + buffer]) + begin, bytes});
}

// A moment that is not the beginning of a day is written so that no date is read from it.
void write_moment(std::string& text, std::int64_t count, std::int64_t per_day) {
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

template <typename Count>
Writer moments(std::int64_t per_day) {
  return [per_day](std::string& text, const ArrowArray& array, std::size_t row) {
    write_moment(text, value_at<Count>(array.buffers[1], row), per_day);
  };
}

// Two's complement, the lower half first.
void write_decimal(std::string& text, const void* buffer, std::size_t row, int scale) {
  auto bits = static_cast<Uint128>(value_at<std::uint64_t>(buffer, 2 * row + 1)) << 64U |
              value_at<std::uint64_t>(buffer, 2 * row);
  const bool negative = (bits >> 127U) != 0;
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

/// "d:19,2", "d:19,2,128".
Writer decimals(std::string_view format, const std::string& column) {
  const auto comma = format.find(',');
  const auto second = format.find(',', comma + 1);
  const bool known_width =
      second == std::string_view::npos || format.substr(second + 1) == "128";
  int scale = 0;
  const std::string_view digits = format.substr(comma + 1, second - comma - 1);
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), scale);
  const bool read = comma != std::string_view::npos && end.ec == std::errc{} &&
                    end.ptr == digits.data() + digits.size() && std::abs(scale) <= 38;
  if (!read || !known_width) {
    const std::string form(format);
    fail(column, {"不支持的小数格式 " + form, "unsupported decimals " + form});
  }
  return [scale](std::string& text, const ArrowArray& array, std::size_t row) {
    write_decimal(text, array.buffers[1], row, scale);
  };
}

constexpr std::int64_t seconds_a_day = 86'400;

Writer timestamps(char unit) {
  switch (unit) {
    case 's':
      return moments<std::int64_t>(seconds_a_day);
    case 'm':
      return moments<std::int64_t>(seconds_a_day * 1'000);
    case 'u':
      return moments<std::int64_t>(seconds_a_day * 1'000'000);
    case 'n':
      return moments<std::int64_t>(seconds_a_day * 1'000'000'000);
    default:
      return {};
  }
}

Writer simple_writer(std::string_view format, const std::string& column) {
  if (format == "c") return write_integer<std::int8_t>;
  if (format == "C") return write_integer<std::uint8_t>;
  if (format == "s") return write_integer<std::int16_t>;
  if (format == "S") return write_integer<std::uint16_t>;
  if (format == "i") return write_integer<std::int32_t>;
  if (format == "I") return write_integer<std::uint32_t>;
  if (format == "l") return write_integer<std::int64_t>;
  if (format == "L") return write_integer<std::uint64_t>;
  if (format == "f") return write_real<float>;
  if (format == "g") return write_real<double>;
  if (format == "b") return write_truth;
  if (format == "u") return write_text<std::int32_t>;
  if (format == "U") return write_text<std::int64_t>;
  if (format == "vu") return write_view;
  if (format == "tdD") return moments<std::int32_t>(1);
  if (format == "tdm") return moments<std::int64_t>(seconds_a_day * 1'000);
  if (format.starts_with("ts") && format.size() > 3) return timestamps(format[2]);
  if (format.starts_with("d:")) return decimals(format.substr(2), column);
  return {};
}

std::size_t buffers_of(std::string_view format) {
  if (format == "n" || format == "+s") return format == "n" ? 0 : 1;
  return format == "u" || format == "U" || format == "vu" ? 3 : 2;
}

std::int64_t code_at(const ArrowArray& array, std::string_view format, std::size_t row) {
  const void* codes = array.buffers[1];
  switch (format.front()) {
    case 'c':
      return value_at<std::int8_t>(codes, row);
    case 'C':
      return value_at<std::uint8_t>(codes, row);
    case 's':
      return value_at<std::int16_t>(codes, row);
    case 'S':
      return value_at<std::uint16_t>(codes, row);
    case 'i':
      return value_at<std::int32_t>(codes, row);
    case 'I':
      return value_at<std::uint32_t>(codes, row);
    case 'l':
      return value_at<std::int64_t>(codes, row);
    default:
      return -1;
  }
}

/// Where a column lies: children from the struct of the table down.
struct Column {
  std::string name;
  std::vector<std::size_t> path;
  const ArrowSchema* schema = nullptr;
  Writer writer;  // of the values, or of those of the dictionary
};

class ArrowText {
 public:
  explicit ArrowText(const ArrowSchema& schema) {
    if (schema.release == nullptr || schema.format == nullptr ||
        std::string_view(schema.format) != "+s") {
      throw ArrowTableError{
          {"表须是由列组成的 struct", "a table must be a struct of columns"}};
    }
    add_columns(schema, "", {});
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (c > 0) text_ += ',';
      append_cell(text_, columns_[c].name);
    }
    text_ += '\n';
  }

  void add(const ArrowArray& batch) {
    if (batch.release == nullptr || !is_whole(batch)) {
      throw ArrowTableError{{"数组已经释放、长度为负或缺少指针",
                             "an array that is released, of negative length or without "
                             "its pointers"}};
    }
    std::vector<Place> places;
    for (const Column& column : columns_) places.push_back(place_of(batch, column));
    for (std::int64_t row = 0; row < batch.length; ++row) {
      const std::size_t begin = text_.size();
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (c > 0) text_ += ',';
        write(columns_[c], places[c], static_cast<std::size_t>(row));
      }
      const auto ends = std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                   text_.end(), '\n');
      if (ends > 0) line_ends_.emplace_back(rows_, ends);
      ++rows_;
      text_ += '\n';
    }
  }

  std::string take() { return std::move(text_); }

  ArrowRows rows() const {
    ArrowRows rows;
    for (const Column& column : columns_) rows.columns.push_back(column.name);
    rows.line_ends = line_ends_;
    return rows;
  }

 private:
  /// The arrays from the table's struct down to the column's, with where they begin.
  struct Place {
    std::vector<std::pair<const ArrowArray*, std::size_t>> arrays;
  };

  void add_columns(const ArrowSchema& schema, const std::string& prefix,
                   const std::vector<std::size_t>& path) {
    if (schema.n_children > 0 && schema.children == nullptr) {
      fail(prefix, {"缺少列", "the columns are missing"});
    }
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      const ArrowSchema* child = schema.children[i];
      const bool sound = child != nullptr && child->format != nullptr;
      const std::string name =
          prefix + (sound && child->name != nullptr ? child->name : "");
      if (!sound) fail(name, {"没有格式", "without a format"});
      std::vector<std::size_t> to = path;
      to.push_back(static_cast<std::size_t>(i));
      const std::string_view format = child->format;
      if (format == "+s" && child->dictionary == nullptr) {
        if (to.size() > deepest) fail(name, {"嵌套过深", "nested too deeply"});
        add_columns(*child, name + ".", to);
      } else {
        columns_.push_back({name, std::move(to), child, writer_of(*child, name)});
      }
    }
  }

  static Writer writer_of(const ArrowSchema& schema, const std::string& name) {
    const std::string_view format = schema.format;
    if (schema.dictionary != nullptr) {
      const bool sound =
          schema.dictionary->format != nullptr && format.size() == 1 &&
          std::string_view("cCsSiIl").find(format) != std::string_view::npos;
      const Writer values =
          sound ? simple_writer(schema.dictionary->format, name) : Writer{};
      if (values) return values;
    } else if (format == "n") {
      return [](std::string&, const ArrowArray&, std::size_t) {};
    } else if (const Writer values = simple_writer(format, name)) {
      return values;
    }
    const std::string form(format);
    fail(name, {"不支持的格式 " + form + "（清单各自成表）",
                "unsupported format " + form + " (lists are tables of their own)"});
  }

  static Place place_of(const ArrowArray& batch, const Column& column) {
    Place place;
    const ArrowArray* array = &batch;
    auto begin = static_cast<std::size_t>(batch.offset);
    place.arrays.emplace_back(array, begin);
    for (const std::size_t child : column.path) {
      const bool there = static_cast<std::int64_t>(child) < array->n_children;
      const ArrowArray* next = there ? array->children[child] : nullptr;
      if (next == nullptr || !is_whole(*next) || next->length < batch.length ||
          static_cast<std::size_t>(next->length - batch.length) < begin) {
        fail(column.name, {"数组与模式不符", "the array is not as the schema says"});
      }
      array = next;
      begin += static_cast<std::size_t>(next->offset);
      place.arrays.emplace_back(array, begin);
    }
    check_buffers(*array, column);
    return place;
  }

  static void check_buffers(const ArrowArray& array, const Column& column) {
    const std::string_view format = column.schema->format;
    bool sound = static_cast<std::size_t>(array.n_buffers) >= buffers_of(format);
    const bool has_rows = array.length > 0 && buffers_of(format) >= 2;
    sound = sound && (!has_rows || array.buffers[1] != nullptr);
    const bool coded = column.schema->dictionary != nullptr;
    if (coded) {
      const ArrowArray* values = array.dictionary;
      sound = sound && values != nullptr && is_whole(*values) &&
              static_cast<std::size_t>(values->n_buffers) >=
                  buffers_of(column.schema->dictionary->format) &&
              (values->length == 0 || values->buffers[1] != nullptr);
    }
    if (!sound) fail(column.name, {"缺少缓冲区", "a buffer is missing"});
  }

  // NOLINTNEXTLINE(readability-convert-member-functions-to-static)
  void write(const Column& column, const Place& place, std::size_t row) {
    for (const auto& [array, begin] : place.arrays) {
      if (is_null(*array, begin + row)) return;
    }
    const auto& [array, begin] = place.arrays.back();
    if (column.schema->dictionary == nullptr) {
      return column.writer(text_, *array, begin + row);
    }
    const ArrowArray& values = *array->dictionary;
    const std::int64_t code = code_at(*array, column.schema->format, begin + row);
    if (code < 0 || code >= values.length) {
      fail(column.name, {"字典中没有编码 " + std::to_string(code),
                         "the dictionary has no code " + std::to_string(code)});
    }
    const auto at = static_cast<std::size_t>(code + values.offset);
    if (!is_null(values, at)) column.writer(text_, values, at);
  }

  static constexpr std::size_t deepest = 16;

  std::vector<Column> columns_;
  std::string text_;
  std::uint64_t rows_ = 0;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> line_ends_;
};

}  // namespace

// The first line has the names. A line end in the names is not counted: none is meant.
std::uint64_t ArrowRows::row_of_line(std::uint64_t line) const {
  std::uint64_t row = line < 2 ? 0 : line - 2;
  for (const auto& [broken, ends] : line_ends) {
    if (broken >= row) break;
    row -= std::min(ends, row - broken);
  }
  return row;
}

TableText arrow_table(std::string name, const ArrowSchema& schema,
                      std::span<const ArrowArray* const> batches, ArrowRows* rows) {
  ArrowText text(schema);
  for (const ArrowArray* batch : batches) text.add(*batch);
  if (rows != nullptr) *rows = text.rows();
  return TableText::in_memory(std::move(name), text.take());
}

}  // namespace jiangbu
