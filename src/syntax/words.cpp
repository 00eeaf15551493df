// See words.hpp. All word lists of the expression language are here; to add a built-in
// function of several words, add it to function_names.
#include "syntax/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

constexpr std::array function_names = std::to_array<std::string_view>({
    "add working days",
    "context merge",
    "context put",
    "count distinct",
    "date and time",
    "day of week",
    "day of year",
    "distinct values",
    "ends with",
    "finished by",
    "get entries",
    "get or else",
    "get value",
    "in yuan",
    "index of",
    "insert before",
    "is defined",
    "last day of month",
    "list contains",
    "list replace",
    "lower case",
    "met by",
    "month of year",
    "overlaps after",
    "overlaps before",
    "round down",
    "round half down",
    "round half up",
    "round up",
    "started by",
    "starts with",
    "string join",
    "string length",
    "substring after",
    "substring before",
    "up to",
    "upper case",
    "week of year",
    "working days between",
    "years and months duration",
});

constexpr std::array type_names = std::to_array<std::string_view>({
    "date and time",
    "days and time duration",
    "years and months duration",
});

constexpr std::array reserved_words = std::to_array<std::string_view>({
    "and",
    "between",
    "else",
    "every",
    "false",
    "for",
    "function",
    "if",
    "in",
    "not",
    "null",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
});

constexpr std::array units = std::to_array<NumberUnit>({
    {"元", 0, true},
    {"千元", 3, true},
    {"万元", 4, true},
    {"百万元", 6, true},
    {"千万元", 7, true},
    {"亿元", 8, true},
    {"yuan", 0, true},
    {"千", 3, false},
    {"万", 4, false},
    {"百万", 6, false},
    {"千万", 7, false},
    {"亿", 8, false},
});

// ISO 4217 codes of currencies in use (no metals, funds and test codes).
constexpr std::string_view currency_codes =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD "
    "BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB "
    "EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
    "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV "
    "WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

struct CharacterRange {
  char32_t first;
  char32_t last;
};

// What above ASCII is no letter, digit or mark: signs, blanks, controls, private use.
// Coarse on purpose: Unicode's tables would cost more than they are worth here.
constexpr std::array no_letters = std::to_array<CharacterRange>({
    {0x80, 0xA9},       {0xAB, 0xB4},        {0xB6, 0xB9},     {0xBB, 0xBF},
    {0xD7, 0xD7},       {0xF7, 0xF7},        {0x2000, 0x209F}, {0x20A0, 0x20CF},
    {0x2100, 0x214F},   {0x2190, 0x2BFF},    {0x2E00, 0x2E7F}, {0x3000, 0x3004},
    {0x3008, 0x3020},   {0x3030, 0x3030},    {0x3036, 0x3037}, {0x303D, 0x303F},
    {0x30FB, 0x30FB},   {0x3200, 0x33FF},    {0xD800, 0xF8FF}, {0xFDD0, 0xFDEF},
    {0xFE00, 0xFE1F},   {0xFE30, 0xFE6F},    {0xFEFF, 0xFEFF}, {0xFF00, 0xFFFF},
    {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
});

struct Replacement {
  char32_t wrong;
  std::string_view right;
};

constexpr std::array replacements = std::to_array<Replacement>({
    {U'\u00A0', " "}, {U'\u3000', " "}, {U'、', ","}, {U'。', "."},  {U'“', "\""},
    {U'”', "\""},     {U'‘', "\""},     {U'’', "\""}, {U'「', "\""}, {U'」', "\""},
    {U'【', "["},     {U'】', "]"},     {U'〔', "["}, {U'〕', "]"},  {U'×', "*"},
    {U'÷', "/"},      {U'≤', "<="},     {U'≥', ">="}, {U'≠', "!="},  {U'≦', "<="},
    {U'≧', ">="},     {U'−', "-"},      {U'–', "-"},  {U'—', "-"},   {U'…', ".."},
    {U'·', "*"},      {U'∧', "and"},    {U'∨', "or"}, {U'～', "-"},
});

struct WordReplacement {
  std::string_view wrong;
  std::string_view right;
};

constexpr std::array word_replacements = std::to_array<WordReplacement>({
    {"===", "="},
    {"==", "="},
    {"=>", ">="},
    {"=<", "<="},
    {"<>", "!="},
    {"&&", "and"},
    {"||", "or"},
    {"&", "and"},
    {"|", "or"},
    {"^", "**"},
    {";", ","},
    {"AND", "and"},
    {"OR", "or"},
    {"IN", "in"},
    {"THEN", "then"},
    {"ELSE", "else"},
    {"BETWEEN", "between"},
    {"And", "and"},
    {"Or", "or"},
    {"且", "and"},
    {"并且", "and"},
    {"而且", "and"},
    {"和", "and"},
    {"或", "or"},
    {"或者", "or"},
    {"属于", "in"},
    {"等于", "="},
    {"不等于", "!="},
    {"大于", ">"},
    {"小于", "<"},
    {"超过", ">"},
    {"不超过", "<="},
    {"不低于", ">="},
    {"不少于", ">="},
    {"is", "="},
    {"of", "*"},
    {"times", "*"},
});

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_name_character_at(std::string_view text, std::size_t offset) {
  return offset < text.size() && is_name_character(decode_utf8(text, offset).code_point);
}

}  // namespace

bool is_name_character(char32_t code_point) {
  if (code_point < 0x80) {
    return (code_point >= U'0' && code_point <= U'9') || is_name_start(code_point);
  }
  return std::ranges::none_of(no_letters, [&](const CharacterRange& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

bool is_name_start(char32_t code_point) {
  if (code_point >= 0x80) return is_name_character(code_point);
  return (code_point >= U'a' && code_point <= U'z') ||
         (code_point >= U'A' && code_point <= U'Z') || code_point == U'_';
}

bool is_name(std::string_view text) {
  if (text.empty() || !is_name_start(decode_utf8(text, 0).code_point)) return false;
  for (std::size_t offset = 0; offset < text.size();) {
    const DecodedCharacter character = decode_utf8(text, offset);
    if (!is_name_character(character.code_point)) return false;
    offset += character.length;
  }
  return true;
}

bool is_reserved_word(std::string_view word) {
  return std::ranges::find(reserved_words, word) != reserved_words.end();
}

std::span<const std::string_view> spaced_function_names() { return function_names; }

std::span<const std::string_view> spaced_type_names() { return type_names; }

std::size_t match_spaced_name(std::string_view text, std::size_t offset,
                              std::string_view name) {
  std::size_t at = offset;
  for (const char c : name) {
    if (c == ' ') {
      if (at >= text.size() || !is_blank(text[at])) return 0;
      while (at < text.size() && is_blank(text[at])) ++at;
    } else {
      if (at >= text.size() || text[at] != c) return 0;
      ++at;
    }
  }
  return is_name_character_at(text, at) ? 0 : at - offset;
}

const NumberUnit* find_number_unit(std::string_view word) {
  const auto found = std::ranges::find(units, word, &NumberUnit::word);
  return found == units.end() ? nullptr : &*found;
}

const NumberUnit* find_unit_prefix(std::string_view word) {
  const NumberUnit* longest = nullptr;
  for (const NumberUnit& unit : units) {
    if (!word.starts_with(unit.word)) continue;
    if (!longest || unit.word.size() > longest->word.size()) longest = &unit;
  }
  return longest;
}

bool is_currency_code(std::string_view word) {
  if (word.size() != 3) return false;
  for (std::size_t at = 0; at < currency_codes.size(); at += 4) {
    if (currency_codes.substr(at, 3) == word) return true;
  }
  return false;
}

std::optional<std::string> ascii_instead_of(char32_t code_point) {
  const auto found = std::ranges::find(replacements, code_point, &Replacement::wrong);
  if (found != replacements.end()) return std::string(found->right);
  // The fullwidth forms stand in the order of ASCII.
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) {
    return std::string(1, static_cast<char>(code_point - 0xFF01 + '!'));
  }
  return std::nullopt;
}

std::string_view feel_word_instead_of(std::string_view word) {
  const auto found = std::ranges::find(word_replacements, word, &WordReplacement::wrong);
  return found == word_replacements.end() ? std::string_view() : found->right;
}

Decimal scale_by_ten(const Decimal& value, int power) {
  const std::int64_t exponent = std::int64_t{value.exponent()} + power;
  const bool fits =
      exponent >= Decimal::min_exponent && exponent <= Decimal::max_exponent;
  if (!value.is_valid() || !fits) return Decimal::invalid();
  return Decimal::from_parts(value.is_negative(), value.coefficient(), exponent);
}

}  // namespace jiangbu
