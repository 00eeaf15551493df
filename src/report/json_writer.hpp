// A streaming writer of JSON whose bytes depend on nothing but the calls.
// In: begin, key, value, end, in order. Out: JSON text. Never: floating point, sorting.
//
// Own code, because numbers must stay exact decimals and the order of keys must be the
// order of the calls; a JSON library would turn numbers into doubles.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace jiangbu {

/// The name of a member, written out in the program: it needs no escapes.
class JsonKey {
 public:
  consteval JsonKey(const char* literal)  // NOLINT(google-explicit-constructor)
      : text_(literal) {
    for (const char character : text_) {
      const bool plain = character >= 'a' && character <= 'z';
      if (!plain && character != '_') throw "a key is lower case letters and _";
    }
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Calls must form one value: a key before every member of an object, every begin ended.
/// Anything else is a programmer's error (asserted). One thread at a time.
class JsonWriter {
 public:
  enum class Form : std::uint8_t {
    compact,   ///< no blanks, no line ends
    indented,  ///< two blanks a level, one member a line, a line end at the end
  };

  /// What becomes of members without content, where a form's parts are written.
  enum class Empty : std::uint8_t { left_out, written };

  explicit JsonWriter(Form form, Empty empty = Empty::left_out)
      : form_(form), empty_(empty) {}

  /// Whether a member without content is to be left out.
  bool leaves_out(bool without_content) const {
    return without_content && empty_ == Empty::left_out;
  }

  void begin_object() { open('{'); }
  void end_object() { close('}', '{'); }
  void begin_array() { open('['); }
  void end_array() { close(']', '['); }

  /// The name of the next member. The writer does not check for duplicates.
  void key(std::string_view name);
  void known_key(JsonKey key) {
    assert(depth_ > 0 && !is_after_key());
    begin_value();
    const std::string_view name = key.text();
    make_room(name.size() + 4);
    char* end = out_.data() + size_;
    *end++ = '"';
    std::memcpy(end, name.data(), name.size());
    end += name.size();
    *end++ = '"';
    *end++ = ':';
    if (form_ == Form::indented) *end++ = ' ';
    size_ = static_cast<std::size_t>(end - out_.data());
  }

  void string(std::string_view text);
  /// A number exactly as written; `text` must be a number by JSON's grammar.
  void number(std::string_view text) {
    assert(!text.empty());
    begin_value();
    put(text);
  }
  void number(std::int64_t value);
  void boolean(bool value) {
    begin_value();
    put(value ? std::string_view("true") : std::string_view("false"));
  }
  void null() {
    begin_value();
    put("null");
  }

  /// The text; the writer is empty afterwards. Everything begun must be ended.
  std::string take();

 private:
  void open(char bracket) {
    begin_value();
    put(bracket);
    ++depth_;
  }
  void close(char bracket, char opening) {
    assert(depth_ > 0 && !is_after_key());
    --depth_;
    if (last() != opening) new_line();
    put(bracket);
  }
  // Strings end in a quote, so what else ends the text tells where it stands.
  char last() const { return size_ == 0 ? '\0' : out_[size_ - 1]; }
  bool is_after_key() const { return last() == ':' || last() == ' '; }
  /// What stands before a value: nothing behind its key, else a comma and a new line.
  void begin_value() {
    if (size_ == 0 || is_after_key()) return;
    if (last() != '{' && last() != '[') put(',');
    new_line();
  }
  void new_line() {
    if (form_ == Form::indented) indent();
  }
  void indent();
  /// Room for so many bytes more.
  void make_room(std::size_t bytes) {
    if (out_.size() - size_ < bytes) grow(bytes);
  }
  void grow(std::size_t bytes);
  void put(char character) {
    make_room(1);
    out_[size_++] = character;
  }
  void put(std::string_view text) {
    make_room(text.size());
    std::memcpy(out_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }

  Form form_;
  Empty empty_;
  std::string out_;  // as long as there is room; `size_` bytes of it are written
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace jiangbu
