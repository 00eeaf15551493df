// Text of a file to its tree.
// In: a file of a SourceMap. Out: the tree, and diagnostics JB1xxx.
// Never: opens a file, knows what the keys mean, lets an exception out.
#pragma once

#include <cstddef>
#include <optional>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "document/node.hpp"

namespace jiangbu {

/// What a reader refuses, so that a hostile file costs bounded memory and time.
struct ReadLimits {
  std::size_t max_bytes = std::size_t{64} << 20;
  std::size_t max_depth = 64;         ///< collections within collections
  std::size_t max_nodes = 1'000'000;  ///< scalars and collections, keys too
};

/// Reads the one YAML document of a file. Anchors, aliases, merge keys and tags are
/// errors: rule files do not need them. Returns nothing when no tree could be made, and
/// then at least one error has been added. A tree may be returned along with errors (a
/// duplicate key: the first stays; an alias: null), so that later stages can find more:
/// ask the diagnostics whether the file is sound.
std::optional<Node> read_yaml(const SourceMap& sources, FileId file,
                              Diagnostics& diagnostics, const ReadLimits& limits = {});

/// Reads one JSON value (RFC 8259, strictly). Returns as read_yaml() does.
std::optional<Node> read_json(const SourceMap& sources, FileId file,
                              Diagnostics& diagnostics, const ReadLimits& limits = {});

/// Reads a file by its name: JSON when it ends in .json (any case), else YAML.
std::optional<Node> read_document(const SourceMap& sources, FileId file,
                                  Diagnostics& diagnostics,
                                  const ReadLimits& limits = {});

}  // namespace jiangbu
