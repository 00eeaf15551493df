// What each clause is expected to cost, with claims that share a pool drawn together.
#include <algorithm>
#include <cmath>

#include "budget/books.hpp"
#include "budget/sharing.hpp"

namespace jiangbu {

namespace {

/// Draws of an expectation; it is asked for again under every other assumption.
constexpr std::uint32_t mean_draws = 400;

class SharedEstimates {
 public:
  SharedEstimates(const Measurement& measurement, const Ground& ground,
                  const Assumptions& assumptions, std::size_t standing)
      : measurement_(measurement), ground_(ground), assumptions_(assumptions) {
    for (const PossibleAward& award :
         possible_awards(measurement, ground, assumptions, standing)) {
      if (is_shared(award.clause)) awards_.push_back(award);
    }
    sharing_.emplace(measurement, ground, awards_);
  }

  bool is_shared(std::uint32_t clause) const {
    return measurement_.is_shared(ground_.clauses.all()[clause].policy);
  }

  /// Mean and square of the draws' totals, by number of clause.
  void draw() {
    const std::size_t clauses = ground_.clauses.all().size();
    means_.assign(clauses, 0);
    errors_.assign(clauses, 0);
    std::vector<std::uint32_t> groups;
    for (const PossibleAward& award : awards_) groups.push_back(award.clause);
    const std::uint32_t draws = std::min(mean_draws, assumptions_.draws);
    const auto totals = simulate_groups(
        awards_, chance_terms(ground_, assumptions_), groups,
        static_cast<std::uint32_t>(clauses), assumptions_.seed, draws, ground_.threads,
        [this](std::vector<double>& amounts) { sharing_->apply(amounts); });
    for (std::size_t c = 0; c < clauses; ++c) {
      for (const auto& total : totals) means_[c] += total[c] / draws;
      for (const auto& total : totals) {
        errors_[c] += (total[c] - means_[c]) * (total[c] - means_[c]) / draws;
      }
      errors_[c] = std::sqrt(errors_[c] / draws);
    }
  }

  void adjust(std::uint32_t clause, const ClauseTerms& terms, AmountEstimate& to) const {
    const ExposureCell& before = measurement_.before->clauses[clause];
    to.expected = means_[clause];
    to.expected_error = errors_[clause];
    to.expected_claims = terms.uptake_mean * to_double(terms.growth) *
                         static_cast<double>(before.applicants);
    to.high.reset();
    if (before.unbounded == 0) {
      to.high = scaled(before.high, terms.uptake.high * terms.growth);
    }
    const auto most = sharing_->most_paid(clause);
    if (!most) return;
    const auto pool = static_cast<Int128>(*most);
    to.high = std::min(to.high.value_or(pool), pool);
  }

 private:
  const Measurement& measurement_;
  const Ground& ground_;
  const Assumptions& assumptions_;
  std::vector<PossibleAward> awards_;
  std::optional<Sharing> sharing_;
  std::vector<double> means_;
  std::vector<double> errors_;
};

}  // namespace

std::map<std::uint32_t, AmountEstimate> clause_estimates(const Measurement& measurement,
                                                         const Ground& ground,
                                                         const Assumptions& assumptions,
                                                         std::size_t standing) {
  std::map<std::uint32_t, AmountEstimate> result;
  std::optional<SharedEstimates> shared;
  if (measurement.before) {
    shared.emplace(measurement, ground, assumptions, standing);
    shared->draw();
  }
  for (const std::uint32_t clause : clauses_of(measurement, ground, standing)) {
    const ClauseTerms terms = terms_of(assumptions, ground.clauses.all()[clause].id);
    AmountEstimate& amount = result[clause];
    amount = clause_estimate(measurement, clause, terms);
    if (shared && shared->is_shared(clause)) shared->adjust(clause, terms, amount);
  }
  return result;
}

}  // namespace jiangbu
