// A budget as one HTML file with charts, which needs no network.
// In: BudgetEstimate, a language to begin with. Out: HTML. Never: computes an amount.
#pragma once

#include <string>

#include "budget/estimate.hpp"

namespace jiangbu {

std::string to_html(const BudgetEstimate& estimate, Language language);

}  // namespace jiangbu
