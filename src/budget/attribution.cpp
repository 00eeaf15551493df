#include "budget/attribution.hpp"

#include <cmath>
#include <map>
#include <numeric>

#include "budget/random_stream.hpp"

namespace jiangbu {

namespace {

class Values {
 public:
  explicit Values(const SubsetValue& value) : value_(value) {}

  const std::vector<double>& of(const std::vector<bool>& subset) {
    const auto known = known_.find(subset);
    if (known != known_.end()) return known->second;
    return known_.emplace(subset, value_(subset)).first->second;
  }

 private:
  const SubsetValue& value_;
  std::map<std::vector<bool>, std::vector<double>> known_;
};

// The chance that exactly these `before` of the other changes come first.
double weight(std::size_t before, std::size_t changes) {
  const auto lgamma_of = [](std::size_t n) {
    return std::lgamma(static_cast<double>(n) + 1);
  };
  return std::exp(lgamma_of(before) + lgamma_of(changes - before - 1) -
                  lgamma_of(changes));
}

void attribute_exactly(std::size_t changes, Values& values, Attribution& result) {
  for (std::size_t bits = 0; bits < (std::size_t{1} << changes); ++bits) {
    std::vector<bool> subset(changes);
    std::size_t before = 0;
    for (std::size_t i = 0; i < changes; ++i) {
      subset[i] = ((bits >> i) & 1) != 0;
      if (subset[i]) ++before;
    }
    for (std::size_t i = 0; i < changes; ++i) {
      if (subset[i]) continue;
      std::vector<bool> with = subset;
      with[i] = true;
      const std::vector<double> without_it = values.of(subset);
      const std::vector<double>& with_it = values.of(with);
      for (std::size_t c = 0; c < with_it.size(); ++c) {
        result.parts[i][c] += weight(before, changes) * (with_it[c] - without_it[c]);
      }
    }
  }
}

std::vector<std::size_t> random_order(std::size_t changes, std::uint64_t seed,
                                      std::uint32_t number) {
  std::vector<std::size_t> order(changes);
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = changes; i > 1; --i) {
    const RandomPair bits =
        random_pair(seed, number, static_cast<std::uint32_t>(i), 0x53686170);
    std::swap(order[i - 1], order[bits.first % i]);
  }
  return order;
}

void attribute_by_orders(std::size_t changes, Values& values, std::uint64_t seed,
                         std::uint32_t orders, Attribution& result) {
  auto squares = result.parts;
  for (std::uint32_t number = 0; number < orders; ++number) {
    std::vector<bool> subset(changes);
    std::vector<double> before = values.of(subset);
    for (const std::size_t i : random_order(changes, seed, number)) {
      subset[i] = true;
      const std::vector<double>& after = values.of(subset);
      for (std::size_t c = 0; c < after.size(); ++c) {
        const double added = after[c] - before[c];
        result.parts[i][c] += added / orders;
        squares[i][c] += added * added / orders;
      }
      before = after;
    }
  }
  for (std::size_t i = 0; i < changes; ++i) {
    for (std::size_t c = 0; c < squares[i].size(); ++c) {
      const double variance = squares[i][c] - result.parts[i][c] * result.parts[i][c];
      result.errors[i][c] = std::sqrt(std::max(0.0, variance) / orders);
    }
  }
  result.exact = false;
  result.orders = orders;
}

}  // namespace

Attribution attribute(std::size_t changes, const SubsetValue& value, std::uint64_t seed,
                      std::uint32_t orders) {
  Values values(value);
  const std::size_t components = values.of(std::vector<bool>(changes)).size();
  Attribution result;
  result.parts.assign(changes, std::vector<double>(components, 0));
  result.errors = result.parts;
  if (changes <= most_exact_changes) {
    attribute_exactly(changes, values, result);
  } else {
    attribute_by_orders(changes, values, seed, orders, result);
  }
  return result;
}

}  // namespace jiangbu
