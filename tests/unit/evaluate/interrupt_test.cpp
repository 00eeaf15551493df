// When work is asked whether to go on, and when a limit ends it.
#include "evaluate/interrupt.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace jiangbu;

namespace {

struct Ended {};

/// Whether `steps` single steps pass under a limit.
bool passes(std::uint64_t limit, int steps) {
  Interrupt interrupt(
      [&](std::uint64_t done) {
        if (done > limit) throw Ended{};
      },
      limit);
  try {
    for (int i = 0; i < steps; ++i) interrupt.count();
  } catch (const Ended&) {
    return false;
  }
  return true;
}

}  // namespace

TEST_CASE("interrupt: a limit ends what has more steps, and nothing else") {
  for (const int limit : {0, 1, 2, 255, 256, 257, 511, 512, 513, 10'000}) {
    CHECK(passes(static_cast<std::uint64_t>(limit), limit));
    CHECK_FALSE(passes(static_cast<std::uint64_t>(limit), limit + 1));
  }
}

TEST_CASE("interrupt: steps counted at once are counted, and asked about") {
  std::vector<std::uint64_t> asked;
  Interrupt interrupt([&](std::uint64_t steps) { asked.push_back(steps); });
  interrupt.count(1000);
  interrupt.count(3);
  CHECK(asked == std::vector<std::uint64_t>{1000});
  CHECK(interrupt.steps() == 1003);
  interrupt.ask();
  CHECK(asked.back() == 1003);
}

TEST_CASE("interrupt: it is asked again and again behind a limit that did not end it") {
  int asked = 0;
  Interrupt interrupt([&](std::uint64_t) { ++asked; }, 10);
  for (int i = 0; i < 1000; ++i) interrupt.count();
  CHECK(asked >= 4);
}
