#include "cli/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "values/decimal.hpp"

namespace jiangbu {

namespace {

constexpr std::uint64_t width = 20;
std::string rate_text(std::uint64_t done, std::uint64_t milliseconds, Language language,
                      ProgressUnit unit) {
  const bool zh = language == Language::zh;
  if (unit == ProgressUnit::bytes) {  // million a second
    return std::to_string(done / milliseconds / 1000) + (zh ? " MB/秒" : " MB/s");
  }
  const auto rate = static_cast<std::uint64_t>(Uint128{done} * 1000 / milliseconds);
  return zh ? "每秒测算 " + std::to_string(rate) + " 次"
            : std::to_string(rate) + " a second";
}

constexpr std::chrono::milliseconds patience{1000};
constexpr std::chrono::milliseconds interval{100};

}  // namespace

std::string progress_line(std::uint64_t done, std::uint64_t all,
                          std::uint64_t milliseconds, Language language,
                          ProgressUnit unit) {
  all = std::max<std::uint64_t>(all, 1);
  done = std::clamp<std::uint64_t>(done, 1, all);
  milliseconds = std::max<std::uint64_t>(milliseconds, 1);
  const std::uint64_t filled = done * width / all;
  const std::uint64_t left = milliseconds * (all - done) / done / 1000;
  const char* format = language == Language::zh
                           ? "[{:#<{}}{:.<{}}] {:3}%  {}  还需 {}:{:02}"
                           : "[{:#<{}}{:.<{}}] {:3}%  {}  {}:{:02} left";
  return fmt::format(fmt::runtime(format), "", filled, "", width - filled,
                     done * 100 / all, rate_text(done, milliseconds, language, unit),
                     left / 60, left % 60);
}

ProgressBar::ProgressBar(Language language, ProgressUnit unit)
    : language_(language),
      unit_(unit),
      on_terminal_(::isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      last_(start_ + patience - interval) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::cerr << "\r\x1B[K" << std::flush;
}

void ProgressBar::show(std::uint64_t done, std::uint64_t all) {
  if (!on_terminal_) return;
  const std::lock_guard<std::mutex> guard(lock_);
  const Clock::time_point now = Clock::now();
  if (now - last_ < interval) return;
  last_ = now;
  shown_ = true;
  const auto elapsed =
      std::chrono::duration_cast<std::chrono::milliseconds>(now - start_).count();
  std::cerr << '\r'
            << progress_line(done, all, static_cast<std::uint64_t>(elapsed), language_,
                             unit_)
            << "\x1B[K" << std::flush;
}

}  // namespace jiangbu
