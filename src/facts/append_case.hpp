// Facts of single applicants into a population.
// In: CaseFacts. Out: one more row of every column. Never: fills in what is missing.
#pragma once

#include "facts/population.hpp"

namespace jiangbu {

/// Appends applicants whose facts are laid out by `vocabulary`, one of those the
/// population's layout was made of. Facts the layout does not know are left out. Call
/// Population::build_index() after the last one. One thread.
class CaseAppender {
 public:
  /// Both outlive the appender.
  CaseAppender(Population& population, const Vocabulary& vocabulary)
      : population_(population), vocabulary_(vocabulary) {}

  void append(const CaseFacts& facts);

 private:
  void append_row(DomainId domain, std::uint32_t entity, const FactValue& row,
                  const std::string& prefix);
  void append_fact(DomainId domain, const Type& type, const std::string& name,
                   const FactValue& value);
  void append_list(DomainId parent, const std::string& name, const Type& element,
                   const FactValue& value);
  void append_scalar(DomainId domain, const std::string& name, FactPart part,
                     const FactValue& value);

  Population& population_;
  const Vocabulary& vocabulary_;
};

/// A population of these cases, laid out by what `fields` of the vocabulary need.
Population population_of(const std::vector<CaseFacts>& cases,
                         const Vocabulary& vocabulary, const FieldSet& fields);

}  // namespace jiangbu
