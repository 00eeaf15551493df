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
  std::fill_n(d, n, 0);
  if (rows_[fold.child] == 0) return;
  if (!fold.selection) {
    fold_picked(fold, nullptr, rows_[fold.child], d);
  } else {
    const Picked& picked = pick(*fold.selection);
    fold_picked(fold, picked.rows.data(), picked.count, d);
  }
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

namespace {

/// A column's values one by one, whatever their width.
struct ColumnReader {
  const void* values = nullptr;
  ColumnWidth width = ColumnWidth::eight;
  std::int64_t operator()(std::uint32_t row) const {
    return with_values(values, width, [=](const auto* from) {
      return static_cast<std::int64_t>(from[row]);
    });
  }
};

}  // namespace

template <typename Value>
void PlanRun::scatter(const Fold& fold, const std::uint32_t* rows, std::size_t count,
                      std::int64_t* d, Value value) {
  const DomainSlice& domain = chunk_->domains[fold.child];
  const auto column = [&](RegisterId id) {
    const ColumnId c = column_of_[id];
    if (c != no_column)
      return ColumnReader{chunk_->columns[c].values, chunk_->columns[c].width};
    return ColumnReader{codes_[id], ColumnWidth::four};
  };
  const bool coded = fold.coded != no_register && !fold.code_selected;
  const bool dated = fold.dated != no_register && !fold.selection;
  const ColumnReader code = coded ? column(fold.coded) : ColumnReader{};
  const std::int64_t* holds = coded ? plan_.lookups[fold.lookup].values.data() : nullptr;
  const std::uint8_t* held = fold.held == no_register ? nullptr : truths_[fold.held];
  const std::int32_t* dates = dated ? codes_[fold.dated] : nullptr;
  bool overflow = false;
  for (std::size_t k = 0; k < count; ++k) {
    const std::uint32_t j = rows == nullptr ? static_cast<std::uint32_t>(k) : rows[k];
    if (coded && holds[code(j)] == 0) continue;
    if (held != nullptr && held[j] == 0) continue;
    if (dated && (dates[j] < fold.from || dates[j] > fold.to)) continue;
    std::int64_t& to = d[domain.owners[j] - domain.first_owner];
    overflow |= __builtin_add_overflow(to, value(j), &to);
  }
  overflow_ |= overflow;
}

void PlanRun::fold_picked(const Fold& fold, const std::uint32_t* rows, std::size_t count,
                          std::int64_t* d) {
  const std::int64_t factor = fold.factor;
  switch (fold.value) {
    case Fold::Value::one:
      return scatter(fold, rows, count, d, [=](std::uint32_t) { return factor; });
    case Fold::Value::lookup: {
      const std::int64_t* values = plan_.lookups[fold.value_lookup].values.data();
      const ColumnId c = column_of_[fold.value_column];
      const ColumnReader code =
          c == no_column
              ? ColumnReader{codes_[fold.value_column], ColumnWidth::four}
              : ColumnReader{chunk_->columns[c].values, chunk_->columns[c].width};
      bool overflow = false;
      scatter(fold, rows, count, d, [&, code](std::uint32_t j) {
        std::int64_t product = 0;
        overflow |= __builtin_mul_overflow(values[code(j)], factor, &product);
        return product;
      });
      overflow_ |= overflow;
      return;
    }
    case Fold::Value::number: {
      const ColumnId c = column_of_[fold.value_column];
      const ColumnReader number =
          c == no_column
              ? ColumnReader{numbers_[fold.value_column], ColumnWidth::eight}
              : ColumnReader{chunk_->columns[c].values, chunk_->columns[c].width};
      bool overflow = false;
      scatter(fold, rows, count, d, [&, number](std::uint32_t j) {
        std::int64_t product = 0;
        overflow |= __builtin_mul_overflow(number(j), factor, &product);
        return product;
      });
      overflow_ |= overflow;
      return;
    }
  }
}

}  // namespace jiangbu
