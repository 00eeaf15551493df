// The text of a rule file, formatted: what comes out is formatted already.
#include "author/format_rules.hpp"
#include "entrances.hpp"

namespace jiangbu::fuzz {

void fuzz_format(std::string_view bytes) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("policy.yaml", std::string(bytes));
  const auto once = format_rules(sources, file, diagnostics);
  require(once || diagnostics.has_errors(), "what is not formatted has errors");
  if (!once) return;
  const FileId formatted = sources.add("formatted.yaml", *once);
  const auto twice = format_rules(sources, formatted, diagnostics);
  require(twice == once, "a formatted file is formatted already");
}

}  // namespace jiangbu::fuzz
