// A streaming writer of JSON; see json_writer.hpp.
#include "report/json_writer.hpp"

#include <cassert>
#include <utility>

#include "diagnostics/json_text.hpp"

namespace jiangbu {

void JsonWriter::key(std::string_view name) {
  assert(!has_members_.empty() && !after_key_);
  begin_value();
  append_json_string(out_, name);
  out_ += form_ == Form::indented ? ": " : ":";
  after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  begin_value();
  append_json_string(out_, text);
}

void JsonWriter::number(std::string_view text) {
  assert(!text.empty());
  begin_value();
  out_ += text;
}

void JsonWriter::number(std::int64_t value) { number(std::to_string(value)); }

void JsonWriter::boolean(bool value) {
  begin_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  begin_value();
  out_ += "null";
}

std::string JsonWriter::take() {
  assert(has_members_.empty() && !after_key_);
  if (form_ == Form::indented) out_ += '\n';
  return std::exchange(out_, {});
}

void JsonWriter::open(char bracket) {
  begin_value();
  out_ += bracket;
  has_members_.push_back(false);
}

void JsonWriter::close(char bracket) {
  assert(!has_members_.empty() && !after_key_);
  const bool had_members = has_members_.back();
  has_members_.pop_back();
  if (had_members) new_line();
  out_ += bracket;
}

/// What stands before a value: nothing behind its key, else a comma and a new line.
void JsonWriter::begin_value() {
  if (std::exchange(after_key_, false) || has_members_.empty()) return;
  if (has_members_.back()) out_ += ',';
  has_members_.back() = true;
  new_line();
}

void JsonWriter::new_line() {
  if (form_ == Form::compact) return;
  out_ += '\n';
  out_.append(2 * has_members_.size(), ' ');
}

}  // namespace jiangbu
