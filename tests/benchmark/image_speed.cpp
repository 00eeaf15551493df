// How long a compiled image takes to load, and the same rules from their files.
// In: paths of rules. Out: microseconds and bytes. Never: fails for being slow.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "jiangbu/rules.hpp"

namespace {

// Of the processor: what else the machine does counts little.
double now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

template <typename Run>
double microseconds(Run&& run) {
  const double begin = now();
  run();
  return now() - begin;
}

template <typename Run>
double median(int times, Run&& run) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) all.push_back(microseconds(run));
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  using jiangbu::Rules;
  const std::vector<std::string> paths(argv + 1, argv + argc);
  const Rules rules = Rules::load(paths);
  if (paths.empty() || !rules.ok()) return 1;
  const std::string image = rules.image();
  bool sound = true;
  const auto load = [&] { sound = Rules::from_image(image).ok() && sound; };
  const double first = microseconds(load);
  std::printf("%zu policies, image of %zu bytes\n", rules.policies().size(),
              image.size());
  std::printf("from the image: %.0f us the first time, %.0f us later (median of 101)\n",
              first, median(101, load));
  std::printf("from rule files: %.0f us (median of 5)\n",
              median(5, [&] { sound = Rules::load(paths).ok() && sound; }));
  return sound ? 0 : 1;
}
