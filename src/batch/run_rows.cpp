// Rows made while a plan runs: groups of items, items of items, pairs of rows.
//
// Each made domain has owners in ascending order as the chunk's own domains have, and a
// register that tells for each row which row of another domain it stands for.
#include <algorithm>
#include <numeric>

#include "batch/run_plan.hpp"

namespace jiangbu {

namespace {

/// One applicant's pairs beyond this are left to the evaluator of single cases, which
/// needs no memory for them.
constexpr std::size_t most_pairs = std::size_t{1} << 22U;

/// How many rows of one applicant are compared with each other.
constexpr std::uint32_t most_compared = 16;

}  // namespace

std::uint32_t PlanRun::ancestor(DomainId domain, std::uint32_t row, DomainId of) const {
  for (DomainId d = domain; d != of; d = plan_.layout.domains[d].parent) {
    row = static_cast<std::uint32_t>(domains_[d].owners[row] - domains_[d].first_owner);
  }
  return row;
}

/// Calls body with a function from a row of `domain` to the one of `of`, above, that it
/// belongs to: mostly its owner.
template <typename Body>
void PlanRun::with_ancestors(DomainId domain, DomainId of, Body body) const {
  if (domain != of && plan_.layout.domains[domain].parent == of) {
    const DomainSlice& slice = domains_[domain];
    return body([owners = slice.owners, first = slice.first_owner](std::uint32_t row) {
      return static_cast<std::uint32_t>(owners[row] - first);
    });
  }
  body([=, this](std::uint32_t row) { return ancestor(domain, row, of); });
}

/// Calls body with a function from a row to its key; without a register it is the same
/// for all.
template <typename Body>
void PlanRun::with_keys(RegisterId key, Body body) const {
  if (key == no_register) return body([](std::uint32_t) { return std::int64_t{0}; });
  const auto read = [&](const auto* values) {
    body([values](std::uint32_t row) { return std::int64_t{values[row]}; });
  };
  switch (plan_.registers[key].width) {
    case Width::truth:
      return read(truths_[key]);
    case Width::code:
      return read(codes_[key]);
    case Width::number:
      return read(numbers_[key]);
  }
}

const std::uint8_t* PlanRun::truth_if_any(RegisterId id) const {
  return id == no_register ? nullptr : truths_[id];
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

// Groups stand in the order of their first rows, as the evaluator forms them.
void PlanRun::group(const PlanOp& op) {
  const auto source = static_cast<DomainId>(op.y);
  const std::uint8_t* held = truth_if_any(op.a);
  const std::uint8_t* null = truth_if_any(op.c);
  std::vector<std::int32_t>& owners = owners_[static_cast<DomainId>(op.x)];
  owners.clear();
  grouped_.clear();
  ends_.clear();
  key_numbers_.begin(domains_[source].rows);
  with_ancestors(source, 0, [&](auto owner_of) {
    with_keys(op.b, [&](auto key_of) {
      for (std::uint32_t row = 0; row < domains_[source].rows; ++row) {
        if (held != nullptr && held[row] == 0) continue;
        const bool is_null = null != nullptr && null[row] != 0;
        const std::uint32_t owner = owner_of(row);
        const std::uint32_t group = key_numbers_.number(owner, is_null, key_of(row));
        if (group == owners.size()) {
          owners.push_back(static_cast<std::int32_t>(owner));
          ends_.push_back(0);
        }
        ++ends_[group];
        grouped_.push_back({group, row});
      }
    });
  });
  std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
  owners_[op.domain].resize(grouped_.size());
  rows_made_.resize(grouped_.size());
  for (std::size_t i = grouped_.size(); i-- > 0;) {
    const auto [group, row] = grouped_[i];
    const std::uint32_t place = --ends_[group];
    owners_[op.domain][place] = static_cast<std::int32_t>(group);
    rows_made_[place] = static_cast<std::int32_t>(row);
  }
  set_rows(static_cast<DomainId>(op.x));
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
      owners_[op.domain].push_back(static_cast<std::int32_t>(owner));
      rows_made_.push_back(static_cast<std::int32_t>(row));
    }
  }
}

// The inner rows of one key, and of one row that both have above them, are a chain.
void PlanRun::pairs(const PlanOp& op) {
  const auto anchor = static_cast<DomainId>(op.x);
  const auto source = static_cast<DomainId>(op.y);
  const std::uint8_t* held = truth_if_any(op.a);
  key_numbers_.begin(domains_[source].rows);
  heads_.clear();
  next_.resize(domains_[source].rows);
  with_ancestors(source, anchor, [&](auto above) {
    with_keys(op.c, [&](auto key_of) {
      for (std::uint32_t row = domains_[source].rows; row-- > 0;) {
        if (held != nullptr && held[row] == 0) continue;
        const std::uint32_t number = key_numbers_.number(above(row), false, key_of(row));
        if (number == heads_.size()) heads_.push_back(KeyNumbers::none);
        next_[row] = heads_[number];
        heads_[number] = row;
      }
    });
  });
  const DomainId outer = plan_.layout.domains[op.domain].parent;
  with_ancestors(outer, anchor, [&](auto above) {
    with_keys(op.b, [&](auto key_of) { pair_up(op, above, key_of); });
  });
}

template <typename Above, typename KeyOf>
void PlanRun::pair_up(const PlanOp& op, Above above, KeyOf key_of) {
  const auto anchor = static_cast<DomainId>(op.x);
  const DomainId outer = plan_.layout.domains[op.domain].parent;
  std::uint32_t anchored = KeyNumbers::none;  // the row above that comes now
  std::uint32_t left_out = KeyNumbers::none;  // one that has too many pairs
  std::size_t before = 0;
  for (std::uint32_t row = 0; row < domains_[outer].rows; ++row) {
    const std::uint32_t to = above(row);
    if (to != anchored) before = rows_made_.size();
    anchored = to;
    const std::uint32_t number = key_numbers_.find(to, false, key_of(row));
    if (number == KeyNumbers::none || to == left_out) continue;
    for (std::uint32_t i = heads_[number]; i != KeyNumbers::none; i = next_[i]) {
      owners_[op.domain].push_back(static_cast<std::int32_t>(row));
      rows_made_.push_back(static_cast<std::int32_t>(i));
    }
    if (rows_made_.size() - before <= most_pairs) continue;
    refused_[ancestor(anchor, to, 0)] = 1;
    any_refused_ = true;
    owners_[op.domain].resize(before);
    rows_made_.resize(before);
    left_out = to;
  }
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

void PlanRun::count_distinct(const PlanOp& op) {
  const DomainId items = plan_.registers[op.a].domain;
  const std::uint8_t* held = truth_if_any(op.b);
  std::int64_t* d = number_memory_[op.d].data();
  std::fill_n(d, rows_[op.domain], 0);
  key_numbers_.begin(domains_[items].rows);
  with_ancestors(items, op.domain, [&](auto owner_of) {
    with_keys(op.a, [&](auto key_of) {
      for (std::uint32_t row = 0; row < domains_[items].rows; ++row) {
        if (held != nullptr && held[row] == 0) continue;
        const std::uint32_t before = key_numbers_.size();
        const std::uint32_t owner = owner_of(row);
        key_numbers_.number(owner, false, key_of(row));
        d[owner] += key_numbers_.size() - before;
      }
    });
  });
}

void PlanRun::refuse_repeated(const PlanOp& op) {
  const DomainSlice& rows = domains_[op.domain];
  switch (plan_.registers[op.a].width) {
    case Width::truth:
      return refuse_repeated(rows, truths_[op.a]);
    case Width::code:
      return refuse_repeated(rows, codes_[op.a]);
    case Width::number:
      return refuse_repeated(rows, numbers_[op.a]);
  }
}

// First the rows that stand next to each other, then those with one between them, and so
// on while any two are of one applicant: a loop without branches, as nearly all keys
// differ.
template <typename Key>
void PlanRun::refuse_repeated(const DomainSlice& rows, const Key* keys) {
  const std::int32_t* owners = rows.owners;
  const auto refuse_at = [&](std::uint32_t row) {
    refused_[static_cast<std::size_t>(owners[row] - rows.first_owner)] = 1;
    any_refused_ = true;
  };
  bool some = true;
  for (std::uint32_t apart = 1; some && apart <= most_compared; ++apart) {
    some = false;
    bool equal = false;
    for (std::uint32_t row = apart; row < rows.rows; ++row) {
      const bool together = owners[row] == owners[row - apart];
      some |= together;
      equal |= together & (keys[row] == keys[row - apart]);
    }
    if (!equal) continue;
    for (std::uint32_t row = apart; row < rows.rows; ++row) {
      if (owners[row] == owners[row - apart] && keys[row] == keys[row - apart]) {
        refuse_at(row);
      }
    }
  }
  if (!some) return;
  key_numbers_.begin(rows.rows);
  for (std::uint32_t row = 0; row < rows.rows; ++row) {
    const auto owner = static_cast<std::uint32_t>(owners[row] - rows.first_owner);
    const std::uint32_t before = key_numbers_.size();
    key_numbers_.number(owner, false, keys[row]);
    if (key_numbers_.size() == before) refuse_at(row);
  }
}

}  // namespace jiangbu
