// Lines of text within a width of terminal cells; see page.hpp.
#include "report/page.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

constexpr std::u32string_view never_first = U"，。、；：？！）》】」』”’…–—,.;:!?)]}%";
constexpr std::u32string_view never_last = U"（《【「『“‘–—([{+-#";
constexpr std::u32string_view opening_brackets = U"（《【「『“‘";
constexpr std::u32string_view myriad_units = U"万亿";
constexpr std::u32string_view money_units = U"亿元";
constexpr std::u32string_view comparisons = U"=<>≥≤≠";
// A row leaves at least so many cells to its text, and two thirds of the page.
constexpr int least_text_width = 20;
constexpr int row_gap = 2;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool may_break(char32_t before, char32_t after) {
  if (display_width(before) < 2 && display_width(after) < 2) return false;
  if (never_first.find(after) != std::u32string_view::npos) return false;
  if (never_last.find(before) != std::u32string_view::npos) return false;
  if (myriad_units.find(before) != std::u32string_view::npos &&
      money_units.find(after) != std::u32string_view::npos) {
    return false;
  }
  return !is_digit(before) || opening_brackets.find(after) != std::u32string_view::npos;
}

/// A piece that stays together, and the blanks before it.
struct Piece {
  std::string text;
  std::string blanks;
};

bool is_blank(char32_t c) { return c == U' ' || c < 0x20 || (c >= 0x7F && c < 0xA0); }

std::vector<Piece> split_pieces(std::string_view text) {
  std::vector<Piece> pieces;
  std::string blanks;
  constexpr char32_t nothing = 0;
  char32_t before = nothing;
  for (const char32_t character : decode_utf8(text)) {
    if (is_blank(character)) {
      // A sign keeps its right side, and so does a currency: no line begins with a lonely
      // figure.
      const bool sign = comparisons.find(before) != std::u32string_view::npos;
      if (before != nothing && (sign || pieces.back().text.ends_with("CNY"))) {
        pieces.back().text += ' ';
        continue;
      }
      blanks += ' ';
      before = nothing;
      continue;
    }
    if (before == nothing || may_break(before, character)) {
      pieces.push_back({{}, std::exchange(blanks, {})});
    }
    append_utf8(pieces.back().text, character);
    before = character;
  }
  return pieces;
}

/// Fills lines one after another.
class LineFiller {
 public:
  LineFiller(int first_width, int width) : room_(first_width), width_(width) {}

  void add(const Piece& piece) {
    const int blanks = lines_.back().empty() ? 0 : static_cast<int>(piece.blanks.size());
    if (used_ + blanks + display_width(piece.text) <= room_) {
      return append(piece.blanks.substr(0, static_cast<std::size_t>(blanks)) +
                    piece.text);
    }
    if (!lines_.back().empty()) new_line();
    if (display_width(piece.text) <= room_) return append(piece.text);
    for (const char32_t character : decode_utf8(piece.text)) add_cut(character);
  }

  std::vector<std::string> take() { return std::move(lines_); }

 private:
  void append(const std::string& text) {
    lines_.back() += text;
    used_ += display_width(text);
  }

  void add_cut(char32_t character) {
    if (used_ > 0 && used_ + display_width(character) > room_) new_line();
    append_utf8(lines_.back(), character);
    used_ += display_width(character);
  }

  void new_line() {
    lines_.emplace_back();
    used_ = 0;
    room_ = width_;
  }

  std::vector<std::string> lines_{std::string()};
  int used_ = 0;
  int room_;
  int width_;
};

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

std::string pad(const std::string& cell, int width, bool right) {
  const std::string padding = spaces(width - display_width(cell));
  return right ? padding + cell : cell + padding;
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, int first_width, int width) {
  LineFiller filler(first_width, width);
  for (const Piece& piece : split_pieces(text)) filler.add(piece);
  return filler.take();
}

void Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void Page::paragraph(int indent, int hanging, std::string_view text) {
  int at = indent;
  for (const std::string& line : wrap(text, width_ - indent, width_ - hanging)) {
    if (!line.empty()) out_ += spaces(at) + line;
    out_ += '\n';
    at = hanging;
  }
}

void Page::bullet(int indent, std::string_view text) {
  paragraph(indent, indent + 2, "- " + std::string(text));
}

int Page::row_text_indent(int indent, int cell_width) const {
  const int beside = indent + cell_width + row_gap;
  const bool narrow = cell_width > width_ / 3 || width_ - beside < least_text_width;
  return !narrow ? beside : indent + row_gap;
}

void Page::row(int indent, std::string_view cell, int cell_width, std::string_view text) {
  const int text_indent = row_text_indent(indent, cell_width);
  if (text_indent == indent + row_gap) {
    paragraph(indent, cell);
    return paragraph(text_indent, text);
  }
  beside(spaces(indent) + pad(std::string(cell), cell_width, true), text_indent, text);
}

void Page::beside(std::string lead, int text_indent, std::string_view text) {
  for (const std::string& line : wrap(text, width_ - text_indent, width_ - text_indent)) {
    out_ += line.empty() ? lead : lead + spaces(text_indent - display_width(lead)) + line;
    out_ += '\n';
    lead.clear();
  }
}

void Page::table(int indent, const std::vector<std::vector<std::string>>& rows,
                 std::size_t right) {
  if (rows.empty()) return;
  std::vector<int> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  for (const auto& row : rows) {
    std::string lead;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      lead += pad(row[i], widths[i], i == right) + spaces(row_gap);
    }
    const int lead_width = display_width(lead);
    if (row.back().empty() || width_ - indent - lead_width < least_text_width) {
      lead.erase(lead.find_last_not_of(' ') + 1);
      paragraph(indent, indent + row_gap, lead);
      if (!row.back().empty()) paragraph(indent + row_gap, row.back());
    } else {
      beside(spaces(indent) + lead.substr(0, lead.size() - row_gap), indent + lead_width,
             row.back());
    }
  }
}

std::string Page::take() { return std::exchange(out_, {}); }

int widest(const std::vector<std::string>& texts) {
  int width = 0;
  for (const std::string& text : texts) width = std::max(width, display_width(text));
  return width;
}

}  // namespace jiangbu
