#include "evaluate/instalments.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"

namespace jiangbu {

namespace {

/// One tranche: the part of an amount it takes, and whether it is paid.
struct Tranche {
  std::optional<Decimal> share;
  std::int64_t amount_low = 0;  // of `amount:` tranches
  std::int64_t amount_high = 0;
  Truth condition = Truth::yes;
  Causes causes = 0;
  std::optional<Date> due;
};

std::int64_t fen_of(const std::optional<Decimal>& yuan, std::int64_t open) {
  if (!yuan) return open;
  const auto money = Money::from_yuan(*yuan, RoundingMode::half_up);
  return money ? std::clamp<std::int64_t>(money->fen, 0, unbounded_fen) : open;
}

std::vector<Tranche> tranches_of(const Line& line, FormulaEvaluator& evaluator) {
  std::vector<Tranche> tranches;
  bind_locals(line, evaluator);
  for (const Instalment& item : evaluator.model().clauses[line.clause].instalments) {
    Tranche& tranche = tranches.emplace_back();
    if (item.when) {
      const ConditionOutcome outcome = evaluate_condition(*item.when, evaluator, nullptr);
      tranche.condition = outcome.truth;
      tranche.causes = outcome.causes;
    }
    if (item.share != no_formula) {
      const Value share = evaluator.formula(item.share);
      if (share.is_exact()) tranche.share = share.number.low;
    }
    if (item.amount != no_formula) {
      const Value amount = evaluator.formula(item.amount);
      tranche.amount_low = fen_of(amount.number.low, 0);
      tranche.amount_high = fen_of(amount.number.high, unbounded_fen);
    }
    if (item.due == no_formula) {
      tranche.due = evaluator.decision_date();
    } else {
      const Value due = evaluator.formula(item.due);
      if (due.kind == Value::Kind::scalar) {
        if (const Date* date = std::get_if<Date>(&due.scalar)) tranche.due = *date;
      }
    }
  }
  return tranches;
}

// The parts of `whole`, whatever their conditions. Shares that add up to 1 leave the
// rounding remainder to the last one.
std::vector<std::int64_t> parts_of(std::int64_t whole,
                                   const std::vector<Tranche>& tranches, bool high) {
  std::vector<std::int64_t> parts;
  Decimal shares = 0;
  std::int64_t left = whole;
  for (size_t i = 0; i < tranches.size(); ++i) {
    const Tranche& tranche = tranches[i];
    std::int64_t part = high ? tranche.amount_high : tranche.amount_low;
    if (tranche.share) {
      shares += *tranche.share;
      // 1/3 + 1/3 + 1/3 lacks 1e-34 of 1.
      const Decimal whole_share = round_to_scale(shares, 30, RoundingMode::half_even);
      const bool rest = i + 1 == tranches.size() && whole_share == Decimal(1);
      part = rest || whole >= unbounded_fen
                 ? left
                 : fen_of(Money{whole}.to_yuan() * *tranche.share, unbounded_fen);
    }
    part = std::min(part, left);
    if (left < unbounded_fen) left -= part;
    parts.push_back(part);
  }
  return parts;
}

std::int64_t paid_of(std::int64_t whole, const std::vector<Tranche>& tranches,
                     bool high) {
  const std::vector<std::int64_t> parts = parts_of(whole, tranches, high);
  std::int64_t paid = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Truth condition = tranches[i].condition;
    const bool counts = high ? condition != Truth::no : condition == Truth::yes;
    if (counts) paid = add_fen(paid, parts[i]);
  }
  return paid;
}

/// What of a line is not paid: at most, and at least.
struct Unpaid {
  std::int64_t most = 0;
  std::int64_t least = 0;
};

Unpaid unpaid_of(const FenRange& amount, const std::vector<Tranche>& tranches) {
  const bool bounded = amount.high < unbounded_fen;
  return {bounded ? amount.high - paid_of(amount.high, tranches, false) : unbounded_fen,
          amount.low - paid_of(amount.low, tranches, true)};
}

// A line for any number of items has as many first tranches as items: all may be paid.
std::int64_t most_paid_of(const Line& line, const std::vector<Tranche>& tranches) {
  const std::int64_t one = paid_of(line.amount.high, tranches, true);
  return line.many && one > 0 ? line.amount.high : one;
}

void lower(FenRange& range, std::int64_t low_by, std::int64_t high_by) {
  range.low = std::max<std::int64_t>(0, range.low - low_by);
  if (range.high < unbounded_fen) {
    range.high = std::max<std::int64_t>(range.low, range.high - high_by);
  }
}

// A sum is never more or less than its parts: what is unpaid is known of the lines only.
void bound_by_parts(const std::vector<Line>& lines, StackedAmounts& amounts) {
  const auto add = [](FenRange& sum, const FenRange& part) {
    sum = {add_fen(sum.low, part.low), add_fen(sum.high, part.high)};
  };
  const auto bound = [](FenRange& range, const FenRange& sum) {
    range = {std::max(range.low, sum.low), std::min(range.high, sum.high)};
  };
  std::vector<FenRange> clauses(amounts.clauses.size());
  for (const Line& line : lines) {
    if (line.has_amount()) add(clauses[line.clause], line.amount);
  }
  FenRange total;
  for (size_t c = 0; c < clauses.size(); ++c) {
    bound(amounts.clauses[c], clauses[c]);
    add(total, amounts.clauses[c]);
  }
  bound(amounts.total, total);
}

}  // namespace

void apply_instalment_conditions(std::vector<Line>& lines, StackedAmounts& amounts,
                                 FormulaEvaluator& evaluator) {
  bool any = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    line.before_instalments = line.amount;
    if (!line.has_amount() ||
        evaluator.model().clauses[line.clause].instalments.empty()) {
      continue;
    }
    const std::vector<Tranche> tranches = tranches_of(line, evaluator);
    any = true;
    const Unpaid unpaid = unpaid_of(line.amount, tranches);
    line.amount = {paid_of(line.amount.low, tranches, false),
                   most_paid_of(line, tranches)};
    amounts.lines[i] = line.amount;
    amounts.low_run[i] = paid_of(amounts.low_run[i], tranches, false);
    amounts.high_run[i] = paid_of(amounts.high_run[i], tranches, true);
    lower(amounts.clauses[line.clause], unpaid.most, unpaid.least);
    lower(amounts.total, unpaid.most, unpaid.least);
    for (const Tranche& tranche : tranches) {
      if (tranche.condition != Truth::unknown) continue;
      line.causes = evaluator.causes().join(line.causes, tranche.causes);
    }
  }
  if (any) bound_by_parts(lines, amounts);
}

std::vector<InstalmentResult> split_into_instalments(const Line& line,
                                                     FormulaEvaluator& evaluator) {
  const Clause& clause = evaluator.model().clauses[line.clause];
  if (clause.instalments.empty()) {
    return {{{}, evaluator.decision_date(), amount_of(line.amount), Truth::yes}};
  }
  const std::vector<Tranche> tranches = tranches_of(line, evaluator);
  // line.amount already leaves out what is not paid: split the amount before that.
  const auto low = parts_of(line.before_instalments.low, tranches, false);
  const auto high = parts_of(line.before_instalments.high, tranches, true);
  std::vector<InstalmentResult> result;
  for (size_t i = 0; i < tranches.size(); ++i) {
    FenRange part{std::min(low[i], high[i]), high[i]};
    if (tranches[i].condition != Truth::yes) part.low = 0;
    if (tranches[i].condition == Truth::no) part.high = 0;
    result.push_back({clause.instalments[i].title, tranches[i].due, amount_of(part),
                      tranches[i].condition});
  }
  return result;
}

ClawbackResult evaluate_clawback(const Clawback& clawback, FormulaEvaluator& evaluator) {
  ClawbackResult result;
  result.title = clawback.title;
  result.applies = evaluate_condition(clawback.when, evaluator, nullptr).truth;
  result.amount.high = Money{0};
  if (result.applies == Truth::no) return result;
  const Value repay = evaluator.formula(clawback.repay);
  FenRange fen;
  if (result.applies == Truth::yes) fen.low = fen_of(repay.number.low, 0);
  fen.high = fen_of(repay.number.high, unbounded_fen);
  result.amount = amount_of(fen);
  return result;
}

void reduce_low_to_zero(size_t line, std::vector<Line>& lines, StackedAmounts& amounts) {
  const std::int64_t low = amounts.low_run[line];
  lines[line].amount.low = 0;
  amounts.lines[line].low = 0;
  amounts.low_run[line] = 0;
  lower(amounts.clauses[lines[line].clause], low, 0);
  lower(amounts.total, low, 0);
}

}  // namespace jiangbu
