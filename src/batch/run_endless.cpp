// Operations over numbers some of which have no end: what is missing, at its upper end.
//
// A number from unbounded_fen on, or from there down, stands for one without end; sums
// and products with it have none. Orders and choices need nothing of their own.
#include <algorithm>

#include "batch/run_plan.hpp"
#include "evaluate/line.hpp"
#include "values/rounded_quotient.hpp"

namespace jiangbu {

namespace {

constexpr bool is_endless(std::int64_t number) {
  return number >= unbounded_fen || number <= -unbounded_fen;
}

constexpr std::int64_t endless(bool positive) {
  return positive ? unbounded_fen : -unbounded_fen;
}

/// A number that is none by itself, or is too large to be told from one.
std::int64_t finite(Int128 number, bool& overflow) {
  overflow = overflow || number >= unbounded_fen || number <= -Int128{unbounded_fen};
  return static_cast<std::int64_t>(number);
}

std::int64_t add(std::int64_t a, std::int64_t b, bool& overflow) {
  if (!is_endless(a) && !is_endless(b)) return finite(Int128{a} + b, overflow);
  if (is_endless(a) && is_endless(b)) overflow = overflow || (a > 0) != (b > 0);
  return endless(is_endless(a) ? a > 0 : b > 0);
}

std::int64_t multiply(std::int64_t a, std::int64_t b, bool& overflow) {
  if (!is_endless(a) && !is_endless(b)) return finite(Int128{a} * b, overflow);
  if (a == 0 || b == 0) return 0;
  return endless((a > 0) == (b > 0));
}

}  // namespace

/// False: the operation is as always.
bool PlanRun::execute_endless(const PlanOp& op) {
  switch (op.code) {
    case PlanCode::add:
      combine_endless(
          op, [&](std::int64_t a, std::int64_t b) { return add(a, b, overflow_); });
      return true;
    case PlanCode::subtract:
      combine_endless(
          op, [&](std::int64_t a, std::int64_t b) { return add(a, -b, overflow_); });
      return true;
    case PlanCode::multiply:
      combine_endless(
          op, [&](std::int64_t a, std::int64_t b) { return multiply(a, b, overflow_); });
      return true;
    case PlanCode::multiply_constant:
      combine_endless(
          op, [&](std::int64_t a, std::int64_t) { return multiply(a, op.x, overflow_); });
      return true;
    case PlanCode::round:
      combine_endless(op, [&](std::int64_t a, std::int64_t) {
        return is_endless(a) ? a
                             : divide_rounded(a, op.x, static_cast<RoundingMode>(op.y));
      });
      return true;
    case PlanCode::count:
    case PlanCode::sum:
      sum_endless(op);
      return true;
    case PlanCode::fold:
      fold_endless(op);
      return true;
    default:
      return false;
  }
}

template <typename Combine>
void PlanRun::combine_endless(const PlanOp& op, Combine combine) {
  std::int64_t* d = number_memory_[op.d].data();
  const std::int64_t* a = numbers_[op.a];
  const std::int64_t* b = op.b == no_register ? a : numbers_[op.b];
  for (std::uint32_t i = 0; i < rows_[op.domain]; ++i) d[i] = combine(a[i], b[i]);
}

void PlanRun::sum_endless(const PlanOp& op) {
  const bool counts = op.code == PlanCode::count;
  const RegisterId mask = counts ? op.a : op.b;
  const std::uint8_t* held = mask == no_register ? nullptr : truths_[mask];
  const std::int64_t* a = counts ? nullptr : numbers_[op.a];
  add_endless(
      op, plan_.registers[op.a].domain,
      [=](std::uint32_t j) { return a == nullptr ? 1 : a[j]; },
      [=](std::uint32_t j) { return held == nullptr || held[j] != 0; });
}

void PlanRun::fold_endless(const PlanOp& op) {
  const Fold& fold = plan_.folds[static_cast<std::size_t>(op.x)];
  const auto value = [&](std::uint32_t j) -> std::int64_t {
    switch (fold.value) {
      case Fold::Value::one:
        return fold.factor;
      case Fold::Value::lookup: {
        const std::int32_t code = codes_[fold.value_column][j];
        const auto& values = plan_.lookups[fold.value_lookup].values;
        return multiply(values[static_cast<std::size_t>(code)], fold.factor, overflow_);
      }
      case Fold::Value::number:
        break;
    }
    return multiply(numbers_[fold.value_column][j], fold.factor, overflow_);
  };
  const auto held = [&](std::uint32_t j) {
    if (fold.dated != no_register) {
      const std::int32_t date = codes_[fold.dated][j];
      if (date < fold.from || date > fold.to) return false;
    }
    if (fold.coded != no_register) {
      const auto code = static_cast<std::size_t>(codes_[fold.coded][j]);
      if (plan_.lookups[fold.lookup].values[code] == 0) return false;
    }
    return fold.held == no_register || truths_[fold.held][j] != 0;
  };
  add_endless(op, fold.child, value, held);
}

// Of a list without end nothing but the end is known of its sums.
template <typename Value, typename Held>
void PlanRun::add_endless(const PlanOp& op, DomainId items, Value value, Held held) {
  const DomainSlice& slice = domains_[items];
  std::int64_t* d = number_memory_[op.d].data();
  std::fill_n(d, rows_[op.domain], 0);
  for (std::uint32_t j = 0; j < slice.rows; ++j) {
    if (!held(j)) continue;
    std::int64_t& sum = d[slice.owners[j] - slice.first_owner];
    sum = add(sum, value(j), overflow_);
  }
  if (items >= chunk_->endless_lists.size()) return;
  const std::uint8_t* open = chunk_->endless_lists[items];
  if (open == nullptr) return;
  const std::vector<RegisterId> conditions = owner_conditions(plan_, op);
  for (std::uint32_t i = 0; i < rows_[op.domain]; ++i) {
    if (open[i] == 0) continue;
    d[i] = unbounded_fen;
    // Then no item counts. How far the evaluator sees that depends on the formula.
    const bool counts = std::ranges::all_of(
        conditions, [&](RegisterId condition) { return truths_[condition][i] != 0; });
    if (counts) continue;
    refused_[applicant_of(domains_, plan_.layout, op.domain, i)] = 1;
    any_refused_ = true;
  }
}

}  // namespace jiangbu
