// What a policy's clauses leave to say: open facts, schedule, totals; see
// policy_text.hpp.
#include <algorithm>

#include "report/amount_text.hpp"
#include "report/policy_text.hpp"

namespace jiangbu {

namespace {

constexpr int indent = 2;

void write_heading(Page& page, const std::string& text) {
  page.blank();
  page.paragraph(0, text);
}

/// "title (path)".
std::string fact_name(const Bilingual& title, const std::string& path,
                      const Wording& say) {
  return title.empty() ? path : say.with_remark(title.in(say.language()), path);
}

// ---- facts still needed

std::string stake_text(const MissingFact& fact, const Wording& say) {
  return fact.at_stake.high
             ? say(Word::stake_up_to, amount_text(*fact.at_stake.high, say))
             : say(Word::stake_unbounded);
}

bool decides_more(const MissingFact& a, const MissingFact& b) {
  if (!a.at_stake.high || !b.at_stake.high) {
    return !a.at_stake.high && b.at_stake.high.has_value();
  }
  return *a.at_stake.high > *b.at_stake.high;
}

void write_missing(Page& page, const PolicyResult& policy, const Wording& say) {
  if (policy.missing.empty()) return;
  write_heading(page, say(Word::section_missing));
  std::vector<MissingFact> facts = policy.missing;
  std::ranges::stable_sort(facts, decides_more);
  std::vector<std::string> stakes;
  for (const MissingFact& fact : facts) stakes.push_back(stake_text(fact, say));
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const MissingFact& fact = facts[i];
    std::vector<std::string> parts = {fact_name(fact.title, fact.path, say),
                                      fact.question.in(say.language())};
    if (!fact.clauses.empty()) {
      parts.push_back(say(Word::decides, say.list(fact.clauses)));
    }
    page.row(indent, stakes[i], widest(stakes), say.sentence(parts));
  }
}

// ---- near misses

std::string change_text(const FactChange& change, const Wording& say) {
  const std::string name = fact_name(change.title, change.path, say);
  if (change.path.ends_with("[+]")) {
    return change.to.empty() ? say(Word::one_more, name)
                             : say(Word::one_more_with, name, say.value(change.to));
  }
  return say(Word::changed, name, say.value(change.from), say.value(change.to));
}

void write_near_misses(Page& page, const PolicyResult& policy, const Wording& say) {
  if (policy.near_misses.empty()) return;
  write_heading(page, say(Word::section_near_misses));
  std::vector<std::string> gains;
  for (const NearMiss& near_miss : policy.near_misses) {
    gains.push_back(gain_text(near_miss.gain, say));
  }
  for (std::size_t i = 0; i < gains.size(); ++i) {
    const NearMiss& near_miss = policy.near_misses[i];
    std::vector<std::string> parts;
    for (const FactChange& change : near_miss.changes) {
      parts.push_back(change_text(change, say));
    }
    const std::string clause = clause_name(policy, near_miss.clause, say);
    parts.push_back(say(Word::through_clause, say.with_remark(clause, near_miss.item)));
    page.row(indent, gains[i], widest(gains), say.sentence(parts));
  }
}

// ---- payment schedule

struct Payment {
  std::optional<Date> due;
  AmountRange amount;
  std::string text;
};

std::string payment_text(const PolicyResult& policy, const ClauseResult& clause,
                         const LineResult& line, const InstalmentResult& instalment,
                         const Wording& say) {
  const std::string item = item_text(line, say);
  std::string text = clause_name(policy, clause.id, say);
  if (!item.empty()) text = say(Word::labelled, text, item);
  std::vector<std::string> parts = {text, instalment.title.in(say.language())};
  if (instalment.condition == Truth::unknown) {
    parts.push_back(say(Word::instalment_pending));
  } else if (instalment.condition == Truth::no) {
    parts.push_back(say(Word::instalment_failed));
  }
  return say.sentence(parts);
}

/// Payments worth a schedule: of lines paid in parts, or on another day than decided.
std::vector<Payment> scheduled_payments(const PolicyResult& policy, Date decision_date,
                                        const Wording& say) {
  std::vector<Payment> payments;
  for (const ClauseResult& clause : policy.clauses) {
    for (const LineResult& line : clause.lines) {
      const bool pays =
          line.status == LineStatus::due || line.status == LineStatus::possible;
      const bool at_once =
          line.instalments.size() == 1 && line.instalments[0].due == decision_date;
      if (!pays || at_once) continue;
      for (const InstalmentResult& instalment : line.instalments) {
        payments.push_back({instalment.due, instalment.amount,
                            payment_text(policy, clause, line, instalment, say)});
      }
    }
  }
  std::ranges::stable_sort(payments, [](const Payment& a, const Payment& b) {
    return a.due && (!b.due || *a.due < *b.due);
  });
  return payments;
}

void write_schedule(Page& page, const PolicyResult& policy, Date decision_date,
                    const Wording& say) {
  std::vector<std::vector<std::string>> rows;
  for (const Payment& payment : scheduled_payments(policy, decision_date, say)) {
    rows.push_back({payment.due ? payment.due->to_string() : say(Word::date_unknown),
                    amount_text(payment.amount, say), payment.text});
  }
  if (rows.empty()) return;
  write_heading(page, say(Word::section_instalments));
  page.table(indent, rows, 1);
}

// ---- money to be paid back

void write_clawbacks(Page& page, const PolicyResult& policy, const ReportVoice& voice) {
  const Wording& say = voice.say;
  std::vector<std::vector<std::string>> rows;
  for (const ClauseResult& clause : policy.clauses) {
    for (const LineResult& line : clause.lines) {
      for (const ClawbackResult& clawback : line.clawbacks) {
        if (clawback.applies == Truth::no && !voice.all) continue;
        const Word verdict = clawback.applies == Truth::yes  ? Word::clawback_yes
                             : clawback.applies == Truth::no ? Word::clawback_no
                                                             : Word::clawback_unknown;
        rows.push_back(
            {say(verdict), amount_text(clawback.amount, say),
             say.sentence({clause_name(policy, clause.id, say), item_text(line, say),
                           clawback.title.in(say.language())})});
      }
    }
  }
  if (rows.empty()) return;
  write_heading(page, say(Word::section_clawbacks));
  page.table(indent, rows, 1);
}

// ---- totals, readings, figures, problems

template <typename NameOf>
void write_parts(Page& page, Word heading, const std::vector<TotalBy>& parts,
                 const Wording& say, NameOf name_of_key) {
  if (parts.empty()) return;
  write_heading(page, say(heading));
  std::vector<std::vector<std::string>> rows;
  for (const TotalBy& part : parts) {
    rows.push_back({name_of_key(part.key), amount_text(part.amount, say), ""});
  }
  page.table(indent, rows, 1);
}

void write_comparison(Page& page, const PolicyResult& policy, const Wording& say) {
  if (!policy.comparison) return;
  write_heading(page, say(Word::section_comparison));
  std::vector<std::vector<std::string>> rows = {{say(Word::column_reading),
                                                 say(Word::column_total),
                                                 say(Word::column_differences)}};
  for (const ReadingOutcome& outcome : policy.comparison->outcomes) {
    const std::string name = outcome.question + " = " + outcome.option;
    std::vector<std::string> differences;
    for (const auto& [clause, amount] : outcome.clauses) {
      differences.push_back(say(Word::labelled, clause, amount_text(amount, say)));
    }
    rows.push_back({outcome.is_default ? say(Word::default_reading, name) : name,
                    amount_text(outcome.total, say), say.sentence(differences)});
  }
  page.table(indent, rows, 1);
  page.paragraph(indent, say(policy.comparison->exhaustive ? Word::spread_exhaustive
                                                           : Word::spread_partial,
                             amount_text(policy.comparison->spread, say)));
}

void write_figures(Page& page, const PolicyResult& policy, const Wording& say) {
  if (policy.figures.empty()) return;
  write_heading(page, say(Word::section_figures));
  for (const FigureResult& figure : policy.figures) {
    const std::string name =
        say.with_remark(figure.id + "  " + figure.title.in(say.language()), figure.cite);
    std::string value = say(Word::labelled, name, say.value(figure.value));
    if (!figure.missing.empty()) {
      value = say.sentence({value, say(Word::facts_unknown, say.list(figure.missing))});
    }
    page.bullet(indent, value);
  }
}

void write_problems(Page& page, const PolicyResult& policy, const Wording& say) {
  if (policy.problems.empty()) return;
  write_heading(page, say(Word::section_problems));
  for (const Bilingual& problem : policy.problems) {
    page.bullet(indent, problem.in(say.language()));
  }
}

}  // namespace

void write_totals_by(Page& page, const Totals& totals, const ReportVoice& voice) {
  const Wording& say = voice.say;
  const auto as_term = [&](const std::string& key) { return say.term(key); };
  write_parts(page, Word::section_by_payer, totals.by_payer, say, as_term);
  write_parts(page, Word::section_by_year, totals.by_year, say,
              [&](const std::string& key) { return say(Word::year, key); });
  // Cash alone is what everyone expects of money.
  const bool only_cash =
      totals.by_form.size() == 1 && totals.by_form.front().key == "cash";
  if (!only_cash) write_parts(page, Word::section_by_form, totals.by_form, say, as_term);
}

void write_outlook(Page& page, const PolicyResult& policy, Date decision_date,
                   const ReportVoice& voice) {
  const Wording& say = voice.say;
  write_missing(page, policy, say);
  write_near_misses(page, policy, say);
  write_schedule(page, policy, decision_date, say);
  write_clawbacks(page, policy, voice);
  write_totals_by(page, policy.totals, voice);
  write_comparison(page, policy, say);
  write_figures(page, policy, say);
  write_problems(page, policy, say);
}

}  // namespace jiangbu
