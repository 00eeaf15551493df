// Readings: which are chosen, and all of them side by side.
// In: a program, facts. Out: choices, ReadingComparison. Never: one evaluation's inside.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// An option for each question: the named one, else the default. Unknown names are
/// ignored here; find_unknown_reading() reports them.
std::vector<std::uint32_t> chosen_readings(
    const PolicyModel& model, const std::map<std::string, std::string>& named);

/// Every question's alternatives, the other questions as chosen; and the spread over all
/// combinations of the questions that matter, if there are not too many.
ReadingComparison compare_readings(const Program& program, const CaseFacts& facts,
                                   const CaseOptions& options);

}  // namespace jiangbu
