// Where facts come from, for provenance.
// In: a file or folder. Out: a fingerprint of its bytes. Never: reads a fact.
#pragma once

#include <string>

namespace jiangbu {

/// 16 hex digits over the names and bytes of the file, or of all files of the folder in
/// order of their names; empty if there is nothing to read. No protection against
/// forgery.
std::string hash_of_source(const std::string& path);

}  // namespace jiangbu
