// Between a row and the items of its list.
#include <algorithm>

#include "batch/run_plan.hpp"

namespace jiangbu {

void PlanRun::spread(const PlanOp& op) {
  const DomainSlice& domain = domains_[op.domain];
  const auto each = [&](auto* d, const auto* a) {
    for (std::uint32_t j = 0; j < domain.rows; ++j) {
      d[j] = a[domain.owners[j] - domain.first_owner];
    }
  };
  by_width(op, each);
}

void PlanRun::count(const PlanOp& op) {
  const DomainSlice& domain = domains_[plan_.registers[op.a].domain];
  const std::uint8_t* held = truths_[op.a];
  std::int64_t* d = number_memory_[op.d].data();
  std::fill_n(d, rows_[op.domain], 0);
  for (std::uint32_t j = 0; j < domain.rows; ++j) {
    d[domain.owners[j] - domain.first_owner] += held[j];
  }
}

void PlanRun::sum(const PlanOp& op) {
  const DomainSlice& domain = domains_[plan_.registers[op.a].domain];
  const std::int64_t* a = numbers_[op.a];
  const std::uint8_t* held = op.b == no_register ? nullptr : truths_[op.b];
  std::int64_t* d = number_memory_[op.d].data();
  std::fill_n(d, rows_[op.domain], 0);
  bool overflow = false;
  for (std::uint32_t j = 0; j < domain.rows; ++j) {
    const std::int64_t value = held == nullptr || held[j] != 0 ? a[j] : 0;
    std::int64_t& to = d[domain.owners[j] - domain.first_owner];
    overflow |= __builtin_add_overflow(to, value, &to);
  }
  overflow_ |= overflow;
}

void PlanRun::extreme(const PlanOp& op) {
  const DomainSlice& domain = domains_[plan_.registers[op.a].domain];
  const std::int64_t* a = numbers_[op.a];
  const std::uint8_t* held = op.b == no_register ? nullptr : truths_[op.b];
  std::int64_t* d = number_memory_[op.d].data();
  std::fill_n(d, rows_[op.domain], 0);
  std::int64_t last = -1;  // owner of the last item that counted
  for (std::uint32_t j = 0; j < domain.rows; ++j) {
    if (held != nullptr && held[j] == 0) continue;
    const std::int64_t owner = domain.owners[j] - domain.first_owner;
    if (owner != last) {
      d[owner] = a[j];
      last = owner;
    } else {
      d[owner] = op.code == PlanCode::least ? std::min(d[owner], a[j])
                                            : std::max(d[owner], a[j]);
    }
  }
}

}  // namespace jiangbu
