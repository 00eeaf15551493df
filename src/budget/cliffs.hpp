// Who stands on the brink: bounds that decide much money for those just beside them.
// In: programs, distances; then Measurements. Out: Cliffs. Never: evaluates by itself.
#pragma once

#include <vector>

#include "budget/estimate.hpp"
#include "budget/measurement.hpp"

namespace jiangbu {

/// What must be measured: each clause alone, and again for each of its bounds moved down
/// and up.
class CliffSearch {
 public:
  /// `base`: programs and readings; `first`: the place its first question will have among
  /// those that are measured together.
  CliffSearch(const MeasurementQuestion& base, const CliffDistances& distances,
              Date decision_date, std::size_t first);

  const std::vector<MeasurementQuestion>& questions() const { return questions_; }

  /// Those of a standing, from the measurements of all questions.
  void write(const std::vector<Measurement>& measured, std::size_t standing,
             Book& book) const;

 private:
  struct Bound {
    std::size_t standing = 0;
    Cliff cliff;
    std::size_t down = 0;  // places among the questions
    std::size_t up = 0;
  };

  void add_clause(const PolicyModel& model, std::uint32_t clause,
                  const std::map<std::string, std::string>& readings);

  CliffDistances distances_;
  std::size_t first_;
  std::vector<MeasurementQuestion> questions_;
  std::vector<Bound> bounds_;
};

}  // namespace jiangbu
