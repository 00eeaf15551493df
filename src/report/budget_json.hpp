// A budget as JSON for programs; the schema is budget_schema.json.
// In: BudgetEstimate. Out: JSON text. Never: computes an amount.
#pragma once

#include <string>

#include "budget/estimate.hpp"

namespace jiangbu {

/// Named in the document; a key removed or given another meaning needs a new one.
inline constexpr const char* budget_format = "jiangbu-budget/1";

/// Amounts in fen: whole numbers where they are exact; expectations too, rounded.
std::string to_json(const BudgetEstimate& estimate, bool indented);

/// As to_json(), and the tables as people read them, for the page.
std::string to_page_json(const BudgetEstimate& estimate);

}  // namespace jiangbu
