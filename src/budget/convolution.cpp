// The exact distribution of a total of independent awards, on a grid.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <map>
#include <numeric>
#include <tuple>

#include "budget/distribution.hpp"
#include "budget/expectation.hpp"
#include "budget/fourier.hpp"

namespace jiangbu {

namespace {

constexpr double lost_chance = 1e-9;   // outside the grid
constexpr double error_chance = 1e-6;  // that the error exceeds its bound
constexpr std::size_t most_points = std::size_t{1} << 18;
constexpr std::size_t usual_points = std::size_t{1} << 15;

// Awards put together: alike in chance, and in their first eight bits of amount.
struct Bucket {
  double chance = 1;
  Discretion::Shape shape = Discretion::Shape::fixed;
  double mode = 0;
  std::int64_t count = 0;
  double least_sum = 0;
  double span_sum = 0;
  double least_from = INFINITY;
  double least_to = 0;
  double span_from = INFINITY;
  double span_to = 0;

  double least() const { return least_sum / static_cast<double>(count); }
  double span() const { return span_sum / static_cast<double>(count); }
  /// How far one of the awards can be off.
  double width() const { return least_to - least_from + span_to - span_from; }
  double mean_share() const {
    return shape == Discretion::Shape::triangular ? (1 + mode) / 3 : 0.5;
  }
  double share_variance() const {
    if (shape == Discretion::Shape::triangular) return (1 - mode + mode * mode) / 18;
    return 1.0 / 12;
  }
};

std::uint32_t leading_bits(std::int64_t value) {
  std::uint32_t exponent = 0;
  while (value >= 256) {
    value >>= 1;
    ++exponent;
  }
  return exponent * 256 + static_cast<std::uint32_t>(value);
}

using BucketKey = std::tuple<double, double, int, double, std::uint32_t, std::uint32_t>;

std::vector<Bucket> buckets_of(const std::vector<PossibleAward>& awards,
                               const std::vector<ChanceTerms>& terms) {
  std::map<BucketKey, Bucket> buckets;
  for (const PossibleAward& award : awards) {
    const ChanceTerms& clause = terms[award.clause];
    assert(clause.uptake.is_certain());
    const double chance = to_double(clause.uptake.likely);
    const double mode = to_double(clause.discretion.share);
    const bool fixed =
        award.span == 0 || clause.discretion.shape == Discretion::Shape::fixed;
    double least = static_cast<double>(award.least);
    double span = static_cast<double>(award.span);
    if (fixed) {
      least += mode * span;
      span = 0;
    }
    least *= clause.growth;
    span *= clause.growth;
    if (chance <= 0 || least + span <= 0) continue;
    const auto shape = fixed ? Discretion::Shape::fixed : clause.discretion.shape;
    Bucket& bucket =
        buckets[{chance, clause.growth, static_cast<int>(shape), fixed ? 0 : mode,
                 leading_bits(std::llround(least)), leading_bits(std::llround(span))}];
    bucket.chance = chance;
    bucket.shape = shape;
    bucket.mode = mode;
    ++bucket.count;
    bucket.least_sum += least;
    bucket.span_sum += span;
    bucket.least_from = std::min(bucket.least_from, least);
    bucket.least_to = std::max(bucket.least_to, least);
    bucket.span_from = std::min(bucket.span_from, span);
    bucket.span_to = std::max(bucket.span_to, span);
  }
  std::vector<Bucket> list;
  for (const auto& [key, bucket] : buckets) list.push_back(bucket);
  return list;
}

struct Moments {
  double mean = 0;
  double variance = 0;
  double lowest = 0;
  double highest = 0;
  double largest = 0;
};

Moments moments_of(const std::vector<Bucket>& buckets) {
  Moments moments;
  for (const Bucket& bucket : buckets) {
    const auto count = static_cast<double>(bucket.count);
    const double mean = bucket.least() + bucket.mean_share() * bucket.span();
    const double square =
        mean * mean + bucket.share_variance() * bucket.span() * bucket.span();
    moments.mean += count * bucket.chance * mean;
    moments.variance +=
        count * (bucket.chance * square - bucket.chance * bucket.chance * mean * mean);
    if (bucket.chance >= 1) moments.lowest += bucket.least_sum;
    moments.highest += bucket.least_sum + bucket.span_sum;
    moments.largest = std::max(moments.largest, bucket.least_to + bucket.span_to);
  }
  moments.variance = std::max(0.0, moments.variance);
  return moments;
}

// Where all but `lost_chance` of the total lies (Bernstein).
std::pair<double, double> window_of(const Moments& moments) {
  const double log_chance = std::log(2 / lost_chance);
  const double linear = moments.largest * log_chance / 3;
  const double reach =
      linear + std::sqrt(linear * linear + 2 * moments.variance * log_chance);
  return {std::max(moments.lowest, moments.mean - reach),
          std::min(moments.highest, moments.mean + reach)};
}

// A step all amounts are multiples of, if there is one: then nothing is rounded.
std::int64_t common_step(const std::vector<Bucket>& buckets) {
  std::int64_t step = 0;
  for (const Bucket& bucket : buckets) {
    const double amount = bucket.least_from;
    const bool whole = amount == std::floor(amount) && amount < 0x1p53;
    if (bucket.width() > 0 || bucket.span_to > 0 || !whole) return 0;
    step = std::gcd(step, static_cast<std::int64_t>(amount));
  }
  return step;
}

// Chances on a circle of points: what leaves one end comes in at the other.
class Circle {
 public:
  Circle(double step, std::size_t points)
      : step_(step), chances_(points, std::complex<double>(0)) {}

  /// Splits a chance between the two nearest points so that the mean stays.
  void put(double value, double chance) {
    const double place = value / step_;
    const double below = std::floor(place);
    const double upper = place - below;
    at(below) += chance * (1 - upper);
    if (upper > 0) at(below + 1) += chance * upper;
  }
  std::complex<double>& at(double place) {
    const auto points = static_cast<double>(chances_.size());
    return chances_[static_cast<std::size_t>(place -
                                             points * std::floor(place / points))];
  }
  std::vector<std::complex<double>>& chances() { return chances_; }

 private:
  double step_;
  std::vector<std::complex<double>> chances_;
};

// How many of a bucket's awards are claimed: binomial, from its mode outwards.
void put_count(const Bucket& bucket, Circle& circle) {
  const auto count = static_cast<double>(bucket.count);
  const double p = bucket.chance;
  if (p >= 1) return circle.put(count * bucket.least(), 1);
  const double mode = std::floor((count + 1) * p);
  const double top = std::min(mode, count);
  const double peak = std::exp(std::lgamma(count + 1) - std::lgamma(top + 1) -
                               std::lgamma(count - top + 1) + top * std::log(p) +
                               (count - top) * std::log1p(-p));
  constexpr double least = 1e-20;
  double chance = peak;
  for (double j = top; j <= count && chance > least; ++j) {
    circle.put(j * bucket.least(), chance);
    chance *= (count - j) / (j + 1) * p / (1 - p);
  }
  chance = peak;
  for (double j = top; j > 0 && chance > least;) {
    chance *= j / (count - j + 1) * (1 - p) / p;
    --j;
    circle.put(j * bucket.least(), chance);
  }
}

// The integral of the distribution function of the authority's share.
double integrated_share(const Bucket& bucket, double u) {
  if (u <= 0) return 0;
  if (u >= 1) return 1 - bucket.mean_share() + (u - 1);
  if (bucket.shape == Discretion::Shape::uniform) return u * u / 2;
  const double mode = bucket.mode;
  if (u < mode) return u * u * u / (3 * mode);
  const double rest = 1 - mode;
  const double left = 1 - u;
  return mode * mode / 3 + (u - mode) -
         (rest * rest * rest - left * left * left) / (3 * rest);
}

// One award within the authority's bounds: each point gets what its two neighbouring
// intervals hold, in proportion to the distance.
void put_bounded(const Bucket& bucket, double step, Circle& circle) {
  circle.put(0, 1 - bucket.chance);
  const double span = bucket.span();
  const double first = std::floor(bucket.least() / step);
  const double last = std::ceil((bucket.least() + span) / step);
  const auto integral = [&](double place) {
    return integrated_share(bucket, (place * step - bucket.least()) / span) * span / step;
  };
  for (double k = first; k <= last; ++k) {
    const double chance = integral(k + 1) - 2 * integral(k) + integral(k - 1);
    circle.at(k) += bucket.chance * chance;
  }
}

// Multiplies the transform of a bucket's sum into the product; returns the sum of squares
// of what the grid can move its terms by.
double multiply_in(const Bucket& bucket, double step, bool on_grid,
                   const Fourier& fourier, std::vector<std::complex<double>>& product) {
  Circle circle(step, product.size());
  const auto count = static_cast<double>(bucket.count);
  const double width = bucket.width();
  double squares = count * width * width;
  if (bucket.span() == 0) {
    put_count(bucket, circle);
    fourier.forward(circle.chances());
    for (std::size_t i = 0; i < product.size(); ++i) product[i] *= circle.chances()[i];
    return on_grid ? squares : squares + step * step;
  }
  put_bounded(bucket, step, circle);
  fourier.forward(circle.chances());
  for (std::size_t i = 0; i < product.size(); ++i) {
    product[i] *= std::pow(circle.chances()[i], count);
  }
  return squares + count * step * step;
}

}  // namespace

GridDistribution convolve(const std::vector<PossibleAward>& awards,
                          const std::vector<ChanceTerms>& terms) {
  const std::vector<Bucket> buckets = buckets_of(awards, terms);
  const Moments moments = moments_of(buckets);
  GridDistribution grid;
  const auto [from, to] = window_of(moments);
  const auto common = static_cast<double>(common_step(buckets));
  const bool on_grid =
      common > 0 && (to - from) / common < static_cast<double>(most_points) - 2;
  grid.step = on_grid ? common : (to - from) / static_cast<double>(usual_points - 4);
  if (!(grid.step > 0)) {  // nothing is left to chance
    grid.offset = moments.mean;
    grid.step = 1;
    grid.chances = {1};
    return grid;
  }
  const double first = std::floor(from / grid.step);
  const auto points = static_cast<std::size_t>(std::ceil(to / grid.step) - first) + 1;
  std::size_t length = 2;
  while (length < points + 1) length *= 2;
  const Fourier fourier(length);
  std::vector<std::complex<double>> product(length, std::complex<double>(1));
  double squares = 0;
  for (const Bucket& bucket : buckets) {
    squares += multiply_in(bucket, grid.step, on_grid, fourier, product);
  }
  fourier.inverse(product);
  const auto circle = static_cast<double>(length);
  for (std::size_t i = 0; i < points; ++i) {
    const double place = first + static_cast<double>(i);
    const auto index =
        static_cast<std::size_t>(place - circle * std::floor(place / circle));
    grid.chances.push_back(std::max(0.0, product[index].real()));
  }
  grid.offset = first * grid.step;
  grid.amount_error = std::sqrt(squares * std::log(2 / error_chance) / 2);
  grid.error_chance = lost_chance + (squares > 0 ? error_chance : 0);
  return grid;
}

}  // namespace jiangbu
