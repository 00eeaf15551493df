// The two languages every text for people is written in.
// In: nothing. Out: Language, Bilingual. Never: looks up or translates a text.
#pragma once

#include <string>

namespace jiangbu {

enum class Language { zh, en };

/// One text in Chinese and in English (UTF-8).
struct Bilingual {
  std::string zh;
  std::string en;

  /// The text in `language`; when that one was left empty, the other.
  const std::string& in(Language language) const {
    const std::string& wanted = language == Language::zh ? zh : en;
    const std::string& other = language == Language::zh ? en : zh;
    return wanted.empty() ? other : wanted;
  }

  bool empty() const { return zh.empty() && en.empty(); }

  bool operator==(const Bilingual&) const = default;
};

}  // namespace jiangbu
