// The tables of each part of a budget.
// In: parts of a BudgetEstimate. Out: tables appended. Never: computes an amount.
#pragma once

#include <vector>

#include "report/budget_tables.hpp"

namespace jiangbu {

void add_book_tables(const Book& book, std::vector<BudgetTable>& tables);
/// Nothing where no bounds were looked at.
void add_cliff_table(const Book& book, std::vector<BudgetTable>& tables);
void add_scenario_tables(const ScenarioEstimate& scenario,
                         std::vector<BudgetTable>& tables);
void add_forward_tables(const BudgetEstimate& estimate, std::vector<BudgetTable>& tables);
void add_provenance_tables(const BudgetEstimate& estimate,
                           std::vector<BudgetTable>& tables);

/// "a, b" of ids.
std::string joined_ids(const std::vector<std::string>& ids);

}  // namespace jiangbu
