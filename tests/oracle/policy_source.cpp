#include "oracle/policy_source.hpp"

#include "diagnostics/render.hpp"
#include "document/read_document.hpp"
#include "model/resolve_policy.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu::oracle {

namespace {

// Amounts that fall from one band to the next, and null tests of what cannot be null,
// come about by chance and have a meaning.
bool is_by_chance(Code code) {
  return code == Code::model_tariff_falls || code == Code::model_never_null ||
         code == Code::model_never_holds || code == Code::model_rate_high;
}

}  // namespace

PolicySource read_policy_source(const std::string& yaml) {
  PolicySource source;
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("random.yaml", yaml);
  const auto tree = read_yaml(sources, file, diagnostics);
  if (tree) {
    const PolicySyntax syntax = read_policy(*tree, diagnostics);
    source.model = resolve_policy(syntax, {&syntax.vocabulary}, sources, diagnostics);
    source.sound = !diagnostics.has_errors();
  }
  for (const Diagnostic& finding : diagnostics.all()) {
    if (is_by_chance(finding.code)) continue;
    source.findings += render(finding, sources, Language::en);
  }
  return source;
}

}  // namespace jiangbu::oracle
