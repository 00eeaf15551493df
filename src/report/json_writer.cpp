// A streaming writer of JSON; see json_writer.hpp.
#include "report/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "diagnostics/json_text.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t first_room = 16'384;

}  // namespace

void JsonWriter::key(std::string_view name) {
  assert(depth_ > 0 && !is_after_key());
  string(name);
  put(form_ == Form::indented ? std::string_view(": ") : std::string_view(":"));
}

void JsonWriter::string(std::string_view text) {
  begin_value();
  make_room(json_string_room(text.size()));
  char* const begin = out_.data() + size_;
  size_ += static_cast<std::size_t>(write_json_string(begin, text) - begin);
}

void JsonWriter::number(std::int64_t value) {
  begin_value();
  constexpr std::size_t longest = 20;
  make_room(longest);
  char* const begin = out_.data() + size_;
  const auto written = std::to_chars(begin, begin + longest, value);
  size_ += static_cast<std::size_t>(written.ptr - begin);
}

std::string JsonWriter::take() {
  assert(depth_ == 0 && !is_after_key());
  if (form_ == Form::indented) put('\n');
  out_.resize(std::exchange(size_, 0));
  return std::exchange(out_, {});
}

void JsonWriter::indent() {
  put('\n');
  make_room(2 * depth_);
  std::memset(out_.data() + size_, ' ', 2 * depth_);
  size_ += 2 * depth_;
}

void JsonWriter::grow(std::size_t bytes) {
  out_.resize(std::max({first_room, 2 * out_.size(), size_ + bytes}));
}

}  // namespace jiangbu
