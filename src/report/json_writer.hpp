// A streaming writer of JSON whose bytes depend on nothing but the calls.
// In: begin, key, value, end, in order. Out: JSON text. Never: floating point, sorting.
//
// Own code, because numbers must stay exact decimals and the order of keys must be the
// order of the calls; a JSON library would turn numbers into doubles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// Calls must form one value: a key before every member of an object, every begin ended.
/// Anything else is a programmer's error (asserted). One thread at a time.
class JsonWriter {
 public:
  enum class Form : std::uint8_t {
    compact,   ///< no blanks, no line ends
    indented,  ///< two blanks a level, one member a line, a line end at the end
  };

  explicit JsonWriter(Form form) : form_(form) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  /// The name of the next member. The writer does not check for duplicates.
  void key(std::string_view name);

  void string(std::string_view text);
  /// A number exactly as written; `text` must be a number by JSON's grammar.
  void number(std::string_view text);
  void number(std::int64_t value);
  void boolean(bool value);
  void null();

  /// The text; the writer is empty afterwards. Everything begun must be ended.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void begin_value();
  void new_line();

  Form form_;
  std::string out_;
  /// One entry for each open object or array: whether it has a member already.
  std::vector<bool> has_members_;
  bool after_key_ = false;
};

}  // namespace jiangbu
