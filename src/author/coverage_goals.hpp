// The goals that coverage counts, and which formulas, readings and clauses reach them.
// In: a Program. Out: CoverageMap. Never: evaluates.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "author/coverage.hpp"

namespace jiangbu {

/// A condition taken apart at and/or. A leaf has a step and two goals, in this order: it
/// came out yes, it came out no.
struct ConditionTree {
  Op op = Op::literal;  // and_, or_; anything else: a leaf
  StepId step = 0;
  std::size_t first_goal = 0;
  std::vector<ConditionTree> parts;
};

/// A row of a decision table that is hit when its first output is asked for and all its
/// tests hold.
struct RowGoal {
  std::vector<FormulaId> tests;
  std::size_t goal = 0;
};

struct ClauseGoals {
  std::optional<std::size_t> granted;
  std::optional<std::size_t> refused;
};

/// Goals by place in PolicyCoverage::goals.
struct CoverageMap {
  PolicyCoverage coverage;
  std::map<FormulaId, ConditionTree> conditions;
  std::map<FormulaId, std::size_t> if_yes;        // reached when the formula holds
  std::map<FormulaId, std::size_t> if_asked;      // reached when it is evaluated
  std::map<FormulaId, RowGoal> rows;              // by the first output
  std::vector<std::vector<std::size_t>> options;  // by question, option
  std::map<std::string, ClauseGoals> clauses;     // by id
};

CoverageMap coverage_map(const Program& program);

}  // namespace jiangbu
