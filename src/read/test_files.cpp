#include "read/test_files.hpp"

#include <algorithm>

namespace jiangbu {

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

}  // namespace jiangbu
