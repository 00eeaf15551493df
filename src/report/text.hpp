// Results explained to a person, in Chinese or in English.
// In: a case result. Out: plain text in lines. Never: computes an amount.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/language.hpp"
#include "evaluate/result.hpp"

namespace jiangbu {

struct TextOptions {
  int width = 88;    ///< cells of a line; less than 40 is taken as 40
  bool all = false;  ///< also clauses without bearing, full proofs and every line
};

/// Totals first, then each policy: what is paid, what may be, what is not and why, what
/// is missing. The payable total never contains a draft's money. What is left out for
/// brevity is counted or named. UTF-8, lines end with "\n".
std::string to_text(const CaseResult& result, Language language,
                    const TextOptions& options = {});

/// The same of each applicant of a set, and what they get together.
std::string to_text(const std::vector<CaseResult>& results, Language language,
                    const TextOptions& options = {});

}  // namespace jiangbu
