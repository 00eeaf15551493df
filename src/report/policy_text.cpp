// One policy's result in words; see policy_text.hpp.
#include "report/policy_text.hpp"

#include <algorithm>
#include <optional>

#include "diagnostics/display_width.hpp"
#include "report/amount_text.hpp"
#include "report/line_text.hpp"
#include "report/readings_text.hpp"

namespace jiangbu {

namespace {

constexpr int indent = 2;

struct Section {
  LineStatus status;
  Word heading;
};

/// In the order of the report: money first.
constexpr Section sections[] = {
    {LineStatus::due, Word::section_due},
    {LineStatus::possible, Word::section_possible},
    {LineStatus::not_met, Word::section_not_met},
    {LineStatus::excluded, Word::section_excluded},
    {LineStatus::superseded, Word::section_superseded},
    {LineStatus::already_paid, Word::section_already_paid},
    {LineStatus::unspecified, Word::section_unspecified},
    {LineStatus::delegated, Word::section_delegated},
    {LineStatus::error, Word::section_error},
};

/// Clauses that bear on nothing, by the reason why.
struct Aside {
  Word heading;  ///< as a section of its own
  Word summary;  ///< as one line of ids
  std::vector<const ClauseResult*> clauses;
};

/// The place of a clause among the asides, if it belongs there.
std::optional<std::size_t> aside_of(const ClauseResult& clause, Truth eligible) {
  if (eligible == Truth::no &&
      (clause.status == LineStatus::not_met || clause.status == LineStatus::excluded)) {
    return 3;
  }
  if (clause.status == LineStatus::not_met && clause.lines.empty()) return 0;
  if (clause.status == LineStatus::no_money) return 1;
  if (clause.status == LineStatus::not_in_force) return 2;
  return std::nullopt;
}

bool is_draft(const PolicyResult& policy) { return policy.status == "draft"; }

/// Why a policy that is no draft pays nothing to anybody.
std::string out_of_force_text(const PolicyResult& policy, const Wording& say) {
  return policy.status == "in force"
             ? say(Word::out_of_period_remark)
             : say(Word::not_in_force_remark, say.term(policy.status));
}

void write_heading(Page& page, const std::string& text) {
  page.blank();
  page.paragraph(0, text);
}

void write_head(Page& page, const PolicyResult& policy, const ReportVoice& voice) {
  const Wording& say = voice.say;
  const std::string title = policy.title.in(say.language());
  page.paragraph(0, title);
  const int width = std::min(display_width(title), page.width());
  page.paragraph(0, std::string(static_cast<std::size_t>(width), '='));
  // Enough of the hash to tell two texts apart at a glance; JSON has all of it.
  constexpr std::size_t shown_hash = 12;
  std::string line = policy.policy;
  if (!policy.version.empty()) line += " · " + say(Word::policy_version, policy.version);
  line += " · " + say.term(policy.status);
  if (!policy.hash.empty()) {
    line += " · " + say(Word::policy_hash, policy.hash.substr(0, shown_hash));
  }
  page.paragraph(0, line);
  if (is_draft(policy)) {
    page.paragraph(0, say(Word::draft_remark));
  } else if (!policy.in_force) {
    page.paragraph(0, out_of_force_text(policy, say));
  }
  write_readings_used(page, policy, voice);
}

void write_policy_total(Page& page, const PolicyResult& policy, const Wording& say) {
  const AmountRange& total =
      is_draft(policy) ? policy.totals.indicative : policy.totals.payable;
  const std::string text =
      say(Word::labelled, say(Word::policy_total), amount_text(total, say));
  page.paragraph(
      0, is_draft(policy) ? say.with_remark(text, say(Word::indicative_remark)) : text);
}

/// Whether the applicant may apply at all, as far as that is known.
Truth eligibility_of(const PolicyResult& policy) {
  Truth eligible = Truth::yes;
  for (const ProofNode& node : policy.eligibility) {
    // An exclusion that applies speaks against the applicant.
    const bool against = node.part->kind == ProofKind::exclusion;
    eligible = and_(eligible, against ? not_(node.truth) : node.truth);
  }
  return eligible;
}

/// Why an applicant is not eligible, whatever the other conditions are.
std::vector<ProofLine> reasons_against(const PolicyResult& policy, const Wording& say) {
  std::vector<ProofLine> lines;
  for (const LineStatus status : {LineStatus::not_met, LineStatus::excluded}) {
    const bool fails = std::ranges::any_of(policy.eligibility, [&](const auto& node) {
      const bool exclusion = node.part->kind == ProofKind::exclusion;
      return status == LineStatus::excluded ? exclusion && node.truth == Truth::yes
                                            : !exclusion && node.truth == Truth::no;
    });
    if (!fails) continue;
    const std::vector<ProofLine> more = reasons(status, policy.eligibility, say);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

void write_eligibility(Page& page, const PolicyResult& policy, const ReportVoice& voice) {
  const Truth eligible = eligibility_of(policy);
  if (policy.eligibility.empty() || (eligible == Truth::yes && !voice.all)) return;
  const Wording& say = voice.say;
  const Word verdict = eligible == Truth::yes  ? Word::eligible_yes
                       : eligible == Truth::no ? Word::eligible_no
                                               : Word::eligible_unknown;
  write_heading(page, say(verdict));
  if (voice.all) return write_bullets(page, indent, whole_proof(policy.eligibility, say));
  if (eligible == Truth::unknown) {
    return write_bullets(page, indent, explain(policy.eligibility, eligible, say));
  }
  write_bullets(page, indent, reasons_against(policy, say));
}

void write_section(Page& page, const std::string& heading, LineStatus status,
                   const std::vector<const ClauseResult*>& clauses,
                   const ReportVoice& voice) {
  if (clauses.empty()) return;
  write_heading(page, heading);
  if (status != LineStatus::due && status != LineStatus::possible) {
    for (const ClauseResult* clause : clauses) write_other_clause(page, *clause, voice);
    return;
  }
  std::vector<std::string> amounts;
  for (const ClauseResult* clause : clauses) {
    amounts.push_back(amount_text(clause->amount, voice.say));
  }
  for (const ClauseResult* clause : clauses) {
    write_paying_clause(page, *clause, widest(amounts), voice);
  }
}

void write_asides(Page& page, const std::vector<Aside>& asides,
                  const ReportVoice& voice) {
  const Wording& say = voice.say;
  std::vector<std::string> summaries;
  for (const Aside& aside : asides) {
    if (aside.clauses.empty()) continue;
    if (voice.all) {
      // Whatever has this heading is shown like any clause that does not pay.
      write_section(page, say(aside.heading), LineStatus::not_met, aside.clauses, voice);
      continue;
    }
    std::vector<std::string> ids;
    for (const ClauseResult* clause : aside.clauses) ids.push_back(clause->id);
    summaries.push_back(say(aside.summary, say.list(ids)));
  }
  if (summaries.empty()) return;
  page.blank();
  page.paragraph(0, indent,
                 say(Word::labelled, say(Word::section_other), say.sentence(summaries)));
}

void write_clauses(Page& page, const PolicyResult& policy, const ReportVoice& voice) {
  std::vector<Aside> asides = {
      {Word::section_no_items, Word::other_no_items, {}},
      {Word::section_no_money, Word::other_no_money, {}},
      {Word::section_not_in_force, Word::other_not_in_force, {}},
      {Word::eligible_no, Word::other_not_eligible, {}},
  };
  const Truth eligible = eligibility_of(policy);
  for (const ClauseResult& clause : policy.clauses) {
    if (const auto aside = aside_of(clause, eligible))
      asides[*aside].clauses.push_back(&clause);
  }
  for (const Section& section : sections) {
    std::vector<const ClauseResult*> clauses;
    for (const ClauseResult& clause : policy.clauses) {
      if (clause.status == section.status && !aside_of(clause, eligible)) {
        clauses.push_back(&clause);
      }
    }
    const bool draft_due = section.status == LineStatus::due && is_draft(policy);
    write_section(page, voice.say(draft_due ? Word::section_due_draft : section.heading),
                  section.status, clauses, voice);
  }
  write_asides(page, asides, voice);
}

}  // namespace

void write_policy(Page& page, const PolicyResult& policy, Date decision_date,
                  bool show_total, const ReportVoice& voice) {
  page.blank();
  write_head(page, policy, voice);
  if (show_total) write_policy_total(page, policy, voice.say);
  write_eligibility(page, policy, voice);
  write_clauses(page, policy, voice);
  write_outlook(page, policy, decision_date, voice);
}

bool is_applicable(const PolicyResult& policy) {
  if (!policy.problems.empty()) return true;
  const bool counts = policy.in_force || is_draft(policy);
  return counts && eligibility_of(policy) != Truth::no;
}

void write_not_applicable(Page& page, const std::vector<const PolicyResult*>& policies,
                          const Wording& say) {
  if (policies.empty()) return;
  write_heading(page, say(Word::section_not_applicable));
  for (const PolicyResult* policy : policies) {
    std::vector<std::string> parts;
    if (!policy->in_force && !is_draft(*policy)) {
      parts.push_back(out_of_force_text(*policy, say));
    } else {
      std::vector<std::string> lines;
      for (const ProofLine& line : reasons_against(*policy, say)) {
        lines.push_back(line.text);
      }
      parts.push_back(say(Word::labelled, say(Word::eligible_no), say.sentence(lines)));
    }
    parts.push_back(
        say.count(Word::clause_left_out, Word::clauses_left_out, policy->clauses.size()));
    const std::string name =
        say.with_remark(policy->title.in(say.language()), policy->policy);
    page.bullet(indent, say(Word::labelled, name, say.sentence(parts)));
  }
}

std::string clause_name(const PolicyResult& policy, const std::string& id,
                        const Wording& say) {
  const auto clause = std::ranges::find(policy.clauses, id, &ClauseResult::id);
  if (clause == policy.clauses.end()) return id;
  return id + " " + clause->title.in(say.language());
}

}  // namespace jiangbu
