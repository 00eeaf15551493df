#include "evaluate/totals.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

std::int64_t high_fen(const AmountRange& amount) {
  return amount.high ? amount.high->fen : unbounded_fen;
}

void add_to(std::vector<TotalBy>& totals, const std::string& key,
            const AmountRange& amount) {
  for (TotalBy& total : totals) {
    if (total.key == key) return add_amount(total.amount, amount);
  }
  totals.push_back({key, amount});
}

void add_payers(std::vector<TotalBy>& totals, const PayerShares& payers,
                const AmountRange& amount) {
  if (payers.empty()) return add_to(totals, "", amount);
  const auto parts = split_among(payers, {amount.low.fen, high_fen(amount)});
  for (size_t i = 0; i < payers.size(); ++i) {
    add_to(totals, payers[i].first, amount_of(parts[i]));
  }
}

template <typename Reading>
const PayerShares& chosen_payers(const Payers& payers, Reading option_of) {
  static const PayerShares nobody;
  if (payers.alternatives.empty()) return nobody;
  return payers.question ? payers.alternatives[option_of(*payers.question)]
                         : payers.alternatives.front();
}

void sort_by_key(std::vector<TotalBy>& totals) {
  std::sort(totals.begin(), totals.end(),
            [](const TotalBy& a, const TotalBy& b) { return a.key < b.key; });
}

// Whatever the open points turn out to be, the parts add up to the total: what the other
// parts leave of it bounds each one.
void fit(std::vector<TotalBy>& parts, const AmountRange& total) {
  FenRange sum;
  for (const TotalBy& part : parts) {
    sum.low = add_fen(sum.low, part.amount.low.fen);
    sum.high = add_fen(sum.high, high_fen(part.amount));
  }
  for (TotalBy& part : parts) {
    FenRange fitted{part.amount.low.fen, high_fen(part.amount)};
    // The bounds before any was changed: each part is held against all the others.
    if (total.high) {
      const std::int64_t left = total.high->fen - (sum.low - part.amount.low.fen);
      fitted.high = std::min(fitted.high, left);
    }
    if (sum.high < unbounded_fen) {
      const std::int64_t rest = total.low.fen - (sum.high - high_fen(part.amount));
      fitted.low = std::max(fitted.low, rest);
    } else if (parts.size() == 1) {
      fitted.low = std::max(fitted.low, total.low.fen);
    }
    if (fitted.low <= fitted.high) part.amount = amount_of(fitted);
  }
}

}  // namespace

void fit_parts(Totals& totals, const AmountRange& total) {
  fit(totals.by_payer, total);
  fit(totals.by_year, total);
  fit(totals.by_form, total);
}

std::vector<FenRange> split_among(const PayerShares& payers, const FenRange& amount) {
  std::vector<FenRange> parts;
  FenRange left = amount;
  for (size_t i = 0; i < payers.size(); ++i) {
    FenRange part = left;
    if (i + 1 < payers.size()) {
      const auto of = [&](std::int64_t fen) {
        if (fen >= unbounded_fen) return fen;
        return Money::from_yuan(Money{fen}.to_yuan() * payers[i].second,
                                RoundingMode::half_up)
            .value_or(Money{0})
            .fen;
      };
      part = {of(amount.low), of(amount.high)};
      left.low -= part.low;
      if (left.high < unbounded_fen) left.high -= part.high;
    }
    parts.push_back(part);
  }
  return parts;
}

const PayerShares& payers_of(const Clause& clause, const FormulaEvaluator& evaluator) {
  return chosen_payers(
      clause.payers, [&](std::uint32_t question) { return evaluator.reading(question); });
}

const PayerShares& payers_of(const Clause& clause,
                             const std::vector<std::uint32_t>& readings) {
  return chosen_payers(clause.payers,
                       [&](std::uint32_t question) { return readings[question]; });
}

void add_amount(AmountRange& a, const AmountRange& b) {
  const FenRange sum{add_fen(a.low.fen, b.low.fen), add_fen(high_fen(a), high_fen(b))};
  a = amount_of(sum);
}

void add_stake(AmountRange& stake, const AmountRange& amount) {
  if (!stake.high || !amount.high) {
    stake.high.reset();
    return;
  }
  stake.high = Money{add_fen(stake.high->fen, amount.high->fen - amount.low.fen)};
}

void fill_policy_totals(const PolicyModel& model, const FenRange& all,
                        const FormulaEvaluator& evaluator, bool in_force,
                        PolicyResult& result) {
  Totals& totals = result.totals;
  totals.payable.high = Money{0};
  totals.indicative.high = Money{0};
  if (!in_force) return;
  AmountRange& total =
      model.status == PolicyStatus::draft ? totals.indicative : totals.payable;
  total = amount_of(all);
  for (const ClauseResult& clause : result.clauses) {
    const auto place =
        std::find_if(model.clauses.begin(), model.clauses.end(),
                     [&](const Clause& candidate) { return candidate.id == clause.id; });
    const auto has = [&](LineStatus status) {
      return std::any_of(clause.lines.begin(), clause.lines.end(),
                         [&](const LineResult& line) { return line.status == status; });
    };
    if (has(LineStatus::unspecified)) totals.unspecified.push_back(clause.id);
    if (has(LineStatus::delegated)) totals.delegated.push_back(clause.id);
    if (high_fen(clause.amount) == 0) continue;
    add_payers(totals.by_payer, payers_of(*place, evaluator), clause.amount);
    add_to(totals.by_form, clause.form, clause.amount);
    for (const LineResult& line : clause.lines) {
      for (const InstalmentResult& instalment : line.instalments) {
        const std::string year =
            instalment.due ? std::to_string(instalment.due->year()) : "?";
        if (high_fen(instalment.amount) > 0)
          add_to(totals.by_year, year, instalment.amount);
      }
    }
  }
  sort_by_key(totals.by_year);
  fit_parts(totals, total);
}

Totals add_totals(const std::vector<PolicyResult>& policies) {
  Totals sum;
  sum.payable.high = Money{0};
  sum.indicative.high = Money{0};
  for (const PolicyResult& policy : policies) {
    const Totals& totals = policy.totals;
    add_amount(sum.payable, totals.payable);
    add_amount(sum.indicative, totals.indicative);
    for (const Cause cause : totals.causes) {
      const bool known =
          std::find(sum.causes.begin(), sum.causes.end(), cause) != sum.causes.end();
      if (!known) sum.causes.push_back(cause);
    }
    // A draft's figures are indicative: never mixed with what is payable.
    if (policy.status == name_of(PolicyStatus::draft)) continue;
    for (const TotalBy& total : totals.by_payer)
      add_to(sum.by_payer, total.key, total.amount);
    for (const TotalBy& total : totals.by_year)
      add_to(sum.by_year, total.key, total.amount);
    for (const TotalBy& total : totals.by_form)
      add_to(sum.by_form, total.key, total.amount);
  }
  for (const PolicyResult& policy : policies) {
    for (const std::string& id : policy.totals.unspecified) sum.unspecified.push_back(id);
    for (const std::string& id : policy.totals.delegated) sum.delegated.push_back(id);
  }
  std::sort(sum.causes.begin(), sum.causes.end());
  sort_by_key(sum.by_year);
  fit_parts(sum, sum.payable);
  return sum;
}

Totals add_applicants(const std::vector<CaseResult>& results) {
  Totals sum;
  sum.payable.high = Money{0};
  sum.indicative.high = Money{0};
  for (const CaseResult& result : results) {
    add_amount(sum.payable, result.totals.payable);
    add_amount(sum.indicative, result.totals.indicative);
  }
  return sum;
}

}  // namespace jiangbu
