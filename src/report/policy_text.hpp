// One policy's result in words.
// In: a policy result. Out: lines on a page. Never: the totals of several policies.
#pragma once

#include <string>
#include <vector>

#include "evaluate/result.hpp"
#include "report/clause_text.hpp"
#include "report/page.hpp"

namespace jiangbu {

/// Title, standing, eligibility, the clauses by outcome with money first, then what the
/// clauses leave to say. `decision_date` tells which payments come later.
void write_policy(Page& page, const PolicyResult& policy, Date decision_date,
                  bool show_total, const ReportVoice& voice);

/// Whether anything of the policy can concern the applicant: it is in force or a draft,
/// and the applicant may be eligible. A policy with problems always counts.
bool is_applicable(const PolicyResult& policy);

/// Policies that are not applicable: one entry each, with the reason.
void write_not_applicable(Page& page, const std::vector<const PolicyResult*>& policies,
                          const Wording& say);

/// The part of write_policy behind the clauses: facts still needed, near misses, payment
/// schedule, money to be paid back, totals, readings, figures, problems. A part without
/// content is left out.
void write_outlook(Page& page, const PolicyResult& policy, Date decision_date,
                   const ReportVoice& voice);

/// Totals by payer, year and form.
void write_totals_by(Page& page, const Totals& totals, const ReportVoice& voice);

/// "CZ-03 title", or the id alone if the policy has no such clause.
std::string clause_name(const PolicyResult& policy, const std::string& id,
                        const Wording& say);

}  // namespace jiangbu
