// The vocabulary that a JSON or YAML record implies, for `jiangbu eval`.
// In: a document. Out: VocabularySyntax, and the facts as read_facts() takes them.
// Never: looks into a text for a date or an amount.
#pragma once

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// A vocabulary whose applicant has the entries of a record as facts.
struct InferredVocabulary {
  VocabularySyntax vocabulary;
  Node facts;
};

/// Types by the written form: numbers, true and false, quoted text, lists of one type,
/// records. null makes its entry optional; an empty list holds numbers. What the written
/// form cannot tell is said by a mapping with one key: `{date: 2024-01-31}`,
/// `{duration: P1Y}`, `{money: 3万元}`, `{region: "1404"}`, `{period: {from: …, to: …}}`,
/// and, for a value that is absent or not known, `{null: TYPE}` and `{unknown: TYPE}`.
/// Records of one shape (names and types, in order) are of one type. A list of different
/// types, or with null in it, is an error (JB4008).
InferredVocabulary infer_vocabulary(const Node& record, Diagnostics& diagnostics);

}  // namespace jiangbu
