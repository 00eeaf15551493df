// What a policy's clauses leave to say: open facts, schedule, totals; see
// policy_text.hpp.
#include <algorithm>

#include "report/amount_text.hpp"
#include "report/formula_text.hpp"
#include "report/policy_text.hpp"
#include "report/readings_text.hpp"

namespace jiangbu {

namespace {

constexpr int indent = 2;

void write_heading(Page& page, const std::string& text) {
  page.blank();
  page.paragraph(0, text);
}

// What a report without `all` shows of a list that is sorted by weight.
constexpr std::size_t shown_near_misses = 8;
constexpr std::size_t named_clauses = 2;

// ---- facts still needed

std::string stake_text(const MissingFact& fact, const Wording& say) {
  if (!fact.at_stake.high) return say(Word::stake_unbounded);
  if (fact.at_stake.high->fen > 0) {
    return say(Word::stake_up_to, amount_text(*fact.at_stake.high, say));
  }
  return say(fact.unstated.empty() ? Word::stake_none : Word::stake_unstated);
}

/// 0 for the heaviest: no upper bound, then by amount, then amounts not stated.
int weight_class(const MissingFact& fact) {
  if (!fact.at_stake.high) return 0;
  if (fact.at_stake.high->fen > 0) return 1;
  return fact.unstated.empty() ? 3 : 2;
}

bool decides_more(const MissingFact& a, const MissingFact& b) {
  if (weight_class(a) != weight_class(b)) return weight_class(a) < weight_class(b);
  return weight_class(a) == 1 && *a.at_stake.high > *b.at_stake.high;
}

std::string missing_text(const MissingFact& fact, const PolicyResult& policy,
                         const Wording& say) {
  const std::string title = fact.title.in(say.language());
  // The path tells where to write the answer.
  const std::string name = title.empty()
                               ? fact.path
                               : say.with_remark(title, say.list({fact.item, fact.path}));
  std::vector<std::string> parts = {name, fact.question.in(say.language())};
  std::vector<std::string> clauses = fact.clauses;
  if (clauses.size() <= named_clauses) {
    for (std::string& id : clauses) id = clause_name(policy, id, say);
  }
  if (!clauses.empty()) parts.push_back(say(Word::decides, say.list(clauses)));
  return say.sentence(parts);
}

void write_missing(Page& page, const PolicyResult& policy, const Wording& say) {
  if (policy.missing.empty()) return;
  write_heading(page, say(Word::section_missing));
  std::vector<MissingFact> facts = policy.missing;
  std::ranges::stable_sort(facts, decides_more);
  std::vector<std::string> stakes;
  for (const MissingFact& fact : facts) stakes.push_back(stake_text(fact, say));
  for (std::size_t i = 0; i < facts.size(); ++i) {
    page.row(indent, stakes[i], widest(stakes), missing_text(facts[i], policy, say));
  }
}

// ---- near misses

std::string fact_name(const FactChange& change, const Wording& say) {
  return change.title.empty() ? change.path : change.title.in(say.language());
}

/// "1 more in “listings” (honour: …, level: national)".
std::string addition_text(const FactChange& change, const std::vector<FactChange>& all,
                          const Wording& say) {
  const std::string list = say.with_remark(fact_name(change, say), change.item);
  const std::string text = change.added == 1
                               ? say(Word::one_more, list)
                               : say(Word::several_more, change.added, list);
  std::vector<std::string> fields;
  for (const FactChange& field : all) {
    if (!field.path.starts_with(change.path + "[") || field.added > 0) continue;
    std::string one =
        say(Word::set_to, fact_name(field, say), value_text(field.to, field.names, say));
    // Several items that are alike are described once.
    if (std::ranges::find(fields, one) == fields.end()) fields.push_back(std::move(one));
  }
  return say.with_remark(text, say.list(fields));
}

std::string change_text(const FactChange& change, const Wording& say) {
  const std::string to = value_text(change.to, change.names, say);
  const std::string name = say.with_remark(fact_name(change, say), change.item);
  if (change.from == "?" || change.from == "null") return say(Word::set_to, name, to);
  return say(Word::changed, name, value_text(change.from, change.names, say), to);
}

std::string near_miss_text(const NearMiss& miss, const PolicyResult& policy,
                           const Wording& say) {
  const auto in_added_item = [&](const FactChange& change) {
    return std::ranges::any_of(miss.changes, [&](const FactChange& other) {
      return other.added > 0 && change.path.starts_with(other.path + "[") &&
             change.added == 0;
    });
  };
  std::vector<std::string> parts;
  for (const FactChange& change : miss.changes) {
    if (change.added > 0) {
      parts.push_back(addition_text(change, miss.changes, say));
    } else if (!in_added_item(change)) {
      parts.push_back(change_text(change, say));
    }
  }
  const std::string item = miss.item == "+" ? std::string() : miss.item_label;
  const std::string clause = say.with_remark(clause_name(policy, miss.clause, say), item);
  return say(Word::labelled, clause, say.sentence(parts));
}

void write_near_misses(Page& page, const PolicyResult& policy, const ReportVoice& voice) {
  const Wording& say = voice.say;
  if (policy.near_misses.empty()) return;
  write_heading(page, say(Word::section_near_misses));
  const std::size_t all = policy.near_misses.size();
  const std::size_t shown = voice.all ? all : std::min(all, shown_near_misses);
  std::vector<std::string> gains;
  for (std::size_t i = 0; i < shown; ++i) {
    gains.push_back(gain_text(policy.near_misses[i].gain, say));
  }
  for (std::size_t i = 0; i < shown; ++i) {
    page.row(indent, gains[i], widest(gains),
             near_miss_text(policy.near_misses[i], policy, say));
  }
  if (shown < all) {
    page.paragraph(
        indent, say.count(Word::one_more_near_miss, Word::more_near_misses, all - shown));
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

// ---- totals

template <typename NameOf>
void write_parts(Page& page, Word heading, const std::vector<TotalBy>& parts,
                 const Wording& say, NameOf name_of_key) {
  if (parts.empty()) return;
  const auto open = std::ranges::count_if(
      parts, [](const TotalBy& part) { return !part.amount.is_exact(); });
  write_heading(page, say.with_remark(say(heading), open > 1 ? say(Word::parts_overlap)
                                                             : std::string()));
  std::vector<std::vector<std::string>> rows;
  for (const TotalBy& part : parts) {
    rows.push_back({name_of_key(part.key), amount_text(part.amount, say), ""});
  }
  page.table(indent, rows, 1);
}

// ---- figures

void write_figures(Page& page, const PolicyResult& policy, const ReportVoice& voice) {
  const Wording& say = voice.say;
  if (policy.figures.empty()) return;
  const auto is_open = [&](const FigureResult& figure) {
    return !voice.all && !figure.missing.empty();
  };
  const auto open =
      static_cast<std::size_t>(std::ranges::count_if(policy.figures, is_open));
  const bool all_open = open == policy.figures.size();
  if (all_open && open > 1) {
    page.blank();
    return page.paragraph(0, say(Word::labelled, say(Word::section_figures),
                                 say(Word::figures_all_open, open)));
  }
  write_heading(page, say(Word::section_figures));
  for (const FigureResult& figure : policy.figures) {
    if (is_open(figure)) continue;
    const std::string name =
        say.with_remark(figure.id + "  " + figure.title.in(say.language()), figure.cite);
    std::string value =
        say(Word::labelled, name, value_text(figure.value, figure.names, say));
    if (!figure.missing.empty()) {
      value =
          say.sentence({value, say(Word::facts_unknown,
                                   facts_text(figure.missing, figure.names, {}, say))});
    }
    page.bullet(indent, value);
  }
  if (open > 0) {
    page.bullet(indent, say.count(Word::figure_open, Word::figures_open, open));
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
  write_parts(page, Word::section_by_payer, totals.by_payer, say,
              [&](const std::string& key) {
                return key.empty() ? say(Word::payer_unknown) : say.term(key);
              });
  write_parts(page, Word::section_by_year, totals.by_year, say,
              [&](const std::string& key) {
                return key == "?" ? say(Word::year_unknown) : say(Word::year, key);
              });
  // Cash alone is what everyone expects of money.
  const bool only_cash =
      totals.by_form.size() == 1 && totals.by_form.front().key == "cash";
  if (!only_cash) write_parts(page, Word::section_by_form, totals.by_form, say, as_term);
}

void write_outlook(Page& page, const PolicyResult& policy, Date decision_date,
                   const ReportVoice& voice) {
  const Wording& say = voice.say;
  write_missing(page, policy, say);
  write_near_misses(page, policy, voice);
  write_schedule(page, policy, decision_date, say);
  write_clawbacks(page, policy, voice);
  write_totals_by(page, policy.totals, voice);
  write_readings_compared(page, policy, voice);
  write_figures(page, policy, voice);
  write_problems(page, policy, say);
}

}  // namespace jiangbu
