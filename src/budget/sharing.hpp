// Rankings, pools and group caps over the claims that are made in one draw.
// In: the steps across applicants of policies, claims before them. Out: amounts left.
// Never: who claims.
//
// In `evaluate` a step decides on everybody's claims, exact to the fen. Here, for
// statistics, it decides on those that are made; amounts are floating point.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "budget/distribution.hpp"
#include "budget/measurement.hpp"

namespace jiangbu {

class Sharing {
 public:
  /// The steps of the policies whose claims before them are among `awards`.
  Sharing(const Measurement& measurement, const Ground& ground,
          const std::vector<PossibleAward>& awards);

  /// Takes what the steps take, in their order; `amounts` by award, 0: not claimed.
  void apply(std::vector<double>& amounts) const;

  /// No clause is paid more than this in all (fen), by number; absent: no such bound.
  std::optional<double> most_paid(std::uint32_t clause) const;

 private:
  /// One applicant's claims under the clauses of a step.
  struct Claimant {
    std::vector<std::size_t> awards;
    double limit = 0;  ///< fen; of a ranking a number of applicants; infinity: none known
    double order = 0;  ///< as the step ranks: lower is served first; infinity: not known
    std::optional<std::string> group;  ///< of a group cap; none: not capped
  };
  /// Claimants in the order in which they are served, those of a group together.
  struct Step {
    const AcrossStep* step = nullptr;
    std::vector<std::uint32_t> clauses;
    std::vector<Claimant> claimants;
  };

  void add_step(std::size_t policy, const AcrossStep& step,
                const Measurement& measurement, const Ground& ground,
                const std::vector<PossibleAward>& awards);
  static double claim_of(const Claimant& claimant, const std::vector<double>& amounts);
  static void leave(const Claimant& claimant, double share, std::vector<double>& amounts);
  static void rank(const Step& step, std::vector<double>& amounts);
  static void serve(const Step& step, std::size_t first, std::size_t last,
                    std::vector<double>& amounts);
  static void scale(const Step& step, std::size_t first, std::size_t last,
                    std::vector<double>& amounts);

  std::vector<Step> steps_;
};

/// Whether claims not made leave their share of this policy's steps to the others in
/// draws; else why not, in a word: "group cap by keys", "aggregates". Empty: they do.
std::string sharing_obstacle(const PolicyModel& model);

}  // namespace jiangbu
