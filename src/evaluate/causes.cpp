#include "evaluate/causes.hpp"

#include <algorithm>

namespace jiangbu {

Causes CauseTable::intern(std::vector<std::uint32_t> set) {
  if (sets_.empty()) sets_.emplace_back();  // the empty one
  const auto [place, fresh] =
      numbers_.emplace(std::move(set), static_cast<Causes>(sets_.size()));
  if (fresh) sets_.push_back(place->first);
  return place->second;
}

Causes CauseTable::of(std::uint32_t reason) { return intern({reason}); }

Causes CauseTable::of_fact(const std::string& path) {
  const auto [place, fresh] =
      path_numbers_.emplace(path, first_fact + static_cast<std::uint32_t>(paths_.size()));
  if (fresh) paths_.push_back(path);
  return intern({place->second});
}

Causes CauseTable::join_sets(Causes a, Causes b) {
  const std::pair<Causes, Causes> key = std::minmax(a, b);
  if (const auto known = joined_.find(key); known != joined_.end()) return known->second;
  std::vector<std::uint32_t> merged;
  std::set_union(sets_[a].begin(), sets_[a].end(), sets_[b].begin(), sets_[b].end(),
                 std::back_inserter(merged));
  const Causes result = intern(std::move(merged));
  joined_.emplace(key, result);
  return result;
}

std::vector<std::string> CauseTable::facts_in(Causes a) const {
  std::vector<std::string> paths;
  if (a == 0) return paths;
  for (const std::uint32_t reason : sets_[a]) {
    if (reason >= first_fact) paths.push_back(paths_[reason - first_fact]);
  }
  return paths;
}

std::size_t CauseTable::add_facts(Causes a, Causes without,
                                  std::vector<std::string>& paths) const {
  std::size_t more = 0;
  if (a == 0) return more;
  for (const std::uint32_t reason : sets_[a]) {
    if (reason < first_fact || contains(without, reason)) continue;
    if (paths.size() < most_listed) {
      paths.push_back(paths_[reason - first_fact]);
    } else {
      ++more;
    }
  }
  return more;
}

bool CauseTable::contains(Causes a, std::uint32_t reason) const {
  if (a == 0) return false;
  return std::binary_search(sets_[a].begin(), sets_[a].end(), reason);
}

bool CauseTable::has_facts(Causes a) const {
  return a != 0 && sets_[a].back() >= first_fact;
}

}  // namespace jiangbu
