// Random choices that are the same on every machine.
// In: a seed. Out: numbers, picks. Never: the clock, std::uniform_int_distribution (its
// numbers differ between standard libraries).
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace jiangbu::oracle {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint64_t seed() { return random_(); }
  /// 0 .. count - 1.
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(random_() % count);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low +
           static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
  }
  template <typename T>
  const T& of(const std::vector<T>& values) {
    return values[below(values.size())];
  }
  std::string word(const std::vector<std::string>& words) { return of(words); }

 private:
  std::mt19937_64 random_;
};

}  // namespace jiangbu::oracle
