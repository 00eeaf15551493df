// Who wants to see what an evaluation looks at, such as coverage of tests.
// In: nothing. Out: the interface. Never: changes a value.
#pragma once

#include <cstdint>

#include "model/vocabulary.hpp"

namespace jiangbu {

class FormulaEvaluator;
struct Value;

/// Told of every formula and reading one evaluation of a case asks for; not of the trials
/// for near misses and tighter totals. What is called back may evaluate further steps.
class EvaluationObserver {
 public:
  virtual ~EvaluationObserver() = default;
  /// A formula of the model gave a value; locals are still bound.
  virtual void formula_evaluated(FormulaId id, const Value& value,
                                 FormulaEvaluator& evaluator) = 0;
  /// The option chosen for a question was asked for.
  virtual void reading_asked(std::uint32_t question, std::uint32_t option) = 0;
};

}  // namespace jiangbu
