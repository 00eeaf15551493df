// Which files there are, and what is in them: all that loading of rules asks of a disk.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>

#include "document/read_document.hpp"
#include "read/load_rules.hpp"
#include "read/test_files.hpp"

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

std::string file_key(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal().string() : canonical.string();
}

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code error;
  // The system would open what stands before the NUL.
  if (path.native().find('\0') != std::string::npos) return std::nullopt;
  if (fs::is_directory(path, error)) return std::nullopt;
  const auto close = [](std::FILE* file) { std::fclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"));
  if (!file) return std::nullopt;
  // Streams take a failure to read, or to allocate, for the end of the file.
  std::string text;
  for (std::size_t got = 1; got > 0;) {
    const std::size_t size = text.size();
    text.resize(size + std::max<std::size_t>(size, 1 << 16));
    got = std::fread(text.data() + size, 1, text.size() - size, file.get());
    text.resize(size + got);
  }
  if (std::ferror(file.get()) != 0) return std::nullopt;
  return text;
}

std::vector<fs::path> rule_files(const std::vector<fs::path>& paths) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      if (entry.path().extension() == ".yaml") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
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
