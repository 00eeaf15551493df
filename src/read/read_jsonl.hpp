// Populations from lines of JSON, one applicant a line.
// In: a file, a layout. Out: Population. Never: another meaning than read_facts().
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "read/read_population.hpp"

namespace jiangbu {

/// Each line is a mapping of facts as read_facts() takes them; its entry `id` names the
/// applicant and need not be a fact. Lines with errors are set aside.
std::optional<Population> read_jsonl(const std::filesystem::path& path,
                                     PopulationLayout layout,
                                     const std::vector<const Vocabulary*>& vocabularies,
                                     const ReadPopulationOptions& options,
                                     SourceMap& sources, Diagnostics& diagnostics,
                                     ReadReport& report);

}  // namespace jiangbu
