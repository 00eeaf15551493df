// Inputs of the fuzzers once more, by any compiler: replay ENTRANCE FILE-OR-FOLDER...
// In: files. Out: how many there were. Never: an input passed over.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "entrances.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int count, char** words) {
  const auto entrance =
      count > 2 ? jiangbu::fuzz::entrance_named(words[1]) : jiangbu::fuzz::Entrance{};
  if (entrance == nullptr) {
    std::cerr << "replay ENTRANCE FILE-OR-FOLDER...\n";
    return 2;
  }
  std::size_t inputs = 0;
  for (int i = 2; i < count; ++i) {
    for (const fs::path& file : files_of(words[i])) {
      std::ifstream stream(file, std::ios::binary);
      if (!stream) {
        std::cerr << "cannot open " << file << '\n';
        return 3;
      }
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      std::cout << file.string() << std::endl;  // flushed: the last one named is to blame
      entrance(bytes);
      ++inputs;
    }
  }
  std::cout << inputs << " inputs\n";
  return inputs > 0 ? 0 : 1;
}
