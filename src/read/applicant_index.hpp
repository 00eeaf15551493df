// Rows of applicants by their ids.
// In: ids. Out: rows. Never: knows what an applicant is.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/identifier_column.hpp"

namespace jiangbu {

inline constexpr std::uint32_t no_row = 0xFFFFFFFFU;

/// Finds rows by id. Safe for several threads once built.
class ApplicantIndex {
 public:
  /// Takes over the ids, stretch by stretch in their order.
  explicit ApplicantIndex(std::vector<IdentifierColumn> ids);

  std::uint32_t size() const { return size_; }
  bool all_numbers() const { return all_numbers_; }
  /// Whether ids grow from row to row, so that none is there twice.
  bool ascending() const { return ascending_; }
  /// Rows whose id an earlier row has, ascending.
  std::vector<std::uint32_t> repeated() const;

  /// For each id the row, or no_row.
  void find(const IdentifierColumn& ids, std::int32_t* rows) const;
  std::uint32_t find(std::string_view id) const;

  std::string name(std::uint32_t row) const {
    return all_numbers_ ? std::to_string(numbers_.at(row)) : texts_[row];
  }
  /// The ids themselves; the index is of no use afterwards.
  IntegerColumn take_numbers() { return std::move(numbers_); }
  std::vector<std::string> take_texts() { return std::move(texts_); }

 private:
  void find_without_gaps(const IdentifierColumn& ids, std::int32_t* rows) const;
  void find_texts(const IdentifierColumn& ids, std::int32_t* rows) const;
  std::uint32_t look_up(std::int64_t number) const;
  std::uint32_t look_up(std::string_view text) const;
  void build() const;
  void build_numbers() const;

  std::uint32_t size_ = 0;
  bool all_numbers_ = true;
  bool ascending_ = true;
  bool without_gaps_ = false;  // each id one more than the one before
  IntegerColumn numbers_;
  std::vector<std::string> texts_;
  // Built when order does not help.
  mutable std::once_flag built_;
  mutable std::vector<std::uint32_t> direct_;  // by number - lowest_
  mutable std::int64_t lowest_ = 0;
  mutable std::unordered_map<std::int64_t, std::uint32_t> rows_of_numbers_;
  mutable std::unordered_map<std::string_view, std::uint32_t> rows_of_texts_;
  mutable std::vector<std::uint32_t> repeated_;
};

}  // namespace jiangbu
