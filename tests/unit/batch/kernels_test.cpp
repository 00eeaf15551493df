#include "batch/kernels.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "values/decimal.hpp"
#include "values/rounded_quotient.hpp"

namespace jiangbu {

TEST_CASE("kernels: halves go away from zero whatever the processor, like any quotient") {
  constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> numbers = {greatest, -greatest, greatest - 1, 0};
  for (std::int64_t number = -70; number <= 70; ++number) numbers.push_back(number);
  std::vector<std::int64_t> rounded(numbers.size());
  for (std::size_t variant = 0; variant < kernel_variants(); ++variant) {
    for (const unsigned shift : {1U, 2U, 5U}) {
      kernel_variant(variant).round_half_up_binary(rounded.data(), numbers.data(), shift,
                                                   numbers.size());
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        REQUIRE(rounded[i] == divide_rounded(numbers[i], std::int64_t{1} << shift,
                                             RoundingMode::half_up));
      }
    }
  }
}

}  // namespace jiangbu
