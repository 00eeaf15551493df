// Which applicants, or lines, belong together across applicants.
// In: a formula of the applicant. Out: GroupName. Never: an amount.
#pragma once

#include <optional>
#include <string>

#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

/// The group an applicant belongs to. Null belongs to none; `open`: not known, any.
struct GroupName {
  std::optional<std::string> name;
  bool open = false;
  Causes causes = 0;

  bool same(const GroupName& other) const { return name && name == other.name; }
};

GroupName group_name(FormulaEvaluator& evaluator, FormulaId by);

}  // namespace jiangbu
