// Rows made while a plan runs: groups of items, items of items, pairs of rows.
//
// Each made domain has owners in ascending order as the chunk's own domains have, and a
// register that tells for each row which row of another domain it stands for.
#include <algorithm>

#include "batch/run_plan.hpp"

namespace jiangbu {

namespace {

/// One applicant's pairs beyond this are left to the evaluator of single cases, which
/// needs no memory for them.
constexpr std::size_t most_pairs = std::size_t{1} << 22U;

/// Rows [begin, end) of those sorted by key, all of one key.
struct KeyRun {
  std::uint32_t first_row = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

}  // namespace

std::uint32_t PlanRun::ancestor(DomainId domain, std::uint32_t row, DomainId of) const {
  for (DomainId d = domain; d != of; d = plan_.layout.domains[d].parent) {
    row = static_cast<std::uint32_t>(domains_[d].owners[row] - domains_[d].first_owner);
  }
  return row;
}

PlanRun::KeyedRow PlanRun::keyed_row(RegisterId key, RegisterId null,
                                     std::uint32_t row) const {
  if (key == no_register) return {false, 0, row};
  if (null != no_register && truths_[null][row] != 0) return {true, 0, row};
  switch (plan_.registers[key].width) {
    case Width::truth:
      return {false, truths_[key][row], row};
    case Width::code:
      return {false, codes_[key][row], row};
    case Width::number:
      return {false, numbers_[key][row], row};
  }
  return {};
}

void PlanRun::make_rows(const PlanOp& op) {
  owners_[op.domain].clear();
  rows_made_.clear();
  if (op.code == PlanCode::group) {
    group(op);
  } else if (op.code == PlanCode::nested) {
    nested(op);
  } else {
    pairs(op);
  }
  set_rows(op.domain);
  std::copy(rows_made_.begin(), rows_made_.end(), code_memory_[op.d].begin());
}

void PlanRun::set_rows(DomainId domain) {
  rows_[domain] = static_cast<std::uint32_t>(owners_[domain].size());
  domains_[domain] = {rows_[domain], owners_[domain].data(), 0};
  if (rows_[domain] > capacity_[domain]) grow(domain);
}

void PlanRun::add_row(DomainId domain, std::uint32_t owner, std::uint32_t stands_for) {
  owners_[domain].push_back(static_cast<std::int32_t>(owner));
  rows_made_.push_back(static_cast<std::int32_t>(stands_for));
}

void PlanRun::group(const PlanOp& op) {
  const auto groups = static_cast<DomainId>(op.x);
  const auto source = static_cast<DomainId>(op.y);
  owners_[groups].clear();
  keyed_.clear();
  std::uint32_t applicant = 0;
  for (std::uint32_t row = 0; row < domains_[source].rows; ++row) {
    if (op.a != no_register && truths_[op.a][row] == 0) continue;
    const std::uint32_t owner = ancestor(source, row, 0);
    if (owner != applicant) close_groups(op, applicant);
    applicant = owner;
    keyed_.push_back(keyed_row(op.b, op.c, row));
  }
  close_groups(op, applicant);
  set_rows(groups);
}

// Groups stand in the order of their first rows, as the evaluator forms them.
void PlanRun::close_groups(const PlanOp& op, std::uint32_t applicant) {
  std::vector<std::int32_t>& groups = owners_[static_cast<DomainId>(op.x)];
  std::sort(keyed_.begin(), keyed_.end());
  std::vector<KeyRun> runs;
  for (std::size_t i = 0; i < keyed_.size(); ++i) {
    if (i == 0 || !keyed_[i].same_key(keyed_[i - 1])) runs.push_back({keyed_[i].row, i});
    runs.back().end = i + 1;
  }
  std::sort(runs.begin(), runs.end(),
            [](const KeyRun& a, const KeyRun& b) { return a.first_row < b.first_row; });
  for (const KeyRun& run : runs) {
    const auto index = static_cast<std::uint32_t>(groups.size());
    groups.push_back(static_cast<std::int32_t>(applicant));
    for (std::size_t i = run.begin; i < run.end; ++i) {
      add_row(op.domain, index, keyed_[i].row);
    }
  }
  keyed_.clear();
}

void PlanRun::nested(const PlanOp& op) {
  const auto source = static_cast<DomainId>(op.y);
  const DomainSlice& items = domains_[source];
  std::vector<std::uint32_t> starts(domains_[plan_.layout.domains[source].parent].rows +
                                    std::size_t{1});
  for (std::uint32_t row = 0; row < items.rows; ++row) {
    ++starts[ancestor(source, row, plan_.layout.domains[source].parent) + std::size_t{1}];
  }
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  const DomainId parent = plan_.layout.domains[op.domain].parent;
  for (std::uint32_t owner = 0; owner < rows_[parent]; ++owner) {
    const auto from = static_cast<std::size_t>(codes_[op.a][owner]);
    for (std::uint32_t row = starts[from]; row < starts[from + 1]; ++row) {
      add_row(op.domain, owner, row);
    }
  }
}

// Both domains stand in the order of the rows that they have above them in common.
void PlanRun::pairs(const PlanOp& op) {
  const auto anchor = static_cast<DomainId>(op.x);
  const auto source = static_cast<DomainId>(op.y);
  const DomainId outer = plan_.layout.domains[op.domain].parent;
  const auto rows_under = [&](DomainId domain, std::uint32_t row, std::uint32_t above) {
    return row < domains_[domain].rows && ancestor(domain, row, anchor) == above;
  };
  std::uint32_t inner = 0;
  for (std::uint32_t row = 0; row < domains_[outer].rows;) {
    const std::uint32_t above = ancestor(outer, row, anchor);
    while (inner < domains_[source].rows && ancestor(source, inner, anchor) < above) {
      ++inner;
    }
    keyed_.clear();
    for (; rows_under(source, inner, above); ++inner) {
      if (op.a != no_register && truths_[op.a][inner] == 0) continue;
      keyed_.push_back(keyed_row(op.c, no_register, inner));
    }
    if (op.c != no_register) std::sort(keyed_.begin(), keyed_.end());
    const std::size_t before = rows_made_.size();
    for (; rows_under(outer, row, above); ++row) {
      if (rows_made_.size() - before <= most_pairs) pair_up(op, row);
    }
    if (rows_made_.size() - before > most_pairs) {
      refused_[ancestor(anchor, above, 0)] = 1;
      any_refused_ = true;
      owners_[op.domain].resize(before);
      rows_made_.resize(before);
    }
  }
}

void PlanRun::pair_up(const PlanOp& op, std::uint32_t row) {
  const KeyedRow key = keyed_row(op.b, no_register, row);
  auto begin = keyed_.begin();
  auto end = keyed_.end();
  if (op.b != no_register) {
    begin = std::lower_bound(begin, end, KeyedRow{false, key.key, 0});
    end = std::find_if(begin, end,
                       [&](const KeyedRow& other) { return other.key != key.key; });
  }
  for (; begin != end; ++begin) add_row(op.domain, row, begin->row);
}

void PlanRun::gather(const PlanOp& op) {
  const std::int32_t* rows = codes_[op.b];
  const auto each = [&](auto* d, const auto* a) {
    for (std::uint32_t k = 0; k < rows_[op.domain]; ++k) d[k] = a[rows[k]];
  };
  by_width(op, each);
}

void PlanRun::first(const PlanOp& op) {
  const DomainSlice& items = domains_[plan_.registers[op.a].domain];
  const auto each = [&](auto* d, const auto* a) {
    for (std::uint32_t j = items.rows; j-- > 0;) {
      d[items.owners[j] - items.first_owner] = a[j];
    }
  };
  by_width(op, each);
}

}  // namespace jiangbu
