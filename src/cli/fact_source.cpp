#include "cli/fact_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

// FNV-1a over eight bytes at a time, which is fast enough for gigabytes.
class Fingerprint {
 public:
  void add(const char* bytes, std::size_t size) {
    std::size_t at = 0;
    for (; at + 8 <= size; at += 8) {
      std::uint64_t word = 0;
      for (std::size_t i = 0; i < 8; ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
      }
      mix(word);
    }
    for (; at < size; ++at) mix(static_cast<unsigned char>(bytes[at]));
    mix(size);
  }
  std::string text() const { return fmt::format("{:016x}", hash_); }

 private:
  void mix(std::uint64_t word) {
    hash_ ^= word;
    hash_ *= 1099511628211ULL;
    hash_ ^= hash_ >> 32;
  }
  std::uint64_t hash_ = 14695981039346656037ULL;
};

}  // namespace

std::string hash_of_source(const std::string& path) {
  std::vector<fs::path> files;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::directory_iterator(path, error)) {
      if (entry.is_regular_file(error)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
  } else if (fs::is_regular_file(path, error)) {
    files.emplace_back(path);
  }
  if (files.empty()) return {};
  Fingerprint fingerprint;
  std::vector<char> buffer(std::size_t{1} << 20);
  for (const fs::path& file : files) {
    const std::string name = file.filename().string();
    fingerprint.add(name.data(), name.size());
    std::ifstream stream(file, std::ios::binary);
    while (stream) {
      stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      fingerprint.add(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    }
  }
  return fingerprint.text();
}

}  // namespace jiangbu
