// Items tested and added up in one pass.
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
std::int64_t fold_rows(const FoldColumns& columns, std::uint32_t begin, std::uint32_t end,
                       bool& overflow) {
  std::int64_t sum = 0;
  for (std::uint32_t j = begin; j < end; ++j) {
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

using FoldRows = std::int64_t (*)(const FoldColumns&, std::uint32_t, std::uint32_t,
                                  bool&);

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

void PlanRun::fold(const PlanOp& op, const Columns& columns) {
  const Fold& fold = plan_.folds[static_cast<std::size_t>(op.x)];
  std::int64_t* d = number_memory_[op.d].data();
  const std::uint32_t* offsets = columns.offsets(fold.child).data();
  const std::uint32_t n = rows_[op.domain];
  if (rows_[fold.child] == 0) {
    for (std::uint32_t i = 0; i < n; ++i) d[i] = 0;
    return;
  }
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
  const FoldRows rows = rows_of(fold);
  if (n == 1) {
    const std::int64_t sum = rows(of, 0, offsets[1], overflow_);
    overflow_ |= __builtin_mul_overflow(sum, fold.factor, d);
    return;
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int64_t sum = rows(of, offsets[i], offsets[i + 1], overflow_);
    overflow_ |= __builtin_mul_overflow(sum, fold.factor, &d[i]);
  }
}

}  // namespace jiangbu
