// A folder for files that readers want on a disk.
// In: nothing. Out: a path; gone when the program ends. Never: shared by two programs.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "entrances.hpp"

namespace jiangbu::fuzz {

class ScratchFolder {
 public:
  ScratchFolder() {
    // In memory where that is possible: a file is written for every input.
    const std::filesystem::path memory = "/dev/shm";
    std::error_code error;
    const bool there = std::filesystem::is_directory(memory, error);
    std::string name = ((there ? memory : std::filesystem::temp_directory_path()) /
                        "jiangbu-fuzz-XXXXXX")
                           .string();
    require(mkdtemp(name.data()) != nullptr, "a folder can be made");
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }

  const std::filesystem::path& path() const { return path_; }

  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream file(path_ / name, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    require(static_cast<bool>(file.flush()), "a file can be written");
  }

 private:
  std::filesystem::path path_;
};

}  // namespace jiangbu::fuzz
