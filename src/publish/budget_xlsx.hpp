// A budget as a spreadsheet, one sheet for each table, with real numbers.
// In: BudgetEstimate, a language. Out: a file. Never: computes an amount.
#pragma once

#include <string>

#include "budget/estimate.hpp"

namespace jiangbu {

/// Whether the file could be written. Amounts in yuan; sheets bear the tables' titles.
bool write_xlsx(const BudgetEstimate& estimate, Language language,
                const std::string& path);

}  // namespace jiangbu
