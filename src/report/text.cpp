// Results explained to a person; see text.hpp.
#include "report/text.hpp"

#include <algorithm>

#include "evaluate/evaluate.hpp"
#include "report/amount_text.hpp"
#include "report/clause_text.hpp"
#include "report/page.hpp"
#include "report/policy_text.hpp"

namespace jiangbu {

namespace {

constexpr int least_width = 40;

bool is_draft(const PolicyResult& policy) { return policy.status == "draft"; }

/// Clauses that miss from the totals because a line of theirs could not be computed.
std::vector<std::string> clauses_in_error(const CaseResult& result) {
  std::vector<std::string> ids;
  for (const PolicyResult& policy : result.policies) {
    for (const ClauseResult& clause : policy.clauses) {
      const bool line_failed =
          std::ranges::find(clause.lines, LineStatus::error, &LineResult::status) !=
          clause.lines.end();
      if (line_failed || clause.status == LineStatus::error) ids.push_back(clause.id);
    }
  }
  return ids;
}

void write_head(Page& page, const CaseResult& result, const Wording& say) {
  const std::string applicant = result.name.empty()
                                    ? result.applicant
                                    : say.with_remark(result.name, result.applicant);
  if (!applicant.empty()) {
    page.paragraph(0, 2, say(Word::labelled, say(Word::applicant), applicant));
  }
  page.paragraph(
      0, say(Word::labelled, say(Word::decision_date), result.decision_date.to_string()));
  if (result.closed_world) page.paragraph(0, say(Word::closed_world));
}

void write_totals(Page& page, const CaseResult& result, const Wording& say) {
  const Totals& totals = result.totals;
  page.blank();
  page.paragraph(
      0, 2,
      say(Word::labelled, say(Word::payable_total), amount_text(totals.payable, say)));
  if (std::ranges::any_of(result.policies, is_draft)) {
    const std::string text = say(Word::labelled, say(Word::indicative_total),
                                 amount_text(totals.indicative, say));
    page.paragraph(0, 2, say.with_remark(text, say(Word::indicative_remark)));
  }
  if (!totals.causes.empty()) {
    page.paragraph(0, 2, say(Word::why_a_range, causes_text(totals.causes, say)));
  }
  if (!totals.unspecified.empty()) {
    page.paragraph(0, 2, say(Word::outside_unspecified, say.list(totals.unspecified)));
  }
  if (!totals.delegated.empty()) {
    page.paragraph(0, 2, say(Word::outside_delegated, say.list(totals.delegated)));
  }
  const std::vector<std::string> failed = clauses_in_error(result);
  if (!failed.empty()) page.paragraph(0, 2, say(Word::outside_error, say.list(failed)));
}

/// Parts of the whole case, but only where it has one kind of money: drafts and payable
/// sums are never added together.
void write_overall_parts(Page& page, const CaseResult& result, const ReportVoice& voice) {
  const auto drafts = std::ranges::count_if(result.policies, is_draft);
  const auto policies = std::ranges::ssize(result.policies);
  const auto paying = std::ranges::count_if(
      result.policies,
      [](const PolicyResult& policy) { return !policy.totals.by_payer.empty(); });
  if (paying < 2 || (drafts != 0 && drafts != policies)) return;
  page.blank();
  page.paragraph(0, voice.say(Word::all_policies));
  write_totals_by(page, result.totals, voice);
}

}  // namespace

std::string to_text(const CaseResult& result, Language language,
                    const TextOptions& options) {
  const ReportVoice voice{Wording(language), options.all};
  Page page(std::max(options.width, least_width));
  write_head(page, result, voice.say);
  if (result.policies.empty()) {
    page.blank();
    page.paragraph(0, voice.say(Word::no_policy));
    return page.take();
  }
  write_totals(page, result, voice.say);
  const bool several = result.policies.size() > 1;
  std::vector<const PolicyResult*> not_applicable;
  for (const PolicyResult& policy : result.policies) {
    if (voice.all || is_applicable(policy)) {
      write_policy(page, policy, result.decision_date, several, voice);
    } else {
      not_applicable.push_back(&policy);
    }
  }
  write_overall_parts(page, result, voice);
  write_not_applicable(page, not_applicable, voice.say);
  return page.take();
}

std::string to_text(const std::vector<CaseResult>& results, Language language,
                    const TextOptions& options) {
  std::string out;
  for (const CaseResult& result : results) {
    if (!out.empty()) out += '\n';
    out += to_text(result, language, options);
  }
  if (results.size() < 2) return out;
  const Wording say(language);
  Page page(std::max(options.width, least_width));
  page.paragraph(0, say(Word::label_only, say(Word::all_applicants, results.size())));
  const Totals totals = add_applicants(results);
  const auto line = [&](Word label, const AmountRange& amount) {
    page.paragraph(2, say(Word::labelled, say(label), amount_text(amount, say)));
  };
  line(Word::payable_total, totals.payable);
  if (std::ranges::any_of(results.front().policies, is_draft)) {
    line(Word::indicative_total, totals.indicative);
  }
  if (!totals.payable.is_exact() || !totals.indicative.is_exact()) {
    page.paragraph(2, say(Word::applicants_overlap));
  }
  return out + '\n' + page.take();
}

}  // namespace jiangbu
