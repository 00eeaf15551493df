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

/// Evaluates a condition; appends its proof if `proof` is given.
ConditionOutcome evaluate_condition(const Condition& condition,
                                    FormulaEvaluator& evaluator,
                                    std::vector<ProofNode>* proof);

/// Evaluates a formula of boolean type as a condition.
ConditionOutcome evaluate_test(FormulaId formula, FormulaEvaluator& evaluator,
                               ProofNode::Kind kind, const Bilingual& title,
                               const std::string& cite, std::vector<ProofNode>* proof);

/// Whether an exclusion applies; appends its proof if `proof` is given.
ConditionOutcome evaluate_exclusion(const Exclusion& exclusion,
                                    FormulaEvaluator& evaluator,
                                    std::vector<ProofNode>* proof);

/// A value as people read it: "3", "5..8", "30000元", "yes", "?".
std::string value_text(const Value& value, const Type& type, const PolicyModel& model);

}  // namespace jiangbu
