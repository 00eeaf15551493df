// A file of other names for tables and columns.
#include "document/read_document.hpp"
#include "entrances.hpp"
#include "read/table_plan.hpp"

namespace jiangbu::fuzz {

void fuzz_table_names(std::string_view bytes) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("names.yaml", std::string(bytes));
  const auto tree = read_yaml(sources, file, diagnostics);
  require(tree || diagnostics.has_errors(), "what is not read has errors");
  if (tree) static_cast<void>(read_table_names(*tree, diagnostics));
}

}  // namespace jiangbu::fuzz
