// JSON (RFC 8259, strictly) to a tree with spans.
// In: a file. Out: the tree, or one syntax error. Never: accepts what is not JSON.
//
// Written here because Boost.JSON gives no places, and a wrong fact must be shown with
// its line and column.
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "diagnostics/display_width.hpp"
#include "document/check_source.hpp"
#include "document/read_document.hpp"
#include "document/text_segments.hpp"
#include "document/tree_builder.hpp"

namespace jiangbu {

namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_word_character(char character) {
  return is_digit(character) || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || character == '_' || character == '+' ||
         character == '-' || character == '.';
}

bool is_json_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto skip_digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - begin;
  };
  const bool begins_with_zero = text.substr(at).starts_with('0');
  const std::size_t whole = skip_digits();
  if (whole == 0 || (begins_with_zero && whole > 1)) return false;
  if (text.substr(at).starts_with('.') && (++at, skip_digits() == 0)) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (skip_digits() == 0) return false;
  }
  return at == text.size();
}

/// Value of the four hexadecimal digits at `at`; nothing when they are not four.
std::optional<char32_t> read_hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  char32_t value = 0;
  for (const char digit : text.substr(at, 4)) {
    const char lower = static_cast<char>(digit | 0x20);
    if (is_digit(digit)) {
      value = value * 16 + static_cast<char32_t>(digit - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value * 16 + static_cast<char32_t>(lower - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

/// One pass over one text. Every step returns false once an error has been added.
class JsonReader {
 public:
  JsonReader(std::string_view text, FileId file, Diagnostics& diagnostics,
             const ReadLimits& limits)
      : text_(text),
        at_(byte_order_mark_size(text)),
        file_(file),
        diagnostics_(diagnostics),
        tree_(diagnostics, limits) {}

  std::optional<Node> read();

 private:
  bool read_value();
  bool read_collection(NodeKind kind);
  bool read_member();
  bool read_string();
  bool read_escape(Node& string, SegmentBuilder& segments);
  bool read_unicode_escape(Node& string, SegmentBuilder& segments);
  bool read_word();

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool is_at_end() const { return at_ >= text_.size(); }
  void skip_blanks();
  Span span_at(std::size_t begin, std::size_t end) const;
  bool fail_expected(const char* zh, const char* en);
  bool fail_escape(std::size_t size);

  std::string_view text_;
  std::size_t at_;
  FileId file_;
  Diagnostics& diagnostics_;
  TreeBuilder tree_;
};

void JsonReader::skip_blanks() {
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
}

Span JsonReader::span_at(std::size_t begin, std::size_t end) const {
  end = std::min(end, text_.size());
  return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// The error that something else stands here, or that the text ends.
bool JsonReader::fail_expected(const char* zh, const char* en) {
  if (is_at_end()) {
    Diagnostic& diagnostic =
        diagnostics_.error(Code::document_unexpected_end, span_at(at_, at_),
                           {std::string("应为") + zh, std::string("expected ") + en});
    if (tree_.in_collection()) {
      const std::size_t begin = tree_.innermost().span.begin;
      diagnostic.labels.push_back(
          {span_at(begin, begin + 1), {"这里还没有闭合", "this is still open"}});
    }
    return false;
  }
  const std::size_t size = decode_utf8(text_, at_).length;
  diagnostics_.error(Code::document_json_syntax, span_at(at_, at_ + size),
                     {zh, en, fmt::format("'{}'", text_.substr(at_, size))});
  return false;
}

bool JsonReader::fail_escape(std::size_t size) {
  if (at_ + size > text_.size()) {
    at_ = text_.size();
    return fail_expected("字符串的其余部分和“\"”", "the rest of the string and '\"'");
  }
  while (at_ + size < text_.size() && (text_[at_ + size] & 0xC0) == 0x80) ++size;
  diagnostics_.error(Code::document_json_escape, span_at(at_, at_ + size),
                     {std::string(text_.substr(at_, size))});
  return false;
}

std::optional<Node> JsonReader::read() {
  skip_blanks();
  if (is_at_end()) {
    diagnostics_.error(Code::document_empty, span_at(at_, at_));
    return std::nullopt;
  }
  if (!read_value()) return std::nullopt;
  skip_blanks();
  if (!is_at_end()) {
    diagnostics_.error(Code::document_trailing, span_at(at_, at_ + 1));
    return std::nullopt;
  }
  return tree_.take_root();
}

bool JsonReader::read_value() {
  skip_blanks();
  switch (peek()) {
    case '{':
      return read_collection(NodeKind::mapping);
    case '[':
      return read_collection(NodeKind::sequence);
    case '"':
      return read_string();
    default:
      return read_word();
  }
}

bool JsonReader::read_collection(NodeKind kind) {
  const bool is_mapping = kind == NodeKind::mapping;
  const char bracket = is_mapping ? '}' : ']';
  Node collection;
  collection.kind = kind;
  collection.span = span_at(at_, at_ + 1);
  if (!tree_.open(std::move(collection))) return false;
  ++at_;
  skip_blanks();
  while (peek() != bracket) {
    if (!(is_mapping ? read_member() : read_value())) return false;
    skip_blanks();
    if (peek() == bracket) break;
    if (peek() != ',') {
      return is_mapping ? fail_expected("“,”或“}”", "',' or '}'")
                        : fail_expected("“,”或“]”", "',' or ']'");
    }
    ++at_;
    skip_blanks();
    if (peek() == bracket) {
      return is_mapping ? fail_expected("键", "a key") : fail_expected("值", "a value");
    }
  }
  ++at_;
  tree_.close(at_);
  return true;
}

bool JsonReader::read_member() {
  if (peek() != '"') return fail_expected("双引号中的键", "a key in double quotes");
  if (!read_string()) return false;
  skip_blanks();
  if (peek() != ':') return fail_expected("“:”", "':'");
  ++at_;
  return read_value();
}

bool JsonReader::read_string() {
  Node string;
  string.kind = NodeKind::scalar;
  string.style = ScalarStyle::double_quoted;
  const std::size_t begin = at_++;
  SegmentBuilder segments(at_);
  while (peek() != '"') {
    if (is_at_end()) return fail_expected("“\"”", "'\"'");
    if (peek() == '\\') {
      if (!read_escape(string, segments)) return false;
      continue;
    }
    if (static_cast<unsigned char>(peek()) < 0x20) {
      const auto code_point = static_cast<unsigned char>(peek());
      add_control_character(diagnostics_, span_at(at_, at_ + 1), code_point);
      return false;
    }
    string.text += text_[at_++];
    segments.copy(1);
  }
  ++at_;
  string.span = span_at(begin, at_);
  segments.finish(string);
  return tree_.add(std::move(string));
}

bool JsonReader::read_escape(Node& string, SegmentBuilder& segments) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view characters = "\"\\/\b\f\n\r\t";
  const char letter = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (letter == 'u') return read_unicode_escape(string, segments);
  const std::size_t which = letters.find(letter);
  if (which == std::string_view::npos) return fail_escape(2);
  string.text += characters[which];
  segments.replace(1, 2);
  at_ += 2;
  return true;
}

bool JsonReader::read_unicode_escape(Node& string, SegmentBuilder& segments) {
  const auto first = read_hex4(text_, at_ + 2);
  if (!first) return fail_escape(6);
  char32_t code_point = *first;
  std::size_t size = 6;
  if (code_point >= 0xDC00 && code_point <= 0xDFFF) return fail_escape(6);
  if (code_point >= 0xD800 && code_point <= 0xDBFF) {
    const bool has_second = text_.substr(at_ + 6).starts_with("\\u");
    const auto second = has_second ? read_hex4(text_, at_ + 8) : std::nullopt;
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return fail_escape(6);
    code_point = 0x10000 + ((code_point - 0xD800) << 10) + (*second - 0xDC00);
    size = 12;
  }
  const std::size_t text_size = string.text.size();
  append_utf8(string.text, code_point);
  segments.replace(string.text.size() - text_size, size);
  at_ += size;
  return true;
}

/// A number, true, false or null.
bool JsonReader::read_word() {
  const std::size_t begin = at_;
  std::size_t end = at_;
  while (end < text_.size() && is_word_character(text_[end])) ++end;
  const std::string_view word = text_.substr(begin, end - begin);
  const bool is_null = word == "null";
  if (!word.empty() && (is_digit(word[0]) || word[0] == '-')) {
    if (!is_json_number(word)) {
      diagnostics_.error(Code::document_json_number, span_at(begin, end),
                         {std::string(word)});
      return false;
    }
  } else if (!is_null && word != "true" && word != "false") {
    return fail_expected("值", "a value");
  }
  Node value;
  value.kind = is_null ? NodeKind::null_ : NodeKind::scalar;
  value.span = span_at(begin, end);
  value.text = word;
  at_ = end;
  return tree_.add(std::move(value));
}

}  // namespace

std::optional<Node> read_json(const SourceMap& sources, FileId file,
                              Diagnostics& diagnostics, const ReadLimits& limits) {
  const SourceFile& source = sources.file(file);
  if (!check_size_and_encoding(source, file, diagnostics, limits)) return std::nullopt;
  return JsonReader(source.text(), file, diagnostics, limits).read();
}

}  // namespace jiangbu
