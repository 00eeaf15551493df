// What a whole population gets from a policy, as JSON.
// In: PopulationTotals, ReadReport. Out: JSON text. Never: computes an amount.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/evaluate_population.hpp"
#include "read/read_population.hpp"

namespace jiangbu {

/// Yuan, without a fraction of nothing: "12", "12.05".
std::string fen_text(Int128 fen);

/// What is wrong with a row of a table that another program holds.
struct RowProblem {
  std::string table;                 ///< empty: of no single one
  std::optional<std::uint64_t> row;  ///< from 0; none: of no single row
  std::string column;
  std::string code;
  Bilingual message;
};

/// An applicant without a figure, and why.
struct NotComputed {
  std::string applicant;
  Bilingual reason;
};

/// So many of them are named; the count stands beside.
inline constexpr std::size_t named_failures = 100;

/// Adds those of a population's totals, as long as fewer than `named_failures` are named.
void add_failures(const Population& population, const PopulationTotals& totals,
                  std::vector<NotComputed>& failures);

/// Totals and clauses, how many rows were set aside, who was not computed and why.
/// Amounts are texts, as in the result of one case. Ends in a line end.
std::string population_json(const PolicyModel& model, const PopulationTotals& totals,
                            const std::string& date, const ReadReport& report,
                            const std::vector<NotComputed>& failures,
                            const std::vector<RowProblem>& problems = {});

}  // namespace jiangbu
