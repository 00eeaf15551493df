// Threads beside the one that asks for them, as many as there can be.
// In: a number, a function. Out: threads. Never: fails for want of threads or memory.
#pragma once

#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace jiangbu {

/// Starts run(1), run(2) and so on below `count`, each in a thread of its own. Where the
/// system refuses one, there are only those before it: whoever shares out work must leave
/// none to a number. run must not throw.
template <typename Run>
void start_threads(std::vector<std::jthread>& threads, unsigned count, const Run& run) {
  try {
    for (unsigned number = 1; number < count; ++number) threads.emplace_back(run, number);
  } catch (const std::system_error&) {  // as under a limit of processes
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace jiangbu
