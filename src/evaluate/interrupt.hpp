// Ends work that takes too long, or that nobody wants any more.
// In: a function that decides. Out: whatever that throws, from the midst of the work.
// Never: knows a clock, changes a value: what is not ended is as without it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

namespace jiangbu {

/// Counts the steps of work of one thread, and asks now and then whether to go on.
/// Whether a limit is exceeded depends on the work alone, not on when it is asked.
class Interrupt {
 public:
  /// Told the steps done; throws to end the work. Asked every 256 steps or so, and as
  /// soon as there are more than `limit` of them.
  using Check = std::function<void(std::uint64_t steps)>;

  static constexpr std::uint64_t no_limit = std::uint64_t{1} << 63U;

  explicit Interrupt(Check check, std::uint64_t limit = no_limit)
      : check_(std::move(check)), limit_(std::min(limit, no_limit)) {
    begin_window();
  }

  void count(std::int64_t steps = 1) {
    left_ -= steps;
    if (left_ <= 0) ask();
  }

  void ask() {
    done_ += static_cast<std::uint64_t>(window_ - left_);
    begin_window();
    check_(done_);
  }

  std::uint64_t steps() const {
    return done_ + static_cast<std::uint64_t>(window_ - left_);
  }

 private:
  void begin_window() {
    constexpr std::uint64_t often = 256;
    const std::uint64_t until_limit = limit_ >= done_ ? limit_ - done_ + 1 : often;
    window_ = static_cast<std::int64_t>(std::min(often, until_limit));
    left_ = window_;
  }

  Check check_;
  std::uint64_t limit_;
  std::uint64_t done_ = 0;  // before the window
  std::int64_t window_ = 0;
  std::int64_t left_ = 0;
};

}  // namespace jiangbu
