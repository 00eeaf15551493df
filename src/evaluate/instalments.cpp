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
      const ConditionOutcome outcome = evaluate_condition(*item.when, evaluator);
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

/// What is paid of a block of lines; no tranches: all of the line is paid.
class PaidBlock {
 public:
  void add(const std::vector<Tranche>& tranches) {
    const PaidShare paid = tranches.empty() ? PaidShare{} : paid_share(tranches);
    low_ = std::min(low_, paid.low);
    high_ = std::max(high_, paid.high);
    // Every tranche of every line is rounded by itself.
    slack_ += static_cast<std::int64_t>(tranches.size());
    lines_.push_back(&tranches);
  }

  FenRange of(const AmountBounds::Block& block) const {
    return block.single ? of_single(block.total) : of_sum(block.total);
  }

 private:
  // At most one line is positive, and has all of the sum.
  FenRange of_single(const FenRange& total) const {
    FenRange paid{unbounded_fen, 0};
    for (const std::vector<Tranche>* tranches : lines_) {
      const bool whole = tranches->empty();
      paid.low =
          std::min(paid.low, whole ? total.low : paid_of(total.low, *tranches, false));
      paid.high =
          std::max(paid.high, whole ? total.high : paid_of(total.high, *tranches, true));
    }
    return paid;
  }

  FenRange of_sum(const FenRange& total) const {
    const auto part = [](std::int64_t fen, const Decimal& of) {
      return fen_of(Money{fen}.to_yuan() * of, unbounded_fen);
    };
    const std::int64_t high = total.high >= unbounded_fen
                                  ? total.high
                                  : add_fen(part(total.high, high_), slack_);
    return {std::max<std::int64_t>(0, part(total.low, low_) - slack_),
            std::min(total.high, high)};
  }

  Decimal low_ = 1;
  Decimal high_ = 0;
  std::int64_t slack_ = 0;
  std::vector<const std::vector<Tranche>*> lines_;
};

// A line for any number of items has as many first tranches as items: all may be paid.
std::int64_t most_paid_of(const Line& line, const std::vector<Tranche>& tranches) {
  const std::int64_t one = paid_of(line.amount.high, tranches, true);
  return line.many && one > 0 ? line.amount.high : one;
}

}  // namespace

void apply_instalment_conditions(std::vector<Line>& lines, AmountBounds& amounts,
                                 FormulaEvaluator& evaluator) {
  const auto divided_clause = [&](const Line& line) {
    return line.has_amount() &&
           !evaluator.model().clauses[line.clause].instalments.empty();
  };
  for (Line& line : lines) line.before_instalments = line.amount;
  if (std::none_of(lines.begin(), lines.end(), divided_clause)) return;
  std::vector<std::vector<Tranche>> tranches(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (!divided_clause(line)) continue;
    tranches[i] = tranches_of(line, evaluator);
    line.amount = {paid_of(line.amount.low, tranches[i], false),
                   most_paid_of(line, tranches[i])};
    for (const Tranche& tranche : tranches[i]) {
      if (tranche.condition != Truth::unknown) continue;
      line.causes = evaluator.causes().join(line.causes, tranche.causes);
    }
  }
  const std::vector<AmountBounds::Block> blocks = amounts.blocks();
  for (const AmountBounds::Block& before : blocks) {
    PaidBlock paid;
    bool divided = false;
    std::vector<FenRange> ranges;
    for (const size_t i : before.lines) {
      divided = divided || !tranches[i].empty();
      paid.add(tranches[i]);
      ranges.push_back(tranches[i].empty() ? amounts.line(i) : lines[i].amount);
    }
    if (divided) amounts.set({before.lines, paid.of(before), before.single}, ranges);
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
  result.applies = evaluate_condition(clawback.when, evaluator).truth;
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
