// The discrete Fourier transform of a power of two numbers.
// In: complex numbers. Out: their transform, in place. Never: any other length.
#pragma once

#include <complex>
#include <vector>

namespace jiangbu {

/// Forward and inverse transform (the latter divided by the length), as one object for
/// the roots of one length. One thread at a time.
class Fourier {
 public:
  /// `length` is a power of two (asserted).
  explicit Fourier(std::size_t length);

  void forward(std::vector<std::complex<double>>& values) const { run(values, false); }
  void inverse(std::vector<std::complex<double>>& values) const { run(values, true); }

 private:
  void run(std::vector<std::complex<double>>& values, bool inverse) const;

  std::vector<std::complex<double>> roots_;
  std::vector<std::uint32_t> reversed_;
};

}  // namespace jiangbu
