// Facts by chance, near the figures a policy compares with, so that conditions turn.
// In: a PolicyModel, Chance. Out: FactValues. Never: evaluates.
#pragma once

#include <string>
#include <vector>

#include "facts/case_facts.hpp"
#include "model/policy.hpp"
#include "oracle/chance.hpp"

namespace jiangbu::oracle {

/// The constants that stand in a policy's formulas.
struct Thresholds {
  std::vector<Decimal> numbers;
  std::vector<Decimal> amounts;
  std::vector<Date> dates;
  std::vector<std::string> texts;
  std::vector<std::string> regions;
};

Thresholds thresholds_of(const PolicyModel& model);

class RandomFacts {
 public:
  /// Dates gather around `decision_date`, too.
  RandomFacts(const PolicyModel& model, Date decision_date, Chance& chance);

  /// An applicant of whom everything is known.
  FactValue complete();
  /// The same applicant with what is unknown filled in.
  FactValue completed(FactValue record);
  /// The same applicant with some facts, lists or fields of items unknown.
  FactValue with_gaps(FactValue record);
  /// One fact of twenty missing.
  FactValue with_few_gaps(FactValue record);
  /// The same applicant with one of its unknown facts taken from `complete`. False if
  /// there is none.
  bool learn_one(FactValue& record, const FactValue& complete);

 private:
  FactValue value_of(const Type& type, const Field& field, bool is_key, size_t place);
  FactValue scalar_of(const Type& type, const Field& field, bool is_key, size_t place);
  Decimal number_near(const std::vector<Decimal>& thresholds, const Decimal& step,
                      const Field& field);
  void fill(FactValue& record, const Entity& entity, size_t place);
  void open(FactValue& record, const Entity& entity, size_t rate);

  const Vocabulary& vocabulary_;
  Thresholds thresholds_;
  Chance& chance_;
};

/// The facts as a YAML mapping on one line; what is unknown is left out.
std::string facts_yaml(const FactValue& record, const Entity& entity,
                       const Vocabulary& vocabulary);

}  // namespace jiangbu::oracle
