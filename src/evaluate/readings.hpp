// Readings: which are chosen, and all of them side by side.
// In: a program, facts. Out: choices, ReadingComparison. Never: one evaluation's inside.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// Whether the policy has the question, with that option.
bool has_reading(const PolicyModel& model, const std::string& question,
                 const std::string& option);

/// An option for each question: the named one, else the default. Names for which
/// has_reading() is false are ignored.
std::vector<std::uint32_t> chosen_readings(
    const PolicyModel& model, const std::map<std::string, std::string>& named);

/// Every question's alternatives, the other questions as chosen; and the spread over all
/// combinations of the questions that matter, if there are not too many.
ReadingComparison compare_readings(const Program& program, const CaseFacts& facts,
                                   const CaseOptions& options);

/// The same for each of a set of applicants, who are evaluated together under every
/// reading. A question matters if it changes what any of them gets.
std::vector<ReadingComparison> compare_readings(const Program& program,
                                                const std::vector<CaseFacts>& applicants,
                                                const CaseOptions& options);

}  // namespace jiangbu
