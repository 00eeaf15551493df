#include "batch/run_completed.hpp"

#include <algorithm>

namespace jiangbu {

void CompletedRun::run(const Chunk& chunk, const TextDictionary& texts) {
  outcomes_.clear();
  const Chunk& completed = completer_.complete(chunk);
  if (completed.domains[0].rows == 0) return;
  run_.run(completed, texts);
  for (const Outcome& of : completer_.completions()) {
    const auto* refused = run_.refused().data() + of.first;
    const auto* const end = refused + of.count;
    if (std::find(refused, end, 1) == end) outcomes_.push_back(of);
  }
}

FenRange CompletedRun::total(const Outcome& outcome) const {
  const std::int64_t* low = run_.low().data() + outcome.first;
  const std::int64_t* high = run_.high().data() + outcome.first;
  return {*std::min_element(low, low + outcome.count),
          *std::max_element(high, high + outcome.count)};
}

// Nobody who is not eligible gets anything from a clause.
FenRange CompletedRun::clause(const Outcome& outcome, std::size_t index) const {
  const std::uint8_t* eligible = run_.eligible();
  FenRange span{unbounded_fen, 0};
  for (std::uint32_t i = outcome.first; i < outcome.first + outcome.count; ++i) {
    const bool counts = eligible == nullptr || eligible[i] != 0;
    const std::int64_t low = counts ? run_.clause_low(index)[i] : 0;
    const std::int64_t high = counts ? run_.clause_high(index)[i] : 0;
    span = {std::min(span.low, low), std::max(span.high, high)};
  }
  return span;
}

}  // namespace jiangbu
