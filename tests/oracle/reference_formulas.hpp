// Formulas of a model over complete facts: the meaning of the language, done slowly.
// In: PolicyModel, CaseFacts without an unknown, readings. Out: ExactValues.
// Never: a Program, a range, a shortcut; includes nothing of program/ or evaluate/.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "model/policy.hpp"
#include "oracle/exact_value.hpp"

namespace jiangbu::oracle {

/// What the authority decides where a clause leaves it the choice: always the least,
/// always the most, or something inside by chance.
struct Authority {
  enum class Choice : std::uint8_t { least, most, inside };
  Choice choice = Choice::least;
  std::uint64_t seed = 0;
};

/// Where one applicant stands: everything a formula may look at.
struct Situation {
  const PolicyModel& model;
  const FactValue& applicant;  ///< the record of entity 0, all facts known
  Date decision_date;
  std::vector<std::uint32_t> readings;  ///< an option for each question
  Authority authority;
};

class ReferenceFormulas {
 public:
  explicit ReferenceFormulas(Situation situation);

  ExactValue value(FormulaId id);
  Truth truth(FormulaId id) { return truth_of(value(id)); }
  Truth condition(const Condition& condition);
  bool exists_under(const std::vector<OnlyUnder>& list) const;

  void bind(Slot slot, ExactValue value) { locals_[slot] = std::move(value); }
  const Situation& situation() const { return situation_; }
  const PolicyModel& model() const { return situation_.model; }

  /// A number the authority picks in [low, high].
  Decimal choose_within(const Decimal& low, const Decimal& high);
  bool choose_yes();
  bool authority_was_asked() const { return authority_asked_; }

  /// What awarded("…") gives, by clause.
  std::vector<ExactValue> awarded;

  ExactValue equal(const ExactValue& a, const ExactValue& b);

 private:
  // reference_formulas.cpp
  ExactValue evaluate(const Expression& e);
  std::vector<ExactValue> operands(const Expression& e);
  /// What a choice gives that cannot be decided: the value, if all give the same.
  ExactValue common(const std::vector<ExactValue>& values);
  ExactValue of_fact(const FactValue& fact, const Type& type);
  ExactValue field(const ExactValue& record, std::uint32_t field, std::uint32_t entity);
  ExactValue project(const Expression& e);
  ExactValue parameter(std::uint32_t index, const ExactValue& on);

  // reference_operators.cpp
  ExactValue arithmetic(const Expression& e);
  ExactValue date_arithmetic(const Expression& e);
  ExactValue compare(const Expression& e);
  ExactValue in_range(const Expression& e);
  ExactValue in_list(const ExactValue& value, const ExactValue& list);
  ExactValue logic(const Expression& e);
  ExactValue part(const Expression& e);

  // reference_lists.cpp
  ExactValue iterate(const Expression& e);
  ExactValue quantify(const Expression& e);
  ExactValue filter(const Expression& e);
  ExactValue element_at(const Expression& e);
  ExactValue number_list(const Expression& e);
  ExactValue table(const Expression& e);
  std::size_t priority_of(const Table& table, const ExactValue& output);
  ExactValue row_output(const Table& table, const std::vector<FormulaId>& outputs);
  ExactValue collect(const Table& table, const std::vector<ExactValue>& outputs);

  // reference_functions.cpp, reference_list_functions.cpp
  ExactValue call(const Expression& e);
  ExactValue call_number(Builtin builtin, const std::vector<ExactValue>& v);
  ExactValue call_text(Builtin builtin, const std::vector<ExactValue>& v, const Type& of);
  std::string text_of(const ExactValue& value, const Type& type) const;
  ExactValue call_date(Builtin builtin, const std::vector<ExactValue>& v);
  ExactValue call_range(Builtin builtin, const std::vector<ExactValue>& v);
  ExactValue call_other(Builtin builtin, const std::vector<ExactValue>& v);
  ExactValue call_list(Builtin builtin, const std::vector<ExactValue>& v);
  ExactValue aggregate(Builtin builtin, const std::vector<ExactValue>& elements);
  ExactValue change_list(Builtin builtin, const std::vector<ExactValue>& v);
  ExactValue distinct(const std::vector<ExactValue>& elements);
  ExactValue most_frequent(const std::vector<ExactValue>& elements);

  Situation situation_;
  std::vector<ExactValue> locals_;
  std::mt19937_64 random_;
  bool authority_asked_ = false;
};

}  // namespace jiangbu::oracle
