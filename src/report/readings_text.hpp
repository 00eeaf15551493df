// Readings in words: which were used, and what others would bring.
// In: a policy result. Out: lines on a page. Never: decides which reading holds.
#pragma once

#include "evaluate/result.hpp"
#include "report/clause_text.hpp"
#include "report/page.hpp"

namespace jiangbu {

/// The options used: those that are not the default, and how many are; with `all` each
/// one.
void write_readings_used(Page& page, const PolicyResult& policy,
                         const ReportVoice& voice);

/// Per question the options with their totals; questions that change nothing are counted.
void write_readings_compared(Page& page, const PolicyResult& policy,
                             const ReportVoice& voice);

}  // namespace jiangbu
