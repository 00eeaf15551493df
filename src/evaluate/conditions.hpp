// Conditions with their proofs.
// In: Condition, FormulaEvaluator. Out: truth, causes, ProofNode. Never: amounts.
#pragma once

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/result.hpp"

namespace jiangbu {

struct ConditionOutcome {
  Truth truth = Truth::yes;
  Causes causes = 0;
};

/// Evaluates a condition.
ConditionOutcome evaluate_condition(const Condition& condition,
                                    FormulaEvaluator& evaluator);

/// The same of the condition that `part` shows; appends its proof.
ConditionOutcome prove(const ProofPart& part, FormulaEvaluator& evaluator,
                       std::vector<ProofNode>& proof);

/// A value as people read it: "3", "5..8", "30000元", "yes", "?".
std::string value_text(const Value& value, const Type& type, const PolicyModel& model);

}  // namespace jiangbu
