// A budget as text for a terminal.
// In: BudgetEstimate, a language. Out: text. Never: computes an amount.
#pragma once

#include <string>

#include "budget/estimate.hpp"

namespace jiangbu {

/// The tables that matter most, those of drafts apart from those of policies in force.
std::string to_text(const BudgetEstimate& estimate, Language language);

}  // namespace jiangbu
