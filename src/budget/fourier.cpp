#include "budget/fourier.hpp"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace jiangbu {

Fourier::Fourier(std::size_t length) : roots_(length / 2), reversed_(length) {
  assert(length > 1 && (length & (length - 1)) == 0);
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    const double angle =
        -2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(length);
    roots_[i] = {std::cos(angle), std::sin(angle)};
  }
  for (std::size_t i = 1; i < length; ++i) {
    reversed_[i] = static_cast<std::uint32_t>((reversed_[i / 2] / 2) |
                                              ((i & 1) != 0 ? length / 2 : 0));
  }
}

// Cooley and Tukey, iterative, by halves.
void Fourier::run(std::vector<std::complex<double>>& values, bool inverse) const {
  const std::size_t length = reversed_.size();
  assert(values.size() == length);
  for (std::size_t i = 0; i < length; ++i) {
    if (i < reversed_[i]) std::swap(values[i], values[reversed_[i]]);
  }
  for (std::size_t half = 1; half < length; half *= 2) {
    const std::size_t stride = roots_.size() / half;
    for (std::size_t begin = 0; begin < length; begin += 2 * half) {
      for (std::size_t i = 0; i < half; ++i) {
        const std::complex<double> root = roots_[i * stride];
        const std::complex<double> turned =
            values[begin + half + i] * (inverse ? std::conj(root) : root);
        values[begin + half + i] = values[begin + i] - turned;
        values[begin + i] += turned;
      }
    }
  }
  if (!inverse) return;
  for (auto& value : values) value /= static_cast<double>(length);
}

}  // namespace jiangbu
