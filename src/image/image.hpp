// The compiled image: policies as bytes that load without reading any rule.
// In: programs; bytes of an image. Out: bytes; programs, diagnostics.
// Never: YAML, a pointer or a width of this machine in the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "program/program.hpp"

namespace jiangbu {

/// One policy of an image, with the name of the file it was compiled from.
struct PolicyImage {
  std::string file;
  Program program;
};

/// The policies as bytes; the same policies give the same bytes on every machine. Places
/// in rule files are left out.
std::string write_image(const std::vector<PolicyImage>& policies);

/// The policies of an image, or why its bytes are none: cut, damaged, of another version,
/// or with a right checksum and contents that do not hold together. `name` is what
/// diagnostics call it. Never throws for what the bytes are, but for want of memory.
std::optional<std::vector<PolicyImage>> read_image(std::string_view bytes,
                                                   const std::string& name,
                                                   Diagnostics& diagnostics);

}  // namespace jiangbu
