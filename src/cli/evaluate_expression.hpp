// One formula over one context, by way of a policy that holds nothing else.
// In: the text of a formula, a context, perhaps a policy. Out: JSON, diagnostics.
// Never: a second way of evaluating.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"
#include "syntax/policy.hpp"
#include "values/date.hpp"

namespace jiangbu {

/// A policy whose names and facts a formula may use.
struct FormulaSetting {
  SourceMap sources;  ///< of the policy; a request about it starts from a copy
  PolicySyntax policy;
  std::vector<std::unique_ptr<VocabularySyntax>> vocabularies;  ///< that the policy uses
};

struct ExpressionRequest {
  std::string expression;
  const Node* context = nullptr;            ///< facts; none: no facts
  const FormulaSetting* setting = nullptr;  ///< none: facts as the context implies them
  std::optional<Date> decision_date;
  bool type_hints = false;
};

/// The value as JSON (see value_json.hpp); nothing when an error was added. The
/// expression becomes a source named "expression" in `sources`, which hold the setting's
/// already.
std::optional<std::string> evaluate_expression(const ExpressionRequest& request,
                                               SourceMap& sources,
                                               Diagnostics& diagnostics);

}  // namespace jiangbu
