// What a formula needs besides facts.
// In: a model, a formula. Out: FormulaNeeds. Never: evaluates.
#pragma once

#include "model/policy.hpp"

namespace jiangbu {

struct FormulaNeeds {
  bool decision_date = false;  ///< its value may differ from one day to another
  bool clauses = false;        ///< it asks what clauses award
};

/// Looks through names, derived facts and tables.
FormulaNeeds needs_of(FormulaId formula, const PolicyModel& model);

}  // namespace jiangbu
