// Rule files from disk to compiled policies.
// In: paths of files and folders. Out: LoadedPolicy, and diagnostics.
// Never: evaluates. Rule files are opened by rule_files.cpp only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "program/program.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// One policy with its tests, own and from test files. `program` is absent if the policy
/// has errors; of a policy from a compiled image there is nothing else.
struct LoadedPolicy {
  std::string file;
  PolicySyntax syntax;
  std::vector<std::shared_ptr<const VocabularySyntax>> vocabularies;  ///< those it uses
  std::vector<TestSyntax> tests;
  std::optional<Program> program;
};

struct LoadedRules {
  std::vector<LoadedPolicy> policies;
  std::vector<std::string> unreadable;  ///< paths that could not be opened
};

/// The whole of a file; nothing if it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// One text for all names of a file.
std::string file_key(const std::filesystem::path& path);

/// Where texts of files come from.
using FileReader =
    std::function<std::optional<std::string>(const std::filesystem::path&)>;

/// The files themselves, and for a folder all .yaml files below it in order of their
/// paths.
std::vector<std::filesystem::path> rule_files(
    const std::vector<std::filesystem::path>& paths);

/// What becomes of files of tests in folders: whoever only evaluates need not read them,
/// nor any text, so that with `pass_over` compiled images (.jbi) are policies too.
enum class TestFiles : std::uint8_t { read, pass_over };

/// Loads policies from files and folders (all .yaml files below, in order of their
/// paths). Vocabularies are read as policies use them; test files are added to their
/// policy; passed over, they are read only where nothing else leads to a policy. Every
/// problem is collected; nothing stops the run.
LoadedRules load_rules(const std::vector<std::filesystem::path>& paths,
                       SourceMap& sources, Diagnostics& diagnostics,
                       const FileReader& read = read_file,
                       TestFiles tests = TestFiles::read);

/// Names of the applicant's facts over all policies.
std::set<std::string> all_fact_names(const std::vector<LoadedPolicy>& policies);

}  // namespace jiangbu
