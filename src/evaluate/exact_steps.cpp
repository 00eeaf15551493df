// Stacking steps on exact amounts.
#include <algorithm>
#include <functional>

#include "evaluate/stacking.hpp"
#include "evaluate/step_terms.hpp"

namespace jiangbu {

namespace {

using Amounts = std::vector<std::int64_t>;

// Among equals the earlier one stays.
void keep_largest(Amounts& amounts, std::int64_t count) {
  if (count >= static_cast<std::int64_t>(amounts.size())) return;
  if (count <= 0) {
    amounts.assign(amounts.size(), 0);
    return;
  }
  if (count == 1) {
    const auto largest = std::ranges::max_element(amounts);
    const std::int64_t amount = *largest;
    std::ranges::fill(amounts, 0);
    *largest = amount;
    return;
  }
  Amounts order = amounts;
  const auto last = order.begin() + static_cast<Amounts::difference_type>(count - 1);
  std::ranges::nth_element(order, last, std::greater<>());
  const std::int64_t least = *last;
  std::int64_t equal =
      count - std::ranges::count_if(amounts, [&](std::int64_t a) { return a > least; });
  for (std::int64_t& amount : amounts) {
    if (amount > least || (amount == least && equal-- > 0)) continue;
    amount = 0;
  }
}

// A line that pays nothing does not use up a place.
void keep_first(Amounts& amounts, std::int64_t count) {
  for (std::int64_t& amount : amounts) {
    if (count <= 0) amount = 0;
    if (amount > 0) --count;
  }
}

void keep_first_clause(const StepGroup& group, Amounts& amounts) {
  std::optional<std::uint32_t> winner;
  for (size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] <= 0) continue;
    if (!winner) winner = group.clauses[i];
    if (group.clauses[i] != *winner) amounts[i] = 0;
  }
}

std::int64_t sum_of(const Amounts& amounts) {
  std::int64_t sum = 0;
  for (const std::int64_t amount : amounts) sum = add_fen(sum, amount);
  return sum;
}

/// Each group is cut to its limit, but there may be any number of them.
void cut(const StackingStep& step, const StepGroup& group, Amounts& amounts,
         std::int64_t total, std::int64_t limit) {
  if (group.many && total >= unbounded_fen) return;
  limit = std::max<std::int64_t>(0, limit);
  if (total <= limit) return;
  if (amounts.size() == 1) {
    amounts.front() = limit;
  } else {
    amounts = cut_to(std::move(amounts), limit, step.cut);
  }
}

void deduct(const StackingStep& step, const StepGroup& group, Amounts& amounts,
            std::int64_t minus) {
  const std::int64_t total = sum_of(amounts);
  if (total < unbounded_fen) cut(step, group, amounts, total, total - minus);
}

void scale(Amounts& amounts, const std::optional<Decimal>& by) {
  for (std::int64_t& amount : amounts) {
    const bool open = amount >= unbounded_fen || !by;
    amount = open ? unbounded_fen
                  : to_fen(Money{amount}.to_yuan() * *by, RoundingMode::half_up);
  }
}

void round(const StackingStep& step, Amounts& amounts, const std::optional<Decimal>& to) {
  for (std::int64_t& amount : amounts) {
    if (amount >= unbounded_fen || !to) continue;
    const Decimal yuan = round_to_multiple(Money{amount}.to_yuan(), *to, step.rounding);
    amount = to_fen(yuan, RoundingMode::half_up);
  }
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

void apply_exactly(const StackingStep& step, const StepTerms& terms,
                   const StepGroup& group, std::vector<std::int64_t>& amounts) {
  switch (step.kind) {
    case StepKind::highest_only:
      return keep_largest(amounts, 1);
    case StepKind::first_only:
      return keep_first_clause(group, amounts);
    case StepKind::top_up:
      keep_largest(amounts, 1);
      return deduct(step, group, amounts, terms.minus.low);
    case StepKind::deduct:
      return deduct(step, group, amounts, terms.minus.low);
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching:
      return cut(step, group, amounts, sum_of(amounts), terms.limit.high);
    case StepKind::limit:
      return step.keep_first ? keep_first(amounts, terms.take.high)
                             : keep_largest(amounts, terms.take.high);
    case StepKind::no_double_funding:
      if (terms.funded != Truth::no) amounts.assign(amounts.size(), 0);
      return;
    case StepKind::scale:
      return scale(amounts, terms.by.high);
    case StepKind::round:
      return round(step, amounts, terms.to);
  }
}

}  // namespace jiangbu
