// Source texts and places in them; see source.hpp.
#include "diagnostics/source.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Offset of the character that holds the byte; of the byte itself when it belongs to
/// none.
std::size_t begin_of_character(std::string_view text, std::size_t offset) {
  if (offset >= text.size() || !is_continuation(text[offset])) return offset;
  std::size_t lead = offset;
  while (lead > 0 && offset - lead < 3 && is_continuation(text[lead])) --lead;
  return lead + decode_utf8(text, lead).length > offset ? lead : offset;
}

}  // namespace

Span join(Span first, Span second) {
  if (!first.is_place()) return second;
  if (!second.is_place() || first.file != second.file) return first;
  return {first.file, std::min(first.begin, second.begin),
          std::max(first.end, second.end)};
}

SourceFile::SourceFile(std::string name, std::string text, std::uint32_t first_line)
    : name_(std::move(name)), text_(std::move(text)), first_line_(first_line) {
  line_begins_.push_back(text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos;
       at = text_.find('\n', at + 1)) {
    line_begins_.push_back(at + 1);
  }
}

LineColumn SourceFile::line_column(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  offset = begin_of_character(text_, offset);
  const auto behind =
      std::upper_bound(line_begins_.begin() + 1, line_begins_.end(), offset);
  const std::size_t begin = std::min(*(behind - 1), offset);
  // Continuation bytes are left out of the count, which makes it one of characters.
  const auto first = text_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = text_.begin() + static_cast<std::ptrdiff_t>(offset);
  const auto characters =
      std::count_if(first, last, [](char byte) { return !is_continuation(byte); });
  const auto line = static_cast<std::uint32_t>(behind - line_begins_.begin());
  return {line + first_line_ - 1, static_cast<std::uint32_t>(characters) + 1};
}

std::size_t SourceFile::line_begin(std::uint32_t line) const {
  assert(line >= first_line_);
  line -= first_line_ - 1;
  return line > line_begins_.size() ? text_.size() : line_begins_[line - 1];
}

std::string_view SourceFile::line_text(std::uint32_t line) const {
  if (line < first_line_ || line - first_line_ >= line_begins_.size()) return {};
  const std::size_t begin = line_begin(line);
  const std::size_t next = line - first_line_ + std::size_t{1};
  const std::size_t end =
      next < line_begins_.size() ? line_begins_[next] - 1 : text_.size();
  std::string_view whole = std::string_view(text_).substr(begin, end - begin);
  if (whole.ends_with('\r')) whole.remove_suffix(1);
  return whole;
}

FileId SourceMap::add(std::string name, std::string text, std::uint32_t first_line) {
  files_.emplace_back(std::move(name), std::move(text), first_line);
  return static_cast<FileId>(files_.size() - 1);
}

const SourceFile& SourceMap::file(FileId id) const {
  assert(contains(id));
  return files_[id];
}

std::string_view SourceMap::text(Span span) const {
  if (!contains(span.file)) return {};
  const std::string_view whole = files_[span.file].text();
  if (span.begin >= whole.size() || span.end <= span.begin) return {};
  return whole.substr(span.begin, span.end - span.begin);
}

}  // namespace jiangbu
