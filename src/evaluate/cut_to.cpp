// Cutting amounts down to a limit.
#include <algorithm>
#include <numeric>

#include "evaluate/stacking.hpp"
#include "values/apportion.hpp"

namespace jiangbu {

std::vector<std::int64_t> cut_to(const std::vector<std::int64_t>& amounts,
                                 std::int64_t limit, CutOrder order) {
  std::int64_t total = 0;
  for (const std::int64_t amount : amounts) total = add_fen(total, amount);
  if (total <= limit || limit >= unbounded_fen) return amounts;
  if (order == CutOrder::pro_rata) {
    std::vector<Money> claims;
    for (const std::int64_t amount : amounts) claims.push_back(Money{amount});
    std::vector<std::int64_t> parts;
    for (const Money part : apportion(Money{limit}, claims)) parts.push_back(part.fen);
    return parts;
  }
  std::vector<size_t> sequence(amounts.size());
  std::iota(sequence.begin(), sequence.end(), size_t{0});
  if (order == CutOrder::smallest_first) {
    // The largest is served first, so the smallest loses first.
    std::stable_sort(sequence.begin(), sequence.end(),
                     [&](size_t a, size_t b) { return amounts[a] > amounts[b]; });
  }
  std::vector<std::int64_t> parts(amounts.size(), 0);
  std::int64_t left = limit;
  for (const size_t i : sequence) {
    parts[i] = std::min(amounts[i], left);
    left -= parts[i];
  }
  return parts;
}

}  // namespace jiangbu
