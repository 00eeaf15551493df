#include "read/arrow_structs.hpp"

#include <algorithm>
#include <limits>

namespace jiangbu {

namespace {

constexpr std::size_t deepest = 16;  // structs, or dictionaries, within each other
constexpr std::uint64_t most_rows = (std::uint64_t{1} << 31U) - 1;  // fewer than these

[[noreturn]] void fail(const std::string& column, const Bilingual& why) {
  throw ArrowTableError{
      {"列 " + column + "：" + why.zh, "column " + column + ": " + why.en}};
}

/// Whether pointers are there where the counts say that something is.
bool is_whole(const ArrowArray& array) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  return array.release != nullptr && array.offset >= 0 && array.length >= 0 &&
         array.offset <= most - array.length && array.n_buffers >= 0 &&
         (array.n_buffers == 0 || array.buffers != nullptr) &&
         (array.n_children <= 0 || array.children != nullptr);
}

bool has_buffers(const ArrowArray& array, const ArrowFormat& format) {
  if (array.n_buffers < format.buffers()) return false;
  const bool has_nulls = array.null_count > 0 && format.kind != ArrowFormat::Kind::none;
  if (has_nulls && (array.n_buffers == 0 || array.buffers[0] == nullptr)) return false;
  return array.length == 0 || format.buffers() < 2 || array.buffers[1] != nullptr;
}

/// The format of a column, and those of its dictionaries.
std::vector<ArrowFormat> formats_of(const ArrowSchema& schema, const std::string& name) {
  std::vector<ArrowFormat> formats;
  for (const ArrowSchema* at = &schema; at != nullptr; at = at->dictionary) {
    const std::string form = at->format == nullptr ? "" : at->format;
    const auto format = arrow_format(form);
    const bool coded = at->dictionary != nullptr;
    if (!format || (coded && !format->is_integer()) || formats.size() == deepest) {
      if (form.starts_with("d:"))
        fail(name, {"不支持的小数格式 " + form.substr(2),
                    "unsupported decimals " + form.substr(2)});
      fail(name, {"不支持的格式 " + form + "（清单各自成表）",
                  "unsupported format " + form + " (lists are tables of their own)"});
    }
    formats.push_back(*format);
  }
  return formats;
}

}  // namespace

bool ArrowCells::is_null(std::size_t row) const {
  return std::ranges::any_of(validity_, [row](const Bits& valid) {
    return !bit_at(valid.bits, valid.begin + row);
  });
}

bool ArrowCells::is_empty(std::size_t row) const {
  if (format_->kind == ArrowFormat::Kind::none || is_null(row)) return true;
  if (is_coded()) return dictionary_->is_empty(code(row));
  return format_->is_text() && text(row).empty();
}

void ArrowCells::append_text(std::string& text, std::size_t row) const {
  if (is_null(row)) return;
  if (is_coded()) return dictionary_->append_text(text, code(row));
  append_value(text, *format_, *array_, begin_ + row);
}

std::size_t ArrowCells::code(std::size_t row) const {
  return with_integer(*format_, [&](auto integer) -> std::size_t {
    const auto code = value_at<decltype(integer)>(array_->buffers[1], begin_ + row);
    if (code < 0 || static_cast<std::uint64_t>(code) >= dictionary_->size()) {
      const std::string number = std::to_string(static_cast<std::int64_t>(code));
      fail(*column_,
           {"字典中没有编码 " + number, "the dictionary has no code " + number});
    }
    return static_cast<std::size_t>(code);
  });
}

std::uint64_t ArrowCells::bytes() const {
  std::uint64_t bytes = validity_.size() * (size_ / 8 + 1);
  if (size_ == 0) return bytes;
  if (format_->kind == ArrowFormat::Kind::truth) bytes += size_ / 8 + 1;
  bytes += std::uint64_t{format_->width} * size_;
  for (std::size_t row = 0; format_->is_text() && row < size_; ++row) {
    if (!is_null(row)) bytes += text(row).size();
  }
  return is_coded() ? bytes + dictionary_->bytes() : bytes;
}

std::uint64_t ArrowStructs::bytes() const {
  std::uint64_t bytes = 0;
  for (const std::vector<ArrowCells>& batch : batches_) {
    for (const ArrowCells& column : batch) bytes += column.bytes();
  }
  return bytes;
}

ArrowStructs::ArrowStructs(const ArrowSchema& schema,
                           std::span<const ArrowArray* const> batches) {
  if (schema.release == nullptr || schema.format == nullptr ||
      std::string_view(schema.format) != "+s") {
    throw ArrowTableError{
        {"表须是由列组成的 struct", "a table must be a struct of columns"}};
  }
  add_columns(schema, "", {});
  children_ = schema.n_children;
  for (const ArrowArray* batch : batches) add_batch(*batch);
}

void ArrowStructs::add_columns(const ArrowSchema& schema, const std::string& prefix,
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
    if (std::string_view(child->format) == "+s" && child->dictionary == nullptr) {
      if (to.size() > deepest) fail(name, {"嵌套过深", "nested too deeply"});
      add_columns(*child, name + ".", to);
    } else {
      columns_.push_back({std::move(to), formats_of(*child, name)});
      names_.push_back(name);
    }
  }
}

void ArrowStructs::add_batch(const ArrowArray& batch) {
  if (!is_whole(batch)) {
    throw ArrowTableError{{"数组已经释放、长度为负或缺少指针",
                           "an array that is released, of negative length or without "
                           "its pointers"}};
  }
  if (static_cast<std::uint64_t>(batch.length) >= most_rows - rows()) {
    throw ArrowTableError{{"表的行数超过 2^31", "a table has more than 2^31 rows"}};
  }
  if (batch.n_children != children_) {
    throw ArrowTableError{
        {"数组的列数与模式不符", "an array has other columns than its schema"}};
  }
  std::vector<ArrowCells>& cells = batches_.emplace_back();
  for (std::size_t c = 0; c < columns_.size(); ++c) cells.push_back(find_cells(batch, c));
  firsts_.push_back(firsts_.back() + static_cast<std::uint64_t>(batch.length));
}

ArrowCells ArrowStructs::find_cells(const ArrowArray& batch, std::size_t column) const {
  const std::string& name = names_[column];
  const ArrowArray* array = &batch;
  auto begin = static_cast<std::size_t>(batch.offset);
  ArrowCells cells;
  const auto add_validity = [&] {
    const bool given = array->n_buffers > 0 && array->buffers[0] != nullptr;
    if (given) cells.validity_.push_back({array->buffers[0], begin});
  };
  add_validity();
  for (const std::size_t child : columns_[column].path) {
    const bool there = static_cast<std::int64_t>(child) < array->n_children;
    const ArrowArray* next = there ? array->children[child] : nullptr;
    if (next == nullptr || !is_whole(*next) || next->length < batch.length ||
        static_cast<std::size_t>(next->length - batch.length) < begin) {
      fail(name, {"数组与模式不符", "the array is not as the schema says"});
    }
    array = next;
    begin += static_cast<std::size_t>(next->offset);
    add_validity();
  }
  cells.begin_ = begin;
  cells.size_ = static_cast<std::size_t>(batch.length);
  // Each dictionary belongs to what came before.
  ArrowCells* of = &cells;
  for (const ArrowFormat& format : columns_[column].formats) {
    if (&format != columns_[column].formats.data()) {
      array = array->dictionary;
      const bool there = array != nullptr && is_whole(*array);
      if (!there) fail(name, {"缺少缓冲区", "a buffer is missing"});
      auto values = std::make_shared<ArrowCells>();
      values->begin_ = static_cast<std::size_t>(array->offset);
      values->size_ = static_cast<std::size_t>(array->length);
      if (array->n_buffers > 0 && array->buffers[0] != nullptr)
        values->validity_.push_back({array->buffers[0], values->begin_});
      ArrowCells* const next = values.get();
      of->dictionary_ = std::move(values);
      of = next;
    }
    if (!has_buffers(*array, format)) fail(name, {"缺少缓冲区", "a buffer is missing"});
    of->column_ = &name;
    of->format_ = &format;
    of->array_ = array;
  }
  return cells;
}

std::string ArrowStructs::header() const {
  std::string text;
  for (std::size_t c = 0; c < names_.size(); ++c) {
    if (c > 0) text += ',';
    append_cell(text, names_[c]);
  }
  return text + '\n';
}

void ArrowStructs::write_row(std::uint64_t row, std::string& text,
                             CsvRecord& record) const {
  const auto behind = std::upper_bound(firsts_.begin(), firsts_.end(), row);
  const auto batch = static_cast<std::size_t>(behind - firsts_.begin()) - 1;
  record = CsvRecord();
  record.unquoted.resize(names_.size());
  text.clear();
  for (std::size_t c = 0; c < names_.size(); ++c) {
    if (c > 0) text += ',';
    std::string& cell = record.unquoted[c];
    cells(batch, c).append_text(cell, static_cast<std::size_t>(row - firsts_[batch]));
    const auto begin = static_cast<std::uint32_t>(text.size());
    append_cell(text, cell);
    record.cells.push_back({cell, begin, static_cast<std::uint32_t>(text.size())});
  }
  text += '\n';
  record.length = static_cast<std::uint32_t>(text.size());
  record.newlines = 1;
}

TableText arrow_table(std::string name, const ArrowSchema& schema,
                      std::span<const ArrowArray* const> batches) {
  return TableText::of_columns(std::move(name),
                               std::make_shared<const ArrowStructs>(schema, batches));
}

}  // namespace jiangbu
