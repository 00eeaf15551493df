// Places in YAML source that yaml-cpp does not report; see yaml_places.hpp.
#include "document/yaml_places.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

bool is_one_of(std::string_view characters, std::string_view source, std::size_t at) {
  return at < source.size() && characters.find(source[at]) != std::string_view::npos;
}

}  // namespace

std::size_t skip_yaml_blanks(std::string_view source, std::size_t at) {
  while (true) {
    at = std::min(source.find_first_not_of(" \t\r\n", at), source.size());
    if (!is_one_of("#", source, at)) return at;
    at = std::min(source.find('\n', at), source.size());
  }
}

std::size_t place_of_empty(std::string_view source, std::size_t after) {
  const std::size_t indicator = skip_yaml_blanks(source, after);
  return is_one_of(":-?", source, indicator) ? indicator + 1 : after;
}

bool is_explicit_key(std::string_view source, std::size_t begin) {
  const std::size_t last = source.substr(0, begin).find_last_not_of(" \t\r\n");
  return last != std::string_view::npos && source[last] == '?';
}

std::size_t end_of_flow(std::string_view source, std::size_t after, char bracket) {
  std::size_t at = skip_yaml_blanks(source, after);
  while (is_one_of(",:?", source, at)) at = skip_yaml_blanks(source, at + 1);
  return at < source.size() && source[at] == bracket ? at + 1 : after;
}

std::optional<std::size_t> end_of_quoted(std::string_view source, std::size_t begin) {
  const char quote = source[begin];
  for (std::size_t at = begin + 1; at < source.size(); ++at) {
    if (quote == '"' && source[at] == '\\') {
      ++at;
    } else if (source[at] == quote) {
      const bool is_doubled = quote == '\'' && source.substr(at + 1).starts_with(quote);
      if (!is_doubled) return at + 1;
      ++at;
    }
  }
  return std::nullopt;
}

std::size_t null_word_size(std::string_view source, std::size_t at) {
  const std::string_view word = source.substr(std::min(at, source.size()));
  if (word.starts_with("~")) return 1;
  for (const std::string_view null : {"null", "Null", "NULL"}) {
    if (word.starts_with(null)) return null.size();
  }
  return 0;
}

bool is_null_written(std::string_view source, std::size_t at, bool expects_key) {
  const std::size_t size = null_word_size(source, at);
  if (size == 0) return false;
  if (expects_key) return true;
  const std::size_t behind =
      std::min(source.find_first_not_of(" \t", at + size), source.size());
  return !is_one_of(":", source, behind);
}

std::size_t end_of_word(std::string_view source, std::size_t at) {
  return std::min(source.find_first_of(" \t\r\n,[]{}", at), source.size());
}

YamlProperties read_yaml_properties(std::string_view source, std::size_t at) {
  YamlProperties result;
  while (is_one_of("&!", source, at)) {
    const std::size_t end = end_of_word(source, at + 1);
    result.properties.push_back({at, end, source[at] == '!'});
    at = skip_yaml_blanks(source, end);
  }
  result.value_begin = at;
  return result;
}

}  // namespace jiangbu
