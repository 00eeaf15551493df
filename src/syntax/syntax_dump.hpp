// Shared by the dump_*.cpp files of this stage: lines with places.
// In: *Syntax. Out: lines of an Outline. Never: leaves syntax/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/outline.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// Writes one file. What is empty is not written.
class SyntaxDump {
 public:
  explicit SyntaxDump(const SourceMap& sources) : sources_(sources) {}

  void write(const PolicySyntax& policy);
  void write(const VocabularySyntax& vocabulary);
  void write(const TestFileSyntax& file);
  std::string take() { return out_.take(); }

 private:
  // dump_policy.cpp
  std::string at(Span span, std::string_view text) const;
  void word(const char* label, const Word& word);
  void words(const char* label, const std::vector<Word>& words);
  void title(const char* label, const TitleSyntax& title);
  void formula(const std::string& label, const Formula& formula);
  void named_formulas(const char* label,
                      const std::vector<std::pair<Word, Formula>>& formulas);
  void flag(const char* label, bool value);
  void notes(const std::vector<NoteSyntax>& notes);
  void node(const char* label, const Node& node);
  void head(const PolicySyntax& policy);
  void reading(const ReadingSyntax& reading);
  void parameter(const ParameterSyntax& parameter);
  void across(const AcrossSyntax& step);
  void target(const TargetSyntax& target);
  void budget(const BudgetSyntax& budget);
  void figure(const FigureSyntax& figure);

  // dump_declarations.cpp
  void declarations(const VocabularySyntax& vocabulary);
  void enumeration(const EnumSyntax& enumeration);
  void field(const FieldSyntax& field);

  // dump_clause.cpp
  void clause(const ClauseSyntax& clause);
  void clause_scope(const ClauseSyntax& clause);
  void clause_payment(const ClauseSyntax& clause);
  void clause_later(const ClauseSyntax& clause);
  void condition(const char* label, const ConditionSyntax& condition);
  void exclusions(const std::vector<ExclusionSyntax>& exclusions);
  void award(const std::string& label, const AwardSyntax& award);
  void band(const BandSyntax& band);
  void table(const TableSyntax& table);
  void step(const StackingStepSyntax& step);
  void only_under(const std::vector<OnlyUnderSyntax>& list);

  // dump_tests.cpp
  void test(const TestSyntax& test);
  void run(const TestRunSyntax& run);

  const SourceMap& sources_;
  Outline out_;
};

}  // namespace jiangbu
