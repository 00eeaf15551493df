// Facts as columns: one array per fact, offsets for lists.
// In: CaseFacts, and the layout a plan asks for. Out: Columns. Never: knows a clause.
//
// A domain is a set of rows: domain 0 the applicants, every other one the items of a list
// of its parent's rows. A column belongs to a domain and holds integers: codes of enums
// and texts, days of dates, numbers scaled by a power of ten.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "batch/chunk.hpp"

namespace jiangbu {

using ColumnId = std::uint32_t;
inline constexpr ColumnId no_column = ~ColumnId{0};

inline constexpr std::uint32_t no_field = ~std::uint32_t{0};

struct DomainLayout {
  DomainId parent = 0;
  std::uint32_t field = 0;   // of the parent's entity: the list; none if `made`
  std::uint32_t entity = 0;  // of the items; none if `scalar`
  bool scalar = false;       // a list of plain values
  Type element;              // of those
  bool made = false;         // no facts: the plan makes the rows while it runs
};

inline constexpr std::uint32_t no_record = ~std::uint32_t{0};

struct ColumnLayout {
  DomainId domain = 0;
  std::uint32_t record = no_record;  // the row's field that holds a record with the fact
  std::uint32_t field = 0;
  ColumnKind kind = ColumnKind::number;
  Type type;
  bool is_null = false;  // the column tells whether the fact is null
  int scale = 0;         // digits behind the point

  bool is_same_fact(const ColumnLayout& other) const {
    return domain == other.domain && record == other.record && field == other.field;
  }
};

/// The number as an integer with `scale` digits behind the point; nothing if it has more,
/// or is too large.
std::optional<std::int64_t> scaled_by(const Decimal& number, int scale);
/// The least scale that holds the number, up to nine.
std::optional<int> scale_needed(const Decimal& number);

/// Which facts a plan reads. Plain value.
struct FactLayout {
  std::vector<DomainLayout> domains;  // parents before their children
  std::vector<ColumnLayout> columns;
};

/// The applicant, as a row of the chunk, that a row of any domain belongs to.
inline std::uint32_t applicant_of(const std::vector<DomainSlice>& domains,
                                  const FactLayout& layout, DomainId domain,
                                  std::uint32_t row) {
  for (DomainId d = domain; d != 0; d = layout.domains[d].parent) {
    const DomainSlice& slice = domains[d];
    row = static_cast<std::uint32_t>(slice.owners[row] - slice.first_owner);
  }
  return row;
}

/// Columns of any number of applicants.
class Columns {
 public:
  explicit Columns(const FactLayout& layout);

  /// Appends an applicant. False, and nothing is appended, if a fact the layout asks for
  /// is unknown or not a number the column can hold: columns carry exact facts only.
  bool append(const CaseFacts& facts, TextDictionary& texts);
  void clear();

  /// One applicant value by value: begin(), then for every row of a domain a value for
  /// each of its columns and end_list() for each of its lists, then end(). Codes, days,
  /// truths and scaled numbers, in a column's own kind; null as is_null columns say.
  void begin();
  void push(ColumnId column, std::int64_t value);
  void end_list(DomainId list, std::uint32_t items);
  /// Keeps the applicant, or takes back what was pushed.
  void end(bool keep);

  std::uint32_t rows(DomainId domain) const {
    return domain == 0 ? applicants_ : static_cast<std::uint32_t>(owners_[domain].size());
  }
  /// All applicants as one chunk; refers to the columns as they are now.
  void slice(Chunk& chunk) const;

 private:
  bool append_row(DomainId domain, const FactValue& row, TextDictionary& texts);
  bool append_value(ColumnId column, const FactValue& value, TextDictionary& texts);
  void cut_back(const std::vector<std::uint32_t>& rows);

  const FactLayout& layout_;
  std::vector<std::vector<DomainId>> children_;    // by domain
  std::vector<std::vector<ColumnId>> columns_of_;  // by domain
  std::uint32_t applicants_ = 0;
  std::vector<std::uint32_t> before_;              // rows by domain, before begin()
  std::vector<std::vector<std::int32_t>> owners_;  // by domain
  std::vector<std::int32_t> lists_;                // by domain: lists ended so far
  std::vector<std::vector<std::uint8_t>> truths_;  // by column, of its kind only
  std::vector<std::vector<std::int32_t>> codes_;
  std::vector<std::vector<std::int64_t>> numbers_;
};

}  // namespace jiangbu
