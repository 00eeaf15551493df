#include "budget/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace jiangbu {

namespace {

constexpr int histogram_bins = 60;

// A distribution as amounts in order, each with its chance.
struct Steps {
  std::vector<double> amounts;
  std::vector<double> chances;
  double sum = 0;

  double quantile(double share) const {
    double below = 0;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      below += chances[i] / sum;
      if (below >= share - 1e-12) return amounts[i];
    }
    return amounts.empty() ? 0 : amounts.back();
  }

  // The mean of the part beyond a quantile.
  double tail_mean(double share) const {
    double left = (1 - share) * sum;
    const double whole = left;
    double total = 0;
    for (std::size_t i = amounts.size(); i-- > 0 && left > 0;) {
      const double part = std::min(left, chances[i]);
      total += part * amounts[i];
      left -= part;
    }
    return whole > left ? total / (whole - left) : 0;
  }
};

void fill(Distribution& result, const Steps& steps) {
  double mean = 0;
  double square = 0;
  for (std::size_t i = 0; i < steps.amounts.size(); ++i) {
    mean += steps.chances[i] / steps.sum * steps.amounts[i];
  }
  for (std::size_t i = 0; i < steps.amounts.size(); ++i) {
    const double off = steps.amounts[i] - mean;
    square += steps.chances[i] / steps.sum * off * off;
  }
  result.mean = mean;
  result.deviation = std::sqrt(square);
  for (const double percent : quantile_percents) {
    result.quantiles.emplace_back(percent, steps.quantile(percent / 100));
  }
  result.tail_mean = steps.tail_mean(result.tail_from / 100);
  const double from = steps.quantile(0.001);
  const double to = steps.quantile(0.999);
  const double width = (to - from) / histogram_bins;
  if (!(width > 0)) {
    result.histogram = {{to, 1}};
    return;
  }
  for (int bin = 1; bin <= histogram_bins; ++bin) {
    result.histogram.emplace_back(from + bin * width, 0);
  }
  for (std::size_t i = 0; i < steps.amounts.size(); ++i) {
    const double place = std::ceil((steps.amounts[i] - from) / width) - 1;
    const auto bin = static_cast<std::size_t>(
        std::clamp(place, 0.0, static_cast<double>(histogram_bins - 1)));
    result.histogram[bin].second += steps.chances[i] / steps.sum;
  }
}

}  // namespace

Distribution summarise(const GridDistribution& grid) {
  Steps steps;
  for (std::size_t i = 0; i < grid.chances.size(); ++i) {
    steps.amounts.push_back(grid.offset + static_cast<double>(i) * grid.step);
  }
  steps.chances = grid.chances;
  steps.sum = std::accumulate(grid.chances.begin(), grid.chances.end(), 0.0);
  Distribution result;
  result.method = Distribution::Method::exact;
  result.step = grid.step;
  result.amount_error = grid.amount_error;
  result.error_chance = grid.error_chance;
  fill(result, steps);
  return result;
}

Distribution summarise(std::vector<double> totals, std::uint64_t seed) {
  std::sort(totals.begin(), totals.end());
  Distribution result;
  result.method = Distribution::Method::simulated;
  result.seed = seed;
  result.draws = static_cast<std::uint32_t>(totals.size());
  // Dvoretzky, Kiefer and Wolfowitz: how far a simulated chance can be off.
  result.error_chance = 1e-3;
  result.chance_error = std::sqrt(std::log(2 / result.error_chance) /
                                  (2 * static_cast<double>(totals.size())));
  Steps steps;
  steps.chances.assign(totals.size(), 1);
  steps.sum = static_cast<double>(totals.size());
  steps.amounts = std::move(totals);
  fill(result, steps);
  return result;
}

double chance_above(const GridDistribution& grid, double amount) {
  double above = 0;
  double sum = 0;
  for (std::size_t i = 0; i < grid.chances.size(); ++i) {
    sum += grid.chances[i];
    if (grid.offset + static_cast<double>(i) * grid.step > amount) {
      above += grid.chances[i];
    }
  }
  return sum > 0 ? above / sum : 0;
}

double chance_above(const std::vector<double>& totals, double amount) {
  const auto above = std::count_if(totals.begin(), totals.end(),
                                   [&](double total) { return total > amount; });
  return totals.empty() ? 0
                        : static_cast<double>(above) / static_cast<double>(totals.size());
}

}  // namespace jiangbu
