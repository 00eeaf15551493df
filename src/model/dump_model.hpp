// A policy as meant, as stable text.
// In: PolicyModel. Out: its vocabulary, registers, clauses and steps with typed formulas.
// Never: places in sources: the same meaning gives the same text.
#pragma once

#include <string>

#include "model/policy.hpp"

namespace jiangbu {

/// Everything a model holds except places, one thing a line; for golden tests, `jiangbu
/// show --stage model` and Program::hash. A formula is written where it is used, as
/// "f7: TEXT : TYPE" (see formula_text()). Ends with a line end.
std::string dump(const PolicyModel& model);

/// A typed formula on one line: "name of operation(operands)", facts by their paths,
/// locals as $slot, formulas elsewhere as f7.
std::string formula_text(const Expression& formula, const PolicyModel& model);

}  // namespace jiangbu
