// Totals by drawing lots, reproducible whatever the threads.
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>

#include "budget/distribution.hpp"
#include "budget/expectation.hpp"
#include "budget/random_stream.hpp"
#include "values/start_threads.hpp"

namespace jiangbu {

namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

// The value that a share of all values of a triangle does not exceed.
double triangle_at(double low, double mode, double high, double share) {
  if (high <= low) return low;
  const double turn = (mode - low) / (high - low);
  if (share < turn) return low + std::sqrt(share * (high - low) * (mode - low));
  return high - std::sqrt((1 - share) * (high - low) * (high - mode));
}

double discretion_at(const Discretion& discretion, double share) {
  const double mode = to_double(discretion.share);
  switch (discretion.shape) {
    case Discretion::Shape::uniform:
      return share;
    case Discretion::Shape::triangular:
      return triangle_at(0, mode, 1, share);
    case Discretion::Shape::fixed:
      break;
  }
  return mode;
}

// Calls take(award, amount) for every award claimed in a draw.
class Draws {
 public:
  Draws(const std::vector<PossibleAward>& awards, const std::vector<ChanceTerms>& terms,
        std::uint64_t seed, const AmountChange& change)
      : awards_(awards), terms_(terms), seed_(seed), change_(change) {
    for (const ChanceTerms& clause : terms) {
      triangles_.push_back({to_double(clause.uptake.low), to_double(clause.uptake.likely),
                            to_double(clause.uptake.high)});
    }
  }

  template <typename Take>
  void run(std::uint32_t draw, Take take) const {
    if (!change_) return claim(draw, take);
    std::vector<double> amounts(awards_.size(), 0);
    claim(draw, [&](const PossibleAward& award, double amount) {
      amounts[static_cast<std::size_t>(&award - awards_.data())] = amount;
    });
    change_(amounts);
    for (std::size_t a = 0; a < amounts.size(); ++a) {
      if (amounts[a] != 0) take(awards_[a], amounts[a]);
    }
  }

 private:
  template <typename Take>
  void claim(std::uint32_t draw, Take take) const {
    std::vector<double> uptake;
    for (std::uint32_t c = 0; c < triangles_.size(); ++c) {
      const auto& [low, likely, high] = triangles_[c];
      const RandomPair bits = random_pair(seed_, draw, nobody, c);
      uptake.push_back(triangle_at(low, likely, high, unit_share(bits.first)));
    }
    for (const PossibleAward& award : awards_) {
      const RandomPair bits = random_pair(seed_, draw, award.applicant, award.clause);
      if (unit_share(bits.first) >= uptake[award.clause]) continue;
      const ChanceTerms& clause = terms_[award.clause];
      double amount = static_cast<double>(award.least);
      if (award.span > 0) {
        amount += static_cast<double>(award.span) *
                  discretion_at(clause.discretion, unit_share(bits.second));
      }
      take(award, amount * clause.growth);
    }
  }

  const std::vector<PossibleAward>& awards_;
  const std::vector<ChanceTerms>& terms_;
  std::uint64_t seed_;
  const AmountChange& change_;
  std::vector<std::array<double, 3>> triangles_;
};

// Each draw is one thread's, and a function of its number alone.
void for_draws(std::uint32_t draws, unsigned threads,
               const std::function<void(std::uint32_t)>& run) {
  constexpr std::uint32_t together = 64;
  std::atomic<std::uint32_t> next{0};
  const auto work = [&](unsigned) {
    for (std::uint32_t first = next.fetch_add(together); first < draws;
         first = next.fetch_add(together)) {
      const std::uint32_t behind = std::min(draws, first + together);
      for (std::uint32_t draw = first; draw < behind; ++draw) run(draw);
    }
  };
  std::vector<std::jthread> others;
  start_threads(others, std::min(threads, draws / together + 1), work);
  work(0);
}

}  // namespace

std::vector<double> simulate(const std::vector<PossibleAward>& awards,
                             const std::vector<ChanceTerms>& terms, std::uint64_t seed,
                             std::uint32_t draws, unsigned threads,
                             const AmountChange& change) {
  const Draws lots(awards, terms, seed, change);
  std::vector<double> totals(draws, 0);
  for_draws(draws, threads, [&](std::uint32_t draw) {
    double total = 0;
    lots.run(draw, [&](const PossibleAward&, double amount) { total += amount; });
    totals[draw] = total;
  });
  return totals;
}

std::vector<std::vector<double>> simulate_groups(
    const std::vector<PossibleAward>& awards, const std::vector<ChanceTerms>& terms,
    const std::vector<std::uint32_t>& group_of_award, std::uint32_t groups,
    std::uint64_t seed, std::uint32_t draws, unsigned threads,
    const AmountChange& change) {
  const Draws lots(awards, terms, seed, change);
  std::vector<std::vector<double>> totals(draws);
  for_draws(draws, threads, [&](std::uint32_t draw) {
    std::vector<double> of_groups(groups, 0);
    lots.run(draw, [&](const PossibleAward& award, double amount) {
      of_groups[group_of_award[static_cast<std::size_t>(&award - awards.data())]] +=
          amount;
    });
    totals[draw] = std::move(of_groups);
  });
  return totals;
}

}  // namespace jiangbu
