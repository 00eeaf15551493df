// Items tested and added up in one pass.
//
// Over many applicants few items pass the tests, and the items of one applicant are few:
// so all items of the chunk are tested first, column by column, and only those that pass
// are added to their owners. Over one applicant everything is done item by item.
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
  if (n == 1 && natural_) {
    const std::int64_t sum = rows_[fold.child] == 0 ? 0 : fold_one(fold);
    overflow_ |= __builtin_mul_overflow(sum, fold.factor, d);
    return;
  }
  // Added up directly, see add_up().
  if (direct_[static_cast<std::size_t>(op.x)] && !by_clause_ && n > 1) return;
  std::fill_n(d, n, 0);
  bool overflow = false;
  each_counted(fold, [&](std::size_t owner, std::int64_t value) {
    overflow |= __builtin_add_overflow(d[owner], value, &d[owner]);
  });
  overflow_ |= overflow;
}

const PlanRun::Picked& PlanRun::pick(std::size_t index) {
  Picked& picked = picked_[index];
  if (picked.done) return picked;
  picked.done = true;
  const Selection& selection = plan_.selections[index];
  RowTest test;
  const auto slice_of = [&](RegisterId id) { return chunk_->columns[column_of_[id]]; };
  if (selection.dated != no_register) {
    const ColumnSlice slice = slice_of(selection.dated);
    test.dated = slice.values;
    test.dated_width = slice.width;
    test.from = selection.from;
    test.to = selection.to;
  }
  if (selection.coded != no_register) {
    const ColumnSlice slice = slice_of(selection.coded);
    test.coded = slice.values;
    test.coded_width = slice.width;
    test.code_from = selection.code_from;
    test.code_to = selection.code_to;
  }
  picked.count =
      kernels_.select(picked.rows.data(), marks_.data(), test, rows_[selection.domain]);
  return picked;
}

template <typename Value, typename Add>
void PlanRun::each_counted(const Fold& fold, Value value, Add add) {
  const DomainSlice& domain = chunk_->domains[fold.child];
  if (domain.rows == 0) return;
  const Picked* picked = fold.selection ? &pick(*fold.selection) : nullptr;
  const std::size_t count = picked == nullptr ? domain.rows : picked->count;
  const bool narrow = entered_[fold.child] != 0;  // registers hold picked rows only
  const bool coded = fold.coded != no_register && !fold.code_selected;
  const std::int64_t* holds = coded ? plan_.lookups[fold.lookup].values.data() : nullptr;
  const std::uint8_t* held = fold.held == no_register ? nullptr : truths_[fold.held];
  const std::int32_t* dates =
      fold.dated != no_register && picked == nullptr ? codes_[fold.dated] : nullptr;
  const auto each = [&](auto code_of) {
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t j = picked == nullptr ? k : picked->rows[k];
      const std::size_t r = narrow ? k : j;  // of registers
      if (coded && holds[code_of(j, r)] == 0) continue;
      if (held != nullptr && held[r] == 0) continue;
      if (dates != nullptr && (dates[r] < fold.from || dates[r] > fold.to)) continue;
      add(static_cast<std::size_t>(domain.owners[j] - domain.first_owner), value(j, r));
    }
  };
  if (!coded) return each([](std::size_t, std::size_t) { return 0; });
  const ColumnId c = column_of_[fold.coded];
  if (c == no_column) {
    const std::int32_t* codes = codes_[fold.coded];
    return each([=](std::size_t, std::size_t r) { return codes[r]; });
  }
  const ColumnSlice& slice = chunk_->columns[c];
  with_values(slice.values, slice.width, [&](const auto* codes) {
    each([=](std::size_t j, std::size_t) { return codes[j]; });
  });
}

template <typename Add>
void PlanRun::each_counted(const Fold& fold, Add add) {
  const std::int64_t factor = fold.factor;
  if (fold.value == Fold::Value::one) {
    return each_counted(
        fold, [=](std::size_t, std::size_t) { return factor; }, add);
  }
  bool overflow = false;
  const auto scaled = [&overflow, factor](std::int64_t value) {
    std::int64_t product = 0;
    overflow |= __builtin_mul_overflow(value, factor, &product);
    return product;
  };
  const ColumnId c = column_of_[fold.value_column];
  const bool lookup = fold.value == Fold::Value::lookup;
  const std::int64_t* values =
      lookup ? plan_.lookups[fold.value_lookup].values.data() : nullptr;
  if (c != no_column) {
    const ColumnSlice& slice = chunk_->columns[c];
    with_values(slice.values, slice.width, [&](const auto* from) {
      each_counted(
          fold,
          [&, from](std::size_t j, std::size_t) {
            return scaled(lookup ? values[from[j]] : static_cast<std::int64_t>(from[j]));
          },
          add);
    });
  } else if (lookup) {
    const std::int32_t* codes = codes_[fold.value_column];
    each_counted(
        fold, [&](std::size_t, std::size_t r) { return scaled(values[codes[r]]); }, add);
  } else {
    const std::int64_t* numbers = numbers_[fold.value_column];
    each_counted(
        fold, [&](std::size_t, std::size_t r) { return scaled(numbers[r]); }, add);
  }
  overflow_ |= overflow;
}

// Beyond it the sums over chunks and clauses are made with care.
constexpr std::int64_t largest_sum = std::int64_t{1} << 50U;

// Items stand in the order of their owners, so an owner's first positive item is told by
// the owner before it.
ClauseSums PlanRun::add_directly(const Fold& fold, const std::uint8_t* eligible) {
  ClauseSums sums;
  bool overflow = false;
  std::size_t last = rows_[0];
  each_counted(fold, [&](std::size_t owner, std::int64_t value) {
    if (eligible != nullptr && eligible[owner] == 0) return;
    overflow |= __builtin_add_overflow(low_[owner], value, &low_[owner]);
    overflow |= __builtin_add_overflow(sums.low, value, &sums.low);
    if (value > 0 && owner != last) {
      ++sums.applicants;
      last = owner;
    }
  });
  overflow_ |= overflow;
  large_ = large_ || sums.low >= largest_sum;
  sums.high = sums.low;
  return sums;
}

}  // namespace jiangbu
