// Formulas, values and paths of facts as people read them.
// In: texts of the rule language, names. Out: text in one language. Never: evaluates.
#pragma once

#include <string>
#include <vector>

#include "evaluate/result.hpp"
#include "report/wording.hpp"

namespace jiangbu {

/// A formula with titles in place of names, "≥" for ">=" and amounts as elsewhere in the
/// report. Text in quotes that has no title stays as it is.
std::string formula_text(const std::string& formula, const std::vector<Name>& names,
                         const Wording& say);

/// A value: the title of an enum value or region, "1,000万元" for "10000000元", "1–2" for
/// "1..2", "3 项" for the list "[3]".
std::string value_text(const std::string& value, const std::vector<Name>& names,
                       const Wording& say);

/// "title (key of its item)" of the fact at a path; the path if it has no title. The key
/// is left out if it is `own_item`, which the reader has just been told.
std::string fact_text(const std::string& path, const std::vector<Name>& names,
                      const std::string& own_item, const Wording& say);

/// The same for several facts, as a list without repetitions; `more` others are counted.
std::string facts_text(const std::vector<std::string>& paths,
                       const std::vector<Name>& names, const std::string& own_item,
                       const Wording& say, std::size_t more = 0);

}  // namespace jiangbu
