// The fixed words of the text report; see wording.hpp.
#include "report/wording.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace jiangbu {

namespace {

struct Phrase {
  const char* zh;
  const char* en;
};

constexpr Phrase phrases[] = {
#define JIANGBU_WORD(identifier, zh, en) {zh, en},
#define JIANGBU_TERM(name, zh, en)
#define JIANGBU_VALUE(name, zh, en)
#define JIANGBU_KEYWORD(name, zh, en)
#include "report/wording.def"
#undef JIANGBU_WORD
#undef JIANGBU_TERM
#undef JIANGBU_VALUE
#undef JIANGBU_KEYWORD
};

struct Entry {
  std::string_view name;
  Phrase words;
};

constexpr Entry terms[] = {
#define JIANGBU_WORD(identifier, zh, en)
#define JIANGBU_TERM(name, zh, en) {name, {zh, en}},
#define JIANGBU_VALUE(name, zh, en)
#define JIANGBU_KEYWORD(name, zh, en)
#include "report/wording.def"
#undef JIANGBU_WORD
#undef JIANGBU_TERM
#undef JIANGBU_VALUE
#undef JIANGBU_KEYWORD
};

constexpr Entry values[] = {
#define JIANGBU_WORD(identifier, zh, en)
#define JIANGBU_TERM(name, zh, en)
#define JIANGBU_VALUE(name, zh, en) {name, {zh, en}},
#define JIANGBU_KEYWORD(name, zh, en)
#include "report/wording.def"
#undef JIANGBU_WORD
#undef JIANGBU_TERM
#undef JIANGBU_VALUE
#undef JIANGBU_KEYWORD
};

constexpr Entry keywords[] = {
#define JIANGBU_WORD(identifier, zh, en)
#define JIANGBU_TERM(name, zh, en)
#define JIANGBU_VALUE(name, zh, en)
#define JIANGBU_KEYWORD(name, zh, en) {name, {zh, en}},
#include "report/wording.def"
#undef JIANGBU_WORD
#undef JIANGBU_TERM
#undef JIANGBU_VALUE
#undef JIANGBU_KEYWORD
};

const char* in(const Phrase& words, Language language) {
  return language == Language::zh ? words.zh : words.en;
}

std::string look_up(std::span<const Entry> table, std::string_view name,
                    Language language) {
  const auto found = std::ranges::find(table, name, &Entry::name);
  return found == table.end() ? std::string(name) : in(found->words, language);
}

std::string join(const std::vector<std::string>& items, std::string_view separator) {
  std::string out;
  for (const std::string& item : items) {
    if (item.empty()) continue;
    if (!out.empty()) out += separator;
    out += item;
  }
  return out;
}

}  // namespace

const char* phrase(Word word, Language language) {
  return in(phrases[static_cast<std::size_t>(word)], language);
}

std::size_t word_count() { return std::size(phrases); }

std::string Wording::term(std::string_view name) const {
  return look_up(terms, name, language_);
}

std::string Wording::value(std::string_view text) const {
  return look_up(values, text, language_);
}

std::optional<std::pair<std::size_t, std::string>> Wording::keyword_at(
    std::string_view formula) const {
  const Entry* longest = nullptr;
  for (const Entry& entry : keywords) {
    const bool longer = longest == nullptr || entry.name.size() > longest->name.size();
    if (longer && formula.starts_with(entry.name)) longest = &entry;
  }
  if (longest == nullptr) return std::nullopt;
  return std::pair(longest->name.size(), std::string(in(longest->words, language_)));
}

std::string Wording::list(const std::vector<std::string>& items) const {
  return join(items, phrase(Word::list_separator, language_));
}

std::string Wording::sentence(const std::vector<std::string>& parts) const {
  return join(parts, phrase(Word::sentence_separator, language_));
}

std::string Wording::with_remark(const std::string& text,
                                 const std::string& remark) const {
  return remark.empty() ? text : text + (*this)(Word::in_brackets, remark);
}

}  // namespace jiangbu
