// When a call has to end before it is done: limits, and a caller that wants no more.
// In: limits, how far the call is. Out: Interrupted, thrown. Never: changes a result.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

#include "diagnostics/language.hpp"
#include "evaluate/interrupt.hpp"
#include "jiangbu/evaluate.hpp"

namespace jiangbu {

/// Thrown from the midst of a call.
struct Interrupted {
  Interruption reason;
};

/// One call's deadline and caller. Any thread of the call may ask.
class CallControl {
 public:
  /// How far the call is; false ends it.
  using Proceed = std::function<bool(std::uint64_t done, std::uint64_t all)>;

  /// The time begins now. The caller is only asked in this thread.
  CallControl(std::chrono::milliseconds time, Proceed proceed);

  bool is_needed() const { return has_deadline_ || proceed_; }

  /// Throws Interrupted where the call has to end. Asks the caller at once if `always`,
  /// else not more often than every 10 ms.
  void check(std::uint64_t done, std::uint64_t all, bool always = false);

 private:
  using Clock = std::chrono::steady_clock;

  [[noreturn]] void end(Interruption reason);

  Proceed proceed_;
  const void* caller_;  // its thread
  bool has_deadline_;
  Clock::time_point deadline_;
  Clock::time_point next_ask_;
  std::atomic<Interruption> ended_{Interruption::none};
};

/// What is said of it.
Bilingual interruption_text(Interruption reason);

}  // namespace jiangbu
