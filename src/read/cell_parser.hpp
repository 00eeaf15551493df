// Cells of one column of a table to integers of a column of a population.
// In: texts of cells. Out: Cell. Never: knows rows, files.
//
// Most cells take a few instructions: digits, dates, texts seen before. Whatever is not
// plainly one of those is read by ScalarReader, so that there is one meaning.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "facts/column_value.hpp"
#include "facts/population.hpp"
#include "read/read_scalar.hpp"
#include "read/text_table.hpp"

namespace jiangbu {

/// A value as a column holds it. `exact`: `value` is a place in CellParser::exact().
using Cell = ColumnValue;

/// How the cells of a column are read. Fixed before the first one; share freely.
struct CellPlan {
  enum class Form : std::uint8_t { lexicon, date, number, text, region, other };

  std::size_t fact = 0;  // in the layout
  int scale = 0;
  Type type;
  const Field* field = nullptr;
  const Vocabulary* vocabulary = nullptr;
  bool bounded = false;  // the field's bounds apply
  Form form = Form::other;
  TextTable lexicon;        // spellings of enum values and truths
  std::int64_t factor = 1;  // of a number without unit
  std::int64_t low = 0;     // scaled bounds
  std::int64_t high = 0;
  FactState not_given = FactState::unknown;  // an empty cell
  std::optional<Constant> assumed;           // or this
};

/// `closed_world`: empty cells are filled as close_world() does.
CellPlan plan_cells(const PopulationLayout& layout, std::size_t fact, bool closed_world);

/// The days of the years that most dates lie in; others take the longer way.
struct YearsTable {
  static constexpr std::size_t first = 1970;
  static constexpr std::size_t count = 179;   // their days fit 16 bits
  std::array<std::uint32_t, count> starts{};  // days since 1970, times 2, plus 1 if leap
  std::array<std::uint16_t, 32> before{};     // days before a month; 16 on: of leap years
  std::array<std::uint8_t, 32> lengths{};     // 0 for months there are not

  static const YearsTable& usual();
};

/// Reads cells of one column. Keeps texts and unusual values it has seen. One thread.
class CellParser {
 public:
  /// The plan outlives the parser.
  explicit CellParser(const CellPlan& plan);

  /// The value of a cell, or nothing if something is wrong with it. Bytes around the
  /// text are readable, see text_padding.
  bool parse(const char* text, std::size_t size, Cell& cell) {
    if (size == 0) {
      cell = not_given_;
      return true;
    }
    return parse_plain(text, size, cell.value) ? (cell.state = FactState::known, true)
                                               : parse_other(text, size, cell);
  }
  /// The usual forms: a known value, or false.
  bool parse_plain(const char* text, std::size_t size, std::int64_t& value);
  bool parse_date(const char* text, std::size_t size, std::int64_t& value) const;
  bool parse_digits(const char* text, std::size_t size, std::int64_t& value) const;
  bool parse_lexicon(const char* text, std::size_t size, std::int64_t& value) const {
    const std::int32_t found = plan_.lexicon.find(text, size);
    value = found;
    return found != TextTable::absent;
  }
  bool parse_text(const char* text, std::size_t size, std::int64_t& value) const {
    const std::int32_t found = texts_.find(text, size);
    value = found;
    return found != TextTable::absent;
  }
  /// Everything else: false if something is wrong with it.
  bool parse_other(const char* text, std::size_t size, Cell& cell);
  /// Says what is wrong with a cell.
  void report(const std::string& text, Span span, Diagnostics& diagnostics) const;

  const CellPlan& plan() const { return plan_; }
  const Cell& not_given() const { return not_given_; }
  /// Texts by the number that cells of texts and regions hold.
  const TextTable& texts() const { return texts_; }
  const std::vector<Decimal>& exact() const { return exact_; }

 private:
  Cell encode(const Constant& value);
  std::int32_t number_of(const std::string& text);

  const CellPlan& plan_;
  const YearsTable& years_ = YearsTable::usual();
  ScalarReader scalars_;
  Cell not_given_;
  TextTable texts_;
  std::vector<Decimal> exact_;
  std::unordered_map<std::string, Cell> seen_;  // unusual forms
};

inline bool CellParser::parse_date(const char* text, std::size_t size,
                                   std::int64_t& value) const {
  const std::uint64_t head = load_word(text) ^ 0x2D30302D30303030U;  // 0000-00-
  std::uint16_t tail = 0;
  std::memcpy(&tail, text + 8, sizeof tail);
  tail ^= 0x3030U;
  // Digits are at most 9, what stands for the dashes is 0; no byte carries into the next.
  const std::uint64_t wrong =
      ((head | (head + 0x7F76767F76767676U)) & 0x8080808080808080U) |
      ((tail | (tail + 0x7676U)) & 0x8080U);
  const std::uint64_t pairs = head * 10 + (head >> 8U);
  const auto year =
      static_cast<std::size_t>((pairs & 0xFFU) * 100 + (pairs >> 16U & 0xFFU));
  const auto month = static_cast<std::size_t>(pairs >> 40U & 0xFFU);
  const unsigned day = (tail & 0xFFU) * 10 + (tail >> 8U) - 1U;
  const YearsTable& years = years_;
  const std::size_t place = year - YearsTable::first;
  if (size != 10 || wrong != 0 || place >= YearsTable::count || month > 12) return false;
  const std::uint32_t start = years.starts[place];
  const std::size_t of = (start & 1U) * 16 + month;
  value = (start >> 1U) + years.before[of] + std::int64_t{day};
  return day < years.lengths[of];
}

inline bool CellParser::parse_digits(const char* text, std::size_t size,
                                     std::int64_t& value) const {
  std::uint64_t digits = 0;
  if (size > 8 || !read_digits(text, size, digits)) return false;
  const auto number = static_cast<std::int64_t>(digits & 0xFFFFFFFFU);
  return !__builtin_mul_overflow(number, plan_.factor, &value) && value >= plan_.low &&
         value <= plan_.high;
}

inline bool CellParser::parse_plain(const char* text, std::size_t size,
                                    std::int64_t& value) {
  switch (plan_.form) {
    case CellPlan::Form::lexicon:
      return parse_lexicon(text, size, value);
    case CellPlan::Form::date:
      return parse_date(text, size, value);
    case CellPlan::Form::number:
      return parse_digits(text, size, value);
    case CellPlan::Form::text:
    case CellPlan::Form::region:
      return parse_text(text, size, value);
    case CellPlan::Form::other:
      break;
  }
  return false;
}

}  // namespace jiangbu
