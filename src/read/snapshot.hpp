// A population in columns that need no reading: one Arrow file for each table.
// In: Population, a folder. Out: files, and a Population that lies in them.
// Never: evaluates, reads rules.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "facts/population.hpp"

namespace jiangbu {

/// Whether a path is a folder written by write_snapshot().
bool is_snapshot(const std::filesystem::path& path);

/// Writes `applicants.arrow` and one file for each list into the folder, which is made if
/// it is not there. Throws std::runtime_error if a file cannot be written.
void write_snapshot(const std::filesystem::path& folder, const Population& population,
                    const std::vector<const Vocabulary*>& vocabularies,
                    bool closed_world);

/// Whether what was not given was taken as in a closed world.
struct SnapshotOrigin {
  bool closed_world = true;
};

/// Maps the files: the population borrows its columns from them. Nothing and an error if
/// a file is missing or damaged, or lacks a fact of the layout.
std::optional<Population> read_snapshot(
    const std::filesystem::path& folder, PopulationLayout layout,
    const std::vector<const Vocabulary*>& vocabularies, unsigned threads,
    Diagnostics& diagnostics, SnapshotOrigin& origin);

}  // namespace jiangbu
