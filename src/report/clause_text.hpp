// One clause of a result in words.
// In: clause results. Out: lines on a page. Never: decides which clauses are shown.
#pragma once

#include <string>
#include <vector>

#include "evaluate/result.hpp"
#include "report/page.hpp"
#include "report/proof_text.hpp"
#include "report/wording.hpp"

namespace jiangbu {

/// What every part of a report needs to know.
struct ReportVoice {
  Wording say;
  bool all = false;  ///< also what does not matter for money: full proofs, every line
};

/// A clause that pays or may pay: its amount right-aligned in `cell_width` cells, then
/// id, title, source, departments, what was cut, what is still open, papers to hand in.
void write_paying_clause(Page& page, const ClauseResult& clause, int cell_width,
                         const ReportVoice& voice);

/// A clause that does not pay: id, title, source, and why.
void write_other_clause(Page& page, const ClauseResult& clause, const ReportVoice& voice);

/// Lines of an explanation as bullets, one level deeper for each depth.
void write_bullets(Page& page, int indent, const std::vector<ProofLine>& lines);

/// The key of a line's item, its path if it has none, or empty for the applicant.
std::string item_text(const LineResult& line, const Wording& say);

/// The causes as phrases.
std::string causes_text(const std::vector<Cause>& causes, const Wording& say);

}  // namespace jiangbu
