#include "author/scalar_layout.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "diagnostics/display_width.hpp"
#include "document/read_document.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t step = 2;

bool is_block_scalar(const Node& scalar) {
  return scalar.style == ScalarStyle::literal || scalar.style == ScalarStyle::folded;
}

std::string_view source_of(const Node& scalar, std::string_view source) {
  return source.substr(scalar.span.begin, scalar.span.end - scalar.span.begin);
}

// Words of the rule language, and of YAML in any version, that quotes turn into texts.
bool means_more_when_plain(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  constexpr std::array words{"true", "false",   "yes",  "no",          "on",      "off",
                             "null", "unknown", "none", "unspecified", "y",       "n",
                             "inf",  "nan",     "=",    "<<",          "infinity"};
  if (std::find(words.begin(), words.end(), text) != words.end()) return true;
  const char first = text.front();
  return (first >= '0' && first <= '9') ||
         std::string_view("+-.~").find(first) != std::string_view::npos;
}

bool is_printable(std::string_view text) {
  for (const char32_t c : decode_utf8(text)) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    if (control || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFD) return false;
  }
  return true;
}

std::string in_single_quotes(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

std::size_t leading_spaces(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// Block scalar: the indentation of its content is moved, what stands deeper stays deeper.
std::vector<std::string> block_lines(std::string_view text, std::size_t indent) {
  const std::vector<std::string_view> lines = split_lines(text);
  std::size_t old_indent = std::numeric_limits<std::size_t>::max();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t spaces = leading_spaces(lines[i]);
    if (spaces < lines[i].size()) old_indent = std::min(old_indent, spaces);
  }
  std::string_view header = lines.front();
  header = header.substr(0, header.find_last_not_of(" \t") + 1);
  std::vector<std::string> result{std::string(header)};
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const bool is_empty = lines[i].size() <= old_indent;
    result.push_back(is_empty ? std::string()
                              : std::string(indent + step, ' ') +
                                    std::string(lines[i].substr(old_indent)));
  }
  return result;
}

// Quoted or plain over several lines: blanks around the line ends say nothing.
std::vector<std::string> flow_lines(std::string_view text, std::size_t indent) {
  std::vector<std::string> result;
  for (std::string_view line : split_lines(text)) {
    if (!result.empty()) {
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    }
    const bool indented = !result.empty() && !line.empty();
    result.push_back(std::string(indented ? indent + step : 0, ' ') + std::string(line));
  }
  for (std::size_t i = 0; i + 1 < result.size(); ++i) {
    result[i].erase(result[i].find_last_not_of(" \t") + 1);
  }
  return result;
}

}  // namespace

bool reads_plain(const std::string& text, ScalarPlace place) {
  if (text.empty() || !is_printable(text) || means_more_when_plain(text)) return false;
  // The reader of rule files itself is asked: nobody knows better what it takes.
  SourceMap sources;
  Diagnostics diagnostics;
  const bool flow = place == ScalarPlace::flow;
  const FileId file =
      sources.add("", (flow ? "{k: " : "k: ") + text + (flow ? ", l: m}\n" : "\n"));
  const auto tree = read_yaml(sources, file, diagnostics);
  if (!tree || !diagnostics.empty() || tree->entries.size() != (flow ? 2U : 1U)) {
    return false;
  }
  const Node& value = tree->entries.front().value;
  return value.is_scalar() && value.style == ScalarStyle::plain && value.text == text;
}

bool keeps_its_lines(const Node& scalar, std::string_view source) {
  if (!scalar.is_scalar()) return false;
  if (is_block_scalar(scalar)) return true;
  const bool several = source_of(scalar, source).find('\n') != std::string_view::npos;
  return several && !is_printable(scalar.text);
}

std::string scalar_text(const Node& scalar, std::string_view source, ScalarPlace place,
                        bool may_unquote) {
  if (!scalar.is_quoted()) return scalar.text;
  if (may_unquote && reads_plain(scalar.text, place)) return scalar.text;
  if (!is_printable(scalar.text)) return std::string(source_of(scalar, source));
  const bool needs_single = scalar.text.find_first_of("\"\\") != std::string::npos;
  return needs_single ? in_single_quotes(scalar.text) : '"' + scalar.text + '"';
}

std::vector<std::string> scalar_lines(const Node& scalar, std::string_view source,
                                      std::size_t indent) {
  const std::string_view text = source_of(scalar, source);
  return is_block_scalar(scalar) ? block_lines(text, indent) : flow_lines(text, indent);
}

}  // namespace jiangbu
