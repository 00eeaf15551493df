// Chooses the reader of a file; see read_document.hpp.
#include "document/read_document.hpp"

#include <algorithm>
#include <string_view>

namespace jiangbu {

namespace {

bool ends_with_json(std::string_view name) {
  constexpr std::string_view ending = ".json";
  if (name.size() < ending.size()) return false;
  name.remove_prefix(name.size() - ending.size());
  // Only ASCII letters differ by this bit, and the full stop has it set already.
  return std::ranges::equal(name, ending, [](char a, char b) { return (a | 0x20) == b; });
}

}  // namespace

std::optional<Node> read_document(const SourceMap& sources, FileId file,
                                  Diagnostics& diagnostics, const ReadLimits& limits) {
  return ends_with_json(sources.file(file).name())
             ? read_json(sources, file, diagnostics, limits)
             : read_yaml(sources, file, diagnostics, limits);
}

}  // namespace jiangbu
