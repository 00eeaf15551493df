// The smallest changes of changeable facts that make a condition hold.
// In: a step, the facts. Out: changed facts and what was changed. Never: prices them.
#pragma once

#include <string>
#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/result.hpp"

namespace jiangbu {

/// Changes a working copy of one applicant's facts. One thread.
class FactChanger {
 public:
  FactChanger(const Program& program, CaseFacts& facts);

  /// Changes facts so that a step of boolean type comes out as `wanted`. False if that
  /// takes facts nobody can change, or a form that is not understood.
  bool make(StepId step, bool wanted, FormulaEvaluator& evaluator);
  bool make(const Condition& condition, bool wanted, FormulaEvaluator& evaluator);

  /// Adds an item to the changeable list that `list` draws from, such that it passes the
  /// filters on the way. False if there is no such list.
  bool add_item(StepId list, FormulaEvaluator& evaluator);

  const std::vector<FactChange>& changes() const { return changes_; }

 private:
  struct Place {
    std::string path;
    const Field* field = nullptr;
    bool changeable = false;
  };

  std::optional<Place> place_of(StepId step, FormulaEvaluator& evaluator) const;
  StepId resolved(StepId step, FormulaEvaluator& evaluator) const;
  bool make_parts(const Step& step, bool wanted, FormulaEvaluator& evaluator);
  bool make_comparison(const Step& step, bool wanted, FormulaEvaluator& evaluator);
  bool make_in_range(const Step& step, FormulaEvaluator& evaluator);
  bool make_count(StepId count, const Decimal& wanted, FormulaEvaluator& evaluator);
  bool set(const Place& place, FactValue value);
  bool set_scalar(const Place& place, const Value& value);
  void record(const std::string& path, const Field& field, std::string from,
              std::string to);

  const Program& program_;
  CaseFacts& facts_;
  std::vector<FactChange> changes_;
  std::vector<std::string> added_;  // paths of items added here: all theirs may be set
};

}  // namespace jiangbu
