// What is wrong with rules, facts or a call, as data.
//
// Example:
//   const jiangbu::Problem problem{.code = "JB2003", .file = "a.yaml", .line = 2};
//   std::cout << problem.file << ':' << problem.line << ' ' << problem.code << '\n';
//   std::cout << jiangbu::problems_text({problem}, jiangbu::TextLanguage::en);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jiangbu {

/// The languages texts for people are written in.
enum class TextLanguage { zh, en };

/// One text in Chinese and in English (UTF-8).
struct BilingualText {
  std::string zh = {};
  std::string en = {};

  const std::string& in(TextLanguage language) const {
    return language == TextLanguage::zh ? zh : en;
  }
};

/// One finding. Plain value.
struct Problem {
  enum class Severity { error, warning, note };

  Severity severity = Severity::error;
  /// Permanent, such as "JB2003": `jiangbu describe JB2003` explains it. Empty: the call
  /// is wrong (a date, a name of a reading), not a text.
  std::string code = {};
  std::string file = {};     ///< as it was named; empty: no place
  std::uint32_t line = 0;    ///< from 1; 0: no place
  std::uint32_t column = 0;  ///< from 1, in characters; 0: no place
  BilingualText message = {};
  /// The message with its place, the line with a caret, notes and help; several lines.
  BilingualText rendered = {};
};

/// Whether one of the problems is an error.
bool has_errors(const std::vector<Problem>& problems);

/// All problems rendered for people, an empty line between two; empty for none.
std::string problems_text(const std::vector<Problem>& problems, TextLanguage language);

}  // namespace jiangbu
