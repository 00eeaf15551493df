// Facts of a run of applicants as a plan reads them: where the columns are.
// In: nothing (columns.cpp and population_chunks.cpp fill it). Out: Chunk. Never: owns a
// value.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "facts/population.hpp"

namespace jiangbu {

/// The rows of one domain. Owners are rows of the parent, counted from `first_owner` for
/// the first one of the chunk, ascending.
struct DomainSlice {
  std::uint32_t rows = 0;
  const std::int32_t* owners = nullptr;
  std::int32_t first_owner = 0;
};

/// The values of one column, from the first row of the chunk on.
struct ColumnSlice {
  const void* values = nullptr;
  ColumnWidth width = ColumnWidth::eight;
};

/// A fact of an applicant that is missing, and of which the plan tells what it may be.
struct OpenFact {
  static constexpr std::uint32_t no_column = ~std::uint32_t{0};

  std::uint32_t applicant = 0;
  std::uint32_t column = 0;  // no_column: the list
  DomainId list = 0;
  std::uint32_t row = 0;  // of the column's domain; of a list: of its owner's
};

/// Why an applicant is undecided: of the plan's facts only open ones are missing; others,
/// or one is not held by its column.
inline constexpr std::uint8_t undecided_by_open_facts = 1;
inline constexpr std::uint8_t undecided_by_others = 2;

struct Chunk {
  std::vector<DomainSlice> domains;  // by domain of the plan
  std::vector<ColumnSlice> columns;  // by column of the plan
  /// By applicant: why it is undecided, 0: it is not. Null: all are decided.
  const std::uint8_t* undecided = nullptr;
  std::span<const OpenFact> open;
  /// Whether there are numbers without end, from unbounded_fen on, and endless lists.
  bool endless = false;
  /// By domain, by owner: the list has no end. Empty: none has.
  std::vector<const std::uint8_t*> endless_lists;
  /// Rows are left out that nobody has a claim by: see narrow_chunk.hpp.
  bool narrowed = false;
};

}  // namespace jiangbu
