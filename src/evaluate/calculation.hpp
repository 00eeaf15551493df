// How an amount came about: the formula that gave it and the values it used.
// In: a formula, a FormulaEvaluator with the line's locals bound. Out: Calculation.
// Never: changes an amount.
#pragma once

#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/result.hpp"

namespace jiangbu {

/// One for each formula that has something to show; a bare amount such as 3万元 has not.
std::vector<Calculation> calculations_of(const std::vector<FormulaId>& formulas,
                                         FormulaEvaluator& evaluator);

}  // namespace jiangbu
