// The policy with facts of every type, compiled once.
// In: policy.yaml beside this file. Out: Rules, LoadedPolicies. Never: changes.
#pragma once

#include "diagnostics/render.hpp"
#include "entrances.hpp"
#include "jiangbu/evaluate.hpp"
#include "read/load_rules.hpp"

namespace jiangbu::fuzz {

inline constexpr const char* every_type_path =
    JIANGBU_SOURCE_FOLDER "/tests/fuzz/policy.yaml";

inline const Rules& every_type_rules() {
  static const Rules rules = Rules::load({every_type_path});
  require(rules.ok(), "policy.yaml has no errors");
  return rules;
}

struct EveryType {
  SourceMap sources;
  LoadedRules rules;

  const Program& program() const { return *rules.policies.front().program; }
};

inline const EveryType& every_type() {
  static const EveryType loaded = [] {
    EveryType loading;
    Diagnostics diagnostics;
    loading.rules = load_rules({every_type_path}, loading.sources, diagnostics);
    require(!diagnostics.has_errors(), "policy.yaml has no errors");
    return loading;
  }();
  return loaded;
}

/// What any caller does with facts: everything is computed and written.
inline void evaluate_and_write(const Facts& facts) {
  require(facts.ok() || !problems_text(facts.problems(), TextLanguage::zh).empty(),
          "faulty facts say why");
  const Evaluation result = evaluate(facts, {.decision_date = "2024-11-30"});
  require(facts.ok() == !result.applicants().empty(), "sound facts are evaluated");
  if (!facts.ok()) return;
  require(!result.json().empty(), "there is a result");
  require(!result.text(TextLanguage::zh).empty(), "there is a report");
}

}  // namespace jiangbu::fuzz
