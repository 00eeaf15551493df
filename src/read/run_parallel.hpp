// The same work on many things, by several threads.
// In: a number of threads, a function. Out: nothing. Never: shares anything itself.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

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
  std::vector<std::thread> others;
  for (unsigned t = 1; t < threads && t < count; ++t) others.emplace_back(loop);
  loop();
  for (std::thread& one : others) one.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace jiangbu
