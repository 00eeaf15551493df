// Populations of cases in memory, with every fact of their vocabulary.
// In: a program, CaseFacts. Out: Population. Never: opens a file.
#pragma once

#include <vector>

#include "facts/append_case.hpp"
#include "policy_text.hpp"

namespace jiangbu::test {

/// All fields of the vocabulary, whether a policy reads them or not.
inline FieldSet all_fields(const Vocabulary& vocabulary) {
  FieldSet fields;
  for (std::uint32_t e = 0; e < vocabulary.entities.size(); ++e) {
    for (std::uint32_t f = 0; f < vocabulary.entities[e].fields.size(); ++f) {
      fields.emplace(e, f);
    }
  }
  return fields;
}

inline Population population_of(const Program& program,
                                const std::vector<CaseFacts>& applicants) {
  const Vocabulary& vocabulary = program.model->vocabulary;
  return jiangbu::population_of(applicants, vocabulary, all_fields(vocabulary));
}

}  // namespace jiangbu::test
