// Leaves out the rows of a chunk that nobody has a claim by, before a plan runs over it.
// In: Plan::narrowing, Chunk. Out: a smaller chunk of the same outcome. Never: evaluates
// more than the tests of single columns.
//
// Over a population few items pass the tests of dates and kinds, and few applicants have
// such an item: all columns are tested where they are, and only what passes is copied,
// into memory that stays in the nearest cache.
#pragma once

#include <span>
#include <vector>

#include "batch/chunk.hpp"
#include "batch/kernels.hpp"
#include "batch/plan.hpp"

namespace jiangbu {

/// Working memory of one plan on one thread.
class ChunkNarrower {
 public:
  explicit ChunkNarrower(const Plan& plan, const Kernels& kernels = jiangbu::kernels());

  /// A chunk that comes to the same for each applicant left in it; who is not left gets
  /// nothing. Stays until the next call and refers to `chunk`. If applicants are left
  /// out, `undecided` is not told of the others.
  const Chunk& narrow(const Chunk& chunk);

  /// Whether applicants are left out of the chunk given last.
  bool narrows_applicants() const { return fewer_[0]; }
  /// The rows of it that are left, if so; ascending.
  std::span<const std::uint32_t> applicants() const { return rows(0); }

 private:
  /// Values of a column in the width of their register.
  struct Gathered {
    std::vector<std::uint8_t> truths;
    std::vector<std::int32_t> codes;
    std::vector<std::int64_t> numbers;
  };

  /// The rows picked of a domain.
  std::span<const std::uint32_t> rows(DomainId domain) const {
    return {picked_[domain].data(), narrowed_.domains[domain].rows};
  }
  void find_columns_read();
  bool pick(DomainId domain, const Chunk& chunk);
  bool pick_applicants(const Chunk& chunk);
  void write_rows(DomainId domain, std::size_t of);
  void gather_owners(DomainId domain, const DomainSlice& from);
  void gather_column(ColumnId column, const ColumnSlice& from);

  const Plan& plan_;
  const Kernels& kernels_;
  std::vector<bool> column_read_;                   // by column: once rows are picked
  std::vector<bool> fewer_;                         // by domain: not all rows are left
  std::vector<std::vector<std::uint32_t>> picked_;  // by domain: rows, and room for more
  std::vector<std::vector<std::int32_t>> owners_;   // by domain, of these
  std::vector<Gathered> columns_;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint8_t> owns_;     // by applicant: a row that is picked
  std::vector<std::uint32_t> places_;  // by applicant: among those left
  Chunk narrowed_;
};

}  // namespace jiangbu
