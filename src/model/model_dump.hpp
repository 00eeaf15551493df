// Shared by the dump_*.cpp files of this stage.
// In: parts of a PolicyModel. Out: lines of an Outline. Never: leaves model/.
#pragma once

#include <string>
#include <vector>

#include "model/dump_model.hpp"
#include "syntax/outline.hpp"

namespace jiangbu {

/// Writes one model. What is empty is not written.
class ModelDump {
 public:
  explicit ModelDump(const PolicyModel& model) : model_(model) {}

  std::string write();

 private:
  // dump_model.cpp
  void text(const char* label, const std::string& text);
  void texts(const char* label, const std::vector<std::string>& texts);
  void title(const char* label, const Bilingual& title);
  void flag(const char* label, bool value);
  void date(const char* label, const std::optional<Date>& date);
  void number(const char* label, const std::optional<Decimal>& number);
  void notes(const std::vector<Note>& notes);
  void formula(const std::string& label, FormulaId id);
  void bindings(const char* label, const std::vector<Binding>& bindings);
  void only_under(const std::vector<OnlyUnder>& list);
  void clause_ids(const std::vector<std::uint32_t>& ids);
  void head();
  void registers();
  void reading(const Reading& reading);
  void parameter(const Parameter& parameter);
  void table(std::uint32_t index);
  void across(const AcrossStep& step);
  void target(const Target& target);
  void budget(const Budget& budget);
  void figure(const Figure& figure);

  // dump_model_vocabulary.cpp
  void vocabulary();
  void entity(const Entity& entity);
  void field(const Field& field);

  // dump_model_clause.cpp
  void clause(const Clause& clause);
  void payers(const Payers& payers);
  void clause_scope(const Clause& clause);
  void clause_payment(const Clause& clause);
  void clause_later(const Clause& clause);
  void condition(const std::string& label, const Condition& condition);
  void exclusions(const std::vector<Exclusion>& exclusions);
  void award(const std::string& label, const Award& award);
  void step(const StackingStep& step);

  const PolicyModel& model_;
  Outline out_;
};

const char* name_of(CutOrder order);

}  // namespace jiangbu
