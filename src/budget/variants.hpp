// Policies changed on purpose, to ask the evaluator one more thing about the same facts.
// In: PolicyModel. Out: PolicyModel. Never: a meaning of its own: the changed policy is
// compiled and evaluated as any other.
#pragma once

#include <set>
#include <string>

#include "model/policy.hpp"

namespace jiangbu {

/// Whether an award or a step leaves something to the authority.
bool has_discretion(const PolicyModel& model);

/// The authority always gives the least it may. What is still a range then, is one
/// through facts that are not known.
PolicyModel with_least_discretion(PolicyModel model);

/// Every line that is met comes to one fen, nothing is stacked or shared: totals are
/// numbers of lines, also of clauses whose amount the text does not state. Lines whose
/// award is no money are not counted.
PolicyModel counting_lines(PolicyModel model);

/// As it stands before rankings, pools and group caps.
PolicyModel before_sharing(PolicyModel model);

/// One clause by itself, before it meets the others: of the others no line pays, and no
/// step joins them.
PolicyModel alone(PolicyModel model, std::uint32_t clause);

/// Whether a clause is paid in parts that fall due by a date.
bool has_dated_instalments(const PolicyModel& model);

/// Only what falls due in a year is paid; what has no instalments, in the year of the
/// decision.
PolicyModel due_in_year(PolicyModel model, int year, int decision_year);

/// These facts of the applicant are read too, as far as there are such.
PolicyModel reading_facts(PolicyModel model, const std::set<std::string>& facts);

/// The clauses whose award is without a figure, or stands in another measure, in some
/// case under these readings.
enum class Unstated : std::uint8_t { no, unspecified, delegated };
Unstated unstated_award(const Award& award, const std::vector<std::uint32_t>& readings);

/// In whose measure; empty if the award is not delegated.
Bilingual delegated_to(const Award& award, const std::vector<std::uint32_t>& readings);

}  // namespace jiangbu
