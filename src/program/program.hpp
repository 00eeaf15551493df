// A policy compiled: its formulas as flat steps, folded and shared, beside the model that
// describes it.
// In: nothing (compile.cpp builds it). Out: Program. Never: YAML, facts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "program/proof_plan.hpp"

namespace jiangbu {

/// One operation. Operands are steps listed before it, except the bodies of iterations,
/// which are evaluated anew for every element. `a`, `b` as in model/operations.def; of a
/// literal, `a` is its place in Program::constants.
struct Step {
  Op op = Op::literal;
  BaseType base = BaseType::error;  // of the result
  std::uint32_t type_id = 0;        // of the result: enum, entity, currency
  std::uint32_t first_operand = 0;  // in Program::operands
  std::uint32_t operand_count = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t text = 0;  // in Program::texts: as written, for proofs
};

/// The type of a step's result, without its element or whether it may be null.
inline Type type_of(const Step& step) {
  Type type = simple_type(step.base);
  type.id = step.type_id;
  return type;
}

/// Immutable once compiled; share freely between threads.
struct Program {
  std::shared_ptr<const PolicyModel> model;
  std::vector<Step> steps;
  std::vector<StepId> operands;
  std::vector<Constant> constants;
  std::vector<std::string> texts;
  std::vector<StepId> roots;  // by FormulaId
  std::string hash;           // fingerprint of the meaning, 16 hex digits
  std::shared_ptr<const ProofPlan> proofs;

  StepId operand(const Step& step, std::uint32_t i) const {
    return operands[step.first_operand + i];
  }
  const std::string& text_of(StepId id) const { return texts[steps[id].text]; }
};

/// Compiles a sound model.
Program compile(PolicyModel model);

/// A stable listing of all steps, for golden tests and `jiangbu show --stage program`.
std::string listing(const Program& program);

}  // namespace jiangbu
