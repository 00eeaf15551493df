// Rows of lists by what tells them apart: their key, or else their place.
#include <algorithm>
#include <set>

#include "read/population_join.hpp"

namespace jiangbu {

namespace {

/// A key that is not given, or not known, tells nothing apart.
bool is_known(std::string_view key) {
  return !key.empty() && key != "?" && key != "unknown" && key != "null";
}

/// The row of the parent and what names the row below it.
std::string reference(std::uint32_t owner, std::string_view name) {
  std::string text(reinterpret_cast<const char*>(&owner), sizeof owner);
  return text.append(name);
}

}  // namespace

std::uint32_t PopulationJoin::applicant_of(DomainId domain, std::uint32_t row) const {
  while (domain != 0 && row != no_row) {
    row = static_cast<std::uint32_t>(owned_[domain].owners.as<std::int32_t>()[row]);
    domain = layout_.lists[domain].parent;
  }
  return row;
}

std::unordered_map<std::string, std::uint32_t> PopulationJoin::rows_by_reference(
    DomainId domain, bool by_key) const {
  std::unordered_map<std::string, std::uint32_t> rows;
  std::unordered_map<std::uint32_t, std::uint32_t> counts;
  const auto* owners = owned_[domain].owners.as<std::int32_t>();
  std::uint32_t row = 0;
  for (const TableRows& some : tables_[domain].stretches) {
    for (std::uint32_t i = 0; i < some.rows; ++i, ++row) {
      if (owners[row] < 0) continue;
      const auto owner = static_cast<std::uint32_t>(owners[row]);
      const std::string name =
          by_key ? some.keys.as_text(i) : std::to_string(++counts[owner]);
      rows.emplace(reference(owner, name), row);
    }
  }
  return rows;
}

// From the applicant down to the enclosing row, list by list.
void PopulationJoin::find_parents(DomainId domain) {
  std::vector<DomainId> lists;
  for (DomainId d = layout_.lists[domain].parent; d != 0; d = layout_.lists[d].parent) {
    lists.insert(lists.begin(), d);
  }
  const TablePlan& plan = *tables_[domain].plan;
  IntegerColumn& column = owned_[domain].owners;
  auto* owners = static_cast<std::int32_t*>(column.writable());
  for (std::size_t level = 0; level < lists.size(); ++level) {
    // Without a table of the enclosing list nothing is found.
    const auto& above = tables_[lists[level]];
    const bool by_key = plan.parents_by_key[level] && above.plan && above.plan->key;
    const auto rows = rows_by_reference(lists[level], by_key);
    std::uint32_t row = 0;
    auto& stretches = tables_[domain].stretches;
    for (std::size_t s = 0; s < stretches.size(); ++s) {
      for (std::uint32_t i = 0; i < stretches[s].rows; ++i, ++row) {
        if (owners[row] < 0) continue;
        const auto owner = static_cast<std::uint32_t>(owners[row]);
        const std::string name = stretches[s].parents[level].as_text(i);
        const auto found = rows.find(reference(owner, name));
        if (found != rows.end()) {
          owners[row] = static_cast<std::int32_t>(found->second);
          continue;
        }
        const DomainId parent = level == 0 ? 0 : lists[level - 1];
        const std::string applicant = index_->name(applicant_of(parent, owner));
        const std::string list = layout_.lists[lists[level]].name;
        misplaced_[domain].push_back(
            {s, i, Code::facts_no_such_parent, {applicant, list, name}, applicant});
        owners[row] = -1;
      }
    }
  }
}

// As in files of facts, two items of a list must not have the same key.
void PopulationJoin::check_keys(DomainId domain) {
  auto* owners = static_cast<std::int32_t*>(owned_[domain].owners.writable());
  auto& stretches = tables_[domain].stretches;
  const bool grouped =
      std::is_sorted(owners, owners + owned_[domain].rows);  // one owner's stand together
  std::set<std::string> seen;
  std::int32_t last = -1;
  std::uint32_t row = 0;
  for (std::size_t s = 0; s < stretches.size(); ++s) {
    for (std::uint32_t i = 0; i < stretches[s].rows; ++i, ++row) {
      if (owners[row] < 0) continue;
      if (grouped && owners[row] != last) seen.clear();
      last = owners[row];
      const std::string key = stretches[s].keys.as_text(i);
      if (!is_known(key)) continue;
      const auto owner = static_cast<std::uint32_t>(owners[row]);
      if (seen.insert(reference(owner, key)).second) continue;
      const std::uint32_t applicant = applicant_of(layout_.lists[domain].parent, owner);
      misplaced_[domain].push_back(
          {s,
           i,
           Code::facts_key_twice,
           {layout_.lists[domain].name, tables_[domain].plan->key_name, key},
           index_->name(applicant)});
      owners[row] = -1;
    }
  }
}

}  // namespace jiangbu
