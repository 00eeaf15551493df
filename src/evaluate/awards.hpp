// What a met clause pays.
// In: Award, FormulaEvaluator. Out: AwardOutcome. Never: conditions, stacking, rounding.
#pragma once

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

AwardOutcome evaluate_award(const Award& award, FormulaEvaluator& evaluator);

}  // namespace jiangbu
