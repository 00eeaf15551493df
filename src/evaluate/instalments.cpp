#include "evaluate/instalments.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/tranches.hpp"

namespace jiangbu {

namespace {

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
      tranche.amount_low = tranche_fen(amount.number.low, 0);
      tranche.amount_high = tranche_fen(amount.number.high, unbounded_fen);
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
  std::vector<FenRange> paid;
  for (const Line& line : lines) paid.push_back(line.amount);
  apply_tranches(tranches, paid, amounts);
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
  if (result.applies == Truth::yes) fen.low = tranche_fen(repay.number.low, 0);
  fen.high = tranche_fen(repay.number.high, unbounded_fen);
  result.amount = amount_of(fen);
  return result;
}

}  // namespace jiangbu
