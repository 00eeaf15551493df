// Files and their names where there is no file system: the C++ library for WebAssembly is
// built without the functions of paths that rule files need.
// In: names with slashes. Out: names; no file. Never: a disk.
#include <algorithm>
#include <string>
#include <vector>

#include "read/load_rules.hpp"

namespace std::filesystem {

path::__string_view path::__root_directory() const {
  return __string_view(__pn_).substr(0, __pn_.starts_with('/') ? 1 : 0);
}

path::__string_view path::__filename() const {
  return __string_view(__pn_).substr(__pn_.rfind('/') + 1);
}

path::__string_view path::__parent_path() const {
  const size_t slash = __pn_.rfind('/');
  if (slash == string::npos) return {};
  return __string_view(__pn_).substr(0, slash == 0 ? 1 : slash);
}

path::__string_view path::__extension() const {
  const __string_view name = __filename();
  const size_t dot = name.rfind('.');
  const bool is_none = dot == name.npos || dot == 0 || name == "..";
  return is_none ? __string_view() : name.substr(dot);
}

int path::__compare(__string_view other) const { return __pn_.compare(other); }

// Without ".", without names before "..".
path path::lexically_normal() const {
  const bool is_absolute = __pn_.starts_with('/');
  vector<__string_view> kept;
  __string_view last;
  for (__string_view rest = __pn_; !rest.empty();) {
    const size_t end = min(rest.find('/'), rest.size());
    last = rest.substr(0, end);
    rest.remove_prefix(min(end + 1, rest.size()));
    if (last.empty() || last == ".") continue;
    const bool removes = last == ".." && (is_absolute || !kept.empty());
    if (!removes || (!kept.empty() && kept.back() == "..")) {
      kept.push_back(last);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  string_type normal = is_absolute ? "/" : "";
  for (size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) normal += '/';
    normal += kept[i];
  }
  const bool names_folder = __pn_.ends_with('/') || last == "." || last == "..";
  if (names_folder && !kept.empty() && kept.back() != "..") normal += '/';
  return normal.empty() && !__pn_.empty() ? path(".") : path(normal);
}

}  // namespace std::filesystem

namespace jiangbu {

std::string file_key(const std::filesystem::path& path) {
  return path.lexically_normal().string();
}

std::optional<std::string> read_file(const std::filesystem::path&) {
  return std::nullopt;
}

std::vector<std::filesystem::path> rule_files(
    const std::vector<std::filesystem::path>& paths) {
  return paths;
}

}  // namespace jiangbu
