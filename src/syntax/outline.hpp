// Indented lines, for dumps of trees.
// In: lines and levels. Out: text. Never: knows what the lines say.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace jiangbu {

/// Lines of text, two blanks a level. Every open() is answered by a close().
class Outline {
 public:
  void line(std::string_view text) {
    out_.append(2 * depth_, ' ').append(text).append("\n");
  }

  /// A line whose following ones are one level deeper, until close().
  void open(std::string_view text) {
    line(text);
    ++depth_;
  }

  void close() { --depth_; }

  /// The text; the outline is empty afterwards.
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace jiangbu
