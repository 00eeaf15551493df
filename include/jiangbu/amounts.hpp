// Amounts of many applicants, fast and without explanation.
//
// Example:
//   const auto rules = jiangbu::Rules::load({"rules/changzhi"});
//   const std::string policy = rules.policies().front().id;
//   jiangbu::AmountCalculator calculator(rules, policy, "2024-11-30");
//   for (const char* text : {"kind: park\n", "kind: school\n"}) {
//     const auto facts = jiangbu::Facts::from_yaml(rules, text, {.closed_world = true});
//     if (const auto amount = calculator.evaluate(facts)) {
//       std::cout << amount->low << (calculator.is_draft() ? " fen, draft\n" : " fen\n");
//     }
//   }
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jiangbu/evaluate.hpp"

namespace jiangbu {

/// The total of one policy for one applicant after another, on one day and under one
/// choice of readings: the same amounts as evaluate() with `explain` off, much faster
/// where all facts are known. One thread at a time: give each thread its own calculator
/// (they share the rules).
class AmountCalculator {
 public:
  /// What is wrong with the policy's name, the date ("2024-11-30") or the readings stands
  /// in problems().
  AmountCalculator(const Rules& rules, const std::string& policy,
                   const std::string& decision_date,
                   const std::map<std::string, std::string>& readings = {});
  AmountCalculator(AmountCalculator&&) noexcept;
  AmountCalculator& operator=(AmountCalculator&&) noexcept;
  ~AmountCalculator();

  bool ok() const;
  /// What is wrong with the rules, then with the arguments.
  const std::vector<Problem>& problems() const;
  /// Whether the policy is a draft: then all amounts are indicative, none is payable.
  bool is_draft() const;
  /// What in the policy forces the slower way on every applicant; empty if nothing does.
  const std::string& slow_because() const;

  /// The policy's total for an applicant of `facts`, taken as if it were alone (no
  /// ranking, pool or cap over a group). Amounts the text does not state are not part of
  /// it. Nothing if the calculator or the facts have errors, if the facts were read for
  /// other rules or hold no such applicant, or if a clause cannot be computed: evaluate()
  /// tells why.
  std::optional<Amount> evaluate(const Facts& facts, std::size_t applicant = 0);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jiangbu
