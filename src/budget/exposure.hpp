// What policies come to over a population, as the evaluator says: exact sums, no
// assumption.
// In: programs, Population. Out: Exposure. Never: an uptake, an expectation.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "batch/evaluate_population.hpp"
#include "budget/applicant_changes.hpp"
#include "budget/grouping.hpp"
#include "program/program.hpp"

namespace jiangbu {

/// Sums over applicants, fen.
struct ExposureCell {
  Int128 low = 0;
  Int128 high = 0;               ///< of those without an upper end: their low
  std::uint64_t unbounded = 0;   ///< applicants without an upper end
  std::uint64_t applicants = 0;  ///< with a positive upper end

  void add(std::int64_t low_fen, std::int64_t high_fen);
  ExposureCell& operator+=(const ExposureCell& other);
  bool operator==(const ExposureCell&) const = default;
};

/// What an applicant may claim under one clause.
struct Claim {
  std::uint32_t applicant = 0;
  std::uint32_t clause = 0;  ///< place in Clauses
  std::int64_t low = 0;
  std::int64_t high = 0;  ///< unbounded_fen: no upper end

  bool operator==(const Claim&) const = default;
};

/// The clauses of all policies under all scenarios, each with a number.
class Clauses {
 public:
  struct Place {
    std::size_t policy = 0;
    std::string id;
  };
  /// The number of a clause; a new one if it is not known yet.
  std::uint32_t number_of(std::size_t policy, const std::string& id);
  const std::vector<Place>& all() const { return all_; }

 private:
  std::vector<Place> all_;
  std::map<std::pair<std::size_t, std::string>, std::uint32_t> numbers_;
};

using Programs = std::vector<std::shared_ptr<const Program>>;

/// The facts and the day, the same for the base and all scenarios. Outlives what it
/// makes.
struct Ground {
  const Population* population = nullptr;
  Date decision_date;
  unsigned threads = 1;
  std::vector<Grouping> groupings;    ///< region and kind, as far as there are such facts
  std::optional<std::size_t> region;  ///< place in groupings
  std::optional<std::size_t> kind;
  Clauses clauses;
  std::size_t listed = 10;  ///< winners and losers named
  /// How many of all evaluations of an applicant are done; from any thread.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;
};

/// What is asked of some policies under some readings.
struct ExposureQuestion {
  Programs programs;
  std::map<std::string, std::string> readings = {};  ///< by question; else the default
  bool groups = false;                               ///< by group and payer too
  bool claims = false;
  bool applicants = false;  ///< each counted once, and told apart by group
  std::optional<std::size_t> compared_with =
      {};                          ///< an earlier question about applicants
  bool sums = true;                ///< by policy and clause
  std::vector<bool> skipped = {};  ///< policies not asked; empty: none
};

/// Sums of one standing that look at each applicant once.
struct ApplicantSums {
  std::uint64_t applicants = 0;                      ///< with a positive upper end
  std::vector<std::vector<std::uint64_t>> by_group;  ///< by grouping, then group
  ApplicantChanges changes;                          ///< against compared_with
};

struct Exposure {
  std::vector<ExposureCell> policies;
  std::vector<ExposureCell> clauses;  ///< by number
  /// By grouping, then clause * groups + group.
  std::vector<std::vector<ExposureCell>> groups;
  std::vector<std::vector<ExposureCell>> payers;  ///< by clause, then payer of the clause
  std::vector<Claim> claims;  ///< by applicant, then clause; those with a positive end
  /// Over policies of one standing (0 payable, 1 indicative); if asked for.
  std::optional<ApplicantSums> applicants[2];
  std::uint64_t one_by_one = 0;
  std::vector<std::string> obstacles;  ///< by policy: why it ran case by case
  struct Failure {
    std::size_t policy = 0;
    std::uint32_t applicant = 0;
    Bilingual reason;
  };
  std::vector<Failure> failed;

  const ExposureCell& group(std::size_t grouping, std::uint32_t clause,
                            std::uint32_t group) const {
    const auto& cells = groups[grouping];
    return cells[clause * (cells.size() / clauses.size()) + group];
  }
};

/// 0 for policies in force, 1 for drafts, whose amounts are indicative.
std::size_t standing_of(const PolicyModel& model);

/// Answers all questions in one pass over the population, or a few if they need many
/// programs: what asks for the same program under the same readings is evaluated once,
/// and applicants are compared where they are computed, so that no question keeps an
/// amount for each applicant. The result does not depend on the number of threads.
std::vector<Exposure> measure_exposures(const std::vector<ExposureQuestion>& questions,
                                        Ground& ground);

}  // namespace jiangbu
