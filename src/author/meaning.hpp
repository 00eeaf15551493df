// What a rule file means, as text that two versions of it can be compared by.
// In: a path and who reads files. Out: the dumps of its models. Never: evaluates.
#pragma once

#include <filesystem>
#include <string>

#include "read/load_rules.hpp"

namespace jiangbu {

/// The models of all policies a rule file holds or brings with it, and the codes of what
/// is wrong with them. A vocabulary has no model of its own: its meaning is "".
std::string meaning_of(const std::filesystem::path& path, const FileReader& read);

}  // namespace jiangbu
