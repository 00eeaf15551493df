#include "read/test_files.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "document/read_document.hpp"
#include "read/load_rules.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

/// The first line that says something; empty if there is none.
std::string head_line(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    const size_t start = line.find_first_not_of(" \t\r");
    if (start == std::string::npos || line[start] == '#') continue;
    if (!line.starts_with("---") && !line.starts_with("%")) return line;
  }
  return "";
}

/// The policy file that a file of tests names; empty if it is no such file.
fs::path policy_of(const fs::path& path) {
  SourceMap sources;
  Diagnostics unread;
  const FileId file = sources.add(path.string(), head_line(path));
  const auto head = read_yaml(sources, file, unread);
  if (!head || !head->is_mapping() || head->entries.empty()) return {};
  const Entry& first = head->entries.front();
  if (first.key.text != "tests of" || first.value.text.empty()) return {};
  return path.parent_path() / first.value.text;
}

}  // namespace

bool begins_like_tests(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const bool says_nothing =
        line.find_first_not_of(" \r") == line.npos || line.starts_with('#');
    if (!says_nothing) return line.starts_with("tests of:");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

std::vector<fs::path> test_files_beside(const std::vector<fs::path>& paths) {
  std::vector<fs::path> found;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) continue;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
    std::vector<fs::path> beside;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().extension() != ".yaml") continue;
      const fs::path policy = policy_of(entry.path());
      if (!policy.empty() && fs::equivalent(policy, path, error)) {
        beside.push_back(entry.path());
      }
    }
    std::sort(beside.begin(), beside.end());
    found.insert(found.end(), beside.begin(), beside.end());
  }
  return found;
}

}  // namespace jiangbu
