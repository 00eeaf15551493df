// The small parts that every construct of a rule file is made of.
// In: nodes. Out: words, titles, formulas, conditions, awards, tables, steps as written.
// Never: resolves a name. Each function records an error and returns what it could read.
#pragma once

#include <utility>
#include <vector>

#include "document/node.hpp"
#include "syntax/mapping_reader.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// Deepest nesting of conditions and awards.
inline constexpr int max_rule_depth = 40;

/// A scalar; null gives an empty word.
Word read_word(const Node* node, Diagnostics& diagnostics);
/// A scalar that must be a name (letters of any script, digits, `_`).
Word read_name(const Node& node, Diagnostics& diagnostics);
/// A scalar that must be an id (a name that may also hold `-`, `.`, `(`, `)`).
Word read_id(const Node& node, Diagnostics& diagnostics);
/// A scalar or a list of scalars.
std::vector<Word> read_words(const Node* node, Diagnostics& diagnostics);
bool read_flag(const Node* node, bool absent, Diagnostics& diagnostics);
/// `{zh: …, en: …}`; a missing language is a warning.
TitleSyntax read_title(const Node* node, Diagnostics& diagnostics);
std::vector<TitleSyntax> read_titles(const Node* node, Diagnostics& diagnostics);
/// One note or a list of notes.
std::vector<NoteSyntax> read_notes(const Node* node, Diagnostics& diagnostics);

/// A formula, or `by reading` with a formula for every option.
Formula read_formula(const Node* node, Diagnostics& diagnostics);
/// As read_formula(), also `5-10万元` and `最高50万元`.
Formula read_amount(const Node* node, Diagnostics& diagnostics);
/// As read_formula(), also `30%-50%` and `不超过30%`.
Formula read_rate(const Node* node, Diagnostics& diagnostics);
/// `name: formula` pairs in order.
std::vector<std::pair<Word, Formula>> read_named_formulas(const Node* node,
                                                          const char* what,
                                                          Diagnostics& diagnostics);

ConditionSyntax read_condition(const Node& node, Diagnostics& diagnostics, int depth = 0);
std::vector<ExclusionSyntax> read_exclusions(const Node* node, Diagnostics& diagnostics);
AwardSyntax read_award(const Node& node, Diagnostics& diagnostics, int depth = 0);
std::vector<BandSyntax> read_bands(const Node* node, bool marginal,
                                   Diagnostics& diagnostics, int depth);
TableSyntax read_table(const Node& node, bool named, Diagnostics& diagnostics);
std::vector<OnlyUnderSyntax> read_only_under(const Node* node, Diagnostics& diagnostics);
std::vector<StackingStepSyntax> read_stacking(const Node* node, Diagnostics& diagnostics);
std::vector<AcrossSyntax> read_across(const Node* node, Diagnostics& diagnostics);
ClauseSyntax read_clause(const Entry& entry, Diagnostics& diagnostics);
std::vector<TestSyntax> read_tests(const Node* node, Diagnostics& diagnostics);
/// Takes `enums`, `entities`, `facts`, `regions`, `calendar` from a file's mapping.
VocabularySyntax read_declarations(MappingReader& file, Diagnostics& diagnostics);

}  // namespace jiangbu
