// Typed formulas to flat steps: constants folded, equal steps shared, and/or flattened.
// In: PolicyModel. Out: Program. Never: changes a meaning.
#include <map>
#include <tuple>

#include "model/dump_model.hpp"
#include "model/resolver.hpp"
#include "program/program.hpp"

namespace jiangbu {

namespace {

using StepKey = std::tuple<Op, BaseType, std::uint32_t, std::uint32_t, std::uint32_t,
                           std::uint32_t, std::vector<StepId>>;

class Lowering {
 public:
  explicit Lowering(Program& program) : program_(program) {}

  StepId lower(const Expression& expression) {
    if (expression.op != Op::literal) {
      if (auto constant = constant_value(expression, *program_.model)) {
        Expression folded = make_literal(std::move(*constant), expression.type, {});
        folded.text = expression.text;
        return lower(folded);
      }
    }
    Step step;
    step.op = expression.op;
    step.base = expression.type.base;
    step.type_id = expression.type.id;
    step.a =
        expression.op == Op::literal ? constant_place(expression.constant) : expression.a;
    step.b = expression.b;
    step.text = text_place(expression.text);
    std::vector<StepId> operands;
    lower_operands(expression, expression.op, operands);
    return add(step, std::move(operands));
  }

 private:
  // a and (b and c) is a and b and c; likewise or.
  void lower_operands(const Expression& expression, Op outer,
                      std::vector<StepId>& operands) {
    const bool logic = outer == Op::and_ || outer == Op::or_;
    for (const Expression& operand : expression.operands) {
      if (logic && operand.op == outer) {
        lower_operands(operand, outer, operands);
      } else {
        operands.push_back(lower(operand));
      }
    }
  }

  StepId add(Step step, std::vector<StepId> operands) {
    StepKey key{step.op, step.base, step.type_id, step.a, step.b, step.text, operands};
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    step.first_operand = static_cast<std::uint32_t>(program_.operands.size());
    step.operand_count = static_cast<std::uint32_t>(operands.size());
    program_.operands.insert(program_.operands.end(), operands.begin(), operands.end());
    const auto id = static_cast<StepId>(program_.steps.size());
    program_.steps.push_back(step);
    known_.emplace(std::move(key), id);
    return id;
  }

  std::uint32_t constant_place(const Constant& constant) {
    for (std::uint32_t i = 0; i < program_.constants.size(); ++i) {
      if (program_.constants[i] == constant) return i;
    }
    program_.constants.push_back(constant);
    return static_cast<std::uint32_t>(program_.constants.size() - 1);
  }

  std::uint32_t text_place(const std::string& text) {
    const auto [place, fresh] =
        texts_.emplace(text, static_cast<std::uint32_t>(program_.texts.size()));
    if (fresh) program_.texts.push_back(text);
    return place->second;
  }

  Program& program_;
  std::map<StepKey, StepId> known_;
  std::map<std::string, std::uint32_t> texts_;
};

// FNV-1a: tells versions apart; no protection against forgery.
std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) {
    digits += "0123456789abcdef"[(hash >> shift) & 0xF];
  }
  return digits;
}

}  // namespace

Program compile(PolicyModel model) {
  Program program;
  program.model = std::make_shared<const PolicyModel>(std::move(model));
  Lowering lowering(program);
  for (const Expression& formula : program.model->formulas) {
    program.roots.push_back(lowering.lower(formula));
  }
  program.proofs = std::make_shared<const ProofPlan>(plan_proofs(program));
  program.hash = fingerprint(listing(program) + dump(*program.model));
  return program;
}

}  // namespace jiangbu
