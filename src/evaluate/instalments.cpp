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

/// How much of any amount is paid, at least and at most; [0, 1] where it depends on it.
struct PaidShare {
  Decimal low = 1;
  Decimal high = 1;
};

PaidShare paid_share(const std::vector<Tranche>& tranches) {
  PaidShare paid{0, 0};
  for (const Tranche& tranche : tranches) {
    if (!tranche.share) return {0, 1};
    if (tranche.condition == Truth::yes) paid.low = paid.low + *tranche.share;
    if (tranche.condition != Truth::no) paid.high = paid.high + *tranche.share;
  }
  return {std::min(paid.low, Decimal(1)), std::min(paid.high, Decimal(1))};
}

/// What is paid of a block whose lines are paid by shares between those of `share`. Every
/// line is rounded by itself: a fen for each but one may come or go.
FenRange paid_of_block(const FenRange& total, const PaidShare& share,
                       std::int64_t positive_lines) {
  const std::int64_t slack = std::max<std::int64_t>(0, positive_lines - 1);
  FenRange paid{0, unbounded_fen};
  const auto part = [](std::int64_t fen, const Decimal& of) {
    return fen_of(Money{fen}.to_yuan() * of, unbounded_fen);
  };
  paid.low = std::max<std::int64_t>(0, part(total.low, share.low) - slack);
  if (total.high < unbounded_fen) {
    paid.high = std::min(total.high, add_fen(part(total.high, share.high), slack));
  }
  return paid;
}

}  // namespace

void apply_instalment_conditions(std::vector<Line>& lines, AmountBounds& amounts,
                                 FormulaEvaluator& evaluator) {
  std::vector<PaidShare> shares(lines.size());
  std::vector<bool> divided(lines.size(), false);
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    line.before_instalments = line.amount;
    if (!line.has_amount() ||
        evaluator.model().clauses[line.clause].instalments.empty()) {
      continue;
    }
    const std::vector<Tranche> tranches = tranches_of(line, evaluator);
    shares[i] = paid_share(tranches);
    divided[i] = true;
    line.amount = {paid_of(line.amount.low, tranches, false),
                   paid_of(line.amount.high, tranches, true)};
    for (const Tranche& tranche : tranches) {
      if (tranche.condition != Truth::unknown) continue;
      line.causes = evaluator.causes().join(line.causes, tranche.causes);
    }
  }
  const std::vector<AmountBounds::Block> blocks = amounts.blocks();
  for (const AmountBounds::Block& before : blocks) {
    const bool touched = std::any_of(before.lines.begin(), before.lines.end(),
                                     [&](size_t i) { return divided[i]; });
    if (!touched) continue;
    PaidShare share{1, 0};
    std::int64_t positive = 0;
    std::vector<FenRange> ranges;
    for (const size_t i : before.lines) {
      share = {std::min(share.low, shares[i].low), std::max(share.high, shares[i].high)};
      if (amounts.line(i).high > 0) ++positive;
      ranges.push_back(divided[i] ? lines[i].amount : amounts.line(i));
    }
    if (before.single) positive = 1;
    amounts.set(
        {before.lines, paid_of_block(before.total, share, positive), before.single},
        ranges);
  }
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

}  // namespace jiangbu
