// The same work on many things, by several threads.
// In: a number of threads, a function. Out: nothing. Never: shares anything itself.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "values/start_threads.hpp"

namespace jiangbu {

/// Calls work(i) for every i below `count`, each once, from `threads` threads at most,
/// in about that order. Rethrows the first exception after all have stopped.
template <typename Work>
void run_parallel(unsigned threads, std::size_t count, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex lock;
  const auto loop = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::lock_guard<std::mutex> guard(lock);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> others;
    start_threads(others, static_cast<unsigned>(std::min<std::size_t>(threads, count)),
                  [&](unsigned) { loop(); });
    loop();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace jiangbu
