// The facts of a run of applicants as single cases, for several programs.
// In: Population. Out: CaseFacts. Never: evaluates.
#pragma once

#include <memory>
#include <vector>

#include "facts/population.hpp"

namespace jiangbu {

/// Makes the facts of an applicant once for all programs that look at them through the
/// same vocabulary. One thread's; the population and the vocabularies outlive it.
class ChunkCases {
 public:
  /// `keeps`: facts may be asked for again. Else the memory of one applicant is enough.
  ChunkCases(const Population& population, bool keeps)
      : population_(population), keeps_(keeps) {}

  /// The number of a vocabulary, the same for those with the same entities and fields.
  std::size_t number_of(const Vocabulary& vocabulary);

  /// The applicants asked for next: `rows` of them from `first` on.
  void begin(std::uint32_t first, std::uint32_t rows);

  /// The facts of row `row` of the run; until the next call of begin() or, where nothing
  /// is kept, of of().
  const CaseFacts& of(std::uint32_t row, std::size_t vocabulary);

 private:
  const Population& population_;
  bool keeps_;
  std::uint32_t first_ = 0;
  std::uint32_t rows_ = 0;
  std::vector<const Vocabulary*> vocabularies_;
  std::vector<std::vector<std::unique_ptr<CaseFacts>>> cases_;  // by vocabulary, then row
};

}  // namespace jiangbu
