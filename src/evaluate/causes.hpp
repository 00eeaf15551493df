// Sets of reasons why a value is not exact, shared and compared by number.
// In: reasons. Out: numbers of sets. Never: a value.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace jiangbu {

/// A set of reasons; 0 is the empty set. Only the CauseTable that made it knows it.
using Causes = std::uint32_t;

/// One thread at a time.
class CauseTable {
 public:
  static constexpr std::uint32_t discretion = 0;
  static constexpr std::uint32_t other_applicants = 1;
  static constexpr std::uint32_t failure = 2;  // an error that was reported
  static constexpr std::uint32_t first_fact = 3;

  Causes of(std::uint32_t reason);
  Causes of_fact(const std::string& path);
  Causes join(Causes a, Causes b) {
    if (a == b || b == 0) return a;
    return a == 0 ? b : join_sets(a, b);
  }
  /// `a` without the reasons that are not missing facts.
  std::vector<std::string> facts_in(Causes a) const;
  /// Adds the facts of `a` that are not in `without`, until there are `most_listed`
  /// paths; returns how many more there are. Of ten thousand nobody reads the list, and
  /// results that hold it once for each item would be large.
  std::size_t add_facts(Causes a, Causes without, std::vector<std::string>& paths) const;
  static constexpr std::size_t most_listed = 20;
  bool contains(Causes a, std::uint32_t reason) const;
  bool has_facts(Causes a) const;

 private:
  Causes intern(std::vector<std::uint32_t> set);
  Causes join_sets(Causes a, Causes b);

  std::vector<std::vector<std::uint32_t>> sets_;
  std::map<std::vector<std::uint32_t>, Causes> numbers_;
  std::map<std::pair<Causes, Causes>, Causes> joined_;
  std::vector<std::string> paths_;
  std::map<std::string, std::uint32_t> path_numbers_;
};

}  // namespace jiangbu
