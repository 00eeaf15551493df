// Facts of a run of applicants as a plan reads them: where the columns are.
// In: nothing (columns.cpp and population_chunks.cpp fill it). Out: Chunk. Never: owns a
// value.
#pragma once

#include <cstdint>
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

struct Chunk {
  std::vector<DomainSlice> domains;  // by domain of the plan
  std::vector<ColumnSlice> columns;  // by column of the plan
  /// By applicant: a fact the plan reads is not known, or not held by its column. Null:
  /// all are.
  const std::uint8_t* undecided = nullptr;
  /// Rows are left out that nobody has a claim by: see narrow_chunk.hpp.
  bool narrowed = false;
};

}  // namespace jiangbu
