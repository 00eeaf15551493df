// Applicants of whom facts are missing, once for every combination of values of these.
// In: Plan, Chunk. Out: a chunk of complete applicants, and whose they are. Never:
// evaluates.
//
// What an applicant gets lies between the least and the most of its completions, as
// evaluate/narrow.cpp has it.
#pragma once

#include <vector>

#include "batch/chunk.hpp"
#include "batch/plan.hpp"

namespace jiangbu {

/// Working memory of one plan on one thread.
class ChunkCompleter {
 public:
  explicit ChunkCompleter(const Plan& plan);

  /// Where an applicant of the chunk given stands in the chunk made.
  struct Completions {
    std::uint32_t applicant = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };

  /// Completes those of whom nothing but open facts is missing, and of these not too
  /// many. The result stays until the next call.
  const Chunk& complete(const Chunk& chunk);
  const std::vector<Completions>& completions() const { return completions_; }

 private:
  /// The facts missing of one applicant, in open_.
  struct Gaps {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool has_corners = false;
  };

  /// A few values, or 1: its two ends, with those of all others like it.
  std::size_t values_of(const OpenFact& fact) const {
    return fact.column == OpenFact::no_column ? 1 : values_[fact.column];
  }
  Corner corner_of(const OpenFact& fact) const;
  void find_completions(const Chunk& chunk);
  void find_rows(DomainId domain, const DomainSlice& from);
  void gather_column(ColumnId column, const ColumnSlice& from);
  void fill_gaps(const Completions& of, const Gaps& gaps);
  std::uint32_t row_in(DomainId domain, std::uint32_t completion,
                       std::uint32_t row) const;
  void fill(const OpenFact& fact, std::uint32_t completion, std::size_t value);
  void fill_end(const OpenFact& fact, std::uint32_t completion, bool greatest);

  /// The rows of one domain.
  struct Rows {
    std::vector<std::uint32_t> sources;  // rows of the chunk given
    std::vector<std::int32_t> owners;
    std::vector<std::uint32_t>
        first;  // by completion: the first of its rows; and the end
  };

  const Plan& plan_;
  std::vector<std::size_t> values_;          // by column: how many are tried
  std::vector<std::vector<ColumnId>> same_;  // by column: those of the same fact
  std::vector<OpenFact> open_;               // by applicant
  std::vector<Completions> completions_;
  std::vector<Gaps> gaps_;                          // of each of these
  std::vector<Rows> rows_;                          // by domain
  std::vector<std::vector<std::uint8_t>> endless_;  // by domain, by owner
  std::vector<std::vector<std::uint8_t>> truths_;   // by column, of its width only
  std::vector<std::vector<std::int32_t>> codes_;
  std::vector<std::vector<std::int64_t>> numbers_;
  Chunk completed_;
};

}  // namespace jiangbu
