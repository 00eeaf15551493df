#include "api/call_control.hpp"

namespace jiangbu {

namespace {

constexpr std::chrono::milliseconds between_asking{10};
// Longer than any call, and no clock overflows.
constexpr std::chrono::milliseconds longest = std::chrono::hours(24 * 365 * 10);

/// Something else in each thread; where there is but one, there is no header of threads.
const void* this_thread() {
  static thread_local const char mark = 0;
  return &mark;
}

}  // namespace

CallControl::CallControl(std::chrono::milliseconds time, Proceed proceed)
    : proceed_(std::move(proceed)),
      caller_(this_thread()),
      has_deadline_(time.count() > 0),
      deadline_(Clock::now() + std::min(time, longest)) {}

void CallControl::end(Interruption reason) {
  ended_ = reason;
  throw Interrupted{reason};
}

void CallControl::check(std::uint64_t done, std::uint64_t all, bool always) {
  if (const Interruption ended = ended_; ended != Interruption::none) {
    throw Interrupted{ended};
  }
  const Clock::time_point now = Clock::now();
  if (has_deadline_ && now >= deadline_) end(Interruption::time);
  if (!proceed_ || this_thread() != caller_) return;
  if (!always && now < next_ask_) return;
  const bool goes_on = proceed_(done, all);
  next_ask_ = Clock::now() + between_asking;
  if (!goes_on) end(Interruption::cancelled);
}

Bilingual interruption_text(Interruption reason) {
  switch (reason) {
    case Interruption::none:
      break;
    case Interruption::cancelled:
      return {"调用者已取消", "cancelled by the caller"};
    case Interruption::time:
      return {"超过了时间上限", "the limit of time is exceeded"};
    case Interruption::steps:
      return {"超过了步数上限", "the limit of steps is exceeded"};
  }
  return {};
}

}  // namespace jiangbu
