// What people call the words that stand in formulas, values and paths.
// In: a path or a value, the vocabulary. Out: names for the report.
// Never: a sentence.
#pragma once

#include <string>
#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/result.hpp"

namespace jiangbu {

/// The title of a value, if it is an enum value or a region; null if it has none.
const Bilingual* title_of(const Value& value, const Type& type,
                          const Vocabulary& vocabulary);

/// Adds the title of such a value.
void add_value_name(const Value& value, const Type& type, const PolicyModel& model,
                    std::vector<Name>& names);

/// The same of a fact as given.
void add_fact_name(const FactValue& fact, const Type& type, const Vocabulary& vocabulary,
                   std::vector<Name>& names);

/// The title of the fact at a path, with the key of the item it belongs to.
void add_path_name(const std::string& path, const FormulaEvaluator& evaluator,
                   std::vector<Name>& names);

/// The key of the innermost item on a path: the number of a patent for
/// "patents[2].granted"; empty if it has none.
std::string item_key(const std::string& path, const FactValue& applicant,
                     const Vocabulary& vocabulary);

/// The value of a record's key field as text; empty if it has none or it is not known.
std::string key_text(const FactValue& key, const Field& field,
                     const Vocabulary& vocabulary);
std::string key_text(const FactValue& record, const Entity& entity,
                     const Vocabulary& vocabulary);

}  // namespace jiangbu
