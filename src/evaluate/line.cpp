#include "evaluate/line.hpp"

#include <algorithm>

namespace jiangbu {

std::int64_t add_fen(std::int64_t a, std::int64_t b) {
  return std::min(unbounded_fen, a + b);
}

AmountRange amount_of(const FenRange& fen) {
  AmountRange range;
  range.low = Money{fen.low};
  if (fen.high < unbounded_fen) range.high = Money{fen.high};
  return range;
}

void bind_locals(const Line& line, FormulaEvaluator& evaluator) {
  for (const auto& [slot, value] : line.locals) evaluator.bind(slot, value);
}

}  // namespace jiangbu
