// How long a compiled image takes to load, and the same rules from their files.
// In: paths of rules. Out: microseconds and bytes. Never: fails for being slow.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
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

double median(std::vector<double> all) {
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
  // What was loaded is freed outside of what is timed.
  std::optional<Rules> loaded;
  const auto load = [&] {
    loaded = Rules::from_image(image);
    sound = loaded->ok() && sound;
  };
  const double first = microseconds(load);
  std::printf("%zu policies, image of %zu bytes\n", rules.policies().size(),
              image.size());
  std::vector<double> loads;
  std::vector<double> frees;
  for (int i = 0; i < 101; ++i) {
    frees.push_back(microseconds([&] { loaded.reset(); }));
    loads.push_back(microseconds(load));
  }
  std::printf(
      "from the image: %.0f us the first time, %.0f us later, %.0f us to free it "
      "again (medians of 101)\n",
      first, median(std::move(loads)), median(std::move(frees)));
  std::vector<double> readings;
  for (int i = 0; i < 5; ++i) {
    readings.push_back(microseconds([&] { sound = Rules::load(paths).ok() && sound; }));
  }
  std::printf("from rule files: %.0f us (median of 5)\n", median(std::move(readings)));
  return sound ? 0 : 1;
}
