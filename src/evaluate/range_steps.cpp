// Stacking steps on amounts that are ranges.
//
// Every outcome is bounded for each line by itself: with the line at its low end and the
// others where they take most from it, and the other way round.
#include <algorithm>
#include <functional>
#include <numeric>

#include "evaluate/amount_bounds.hpp"
#include "evaluate/stacking.hpp"
#include "evaluate/step_terms.hpp"

namespace jiangbu {

namespace {

__extension__ typedef unsigned __int128 Wide;

FenRange sum_of(const std::vector<FenRange>& lines) {
  FenRange sum;
  for (const FenRange& line : lines) sum = add(sum, line);
  return sum;
}

/// part · limit / whole in fen, both ways of the rounding; 0 ≤ part ≤ whole.
std::int64_t share_down(std::int64_t part, std::int64_t limit, std::int64_t whole) {
  const Wide product = static_cast<Wide>(part) * static_cast<Wide>(limit);
  return static_cast<std::int64_t>(product / static_cast<Wide>(whole));
}

std::int64_t share_up(std::int64_t part, std::int64_t limit, std::int64_t whole) {
  const Wide product = static_cast<Wide>(part) * static_cast<Wide>(limit);
  const Wide divisor = static_cast<Wide>(whole);
  return static_cast<std::int64_t>((product + divisor - 1) / divisor);
}

/// The order of "highest first, the earlier one first among equals".
class Ranking {
 public:
  Ranking(const std::vector<FenRange>& lines, bool low_ends) {
    for (size_t i = 0; i < lines.size(); ++i) {
      keys_.emplace_back(-(low_ends ? lines[i].low : lines[i].high), i);
    }
    std::sort(keys_.begin(), keys_.end());
    std::int64_t sum = 0;
    for (const auto& [negative, index] : keys_) {
      sums_.push_back(sum);
      sum = add_fen(sum, -negative);
    }
    sums_.push_back(sum);
  }

  /// How many stand before line `index` if it had `amount`; may count the line itself.
  size_t before(std::int64_t amount, size_t index) const {
    const auto place =
        std::lower_bound(keys_.begin(), keys_.end(), std::pair(-amount, index));
    return static_cast<size_t>(place - keys_.begin());
  }
  std::int64_t sum_of_first(size_t count) const {
    return sums_[std::min(count, keys_.size())];
  }

 private:
  std::vector<std::pair<std::int64_t, size_t>> keys_;
  std::vector<std::int64_t> sums_;
};

/// Whether places may be used up by lines not known of.
bool may_be_crowded(const StepGroup& group, const std::vector<FenRange>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (group.uncounted[i] && lines[i].high > 0) return true;
  }
  return false;
}

RangeOutcome keep_largest(const StepGroup& group, const std::vector<FenRange>& lines,
                          const FenRange& total, const FenRange& take) {
  const bool crowded = take.low > 1 && may_be_crowded(group, lines);
  const Ranking lows(lines, true);
  const Ranking highs(lines, false);
  RangeOutcome result;
  for (size_t i = 0; i < lines.size(); ++i) {
    const FenRange& line = lines[i];
    const auto surely_before = static_cast<std::int64_t>(lows.before(line.high, i));
    const std::int64_t itself = line.high > line.low ? 1 : 0;
    const auto maybe_before =
        static_cast<std::int64_t>(highs.before(line.low, i)) - itself;
    result.lines.push_back({!crowded && maybe_before < take.low ? line.low : 0,
                            surely_before < take.high ? line.high : 0});
  }
  const auto count = [](std::int64_t n) {
    return static_cast<size_t>(std::max<std::int64_t>(0, n));
  };
  result.total = {lows.sum_of_first(count(take.low)),
                  std::min(total.high, highs.sum_of_first(count(take.high)))};
  result.single = take.high <= 1;
  return result;
}

// Places are used up by lines that pay something.
RangeOutcome keep_first(const StepGroup& group, const std::vector<FenRange>& lines,
                        const FenRange& take) {
  RangeOutcome result;
  const bool crowded = may_be_crowded(group, lines);
  std::int64_t surely = 0;
  std::int64_t maybe = 0;
  for (const FenRange& line : lines) {
    result.lines.push_back({!crowded && maybe < take.low ? line.low : 0,
                            surely < take.high ? line.high : 0});
    surely += line.low > 0 ? 1 : 0;
    maybe += line.high > 0 ? 1 : 0;
  }
  result.total = sum_of(result.lines);
  result.single = take.high <= 1;
  return result;
}

// The first clause of which a line pays something is kept, the others are dropped.
RangeOutcome keep_first_clause(const StepGroup& group,
                               const std::vector<FenRange>& lines) {
  RangeOutcome result;
  bool earlier_sure = false;   // an earlier clause surely wins
  bool earlier_maybe = false;  // an earlier clause may win
  FenRange least{unbounded_fen, 0};
  size_t clause = 0;
  for (size_t start = 0; start < lines.size(); ++clause) {
    size_t end = start;
    FenRange sum;
    for (; end < lines.size() && group.clauses[end] == group.clauses[start]; ++end) {
      sum = add(sum, lines[end]);
    }
    if (!group.clause_sums.empty()) sum = meet(sum, group.clause_sums[clause]);
    for (size_t i = start; i < end; ++i) {
      result.lines.push_back(
          {earlier_maybe ? 0 : lines[i].low, earlier_sure ? 0 : lines[i].high});
    }
    if (!earlier_sure && sum.high > 0) {
      least = {std::min(least.low, sum.low), std::max(least.high, sum.high)};
    }
    earlier_sure = earlier_sure || sum.low > 0;
    earlier_maybe = earlier_maybe || sum.high > 0;
    start = end;
  }
  result.total = {earlier_sure ? least.low : 0, least.high};
  return result;
}

FenRange pro_rata_part(const FenRange& line, const FenRange& lines_sum,
                       const FenRange& total, const FenRange& limit) {
  FenRange part = line;
  const bool open = lines_sum.high >= unbounded_fen && total.high >= unbounded_fen;
  const std::int64_t most_others =
      open ? unbounded_fen
           : std::min(lines_sum.high >= unbounded_fen ? unbounded_fen
                                                      : lines_sum.high - line.high,
                      subtract_fen(total.high, line.low));
  if (add_fen(line.low, most_others) > limit.low) {
    part.low = line.low == 0 || open
                   ? 0
                   : share_down(line.low, limit.low, line.low + most_others);
  }
  if (line.high >= unbounded_fen) {
    part.high = limit.high;
    return part;
  }
  const std::int64_t least_others = std::max(
      lines_sum.low - line.low, std::max<std::int64_t>(0, total.low - line.high));
  if (add_fen(line.high, least_others) > limit.high) {
    part.high =
        line.high == 0 ? 0 : share_up(line.high, limit.high, line.high + least_others);
  }
  return part;
}

// The amounts served before a line's own, at most and at least.
struct ServedBefore {
  std::int64_t most = 0;
  std::int64_t least = 0;
};

std::vector<ServedBefore> served_before(const std::vector<FenRange>& lines,
                                        CutOrder order) {
  std::vector<ServedBefore> result(lines.size());
  if (order == CutOrder::last_first) {
    FenRange sum;
    for (size_t i = 0; i < lines.size(); ++i) {
      result[i] = {sum.high, sum.low};
      sum = add(sum, lines[i]);
    }
    return result;
  }
  const Ranking lows(lines, true);
  const Ranking highs(lines, false);
  for (size_t i = 0; i < lines.size(); ++i) {
    const FenRange& line = lines[i];
    result[i].least = lows.sum_of_first(lows.before(line.high, i));
    result[i].most = highs.sum_of_first(highs.before(line.low, i));
    // The line itself is counted if it may be more than its low end.
    if (line.high > line.low) result[i].most = subtract_fen(result[i].most, line.high);
  }
  return result;
}

RangeOutcome deduct(const std::vector<FenRange>& lines, const FenRange& total,
                    const FenRange& minus, CutOrder order) {
  RangeOutcome result;
  result.total = {subtract_fen(total.low, minus.high),
                  subtract_fen(total.high, minus.low)};
  const FenRange sum = meet(sum_of(lines), total);
  const bool pro_rata = order == CutOrder::pro_rata;
  for (const FenRange& line : lines) {
    FenRange part = line;
    // What is taken off is divided too: the larger the others, the less this one loses.
    if (pro_rata && sum.low > 0 && sum.low < unbounded_fen) {
      part.low = share_down(line.low, std::max<std::int64_t>(0, sum.low - minus.high),
                            std::max(sum.low, line.low));
    } else {
      part.low = std::max<std::int64_t>(0, line.low - minus.high);
    }
    if (pro_rata && sum.high > 0 && sum.high < unbounded_fen) {
      part.high = share_up(std::min(line.high, sum.high),
                           std::max<std::int64_t>(0, sum.high - minus.low), sum.high);
    }
    part.high = std::min(part.high, result.total.high);
    result.lines.push_back(part);
  }
  return result;
}

RangeOutcome top_up(const StepGroup& group, const std::vector<FenRange>& lines,
                    const FenRange& total, const FenRange& minus) {
  RangeOutcome result = keep_largest(group, lines, total, {1, 1});
  result.total = {subtract_fen(result.total.low, minus.high),
                  subtract_fen(result.total.high, minus.low)};
  for (FenRange& line : result.lines) {
    line = {std::max<std::int64_t>(0, line.low - minus.high),
            subtract_fen(line.high, minus.low)};
  }
  return result;
}

FenRange scaled(const FenRange& fen, const NumberRange& by) {
  const auto times = [](std::int64_t amount, const Decimal& factor) {
    return to_fen(Money{amount}.to_yuan() * factor, RoundingMode::half_up);
  };
  const bool open = !by.high || fen.high >= unbounded_fen;
  return {by.low ? times(fen.low, *by.low) : 0,
          open ? unbounded_fen : times(fen.high, *by.high)};
}

// Each line is rounded: their sum may be off by as many half steps as there are lines.
FenRange with_slack(const FenRange& range, std::int64_t step, size_t lines) {
  if (lines <= 1) return range;
  const Decimal slack = Decimal(step) * Decimal(static_cast<std::int64_t>(lines));
  const std::int64_t fen = slack.to_int64().value_or(unbounded_fen);
  return {subtract_fen(range.low, fen),
          add_fen(range.high, std::min(fen, unbounded_fen))};
}

size_t positive_count(const std::vector<FenRange>& lines) {
  return static_cast<size_t>(std::count_if(
      lines.begin(), lines.end(), [](const FenRange& line) { return line.high > 0; }));
}

std::int64_t times_fen(std::int64_t amount, std::int64_t factor) {
  std::int64_t product = 0;
  const bool open = amount >= unbounded_fen || factor >= unbounded_fen ||
                    __builtin_mul_overflow(amount, factor, &product);
  return open ? unbounded_fen : std::min(product, unbounded_fen);
}

/// Applies `each` line by line. Where one stands for any number of lines every one of
/// those is rounded, to `growth` times what it was at most, or to nothing.
RangeOutcome line_by_line(const StepGroup& group, const std::vector<FenRange>& lines,
                          std::int64_t growth, const FenRange& whole,
                          const std::function<FenRange(const FenRange&)>& each) {
  RangeOutcome result;
  bool counted = true;
  for (size_t i = 0; i < lines.size(); ++i) {
    FenRange after = each(lines[i]);
    if (group.uncounted[i] && lines[i].high > 0) {
      counted = false;
      after = {0, times_fen(after.high, growth)};
    }
    result.lines.push_back(after);
  }
  result.total = sum_of(result.lines);
  if (counted) result.total = meet(result.total, whole);
  return result;
}

RangeOutcome scale(const StepGroup& group, const std::vector<FenRange>& lines,
                   const FenRange& total, const NumberRange& by) {
  const FenRange whole = with_slack(scaled(total, by), 1, positive_count(lines));
  return line_by_line(group, lines, 2, whole,
                      [&](const FenRange& line) { return scaled(line, by); });
}

RangeOutcome round_ranges(const StackingStep& step, const StepGroup& group,
                          const std::vector<FenRange>& lines, const FenRange& total,
                          const std::optional<Decimal>& to) {
  if (!to) {
    return {std::vector<FenRange>(lines.size(), {0, unbounded_fen}), {0, unbounded_fen}};
  }
  const auto round_fen = [&](std::int64_t fen) {
    if (fen >= unbounded_fen) return fen;
    return to_fen(round_to_multiple(Money{fen}.to_yuan(), *to, step.rounding),
                  RoundingMode::half_up);
  };
  const auto rounded = [&](const FenRange& range) {
    return FenRange{round_fen(range.low), round_fen(range.high)};
  };
  const std::int64_t unit = to_fen(*to, RoundingMode::up);
  const bool up =
      step.rounding == RoundingMode::up || step.rounding == RoundingMode::ceiling;
  const FenRange whole = with_slack(rounded(total), 2 * unit, positive_count(lines));
  return line_by_line(group, lines, up ? unit : 2, whole, rounded);
}

RangeOutcome drop_funded(const std::vector<FenRange>& lines, const FenRange& total,
                         Truth funded) {
  if (funded == Truth::no) return {lines, total};
  RangeOutcome result{lines, {0, funded == Truth::yes ? 0 : total.high}};
  for (FenRange& line : result.lines) line = {0, funded == Truth::yes ? 0 : line.high};
  return result;
}

RangeOutcome apply(const StackingStep& step, const StepTerms& terms,
                   const StepGroup& group, const std::vector<FenRange>& lines,
                   const FenRange& total) {
  switch (step.kind) {
    case StepKind::highest_only:
      return keep_largest(group, lines, total, {1, 1});
    case StepKind::first_only:
      return keep_first_clause(group, lines);
    case StepKind::top_up:
      return top_up(group, lines, total, terms.minus);
    case StepKind::deduct:
      return deduct(lines, total, terms.minus, step.cut);
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching:
      return cut_ranges(lines, total, terms.limit, step.cut);
    case StepKind::limit:
      return step.keep_first ? keep_first(group, lines, terms.take)
                             : keep_largest(group, lines, total, terms.take);
    case StepKind::no_double_funding:
      return drop_funded(lines, total, terms.funded);
    case StepKind::scale:
      return scale(group, lines, total, terms.by);
    case StepKind::round:
      return round_ranges(step, group, lines, total, terms.to);
  }
  return {lines, total};
}

bool cuts(StepKind kind) {
  return kind == StepKind::cap || kind == StepKind::aid_ceiling ||
         kind == StepKind::matching || kind == StepKind::top_up ||
         kind == StepKind::deduct;
}

}  // namespace

RangeOutcome cut_ranges(const std::vector<FenRange>& lines, const FenRange& total,
                        const FenRange& limit, CutOrder order) {
  RangeOutcome result;
  result.total = {std::min(total.low, limit.low), std::min(total.high, limit.high)};
  if (order == CutOrder::pro_rata) {
    const FenRange sum = sum_of(lines);
    for (const FenRange& line : lines) {
      result.lines.push_back(pro_rata_part(line, sum, total, limit));
    }
  } else {
    const std::vector<ServedBefore> before = served_before(lines, order);
    for (size_t i = 0; i < lines.size(); ++i) {
      const std::int64_t low_left = subtract_fen(limit.low, before[i].most);
      const std::int64_t high_left = subtract_fen(limit.high, before[i].least);
      result.lines.push_back(
          {std::min(lines[i].low, low_left), std::min(lines[i].high, high_left)});
    }
  }
  for (FenRange& line : result.lines) line.high = std::min(line.high, result.total.high);
  return result;
}

namespace {

bool takes_nothing(StepKind kind, const StepTerms& terms, const FenRange& total) {
  if (kind == StepKind::no_double_funding) return terms.funded == Truth::no;
  return cuts(kind) && total.high < unbounded_fen && total.high <= terms.limit.low;
}

}  // namespace

RangeOutcome apply_to_ranges(const StackingStep& step, const StepTerms& terms,
                             const StepGroup& group, const std::vector<FenRange>& lines,
                             const FenRange& total) {
  const bool exact = terms.is_exact(step.kind) &&
                     std::all_of(lines.begin(), lines.end(),
                                 [](const FenRange& line) { return line.is_exact(); });
  RangeOutcome result;
  if (exact) {
    std::vector<std::int64_t> amounts;
    for (const FenRange& line : lines) amounts.push_back(line.low);
    apply_exactly(step, terms, group, amounts);
    for (const std::int64_t amount : amounts) result.lines.push_back({amount, amount});
    result.total = sum_of(result.lines);
    return result;
  }
  result = apply(step, terms, group, lines, total);
  result.unchanged = takes_nothing(step.kind, terms, total);
  // Each of any number of groups is cut to its limit: only one of 0 tells what is left.
  if (group.many && cuts(step.kind) && result.total.high > 0) {
    for (size_t i = 0; i < lines.size(); ++i) result.lines[i].high = lines[i].high;
    result.total.high = total.high;
  }
  return result;
}

}  // namespace jiangbu
