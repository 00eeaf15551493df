// Items tested and added up in one pass.
//
// Over many applicants, items that narrow_chunk.hpp has left over are added to their
// owners; over one applicant, they are added up.
#include <algorithm>

#include "batch/run_plan.hpp"

namespace jiangbu {

namespace {

/// The columns of a fold; those it does not test are null.
struct FoldColumns {
  const std::int32_t* dated;
  std::uint32_t from;
  std::uint32_t span;
  const std::int32_t* coded;
  const std::int64_t* holds;
  const std::uint8_t* held;
  const std::int32_t* value_codes;
  const std::int64_t* values;  // by code, or by row
};

template <bool Dated, bool Coded, bool Held, Fold::Value Value>
std::int64_t fold_rows(const FoldColumns& columns, std::uint32_t end, bool& overflow) {
  std::int64_t sum = 0;
  for (std::uint32_t j = 0; j < end; ++j) {
    bool counts = true;
    if constexpr (Dated) {
      counts =
          static_cast<std::uint32_t>(columns.dated[j]) - columns.from <= columns.span;
    }
    if constexpr (Coded) counts &= columns.holds[columns.coded[j]] != 0;
    if constexpr (Held) counts &= columns.held[j] != 0;
    if constexpr (Value == Fold::Value::one) {
      sum += counts ? 1 : 0;
    } else {
      const std::int64_t value = Value == Fold::Value::lookup
                                     ? columns.values[columns.value_codes[j]]
                                     : columns.values[j];
      overflow |= __builtin_add_overflow(sum, counts ? value : 0, &sum);
    }
  }
  return sum;
}

using FoldRows = std::int64_t (*)(const FoldColumns&, std::uint32_t, bool&);

template <bool Dated, bool Coded, bool Held>
FoldRows with_value(Fold::Value value) {
  switch (value) {
    case Fold::Value::one:
      return fold_rows<Dated, Coded, Held, Fold::Value::one>;
    case Fold::Value::lookup:
      return fold_rows<Dated, Coded, Held, Fold::Value::lookup>;
    case Fold::Value::number:
      return fold_rows<Dated, Coded, Held, Fold::Value::number>;
  }
  return nullptr;
}

template <bool Dated, bool Coded>
FoldRows with_held(bool held, Fold::Value value) {
  return held ? with_value<Dated, Coded, true>(value)
              : with_value<Dated, Coded, false>(value);
}

FoldRows rows_of(const Fold& fold) {
  const bool held = fold.held != no_register;
  if (fold.dated != no_register) {
    return fold.coded != no_register ? with_held<true, true>(held, fold.value)
                                     : with_held<true, false>(held, fold.value);
  }
  return fold.coded != no_register ? with_held<false, true>(held, fold.value)
                                   : with_held<false, false>(held, fold.value);
}

}  // namespace

std::int64_t PlanRun::fold_one(const Fold& fold) {
  FoldColumns of{};
  if (fold.dated != no_register) of.dated = codes_[fold.dated];
  of.from = static_cast<std::uint32_t>(fold.from);
  of.span = static_cast<std::uint32_t>(fold.to) - of.from;
  if (fold.coded != no_register) {
    of.coded = codes_[fold.coded];
    of.holds = plan_.lookups[fold.lookup].values.data();
  }
  if (fold.held != no_register) of.held = truths_[fold.held];
  if (fold.value == Fold::Value::lookup) {
    of.value_codes = codes_[fold.value_column];
    of.values = plan_.lookups[fold.value_lookup].values.data();
  } else if (fold.value == Fold::Value::number) {
    of.values = numbers_[fold.value_column];
  }
  return rows_of(fold)(of, rows_[fold.child], overflow_);
}

void PlanRun::fold(const PlanOp& op) {
  const Fold& fold = plan_.folds[static_cast<std::size_t>(op.x)];
  std::int64_t* d = number_memory_[op.d].data();
  const std::uint32_t n = rows_[op.domain];
  if (n == 1 && op.domain == 0 && !chunk_->narrowed) {
    const std::int64_t sum = rows_[fold.child] == 0 ? 0 : fold_one(fold);
    overflow_ |= __builtin_mul_overflow(sum, fold.factor, d);
    return;
  }
  std::fill_n(d, n, 0);
  bool overflow = false;
  const auto each = [&](auto value) {
    if (fold.factor == 1) return fold_many(fold, d, value);
    fold_many(fold, d, [&, factor = fold.factor](std::size_t j) {
      std::int64_t product = 0;
      overflow |= __builtin_mul_overflow(value(j), factor, &product);
      return product;
    });
  };
  if (fold.value == Fold::Value::one) {
    fold_many(fold, d, [factor = fold.factor](std::size_t) { return factor; });
  } else if (fold.value == Fold::Value::lookup) {
    const std::int32_t* codes = codes_[fold.value_column];
    const std::int64_t* values = plan_.lookups[fold.value_lookup].values.data();
    each([=](std::size_t j) { return values[codes[j]]; });
  } else {
    const std::int64_t* numbers = numbers_[fold.value_column];
    each([=](std::size_t j) { return numbers[j]; });
  }
  overflow_ |= overflow;
}

// Every item is added, as nothing where it does not count: a branch on what changes from
// item to item costs more.
template <typename Value>
void PlanRun::fold_many(const Fold& fold, std::int64_t* sums, Value value) {
  const DomainSlice& items = domains_[fold.child];
  const bool narrowed = chunk_->narrowed;
  const bool coded = fold.coded != no_register && !(narrowed && fold.code_selected);
  const bool dated = fold.dated != no_register && !(narrowed && fold.date_selected);
  const std::int32_t* codes = coded ? codes_[fold.coded] : nullptr;
  const std::int64_t* holds = coded ? plan_.lookups[fold.lookup].values.data() : nullptr;
  const std::int32_t* dates = dated ? codes_[fold.dated] : nullptr;
  const std::uint8_t* held = fold.held == no_register ? nullptr : truths_[fold.held];
  const std::int32_t from = fold.from;
  const std::int32_t to = fold.to;
  std::uint8_t overflow = 0;
  const auto add = [&](auto counts) {
    for (std::size_t j = 0; j < items.rows; ++j) {
      std::int64_t& sum = sums[items.owners[j] - items.first_owner];
      std::int64_t after = 0;
      const auto beyond =
          static_cast<std::uint8_t>(__builtin_add_overflow(sum, value(j), &after));
      const bool is_in = counts(j);
      overflow |= static_cast<std::uint8_t>(is_in ? beyond : 0);
      sum = is_in ? after : sum;
    }
  };
  if (codes == nullptr && dates == nullptr && held == nullptr) {
    add([](std::size_t) { return true; });
  } else if (dates == nullptr && held == nullptr) {
    add([=](std::size_t j) { return holds[codes[j]] != 0; });
  } else if (dates == nullptr && codes == nullptr) {
    add([=](std::size_t j) { return held[j] != 0; });
  } else {
    add([=](std::size_t j) {
      return (codes == nullptr || holds[codes[j]] != 0) &&
             (dates == nullptr || (dates[j] >= from && dates[j] <= to)) &&
             (held == nullptr || held[j] != 0);
    });
  }
  overflow_ |= overflow != 0;
}

}  // namespace jiangbu
