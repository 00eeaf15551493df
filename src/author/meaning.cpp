#include "author/meaning.hpp"

#include "model/dump_model.hpp"

namespace jiangbu {

std::string meaning_of(const std::filesystem::path& path, const FileReader& read) {
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules = load_rules({path}, sources, diagnostics, read);
  std::string meaning;
  for (const LoadedPolicy& policy : rules.policies) {
    if (policy.program) meaning += dump(*policy.program->model);
  }
  for (const Diagnostic& finding : diagnostics.all()) {
    meaning += std::string(code_text(finding.code)) + '\n';
  }
  return meaning;
}

}  // namespace jiangbu
