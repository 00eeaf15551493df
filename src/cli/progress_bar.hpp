// A bar for work that takes a while.
// In: how much is done. Out: one line on a terminal. Never: writes to a file or pipe.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "diagnostics/language.hpp"

namespace jiangbu {

/// What is counted: bytes, or evaluations of an applicant.
enum class ProgressUnit : std::uint8_t { bytes, evaluations };

/// Shows on stderr, if that is a terminal, what is done, at what rate, and how long it
/// will take: after the first second, ten times a second at most. Any number of threads.
class ProgressBar {
 public:
  explicit ProgressBar(Language language, ProgressUnit unit = ProgressUnit::bytes);
  /// Takes the line away again.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::uint64_t done, std::uint64_t all);

 private:
  using Clock = std::chrono::steady_clock;

  Language language_;
  ProgressUnit unit_;
  bool on_terminal_;
  bool shown_ = false;
  Clock::time_point start_;
  Clock::time_point last_;
  std::mutex lock_;
};

/// "[#####.....]  52%  120 MB/s  0:07 left"; of evaluations "85000 a second".
std::string progress_line(std::uint64_t done, std::uint64_t all,
                          std::uint64_t milliseconds, Language language,
                          ProgressUnit unit = ProgressUnit::bytes);

}  // namespace jiangbu
