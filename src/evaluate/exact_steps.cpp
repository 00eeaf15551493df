// Stacking steps on exact amounts.
#include <algorithm>
#include <numeric>

#include "evaluate/stacking.hpp"
#include "evaluate/step_terms.hpp"

namespace jiangbu {

namespace {

using Amounts = std::vector<std::int64_t>;

Amounts keep_largest(const Amounts& amounts, std::int64_t count) {
  std::vector<size_t> order(amounts.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return amounts[a] > amounts[b]; });
  Amounts kept(amounts.size(), 0);
  for (const size_t i : order) {
    if (count-- <= 0) break;
    kept[i] = amounts[i];
  }
  return kept;
}

// A line that pays nothing does not use up a place.
Amounts keep_first(const Amounts& amounts, std::int64_t count) {
  Amounts kept(amounts.size(), 0);
  for (size_t i = 0; i < amounts.size() && count > 0; ++i) {
    kept[i] = amounts[i];
    if (amounts[i] > 0) --count;
  }
  return kept;
}

Amounts keep_first_clause(const StepGroup& group, const Amounts& amounts) {
  Amounts kept(amounts.size(), 0);
  std::optional<std::uint32_t> winner;
  for (size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] <= 0) continue;
    if (!winner) winner = group.clauses[i];
    if (group.clauses[i] == *winner) kept[i] = amounts[i];
  }
  return kept;
}

/// Each group is cut to its limit, but there may be any number of them.
Amounts cut(const StackingStep& step, const StepGroup& group, const Amounts& amounts,
            std::int64_t total, std::int64_t limit) {
  if (group.many && total >= unbounded_fen) return amounts;
  return cut_to(amounts, std::max<std::int64_t>(0, limit), step.cut);
}

Amounts deducted(const StackingStep& step, const StepGroup& group, const Amounts& amounts,
                 std::int64_t minus) {
  std::int64_t total = 0;
  for (const std::int64_t amount : amounts) total = add_fen(total, amount);
  if (total >= unbounded_fen) return amounts;
  return cut(step, group, amounts, total, total - minus);
}

Amounts scaled(const Amounts& amounts, const std::optional<Decimal>& by) {
  Amounts result;
  for (const std::int64_t amount : amounts) {
    const bool open = amount >= unbounded_fen || !by;
    result.push_back(open ? unbounded_fen
                          : to_fen(Money{amount}.to_yuan() * *by, RoundingMode::half_up));
  }
  return result;
}

Amounts rounded(const StackingStep& step, const Amounts& amounts,
                const std::optional<Decimal>& to) {
  Amounts result = amounts;
  for (std::int64_t& amount : result) {
    if (amount >= unbounded_fen || !to) continue;
    const Decimal yuan = round_to_multiple(Money{amount}.to_yuan(), *to, step.rounding);
    amount = to_fen(yuan, RoundingMode::half_up);
  }
  return result;
}

}  // namespace

std::int64_t to_fen(const Decimal& yuan, RoundingMode mode) {
  if (yuan.is_negative()) return 0;
  const auto money = Money::from_yuan(yuan, mode);
  return money ? std::min(money->fen, unbounded_fen) : unbounded_fen;
}

bool StepTerms::is_exact(StepKind kind) const {
  switch (kind) {
    case StepKind::highest_only:
    case StepKind::first_only:
      return true;
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching:
      return limit.is_exact();
    case StepKind::top_up:
    case StepKind::deduct:
      return minus.is_exact();
    case StepKind::limit:
      return take.is_exact();
    case StepKind::no_double_funding:
      return funded != Truth::unknown;
    case StepKind::scale:
      return by.is_exact();
    case StepKind::round:
      return to.has_value();
  }
  return false;
}

StepTerms StepTerms::best() const {
  StepTerms terms = *this;
  terms.limit.low = limit.high;
  terms.minus.high = minus.low;
  terms.take.low = take.high;
  terms.by.low = by.high;
  if (funded == Truth::unknown) terms.funded = Truth::no;
  return terms;
}

StepTerms hull(const StepTerms& a, const StepTerms& b) {
  const auto span = [](const FenRange& x, const FenRange& y) {
    return FenRange{std::min(x.low, y.low), std::max(x.high, y.high)};
  };
  StepTerms terms;
  terms.limit = span(a.limit, b.limit);
  terms.minus = span(a.minus, b.minus);
  terms.take = span(a.take, b.take);
  terms.by = jiangbu::hull(a.by, b.by);
  if (a.to == b.to) terms.to = a.to;
  terms.funded = a.funded == b.funded ? a.funded : Truth::unknown;
  return terms;
}

std::vector<std::int64_t> apply_exactly(const StackingStep& step, const StepTerms& terms,
                                        const StepGroup& group,
                                        const std::vector<std::int64_t>& amounts) {
  switch (step.kind) {
    case StepKind::highest_only:
      return keep_largest(amounts, 1);
    case StepKind::first_only:
      return keep_first_clause(group, amounts);
    case StepKind::top_up:
      return deducted(step, group, keep_largest(amounts, 1), terms.minus.low);
    case StepKind::deduct:
      return deducted(step, group, amounts, terms.minus.low);
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching: {
      std::int64_t total = 0;
      for (const std::int64_t amount : amounts) total = add_fen(total, amount);
      return cut(step, group, amounts, total, terms.limit.high);
    }
    case StepKind::limit:
      return step.keep_first ? keep_first(amounts, terms.take.high)
                             : keep_largest(amounts, terms.take.high);
    case StepKind::no_double_funding:
      return terms.funded == Truth::no ? amounts : Amounts(amounts.size(), 0);
    case StepKind::scale:
      return scaled(amounts, terms.by.high);
    case StepKind::round:
      return rounded(step, amounts, terms.to);
  }
  return amounts;
}

}  // namespace jiangbu
