// The fixed words of the text report, from the table wording.def.
// In: a Word and its arguments, names of the rule language. Out: text in one language.
// Never: knows how a report looks.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/language.hpp"

namespace jiangbu {

enum class Word : std::uint8_t {
#define JIANGBU_WORD(identifier, zh, en) identifier,
#define JIANGBU_TERM(name, zh, en)
#define JIANGBU_VALUE(name, zh, en)
#define JIANGBU_KEYWORD(name, zh, en)
#include "report/wording.def"
#undef JIANGBU_WORD
#undef JIANGBU_TERM
#undef JIANGBU_VALUE
#undef JIANGBU_KEYWORD
};

/// The phrase as the table has it, with its {} unfilled.
const char* phrase(Word word, Language language);

/// How many words the table has; they are numbered from 0.
std::size_t word_count();

/// A report's voice: fills phrases in one language. Immutable, share freely.
class Wording {
 public:
  explicit Wording(Language language) : language_(language) {}

  Language language() const { return language_; }

  /// The phrase with its {} filled. There must be as many arguments as {}.
  template <typename... Arguments>
  std::string operator()(Word word, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(phrase(word, language_)), arguments...);
  }

  /// Names a payer, form, mode, stacking step or status; a name not in the table stays.
  std::string term(std::string_view name) const;

  /// "true" as 是; a value not in the table stays.
  std::string value(std::string_view text) const;

  /// `one` for a single thing, otherwise `many` with the number.
  std::string count(Word one, Word many, std::size_t number) const {
    return number == 1 ? (*this)(one) : (*this)(many, number);
  }

  /// The longest word of formulas that `formula` begins with: its length and how people
  /// say it. Whether the word ends there is for the caller to see.
  std::optional<std::pair<std::size_t, std::string>> keyword_at(
      std::string_view formula) const;

  /// "a、b、c" or "a, b, c".
  std::string list(const std::vector<std::string>& items) const;

  /// Parts of one sentence: "a；b" or "a; b". Empty parts are left out.
  std::string sentence(const std::vector<std::string>& parts) const;

  /// `text`, and `remark` in brackets behind it unless it is empty.
  std::string with_remark(const std::string& text, const std::string& remark) const;

 private:
  Language language_;
};

}  // namespace jiangbu
