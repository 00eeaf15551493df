// Places in YAML source that yaml-cpp does not report: it gives only where values begin.
// In: the source and offsets. Out: offsets. Never: builds nodes, adds diagnostics.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace jiangbu {

/// Offset of the first byte from `at` on that is neither blank, line break nor comment.
std::size_t skip_yaml_blanks(std::string_view source, std::size_t at);

/// Where an empty value stands: behind the indicator (`:`, `-` or `?`) that follows
/// `after`, the end of what was read before; at `after` when there is none.
std::size_t place_of_empty(std::string_view source, std::size_t after);

/// Whether the key at `begin` stands behind a `?`, and so needs no colon.
bool is_explicit_key(std::string_view source, std::size_t begin);

/// End of a flow collection whose last value ends at `after`: behind its bracket. `after`
/// when, against expectation, none follows.
std::size_t end_of_flow(std::string_view source, std::size_t after, char bracket);

/// Offset behind the quote that closes the one at `begin`; nothing when the text ends
/// first.
std::optional<std::size_t> end_of_quoted(std::string_view source, std::size_t begin);

/// Whether `null` or `~` is written at `at`. With `expects_key` unset, a word before a
/// colon is not: it is the next key, and the value before it was left empty.
bool is_null_written(std::string_view source, std::size_t at, bool expects_key);

/// Length of the null word at `at`.
std::size_t null_word_size(std::string_view source, std::size_t at);

/// A tag (!…) or an anchor (&…) before a value.
struct YamlProperty {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_tag = false;
};

/// The tags and anchors from `at` on, and where the value itself begins.
struct YamlProperties {
  std::vector<YamlProperty> properties;
  std::size_t value_begin = 0;
};

YamlProperties read_yaml_properties(std::string_view source, std::size_t at);

/// End of the word at `at`: up to a blank, a line break or a flow indicator.
std::size_t end_of_word(std::string_view source, std::size_t at);

}  // namespace jiangbu
