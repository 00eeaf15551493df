// What single lines of a population come to, and what they are called.
// In: rows of a plan's chunk. Out: LineAmount. Never: computes an amount.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/plan.hpp"

namespace jiangbu {

/// What one line may pay: a clause for an applicant, or for one item.
struct LineAmount {
  std::uint32_t applicant = 0;  ///< of the population
  std::uint32_t clause = 0;     ///< of the model
  std::string item;             ///< as LineResult::item
  std::string item_label;       ///< as LineResult::item_label
  std::int64_t low = 0;         ///< fen, after all steps
  std::int64_t high = 0;        ///< from unbounded_fen on: no upper bound
};

/// Names of the rows of a plan that stand for facts of a population, which both outlive
/// it. One thread.
class LineNames {
 public:
  LineNames(const Plan& plan, const Population& population);

  /// The rows asked for next are those of the applicants from `first` on.
  void begin(std::uint32_t first);
  /// Names the item that is a row of the run.
  void name(DomainId domain, std::uint32_t row, LineAmount& line) const;

 private:
  struct List {
    std::optional<DomainId> domain;  // of the population; none: it has no such list
    std::string name;
    const Field* key = nullptr;
    std::optional<std::size_t> key_fact;
  };

  std::string path(DomainId domain, std::uint32_t row) const;

  const Plan& plan_;
  const Population& population_;
  std::vector<List> lists_;               // by domain of the plan
  std::vector<std::uint32_t> first_row_;  // of the run, in the population
};

}  // namespace jiangbu
