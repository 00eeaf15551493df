// The lines of one clause in words, lines that read alike put together.
// In: line results. Out: groups of lines with one text. Never: writes on a page.
#pragma once

#include <string>
#include <vector>

#include "report/clause_text.hpp"

namespace jiangbu {

/// Lines of a clause that have the same outcome for the same reasons.
struct LineGroup {
  LineStatus status = LineStatus::not_met;
  std::string amount;              ///< empty: the line pays nothing
  std::vector<ProofLine> details;  ///< reductions, reasons, deadlines
  std::vector<std::string> items;  ///< empty for the applicant
};

/// Why a line with this proof came out with this status: the conditions that failed, the
/// exclusions that apply, the payments found, or what is still open. `own_item` as in
/// explain().
std::vector<ProofLine> reasons(LineStatus status, const std::vector<ProofNode>& proof,
                               const Wording& say, const std::string& own_item = {});

/// The groups in the order of their first line.
std::vector<LineGroup> group_lines(const ClauseResult& clause, const ReportVoice& voice);

}  // namespace jiangbu
