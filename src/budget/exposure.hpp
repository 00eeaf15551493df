// What policies come to over a population, as the evaluator says: exact sums, no
// assumption.
// In: programs, Population. Out: Exposure. Never: an uptake, an expectation.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "batch/evaluate_population.hpp"
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

struct ExposureOptions {
  Date decision_date;
  std::map<std::string, std::string> readings;  ///< by question; else the default
  unsigned threads = 1;
  const std::vector<Grouping>* groupings = nullptr;  ///< null: totals only
  std::optional<std::size_t> only_policy;            ///< the others stay 0
  bool claims = false;
  bool by_applicant = false;
};

struct Exposure {
  std::vector<ExposureCell> policies;
  std::vector<ExposureCell> clauses;  ///< by number
  /// By grouping, then clause * groups + group.
  std::vector<std::vector<ExposureCell>> groups;
  std::vector<std::vector<ExposureCell>> payers;  ///< by clause, then payer of the clause
  std::vector<Claim> claims;  ///< by applicant, then clause; those with a positive end
  /// Sums over policies of one standing (0 payable, 1 indicative), by applicant.
  std::vector<std::int64_t> low[2];
  std::vector<std::int64_t> high[2];
  std::uint64_t applicants[2] = {0, 0};  ///< with a positive upper end; if by_applicant
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

/// Evaluates all policies over the population. The result does not depend on the number
/// of threads.
Exposure measure_exposure(const std::vector<const Program*>& programs,
                          const Population& population, Clauses& clauses,
                          const ExposureOptions& options);

}  // namespace jiangbu
