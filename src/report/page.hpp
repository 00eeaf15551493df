// Lines of text within a width of terminal cells.
// In: texts, indents. Out: wrapped and aligned lines. Never: knows what they mean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jiangbu {

/// Breaks `text` into lines: the first at most `first_width` cells, the rest `width`.
/// English breaks at blanks; Chinese between any two characters, but no line begins with
/// closing or ends with opening punctuation, and no number is parted from its unit.
/// What cannot be broken and is too long is cut. Control characters become blanks.
/// Empty text gives one empty line.
std::vector<std::string> wrap(std::string_view text, int first_width, int width);

/// A page being written from top to bottom.
class Page {
 public:
  explicit Page(int width) : width_(width) {}

  int width() const { return width_; }

  /// An empty line, unless one was just written or nothing was.
  void blank();

  /// A paragraph; its first line begins at cell `indent`, the others at `hanging`.
  void paragraph(int indent, int hanging, std::string_view text);
  void paragraph(int indent, std::string_view text) { paragraph(indent, indent, text); }

  /// "- text", the further lines under the text.
  void bullet(int indent, std::string_view text);

  /// `cell` right-aligned in `cell_width` cells, and `text` wrapped to its right. Where
  /// the cell would take more than a third of the page, the text goes below.
  void row(int indent, std::string_view cell, int cell_width, std::string_view text);

  /// Where the text of such a row begins.
  int row_text_indent(int indent, int cell_width) const;

  /// A table with its columns aligned: left, but right where `right` names the column.
  /// The last column wraps.
  void table(int indent, const std::vector<std::vector<std::string>>& rows,
             std::size_t right);

  std::string take();

 private:
  /// `lead`, and `text` wrapped from cell `text_indent` on.
  void beside(std::string lead, int text_indent, std::string_view text);

  int width_;
  std::string out_;
};

/// Cells of the widest of `texts`, at least 0.
int widest(const std::vector<std::string>& texts);

}  // namespace jiangbu
