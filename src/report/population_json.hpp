// What a whole population gets from a policy, as JSON.
// In: PopulationTotals, ReadReport. Out: JSON text. Never: computes an amount.
#pragma once

#include <string>

#include "batch/evaluate_population.hpp"
#include "read/read_population.hpp"

namespace jiangbu {

/// Yuan, without a fraction of nothing: "12", "12.05".
std::string fen_text(Int128 fen);

/// Totals and clauses, and how many rows were set aside. Ends in a line end.
std::string population_json(const PolicyModel& model, const PopulationTotals& totals,
                            const std::string& date, const ReadReport& report);

}  // namespace jiangbu
