// Cutting amounts down to a limit.
#include <algorithm>
#include <functional>
#include <numeric>

#include "evaluate/stacking.hpp"
#include "values/apportion.hpp"

namespace jiangbu {

std::vector<std::int64_t> cut_to(std::vector<std::int64_t> amounts, std::int64_t limit,
                                 CutOrder order) {
  std::int64_t total = 0;
  for (const std::int64_t amount : amounts) total = add_fen(total, amount);
  if (total <= limit || limit >= unbounded_fen) return amounts;
  if (order == CutOrder::pro_rata) {
    apportion(limit, amounts);
    return amounts;
  }
  std::int64_t left = limit;
  const auto serve = [&](std::int64_t& amount) {
    amount = std::min(amount, left);
    left -= amount;
  };
  if (order == CutOrder::last_first) {
    std::ranges::for_each(amounts, serve);
    return amounts;
  }
  // The largest is served first, so the smallest loses first.
  std::vector<size_t> sequence(amounts.size());
  std::iota(sequence.begin(), sequence.end(), size_t{0});
  std::ranges::stable_sort(sequence, std::ranges::greater(),
                           [&](size_t i) { return amounts[i]; });
  for (const size_t i : sequence) serve(amounts[i]);
  return amounts;
}

}  // namespace jiangbu
