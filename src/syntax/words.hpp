// Which characters and words the expression language knows.
// In: characters, words. Out: whether they may stand in names, what they should be.
// Never: reports an error.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "values/decimal.hpp"

namespace jiangbu {

/// Whether a name may hold this character: letters and digits of all scripts, marks
/// joined to them, and the underscore; no fullwidth forms of ASCII, no signs, no emoji.
bool is_name_character(char32_t code_point);

/// Whether a name may begin with it: as is_name_character(), without ASCII digits.
bool is_name_start(char32_t code_point);

/// Whether the text is one name: a single word, reserved or not.
bool is_name(std::string_view text);

/// Words that belong to the grammar and name nothing: and, or, if, true, …
bool is_reserved_word(std::string_view word);

/// The names of built-in functions that consist of several words.
std::span<const std::string_view> spaced_function_names();

/// The names of types that consist of several words.
std::span<const std::string_view> spaced_type_names();

/// Length of `name`, which may have several words, at `offset` of `text`, where any
/// number of blanks may stand between the words; 0 when it does not stand there.
std::size_t match_spaced_name(std::string_view text, std::size_t offset,
                              std::string_view name);

/// A unit that may follow a number: 万元 is 10^4 yuan, 万 is the number 10^4.
struct NumberUnit {
  std::string_view word;
  int power_of_ten = 0;
  bool is_money = false;
};

/// The unit with exactly this name.
const NumberUnit* find_number_unit(std::string_view word);

/// The longest unit `word` begins with.
const NumberUnit* find_unit_prefix(std::string_view word);

/// Whether the word is a currency code of ISO 4217 in use, such as CHF.
bool is_currency_code(std::string_view word);

/// The ASCII characters to write for a character of Chinese typing (（ → "("); nothing
/// for all other characters. The ideographic blank gives " ".
std::optional<std::string> ascii_instead_of(char32_t code_point);

/// The FEEL operator for one of another language ("==" → "=") or another script
/// ("且" → "and"); empty when unknown.
std::string_view feel_word_instead_of(std::string_view word);

/// `value` * 10^power, exactly; the invalid number when the result cannot be held.
Decimal scale_by_ten(const Decimal& value, int power);

}  // namespace jiangbu
