#include "budget/exposure.hpp"

#include <algorithm>

#include "evaluate/readings.hpp"
#include "evaluate/totals.hpp"

namespace jiangbu {

void ExposureCell::add(std::int64_t low_fen, std::int64_t high_fen) {
  low += low_fen;
  if (high_fen >= unbounded_fen) {
    ++unbounded;
    high += low_fen;
  } else {
    high += high_fen;
  }
  if (high_fen > 0) ++applicants;
}

ExposureCell& ExposureCell::operator+=(const ExposureCell& other) {
  low += other.low;
  high += other.high;
  unbounded += other.unbounded;
  applicants += other.applicants;
  return *this;
}

std::uint32_t Clauses::number_of(std::size_t policy, const std::string& id) {
  const auto [place, fresh] =
      numbers_.emplace(std::pair(policy, id), static_cast<std::uint32_t>(all_.size()));
  if (fresh) all_.push_back({policy, id});
  return place->second;
}

std::size_t standing_of(const PolicyModel& model) {
  return model.status == PolicyStatus::draft ? 1 : 0;
}

namespace {

void add_cells(std::vector<ExposureCell>& to, const std::vector<ExposureCell>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

// Adds up one policy's chunks. One tally for each thread, joined in the end: sums of
// whole numbers do not depend on the order.
class PolicyTally {
 public:
  PolicyTally(const Program& program, const std::vector<std::uint32_t>& readings,
              std::vector<std::uint32_t> numbers, const Exposure& shape,
              const ExposureOptions& options)
      : model_(*program.model), numbers_(std::move(numbers)), options_(options) {
    clauses_.resize(numbers_.size());
    for (const auto& cells : shape.groups) {
      group_counts_.push_back(cells.size() / shape.clauses.size());
      groups_.emplace_back(numbers_.size() * group_counts_.back());
    }
    for (const Clause& clause : model_.clauses) {
      shares_.push_back(&payers_of(clause, readings));
      payers_.emplace_back(shares_.back()->size());
    }
  }

  void take(const ChunkAmounts& chunk, Exposure& all) {
    const std::size_t standing = standing_of(model_);
    for (std::uint32_t i = 0; i < chunk.rows; ++i) {
      total_.add(chunk.low[i], chunk.high[i]);
      if (!options_.by_applicant) continue;
      std::int64_t& low = all.low[standing][chunk.first + i];
      std::int64_t& high = all.high[standing][chunk.first + i];
      low = add_fen(low, chunk.low[i]);
      high = add_fen(high, chunk.high[i]);
    }
    for (std::size_t c = 0; c < chunk.clauses.size(); ++c) {
      if (chunk.clauses[c].high != nullptr) take_clause(chunk, c);
    }
  }

  void join_into(std::size_t policy, Exposure& all) {
    all.policies[policy] += total_;
    for (std::size_t c = 0; c < numbers_.size(); ++c) {
      all.clauses[numbers_[c]] += clauses_[c];
      all.payers[numbers_[c]].resize(payers_[c].size());
      add_cells(all.payers[numbers_[c]], payers_[c]);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        for (std::size_t k = 0; k < group_counts_[g]; ++k) {
          all.groups[g][numbers_[c] * group_counts_[g] + k] +=
              groups_[g][c * group_counts_[g] + k];
        }
      }
    }
    all.claims.insert(all.claims.end(), claims_.begin(), claims_.end());
  }

 private:
  void take_clause(const ChunkAmounts& chunk, std::size_t c) {
    const ChunkAmounts::Clause& amounts = chunk.clauses[c];
    for (std::uint32_t i = 0; i < chunk.rows; ++i) {
      const std::int64_t low = amounts.low[i];
      const std::int64_t high = amounts.high[i];
      if (high <= 0) continue;
      const std::uint32_t applicant = chunk.first + i;
      clauses_[c].add(low, high);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        const std::uint32_t group = (*options_.groupings)[g].of_applicant[applicant];
        groups_[g][c * group_counts_[g] + group].add(low, high);
      }
      if (options_.groupings != nullptr) add_payers(c, {low, high});
      if (options_.claims) claims_.push_back({applicant, numbers_[c], low, high});
    }
  }

  void add_payers(std::size_t c, const FenRange& amount) {
    if (shares_[c]->size() == 1) return payers_[c][0].add(amount.low, amount.high);
    const std::vector<FenRange> parts = split_among(*shares_[c], amount);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      payers_[c][p].add(parts[p].low, parts[p].high);
    }
  }

  const PolicyModel& model_;
  std::vector<std::uint32_t> numbers_;  // of its clauses
  const ExposureOptions& options_;
  std::vector<const PayerShares*> shares_;
  std::vector<std::size_t> group_counts_;
  ExposureCell total_;
  std::vector<ExposureCell> clauses_;
  std::vector<std::vector<ExposureCell>> groups_;
  std::vector<std::vector<ExposureCell>> payers_;
  std::vector<Claim> claims_;
};

// Room for every clause and group; clauses must all have their numbers.
Exposure shaped(std::size_t policies, const Population& population,
                const Clauses& clauses, const ExposureOptions& options) {
  Exposure all;
  all.policies.resize(policies);
  all.obstacles.resize(policies);
  all.clauses.resize(clauses.all().size());
  all.payers.resize(clauses.all().size());
  if (options.groupings != nullptr) {
    for (const Grouping& grouping : *options.groupings) {
      all.groups.emplace_back(clauses.all().size() * grouping.keys.size());
    }
  }
  if (options.by_applicant) {
    for (std::size_t standing : {0U, 1U}) {
      all.low[standing].resize(population.applicants());
      all.high[standing].resize(population.applicants());
    }
  }
  return all;
}

// Sums do not tell how many applicants have no upper end: one at least.
ExposureCell cell_of(const ClauseTotals& totals) {
  ExposureCell cell;
  cell.low = totals.low;
  cell.high = totals.high.value_or(totals.low);
  cell.unbounded = totals.high ? 0 : 1;
  cell.applicants = totals.applicants;
  return cell;
}

void measure_policy(std::size_t policy, const Program& program,
                    const Population& population, Clauses& clauses,
                    const ExposureOptions& options, Exposure& all) {
  std::vector<std::uint32_t> numbers;
  for (const Clause& clause : program.model->clauses) {
    numbers.push_back(clauses.number_of(policy, clause.id));
  }
  PopulationOptions run;
  run.decision_date = options.decision_date;
  run.readings = chosen_readings(*program.model, options.readings);
  run.threads = std::max(1U, options.threads);
  const bool sums_only =
      options.groupings == nullptr && !options.claims && !options.by_applicant;
  std::vector<PolicyTally> tallies;
  for (unsigned thread = 0; thread < run.threads; ++thread) {
    tallies.emplace_back(program, run.readings, numbers, all, options);
  }
  // Chunks are disjoint runs of applicants, so threads never meet in `all`.
  const ChunkReceiver receiver = [&](unsigned thread, const ChunkAmounts& chunk) {
    tallies[thread].take(chunk, all);
  };
  const PopulationTotals totals = evaluate_population(
      program, population, run, sums_only ? ChunkReceiver() : receiver);
  if (sums_only) {
    all.policies[policy] = cell_of(totals.all);
    for (std::size_t c = 0; c < numbers.size(); ++c) {
      all.clauses[numbers[c]] = cell_of(totals.clauses[c]);
    }
  } else {
    for (PolicyTally& tally : tallies) tally.join_into(policy, all);
  }
  all.one_by_one += totals.one_by_one;
  all.obstacles[policy] = totals.obstacle;
  for (const auto& [applicant, reason] : totals.failed) {
    all.failed.push_back({policy, applicant, reason});
  }
}

}  // namespace

Exposure measure_exposure(const std::vector<const Program*>& programs,
                          const Population& population, Clauses& clauses,
                          const ExposureOptions& options) {
  for (std::size_t policy = 0; policy < programs.size(); ++policy) {
    for (const Clause& clause : programs[policy]->model->clauses) {
      clauses.number_of(policy, clause.id);
    }
  }
  Exposure all = shaped(programs.size(), population, clauses, options);
  for (std::size_t policy = 0; policy < programs.size(); ++policy) {
    if (options.only_policy.value_or(policy) != policy) continue;
    measure_policy(policy, *programs[policy], population, clauses, options, all);
  }
  std::sort(all.claims.begin(), all.claims.end(), [](const Claim& a, const Claim& b) {
    return std::pair(a.applicant, a.clause) < std::pair(b.applicant, b.clause);
  });
  for (const std::size_t standing : {0U, 1U}) {
    all.applicants[standing] = static_cast<std::uint64_t>(
        std::count_if(all.high[standing].begin(), all.high[standing].end(),
                      [](std::int64_t fen) { return fen > 0; }));
  }
  std::sort(all.failed.begin(), all.failed.end(),
            [](const Exposure::Failure& a, const Exposure::Failure& b) {
              return std::pair(a.policy, a.applicant) < std::pair(b.policy, b.applicant);
            });
  return all;
}

}  // namespace jiangbu
