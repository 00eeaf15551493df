// Runs of a population's applicants as chunks of a plan.
// In: Plan, Population. Out: Chunk. Never: computes an amount.
#pragma once

#include <optional>

#include "batch/plan.hpp"

namespace jiangbu {

/// By domain of the plan: the population's; none: it has no such list.
std::vector<std::optional<DomainId>> domains_in(const PopulationLayout& layout,
                                                const Plan& plan);

/// Finds the plan's facts in a population, by their names, and slices them. One thread;
/// the plan and the population outlive it.
class PopulationChunks {
 public:
  PopulationChunks(const Plan& plan, const Population& population);

  /// The applicants from `first` on; the chunk is good until the next call.
  const Chunk& chunk(std::uint32_t first, std::uint32_t rows);

 private:
  struct Source {
    std::optional<std::size_t> fact;  // none: nobody's is known
    std::vector<std::size_t> inside;  // records whose presence it takes
  };

  void find_presences();
  void find_columns();
  void slice_column(ColumnId column, std::uint32_t first_row);
  /// Calls each(row, state) for those, counted from `first_row`, of which the fact is not
  /// known.
  template <typename Each>
  void each_unknown(std::size_t fact, DomainId domain, std::uint32_t first_row,
                    bool null_is_known, const Each& each) const;
  void require_known(std::size_t fact, DomainId domain, std::uint32_t first_row);
  void find_open_facts(ColumnId column, std::uint32_t first_row);
  void find_open_lists(DomainId list, std::uint32_t first_row);
  void leave_open(OpenFact fact, DomainId domain, bool is_first);
  void leave_undecided(DomainId domain, std::uint32_t row);
  void leave_all_undecided();

  const Plan& plan_;
  const Population& population_;
  std::vector<std::optional<DomainId>> domains_;       // by domain of the plan
  std::vector<std::optional<std::size_t>> presences_;  // of the lists
  std::vector<Source> sources_;                        // by column of the plan
  std::vector<std::vector<std::uint8_t>> nulls_;       // by column: truths of is_null
  std::vector<std::vector<std::int64_t>> constants_;   // by column: one value for all
  std::vector<bool> is_open_;   // by column: a missing value is one of a few
  std::vector<bool> is_first_;  // by column: of those of its fact
  std::vector<std::uint8_t> undecided_;
  std::vector<OpenFact> open_;
  Chunk chunk_;
};

}  // namespace jiangbu
