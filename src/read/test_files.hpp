// The files of tests that belong to a policy file named alone.
// In: paths of files. Out: paths of the test files beside them. Never: reports, reads
// tests.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace jiangbu {

/// For each file among `paths`: the .yaml files of its folder that begin with `tests of:`
/// and name it, in order of their paths. A folder gives none, for it is searched anyway.
/// Only the head of a file is read, so a broken one is found as well, and reported by
/// whoever loads it.
std::vector<std::filesystem::path> test_files_beside(
    const std::vector<std::filesystem::path>& paths);

/// Whether a text begins as files of tests do, without parsing it. Some that are such
/// files, with `tests of` in quotes, are not told so.
bool begins_like_tests(std::string_view text);

}  // namespace jiangbu
