// What must hold of a file before it is parsed; see check_source.hpp.
#include "document/check_source.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

/// yaml-cpp counts bytes in int.
constexpr std::size_t most_bytes = std::numeric_limits<std::int32_t>::max() - 16;

Span span_at(FileId file, std::size_t begin, std::size_t size) {
  return {file, static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(begin + size)};
}

/// Whether a valid character of YAML text begins here.
bool is_allowed(std::string_view text, std::size_t at, char32_t code_point) {
  if (code_point == U'\t' || code_point == U'\n' || code_point == 0x85) return true;
  // yaml-cpp does not end a line at a lone carriage return, as YAML would.
  if (code_point == U'\r') return at + 1 < text.size() && text[at + 1] == '\n';
  return code_point >= 0x20 && !(code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace

std::size_t byte_order_mark_size(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

bool check_size_and_encoding(const SourceFile& source, FileId file,
                             Diagnostics& diagnostics, const ReadLimits& limits) {
  const std::string_view text = source.text();
  const std::size_t limit = std::min(limits.max_bytes, most_bytes);
  if (text.size() > limit) {
    diagnostics.error(Code::document_too_large, span_at(file, 0, 0),
                      {std::to_string(text.size()), std::to_string(limit)});
    return false;
  }
  const auto bad = find_invalid_utf8(text);
  if (!bad) return true;
  const auto byte = static_cast<unsigned char>(text[*bad]);
  Diagnostic& diagnostic =
      diagnostics.error(Code::document_invalid_utf8, span_at(file, *bad, 1),
                        {std::to_string(*bad), fmt::format("0x{:02X}", byte)});
  diagnostic.help = {"请将文件另存为 UTF-8 编码（它可能是 GBK 或 UTF-16）",
                     "save the file as UTF-8 (it may be GBK or UTF-16)"};
  return false;
}

bool check_control_characters(const SourceFile& source, FileId file,
                              Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    if (!is_allowed(text, at, character.code_point)) {
      add_control_character(diagnostics, span_at(file, at, character.length),
                            character.code_point);
      return false;
    }
    at += character.length;
  }
  return true;
}

void add_control_character(Diagnostics& diagnostics, Span span, char32_t code_point) {
  const auto value = static_cast<std::uint32_t>(code_point);
  diagnostics.error(Code::document_control_character, span,
                    {fmt::format("U+{:04X}", value)});
}

void add_too_deep(Diagnostics& diagnostics, Span span, const ReadLimits& limits) {
  diagnostics.error(Code::document_too_deep, span, {std::to_string(depth_limit(limits))});
}

std::size_t depth_limit(const ReadLimits& limits) {
  return std::min(limits.max_depth, deepest_limit);
}

}  // namespace jiangbu
