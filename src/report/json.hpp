// Results as JSON for programs, by the schema result_schema.json.
// In: case results. Out: JSON text. Never: adds up, leaves out or orders anything anew.
#pragma once

#include <string>
#include <vector>

#include "evaluate/result.hpp"

namespace jiangbu {

/// The value of "format" in every result. It changes only when a reader of the old form
/// could no longer read the new one.
inline constexpr const char* result_format = "jiangbu-result/2";

/// {"format", "engine", "cases": [one case]}. The same result gives the same bytes.
/// Amounts are {"low", "high", "exact"} with yuan as decimal strings, "high" null without
/// an upper bound; an amount that is not stated is null, never 0. Indented text ends with
/// a line end, compact text is one line without it.
std::string to_json(const CaseResult& result, bool indented);

/// The same form for a set of applicants, in their order.
std::string to_json(const std::vector<CaseResult>& results, bool indented);

}  // namespace jiangbu
