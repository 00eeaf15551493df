// The parts an amount is paid in, and what is paid of it while conditions fail or are
// open. In: amounts of lines, tranches. Out: what is paid. Never: a formula.
#pragma once

#include <optional>
#include <vector>

#include "evaluate/amount_bounds.hpp"
#include "evaluate/causes.hpp"
#include "values/date.hpp"
#include "values/decimal.hpp"
#include "values/truth.hpp"

namespace jiangbu {

/// One tranche: the part of an amount it takes, and whether it is paid.
struct Tranche {
  std::optional<Decimal> share;
  std::int64_t amount_low = 0;  // of `amount:` tranches
  std::int64_t amount_high = 0;
  Truth condition = Truth::yes;
  Causes causes = 0;
  std::optional<Date> due;
};

/// Fen, half up, from 0 to unbounded_fen; `open` if there is no figure.
std::int64_t tranche_fen(const std::optional<Decimal>& yuan, std::int64_t open);

/// The parts of `whole`, whatever their conditions. Shares that add up to 1 leave the
/// rounding remainder to the last one.
std::vector<std::int64_t> parts_of(std::int64_t whole,
                                   const std::vector<Tranche>& tranches, bool high);

/// The parts of `whole` whose condition holds; at the high end, or may hold.
std::int64_t paid_of(std::int64_t whole, const std::vector<Tranche>& tranches, bool high);

/// Lowers the amounts to what is paid: `tranches` by line, none where all is paid, and
/// `paid`, what is paid of each line that has some; all of it, where the line stands for
/// any number of items.
void apply_tranches(const std::vector<std::vector<Tranche>>& tranches,
                    const std::vector<FenRange>& paid, AmountBounds& amounts);

}  // namespace jiangbu
